package org.cascadejdbc.engine.sqlite;

import java.util.List;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.Table;

/** SQLite's row id: it has three names, and each of them may be taken by a column (documentation: "ROWIDs"). */
final class SqliteRowId {
    private static final List<String> NAMES = List.of("rowid", "_rowid_", "oid");

    private SqliteRowId() {}

    /** A name by which these columns' table has its row id, or none. */
    static List<String> nameBeside(List<Column> columns) {
        return NAMES.stream()
                .filter(name -> columns.stream().noneMatch(column -> column.name().equalsIgnoreCase(name)))
                .limit(1)
                .toList();
    }

    /** Whether that name, which is no column's, is the row id's: not where a table has none, or it was not found by it. */
    static boolean isNameOfIt(String name, Table table) {
        return NAMES.stream().anyMatch(name::equalsIgnoreCase) && table.rowKey().equals(nameBeside(table.columns()));
    }

    /** Whether that is the row id by the name of a column. */
    static boolean is(Table table, List<String> columns) {
        return columns.size() == 1
                && columns.equals(table.primaryKey())
                && SqliteAffinity.of(table, columns.get(0)) == SqliteAffinity.ROW_ID;
    }
}
