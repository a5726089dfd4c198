package org.cascadejdbc.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.cascadejdbc.text.Shown;

/** Columns as wide as they need to be; those with nothing but numbers to the right. */
final class TextTable {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]*");

    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... heading) {
        rows.add(List.of(heading));
    }

    TextTable row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(Shown.text(cell));
        }
        rows.add(row);
        return this;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String blanks = " ".repeat(width(i) - row.get(i).length());
                line.append(i == 0 ? "" : "  ").append(isNumeric(i) ? blanks + row.get(i) : row.get(i) + blanks);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private boolean isNumeric(int column) {
        return rows.size() > 1 && rows.stream().skip(1).allMatch(row -> NUMBER.matcher(row.get(column)).matches());
    }
}
