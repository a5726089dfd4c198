package org.cascadejdbc.engine.mysql;

import java.util.List;
import java.util.Optional;
import org.cascadejdbc.engine.freezing.RowIdentity;
import org.cascadejdbc.schema.Table;

/** Rows are identified by their primary key, or another unique one: by columns of its own for each table. */
public final class MysqlRows implements RowIdentity {
    private final List<Table> tables;
    private final boolean rowIds;
    private final MysqlIdentity identity;
    private final MysqlSyntax syntax;
    private final MysqlRowColumns columns;

    /** @param rowIds whether they are known by {@link MysqlRowId} instead */
    MysqlRows(List<Table> tables, boolean rowIds, MysqlIdentity identity, MysqlSyntax syntax) {
        this.tables = List.copyOf(tables);
        this.rowIds = rowIds;
        this.identity = identity;
        this.syntax = syntax;
        this.columns = columns(tables);
    }

    /** The tables whose rows are written down. */
    public List<Table> tables() {
        return tables;
    }

    /** The columns in which that is. */
    public MysqlRowColumns written() {
        return columns;
    }

    /** Such columns for some of the tables. */
    MysqlRowColumns columns(List<Table> some) {
        return new MysqlRowColumns(some, this::identifying, identity);
    }

    /** The columns by which a row of that table is known again. */
    List<String> identifying(Table table) {
        return rowIds ? List.of(MysqlRowId.NAME) : table.rowKey();
    }

    /** Those of them whose values are written down as they are, and empty for each that is written down as a number. */
    public List<Optional<String>> writtenAsTheyAre(Table table) {
        return identifying(table).stream()
                .map(column -> identity.isWrittenAsItIs(table, column) ? Optional.of(column) : Optional.<String>empty())
                .toList();
    }

    /** Whether there may be values that are only written down carefully. */
    boolean mayFail() {
        return MysqlIdentity.mayFail(tables);
    }

    @Override
    public List<String> values(Table table, String alias) {
        return identifying(table).stream().map(column -> identity.written(table, column, alias)).toList();
    }

    @Override
    public String row(int number, Table table, String alias) {
        return syntax.numbered(number) + columns.of(table, alias);
    }

    @Override
    public String is(Table table, String written, String alias) {
        return columns.is(table, written, alias);
    }

    @Override
    public String columns() {
        return columns.names();
    }

    @Override
    public boolean has(Table table, String column) {
        return identifying(table).contains(column);
    }

    /** Else with stale statistics the optimizer reads the whole table for each row. Without that index: error 1176 (42000). */
    @Override
    public String hint(Table table) {
        return table.rowKey().equals(table.primaryKey()) ? " FORCE INDEX (PRIMARY)" : only(table);
    }

    @Override
    public String only(Table table) {
        return noView(table);
    }

    /**
     * An index hint that means nothing, since it has no index and nothing is ordered; but no view may have one (error 1176), and finds
     * that out before anything of it is computed (shown by {@code OtherOwnersIT}). Whoever puts a view in a table's place would else
     * have its functions run with the rights of whoever deletes (manual: "Stored Object Access Control", SQL SECURITY
     * INVOKER).
     */
    static String noView(Table table) {
        return table.kind() == Table.Kind.VIEW ? "" : " USE INDEX FOR ORDER BY ()";
    }
}
