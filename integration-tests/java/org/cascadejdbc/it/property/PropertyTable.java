package org.cascadejdbc.it.property;

import java.util.ArrayList;
import java.util.List;
import org.cascadejdbc.it.support.Database;

/**
 * A generated table. Its first column, {@code n}, numbers its rows; equal rows have equal numbers.
 *
 * @param primaryKey its columns, none for a table without one
 * @param uniques the columns of other unique keys
 * @param rows a text for each column
 */
record PropertyTable(
        String name,
        List<Column> columns,
        List<String> primaryKey,
        List<List<String>> uniques,
        List<List<String>> rows,
        boolean withoutRowid) {
    static final String NUMBER = "n";

    /**
     * A column.
     *
     * @param defaultValue {@code null} for none
     * @param expression whether the default is written as an expression
     */
    record Column(String name, PropertyKind kind, boolean notNull, String defaultValue, boolean expression) {
        static Column of(String name, PropertyKind kind, boolean notNull) {
            return new Column(name, kind, notNull, null, false);
        }
    }

    Column column(String column) {
        return columns.get(index(column));
    }

    int index(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException(name + " has no " + column);
    }

    /** The keys that others may reference. */
    List<List<String>> candidateKeys() {
        List<List<String>> keys = new ArrayList<>(uniques);
        if (!primaryKey.isEmpty()) {
            keys.add(0, primaryKey);
        }
        return keys;
    }

    /** Whether that column may not be NULL, by its own declaration or the primary key's. */
    boolean isNotNull(String column) {
        return column(column).notNull() || primaryKey.contains(column);
    }

    PropertyTable withRows(List<List<String>> fewer) {
        return new PropertyTable(name, columns, primaryKey, uniques, fewer, withoutRowid);
    }

    /** CREATE TABLE without what the database adds for keys. */
    String definition(Database database) {
        List<String> parts = new ArrayList<>();
        for (Column column : columns) {
            String defined = "{" + column.name() + "} " + column.kind().ddl();
            String notNull = column.notNull() ? " NOT NULL" : "";
            if (column.defaultValue() != null) {
                notNull = " DEFAULT " + (column.expression() && database != Database.HSQLDB
                        ? column.kind().expression(database, column.defaultValue())
                        : column.kind().plain(database, column.defaultValue())) + notNull;
            }
            boolean toBeSaid = database == Database.HSQLDB && column.defaultValue() == null && !column.notNull();
            parts.add(defined + (toBeSaid ? " DEFAULT NULL" : notNull));
        }
        if (!primaryKey.isEmpty()) {
            parts.add("PRIMARY KEY " + list(primaryKey));
        }
        for (int i = 0; i < uniques.size(); i++) { // named, as MySQL would name the index like one of a key
            parts.add("CONSTRAINT {u" + i + " " + name + "} UNIQUE " + list(uniques.get(i)));
        }
        return String.join(", ", parts);
    }

    /** {@code INSERT INTO …}, empty without rows. */
    String insert(Database database) {
        List<String> tuples = new ArrayList<>();
        for (List<String> row : rows) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                values.add(columns.get(i).kind().literal(database, row.get(i)));
            }
            tuples.add("(" + String.join(",", values) + ")");
        }
        return tuples.isEmpty() ? "" : "INSERT INTO {" + name + "} VALUES " + String.join(",", tuples);
    }

    /** {@code ({a}, {b})} */
    static String list(List<String> columns) {
        return "({" + String.join("}, {", columns) + "})";
    }
}
