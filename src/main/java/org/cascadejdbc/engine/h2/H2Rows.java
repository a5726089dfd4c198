package org.cascadejdbc.engine.h2;

import java.util.List;
import java.util.Set;
import org.cascadejdbc.engine.freezing.RowIdentity;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.schema.Table;

/**
 * A row is known by one number: its primary key, where that is a number, or H2's row id, which stays the same whatever an UPDATE
 * changes. The planner finds rows by the first at once, and does not know that it would by the second, too.
 */
final class H2Rows implements RowIdentity {
    /** The column of the temporary table that has the number. */
    static final String COLUMN = "k0";

    private static final Quotes Q = Quotes.DOUBLE;
    private static final Set<String> NUMBERS = Set.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT");

    @Override
    public List<String> values(Table table, String alias) {
        return List.of(value(table, alias));
    }

    static String value(Table table, String alias) {
        return isNumbered(table) ? alias + "." + Q.id(table.primaryKey().get(0)) : alias + "." + H2Catalog.ROW_ID;
    }

    private static boolean isNumbered(Table table) {
        return table.primaryKey().size() == 1
                && table.columns(table.primaryKey()).stream()
                        .allMatch(column -> column.type() != null && NUMBERS.contains(column.type()));
    }

    @Override
    public String row(int number, Table table, String alias) {
        return number + ", " + value(table, alias);
    }

    @Override
    public String is(Table table, String written, String alias) {
        return value(table, alias) + " = " + written + "." + COLUMN;
    }

    @Override
    public String columns() {
        return COLUMN;
    }

    @Override
    public boolean has(Table table, String column) {
        return isNumbered(table) && table.primaryKey().contains(column);
    }
}
