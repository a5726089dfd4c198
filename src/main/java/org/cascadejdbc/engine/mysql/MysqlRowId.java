package org.cascadejdbc.engine.mysql;

import org.cascadejdbc.schema.Table;

/**
 * {@code _rowid}: MySQL's name for the column of a primary key, or of the first unique NOT NULL key, that is a single
 * integer (manual: "CREATE INDEX Statement"). A statement that uses it identifies rows whatever the key's column is, and is
 * an error (1054) where there is no such key: it needs no other proof that the key is still there.
 */
final class MysqlRowId {
    static final String NAME = "_rowid";

    private MysqlRowId() {}

    static boolean exists(Table table) {
        return table.rowKey().size() == 1
                && table.column(table.rowKey().get(0)).filter(MysqlType::isInteger).isPresent()
                && table.columns().stream().noneMatch(column -> column.name().equalsIgnoreCase(NAME));
    }
}
