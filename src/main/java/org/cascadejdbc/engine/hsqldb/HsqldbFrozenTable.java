package org.cascadejdbc.engine.hsqldb;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cascadejdbc.engine.freezing.FreezingQueries;
import org.cascadejdbc.engine.freezing.FreezingTask;
import org.cascadejdbc.engine.freezing.FrozenTable;
import org.cascadejdbc.physical.FrozenRows;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.physical.Refusal;
import org.cascadejdbc.physical.RowNumbers;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Table;

/**
 * A temporary table of the session, which stays: to declare one ends no transaction, to undo one keeps the table and takes its
 * rows back (2.7.4, measured). It has the columns of whatever identifies rows, so there is one for each such set of types.
 * HSQLDB makes the indexes by itself that its queries want.
 */
final class HsqldbFrozenTable implements FrozenTable {
    static final String NAME = "cascade_jdbc_rows_";
    private static final Quotes Q = Quotes.DOUBLE;

    private final FreezingTask task;
    private final FreezingQueries queries;
    private final HsqldbRows rows;
    private final String table;

    HsqldbFrozenTable(FreezingTask task, FreezingQueries queries, HsqldbRows rows) {
        this.task = task;
        this.queries = queries;
        this.rows = rows;
        this.table = name(task, rows);
    }

    static String name(FreezingTask task, HsqldbRows rows) {
        return task.unused(NAME + rows.signature());
    }

    @Override
    public String name() {
        return Q.id(table);
    }

    /**
     * Writing to no row takes the table's lock, where HSQLDB locks tables, until the transaction ends: nobody else changes a row
     * between what is found and what is done.
     */
    @Override
    public FrozenRows.SetUp setUp() {
        List<String> statements = new ArrayList<>(List.of(
                "DECLARE LOCAL TEMPORARY TABLE IF NOT EXISTS " + name() + " AS (" + rows.model() + ") WITH NO DATA"));
        statements.addAll(cleanUp());
        Set<Table> gone = new LinkedHashSet<>(task.plan().deletionOrder());
        gone.forEach(each -> statements.add("DELETE FROM " + Q.table(each.name()) + " WHERE FALSE"));
        task.plan().updates().stream()
                .filter(key -> {
                    Table updated = task.graph().table(key.referencing());
                    return !gone.contains(updated) && !updated.triggers(); // which are told of an UPDATE of no row, too
                })
                .map(key -> {
                    String column = Q.id(key.setColumns().get(0));
                    return "UPDATE " + Q.table(key.referencing()) + " SET " + column + " = " + column + " WHERE FALSE";
                })
                .distinct()
                .forEach(statements::add);
        return new FrozenRows.SetUp(statements, false);
    }

    @Override
    public List<String> cleanUp() {
        return List.of("DELETE FROM " + name());
    }

    /** Of what refuses comes first what HSQLDB looks at first: what is set and goes, what is referenced, then a missing default. */
    @Override
    public String whole(String query) {
        String first = task.numbers().refusals().entrySet().stream()
                .filter(refusal -> refusal.getValue().reason() == Refusal.Reason.SET_AND_GONE)
                .map(refusal -> String.valueOf(refusal.getKey()))
                .collect(Collectors.joining(", "));
        return "SELECT c.n, c.m FROM (" + query + ") AS c (n, m) ORDER BY "
                + (first.isEmpty() ? "" : "CASE WHEN c.n IN (" + first + ") THEN 0 ELSE 1 END, ") + "c.n";
    }

    @Override
    public List<String> freezing() {
        List<String> all = new ArrayList<>(List.of(insert() + queries.matchedRows()));
        queries.rowsWrittenDown().forEach(query -> all.add(insert() + query));
        return all;
    }

    private String insert() {
        return "INSERT INTO " + name() + " (" + rows.written() + ") ";
    }

    /** The rows that reference by a key what was found last, and were not found before. */
    @Override
    public List<String> levels() {
        return task.plan().cascades().stream()
                .filter(key -> !task.graph().table(key.referencing()).anonymous())
                .map(this::nextLevel)
                .toList();
    }

    private String nextLevel(ForeignKey key) {
        Table referencing = task.graph().table(key.referencing());
        return insert() + "SELECT DISTINCT " + rows.row(task.plan().node(referencing), "CAST(? AS INTEGER)", referencing, "r") + " FROM "
                + queries.reach(key) + " AND d.depth = ? AND NOT EXISTS (SELECT 1 FROM " + name() + " AS s WHERE "
                + RowNumbers.among("s", task.numbers().doomed(referencing)) + " AND " + rows.is(referencing, "s", "r") + ")";
    }

    /** Whether row {@code r} of that table is written down under one of these numbers: HSQLDB goes from those to the table. */
    String has(Table of, List<Integer> numbers) {
        return rows.among(of, " FROM " + name() + " AS w WHERE " + RowNumbers.among("w", numbers));
    }
}
