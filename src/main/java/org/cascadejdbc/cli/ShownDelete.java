package org.cascadejdbc.cli;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.Explanation;
import org.cascadejdbc.text.Json;

/**
 * The DELETE itself, in a transaction that is committed only if what went is what was shown.
 *
 * @param committed whether it was
 * @param matched the rows that the DELETE itself matched, or -1 where the driver does not say
 * @param planned how many rows of each table were to go
 * @param before how many rows each table had, nothing where they were not counted
 * @param after how many it had afterwards
 */
record ShownDelete(
        boolean committed,
        long matched,
        Map<String, Long> planned,
        Map<String, Long> before,
        Map<String, Long> after) {

    /** Carries it out. */
    static ShownDelete run(
            DataSource dataSource,
            Explanation plan,
            Object[] values,
            boolean count,
            Progress progress,
            Interruption interruption)
            throws SQLException {
        Map<String, Long> planned = planned(plan);
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                progress.say("Counting the tables' rows");
                Map<String, Long> before = count ? RowCounts.of(connection, planned.keySet(), interruption) : Map.of();
                progress.say("Deleting");
                long matched = delete(connection, plan.sql(), values, interruption);
                progress.say("Counting the tables' rows");
                Map<String, Long> after = count ? RowCounts.of(connection, planned.keySet(), interruption) : Map.of();
                ShownDelete deletion = new ShownDelete(true, matched, planned, before, after);
                if (deletion.asPlanned() && interruption.mayCommit()) {
                    connection.commit();
                    interruption.committed();
                    return deletion;
                }
                connection.rollback();
                return new ShownDelete(false, matched, planned, before, after);
            } catch (SQLException | RuntimeException e) {
                undo(connection, e);
                throw e;
            }
        }
    }

    private static void undo(Connection connection, Exception e) {
        try {
            connection.rollback();
        } catch (SQLException more) {
            e.addSuppressed(more);
        }
    }

    /** Prepared, as one driver counts all rows of a cascade for others. */
    private static long delete(Connection connection, String sql, Object[] values, Interruption interruption)
            throws SQLException {
        try (PreparedStatement statement = interruption.running(connection.prepareStatement(sql))) {
            Values.bind(statement, values);
            return statement.execute() ? -1 : statement.getLargeUpdateCount();
        }
    }

    /** The tables that lose rows, in the order of the steps. */
    private static Map<String, Long> planned(Explanation plan) {
        Map<String, Long> planned = new LinkedHashMap<>();
        for (Explanation.Step step : plan.steps()) {
            if (step.action() == Explanation.Action.DELETE && step.rows() > 0) {
                planned.merge(step.table(), step.rows(), Long::sum);
            }
        }
        return planned;
    }

    /** What was not counted is believed. */
    private boolean asPlanned() {
        return before.keySet().stream().allMatch(table -> gone(table) == planned.get(table));
    }

    private long gone(String table) {
        return before.get(table) - after.get(table);
    }

    /** For people. */
    @Override
    public String toString() {
        if (before.isEmpty()) {
            return "Done" + (matched < 0 ? "." : ": the DELETE matched " + matched + (matched == 1 ? " row." : " rows."))
                    + " The tables' rows were not counted.\n";
        }
        TextTable table = new TextTable("table", "before", "after", "gone", "planned");
        long sum = 0;
        for (String name : before.keySet()) {
            table.row(name, before.get(name), after.get(name), gone(name), planned.get(name));
            sum += gone(name);
        }
        return table + (committed
                ? "\nDone: " + sum + (sum == 1 ? " row is" : " rows are") + " gone, as planned.\n"
                : "\nRolled back: what went is not what was shown. Others write, or triggers do. Explain it again, or leave out"
                        + " the comparison with --no-count.\n");
    }

    /** As a JSON object. */
    String toJson(Explanation plan) {
        StringBuilder tables = new StringBuilder();
        for (String name : planned.keySet()) {
            tables.append(tables.isEmpty() ? "" : ",").append("{\"table\":").append(Json.of(name))
                    .append(",\"planned\":").append(planned.get(name));
            if (before.containsKey(name)) {
                tables.append(",\"before\":").append(before.get(name)).append(",\"after\":").append(after.get(name))
                        .append(",\"gone\":").append(gone(name));
            }
            tables.append('}');
        }
        return "{\"deleted\":" + committed + ",\"matched\":" + (matched < 0 ? "null" : String.valueOf(matched))
                + ",\"tables\":[" + tables + "],\"plan\":" + plan.toJson() + "}";
    }
}
