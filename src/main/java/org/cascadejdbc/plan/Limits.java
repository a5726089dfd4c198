package org.cascadejdbc.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.schema.TablePattern;

/**
 * How many rows a DELETE may touch, those that it deletes itself among them. Immutable.
 *
 * @param allTables in all tables together; 0 for no cap
 * @param tables in each of some tables; where several are for a table the least holds
 */
public record Limits(long allTables, List<OfTable> tables) {
    public static final Limits NONE = new Limits(0, List.of());

    /** The most rows of each table that has such a name. */
    public record OfTable(TablePattern pattern, long rows) {}

    public Limits {
        tables = List.copyOf(tables);
    }

    /** Whether there are any, so that rows must be counted before the first is written. */
    public boolean any() {
        return allTables > 0 || !tables.isEmpty();
    }

    /** The most rows of that table. */
    public OptionalLong of(TableName table) {
        return tables.stream()
                .filter(limit -> limit.pattern().matches(table))
                .mapToLong(OfTable::rows)
                .min();
    }

    /**
     * Why a DELETE is refused, if it is.
     *
     * @param touched how many rows of each table it would touch
     */
    public Optional<String> objection(Map<TableName, Long> touched) {
        long all = touched.values().stream().mapToLong(Long::longValue).sum();
        if (allTables > 0 && all > allTables) {
            return Optional.of("it would touch " + all + " rows, more than the " + allTables
                    + " rows of cascade.maxRows, all tables together (" + counts(touched)
                    + "); delete less at a time, or raise cascade.maxRows");
        }
        return touched.entrySet().stream()
                .filter(entry -> entry.getValue() > of(entry.getKey()).orElse(Long.MAX_VALUE))
                .findFirst()
                .map(entry -> "it would touch " + entry.getValue() + " rows of " + entry.getKey() + ", more than the "
                        + of(entry.getKey()).orElseThrow() + " of cascade.maxRowsPerTable (" + counts(touched)
                        + "); delete less at a time, or raise the limit of that table");
    }

    private static String counts(Map<TableName, Long> touched) {
        return touched.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
