package org.cascadejdbc.engine.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.cascadejdbc.engine.freezing.AnonymousRows;
import org.cascadejdbc.engine.freezing.FreezingTask;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.physical.RowNumbers;
import org.cascadejdbc.physical.Write;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Table;

/** Rows of tables without a primary key or other unique NOT NULL key, at the end of a chain. */
final class MysqlAnonymousRows implements AnonymousRows {
    private final MysqlFreezing freezing;
    private final FreezingTask task;

    MysqlAnonymousRows(MysqlFreezing freezing) {
        this.freezing = freezing;
        this.task = freezing.task();
    }

    @Override
    public List<Write> writes(Table table) {
        List<Write> writes = new ArrayList<>();
        for (ForeignKey key : task.plan().cascadesInto(table.name())) {
            String delete = freezing.deleting("DELETE r FROM " + from(key) + " WHERE " + written(key));
            writes.add(Write.deleting(table, delete, false));
        }
        for (ForeignKey key : task.plan().updatesOf(table.name())) {
            writes.add(Write.updating(key, freezing.updates().of(
                    table, from(key), freezing.queries().assignments(key, table), written(key))));
        }
        return writes;
    }

    private String from(ForeignKey key) {
        return freezing.temporary().name() + " AS w " + freezing.queries().reachFrom(key, "w", "q", "r");
    }

    private String written(ForeignKey key) {
        return RowNumbers.among("w", task.numbers().referenced(key));
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
        return counts;
    }

    private String count(int number, List<ForeignKey> keys) {
        Table referencing = task.graph().table(keys.get(0).referencing());
        return "SELECT " + number + ", COUNT(*) FROM " + Quotes.BACKTICK.table(referencing.name()) + " AS r"
                + freezing.rows().only(referencing) + " WHERE "
                + keys.stream().map(this::references).collect(Collectors.joining(" OR "));
    }

    private String references(ForeignKey key) {
        Table parent = task.graph().table(key.referenced());
        return "EXISTS (SELECT 1 FROM " + freezing.words().doomed() + " AS d JOIN " + Quotes.BACKTICK.table(parent.name()) + " AS q"
                + freezing.rows().only(parent) + " ON "
                + freezing.rows().is(parent, "d", "q") + " WHERE " + RowNumbers.among("d", task.numbers().referenced(key))
                + " AND " + freezing.queries().references(key, "q", "r") + ")";
    }
}
