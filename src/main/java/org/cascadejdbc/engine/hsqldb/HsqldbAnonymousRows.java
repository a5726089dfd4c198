package org.cascadejdbc.engine.hsqldb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cascadejdbc.engine.freezing.AnonymousRows;
import org.cascadejdbc.engine.freezing.FreezingQueries;
import org.cascadejdbc.engine.freezing.FreezingTask;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.physical.RowNumbers;
import org.cascadejdbc.physical.Write;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Table;

/** Rows of tables without a primary key or other unique key of NOT NULL columns, at the end of a chain. */
final class HsqldbAnonymousRows implements AnonymousRows {
    private static final Quotes Q = Quotes.DOUBLE;

    private final FreezingTask task;
    private final FreezingQueries queries;
    private final HsqldbRows rows;
    private final String frozen;

    HsqldbAnonymousRows(FreezingTask task, FreezingQueries queries, HsqldbRows rows, String frozen) {
        this.task = task;
        this.queries = queries;
        this.rows = rows;
        this.frozen = frozen;
    }

    @Override
    public List<Write> writes(Table table) {
        List<Write> writes = new ArrayList<>();
        for (ForeignKey key : task.plan().cascadesInto(table.name())) {
            writes.add(Write.deleting(table, "DELETE FROM " + Q.table(table.name()) + " AS r WHERE " + references(key), false));
        }
        for (ForeignKey key : task.plan().updatesOf(table.name())) {
            writes.add(Write.updating(key, "UPDATE " + Q.table(table.name()) + " AS r SET " + set(queries.assignments(key, table))
                    + " WHERE " + references(key)));
        }
        return writes;
    }

    static String set(Map<String, String> assignments) {
        return assignments.entrySet().stream()
                .map(entry -> Q.id(entry.getKey()) + " = " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Each row once, by whichever keys it references rows that go: there is nothing by which it would be known again. */
    @Override
    public List<String> counts() {
        List<String> counts = new ArrayList<>();
        for (Table table : task.plan().deletionOrder()) {
            if (table.anonymous()) {
                counts.add(count(task.plan().node(table), task.plan().cascadesInto(table.name())));
            }
        }
        for (ForeignKey key : task.plan().updates()) {
            if (task.graph().table(key.referencing()).anonymous()) {
                counts.add(count(task.numbers().ofUpdate(key), List.of(key)));
            }
        }
        task.numbers().updated().forEach((table, number) -> {
            List<ForeignKey> keys = task.plan().updatesOf(table.name());
            if (table.anonymous() && keys.size() > 1) {
                counts.add(count(number, keys));
            }
        });
        return counts;
    }

    @Override
    public List<String> totals() {
        List<String> totals = new ArrayList<>();
        task.numbers().counted().forEach((number, name) -> {
            List<ForeignKey> keys = new ArrayList<>(task.plan().cascadesInto(name));
            keys.addAll(task.plan().updatesOf(name));
            if (task.graph().table(name).anonymous()) {
                totals.add(count(number, keys));
            }
        });
        return totals;
    }

    private String count(int number, List<ForeignKey> keys) {
        return "SELECT " + number + ", COUNT(*) FROM " + Q.table(keys.get(0).referencing()) + " AS r WHERE "
                + keys.stream().map(this::references).collect(Collectors.joining(" OR "));
    }

    private String references(ForeignKey key) {
        Table parent = task.graph().table(key.referenced());
        return "EXISTS (SELECT 1 FROM " + frozen + " AS d JOIN " + Q.table(parent.name()) + " AS q ON " + rows.is(parent, "d", "q")
                + " WHERE " + RowNumbers.among("d", task.numbers().referenced(key)) + " AND " + queries.references(key, "q", "r") + ")";
    }
}
