package org.cascadejdbc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadejdbc.Explanation.Action;
import org.cascadejdbc.Explanation.Step;
import org.cascadejdbc.text.Shown;

/** An explanation as a person reads it. */
final class ExplanationText {
    private ExplanationText() {}

    static String of(Explanation explanation) {
        StringBuilder text = new StringBuilder(Shown.sql(explanation.sql().strip())).append("\n\n");
        text.append(summary(explanation)).append("\n\n");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("step", "action", "rows", "table", "by the key", "carried out by"));
        explanation.steps().forEach(step -> rows.add(Stream.of(
                String.valueOf(step.number()),
                step.action().toString(),
                String.valueOf(step.rows()),
                step.table(),
                step.keys().stream().map(ExplanationText::key).collect(Collectors.joining(", ")),
                (step.action() == Action.REST ? "nobody: " : step.byDatabase() ? "database: " : "cascade-jdbc: ")
                        + step.reason()).map(Shown::text).toList()));
        table(rows, text);
        statements(explanation, text);
        return text.toString().stripTrailing();
    }

    private static String summary(Explanation explanation) {
        if (explanation.refused()) {
            return "would FAIL, and change nothing: "
                    + explanation.steps().stream()
                            .filter(step -> step.action() == Action.REFUSE)
                            .map(step -> (step.rows() == 0 ? "" : rows(step.rows()) + " of ") + Shown.text(step.table()))
                            .collect(Collectors.joining(", "));
        }
        long tables = explanation.steps().stream()
                .filter(step -> step.action() == Action.DELETE && step.rows() > 0)
                .map(Step::table)
                .distinct()
                .count();
        return "would delete " + rows(explanation.deletedRows()) + " in " + tables + (tables == 1 ? " table" : " tables")
                + (explanation.updatedRows() == 0 ? "" : " and change " + rows(explanation.updatedRows()));
    }

    static String rows(long rows) {
        return rows + (rows == 1 ? " row" : " rows");
    }

    private static String key(ForeignKeyInfo key) {
        return key.name() + " (" + String.join(", ", key.columns()) + ") -> " + key.referencedTable() + " "
                + key.rule();
    }

    /** Columns as wide as they need to be; numbers to the right. */
    private static void table(List<List<String>> rows, StringBuilder text) {
        int columns = rows.get(0).size();
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                int column = i;
                int width = rows.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
                String cell = row.get(i);
                String blanks = " ".repeat(width - cell.length());
                boolean number = rows.get(0).get(i).equals("rows") || rows.get(0).get(i).equals("step");
                text.append(number ? blanks + cell : i == columns - 1 ? cell : cell + blanks).append(i == columns - 1 ? "" : "  ");
            }
            text.append('\n');
        }
    }

    private static void statements(Explanation explanation, StringBuilder text) {
        Map<String, List<String>> steps = new LinkedHashMap<>();
        for (Step step : explanation.steps()) {
            if (step.statement() != null && !step.statement().equals(explanation.sql())) {
                steps.computeIfAbsent(step.statement(), sql -> new ArrayList<>()).add(String.valueOf(step.number()));
            }
        }
        steps.forEach((sql, numbers) -> text.append("\nstep ").append(String.join(", ", numbers)).append(":\n")
                .append(Shown.sql(sql).indent(2)));
    }
}
