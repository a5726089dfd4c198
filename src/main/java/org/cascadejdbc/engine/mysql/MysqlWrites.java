package org.cascadejdbc.engine.mysql;

import java.util.List;
import java.util.Map;
import org.cascadejdbc.engine.freezing.WriteSyntax;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.physical.RowNumbers;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Table;

/** Rows are found by joins from what is written down. */
final class MysqlWrites implements WriteSyntax {
    private static final Quotes Q = Quotes.BACKTICK;

    private final MysqlFreezing freezing;

    MysqlWrites(MysqlFreezing freezing) {
        this.freezing = freezing;
    }

    @Override
    public String delete(Table table, List<Integer> numbers) {
        String name = Q.table(table.name()); // an alias would need a current database (error 1046)
        String written = freezing.written();
        return freezing.deleting("DELETE " + name + " FROM " + freezing.temporary().name() + " AS " + written + " STRAIGHT_JOIN "
                + name + freezing.rows().hint(table) + " ON " + freezing.rows().is(table, written, name) + " WHERE "
                + RowNumbers.among(written, numbers));
    }

    @Override
    public String update(Table table, Map<String, String> assignments, List<Integer> numbers) {
        return freezing.updates().of(table, freezing.temporary().name() + " AS w " + joined(table), assignments,
                RowNumbers.among("w", numbers));
    }

    @Override
    public String updateTogether(Table table, List<ForeignKey> keys) {
        return freezing.updates().together(table, keys, joined(table));
    }

    /** Rows {@code r} of that table by what is written down as {@code w}. */
    private String joined(Table table) {
        return "STRAIGHT_JOIN " + Q.table(table.name()) + " AS r" + freezing.rows().hint(table) + " ON "
                + freezing.rows().is(table, "w", "r");
    }
}
