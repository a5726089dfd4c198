package org.cascadejdbc.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.TableName;

/**
 * What a DELETE would do if it were executed now, step by step, in the order in which it is done. Immutable.
 *
 * @param steps at least one
 * @param graph the keys by which it was made
 */
public record Forecast(List<Step> steps, KeyGraph graph) {
    private static final List<String> COLUMNS = List.of(
            "step", "action", "table_name", "row_count", "foreign_key", "rule", "carried_out_by", "reason", "statement");
    private static final List<String> NUMBERS = List.of("step", "row_count");

    /** What is done with rows. */
    public enum Action {
        /** Rows are looked for that would refuse the whole. There are none. */
        CHECK,
        /** There are: the DELETE would fail. */
        REFUSE,
        SET_DEFAULT,
        SET_NULL,
        DELETE,
        /** Nothing: the key is switched off. */
        REST
    }

    /**
     * One step.
     *
     * @param table whose rows it concerns
     * @param rows how many
     * @param keys the keys that lead there; none for the rows that the DELETE itself matches
     * @param emulated whether cascade-jdbc does it rather than the database
     * @param reason why it is done, and by whom
     * @param statement the statement that would be sent for it, or {@code null} where there is none of its own
     */
    public record Step(
            Action action,
            TableName table,
            long rows,
            List<ForeignKey> keys,
            boolean emulated,
            String reason,
            String statement) {
        public Step {
            keys = List.copyOf(keys);
        }
    }

    /** A query, and the values of its parameters. */
    public record Query(String sql, Parameters parameters) {}

    public Forecast {
        steps = List.copyOf(steps);
    }

    /** A query that gives the steps as rows: the driver's own result set, with all that the application sets for it. */
    public Query asQuery(Engine engine) {
        Parameters parameters = new Parameters();
        List<String> rows = new ArrayList<>();
        int parameter = 0;
        for (int i = 0; i < steps.size(); i++) {
            for (Object value : values(i)) {
                parameters.set(++parameter, (statement, index) -> {
                    if (value instanceof Long number) {
                        statement.setLong(index, number);
                    } else {
                        statement.setString(index, (String) value);
                    }
                });
            }
            rows.add(engine.row(COLUMNS.stream().map(column -> engine.typed("?", NUMBERS.contains(column))).toList()));
        }
        String columns = String.join(", ", COLUMNS);
        return new Query(
                "WITH cascade_forecast (" + columns + ") AS (VALUES " + String.join(", ", rows) + ") SELECT " + columns
                        + " FROM cascade_forecast ORDER BY step",
                parameters);
    }

    private List<Object> values(int i) {
        Step step = steps.get(i);
        List<Object> values = new ArrayList<>();
        values.add((long) i + 1);
        values.add(step.action().name().replace('_', ' '));
        values.add(step.table().toString());
        values.add(step.rows());
        values.add(lines(step.keys(), key -> key.name() + ": " + key.path()));
        values.add(lines(step.keys(), key -> key.action().sql()));
        values.add(step.action() == Action.REST ? "nobody" : step.emulated() ? "cascade-jdbc" : "database");
        values.add(step.reason());
        values.add(step.statement());
        return values;
    }

    private static String lines(List<ForeignKey> keys, Function<ForeignKey, String> text) {
        return keys.isEmpty() ? null : keys.stream().map(text).distinct().collect(Collectors.joining("\n"));
    }
}
