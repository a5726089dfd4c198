package org.cascadejdbc.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the demo prints: titles, paragraphs, code and tables, plain text within {@value #WIDTH} columns. */
final class Report {
    static final int WIDTH = 96;

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void title(String text) {
        out.println(text);
        out.println("=".repeat(text.length()));
    }

    void section(String text) {
        out.println();
        out.println();
        out.println(text);
        out.println("-".repeat(text.length()));
    }

    /** A paragraph, broken between words. */
    void say(String text) {
        out.println();
        wrapped("", text);
    }

    /** What the reader would type, or what the database answered: indented, each line of it broken between words. */
    void quote(String text) {
        out.println();
        for (String line : text.split("\n", -1)) {
            int indent = line.length() - line.stripLeading().length();
            wrapped(" ".repeat(4 + indent), line.strip());
        }
    }

    /** One statement under a {@link #quote} or {@link #say}: continuation lines are indented deeper. */
    void statement(String text) {
        List<String> lines = wrap(text, WIDTH - 8);
        out.println("    " + lines.get(0));
        for (String line : lines.subList(1, lines.size())) {
            out.println("        " + line);
        }
    }

    void blank() {
        out.println();
    }

    /** A table whose first column is text and whose others are numbers. */
    void table(List<String> header, List<List<?>> rows) {
        out.println();
        row(header);
        for (List<?> row : rows) {
            row(row);
        }
    }

    private void row(List<?> cells) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "    %-16s", cells.get(0)));
        for (Object cell : cells.subList(1, cells.size())) {
            Object text = cell instanceof Number number ? String.format(Locale.ROOT, "%,d", number.longValue()) : cell;
            line.append(String.format(Locale.ROOT, "%10s", text));
        }
        out.println(line);
    }

    private void wrapped(String indent, String text) {
        for (String line : wrap(text, WIDTH - indent.length())) {
            out.println(indent + line);
        }
    }

    private static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
