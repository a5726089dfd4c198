package org.cascadejdbc.engine.sqlite;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cascadejdbc.engine.freezing.FreezingQueries;
import org.cascadejdbc.engine.freezing.WriteSyntax;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.physical.RowNumbers;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Table;

/** Rows are found by what the temporary table has of them. */
final class SqliteWrites implements WriteSyntax {
    private static final Quotes Q = Quotes.DOUBLE;

    private final SqliteFrozenTable frozen;
    private final RowNumbers numbers;
    private final FreezingQueries queries;

    SqliteWrites(SqliteFrozenTable frozen, RowNumbers numbers, FreezingQueries queries) {
        this.frozen = frozen;
        this.numbers = numbers;
        this.queries = queries;
    }

    @Override
    public String delete(Table table, List<Integer> rows) {
        return "DELETE FROM " + Q.table(table.name()) + " AS r WHERE " + frozen.has(table, rows);
    }

    /**
     * OR ABORT, as SQLite's own actions do: what a constraint of the table, or a trigger's statement, has behind ON CONFLICT would
     * replace another row, or leave this one as it is (documentation: "The ON CONFLICT Clause").
     */
    @Override
    public String update(Table table, Map<String, String> assignments, List<Integer> rows) {
        return "UPDATE OR ABORT " + Q.table(table.name()) + " AS r SET "
                + assignments.entrySet().stream()
                        .map(entry -> Q.id(entry.getKey()) + " = " + entry.getValue())
                        .collect(Collectors.joining(", "))
                + " WHERE " + frozen.has(table, rows);
    }

    @Override
    public String updateTogether(Table table, List<ForeignKey> keys) {
        Map<String, String> assignments = new LinkedHashMap<>();
        for (ForeignKey key : keys) {
            String updated = frozen.has(table, List.of(numbers.ofUpdate(key)));
            queries.assignments(key, table).forEach((column, value) -> assignments.put(column, "CASE WHEN " + updated + " THEN "
                    + value + " ELSE " + assignments.getOrDefault(column, "r." + Q.id(column)) + " END"));
        }
        return update(table, assignments, keys.stream().map(numbers::ofUpdate).toList());
    }
}
