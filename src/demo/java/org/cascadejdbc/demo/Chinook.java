package org.cascadejdbc.demo;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The music shop of the Chinook sample database, copied from its HSQLDB edition, whose metadata name the tables and
 * foreign keys.
 *
 * @param tables the tables' names
 * @param foreignKeys how many foreign keys they have, all declared without ON DELETE
 * @param rows how many rows were copied
 */
record Chinook(List<String> tables, int foreignKeys, long rows) {
    private static final String SCHEMA = "chinook";
    private static final int BATCH = 1_000;

    /** Creates the shop's tables on {@code target} and fills them. */
    static Chinook copyTo(Connection target) throws SQLException {
        // Without this HSQLDB takes over the logging of the whole JVM.
        System.setProperty("hsqldb.reconfig_logging", "false");
        try (Connection source = DriverManager.getConnection(
                "jdbc:hsqldb:res:chinook;shutdown=true", "CHINOOK", "CHINOOK")) {
            DatabaseMetaData metaData = source.getMetaData();
            List<String> tables = column(metaData.getTables(null, SCHEMA, null, new String[] {"TABLE"}), "TABLE_NAME");
            int foreignKeys = 0;
            long rows = 0;
            target.setAutoCommit(false);
            for (String table : tables) {
                List<String> keys = foreignKeys(metaData, table);
                create(target, metaData, table, keys);
                foreignKeys += keys.size();
                rows += fill(target, source, table);
            }
            target.commit();
            target.setAutoCommit(true);
            return new Chinook(tables, foreignKeys, rows);
        }
    }

    private static void create(Connection target, DatabaseMetaData metaData, String table, List<String> foreignKeys)
            throws SQLException {
        List<String> elements = new ArrayList<>();
        try (ResultSet columns = metaData.getColumns(null, SCHEMA, table, null)) {
            while (columns.next()) {
                boolean notNull = columns.getInt("NULLABLE") == DatabaseMetaData.columnNoNulls;
                elements.add(quoted(columns.getString("COLUMN_NAME")) + " " + columns.getString("TYPE_NAME")
                        + (notNull ? " NOT NULL" : ""));
            }
        }
        Map<Integer, String> primaryKey = new TreeMap<>();
        try (ResultSet columns = metaData.getPrimaryKeys(null, SCHEMA, table)) {
            while (columns.next()) {
                primaryKey.put(columns.getInt("KEY_SEQ"), quoted(columns.getString("COLUMN_NAME")));
            }
        }
        elements.add("PRIMARY KEY (" + String.join(", ", primaryKey.values()) + ")");
        elements.addAll(foreignKeys);
        Sql.run(target, "CREATE TABLE " + quoted(table) + " (" + String.join(", ", elements) + ")");
    }

    /** The table's foreign keys as they are written in CREATE TABLE: no ON DELETE, as in the original. */
    private static List<String> foreignKeys(DatabaseMetaData metaData, String table) throws SQLException {
        Map<String, Map<Integer, String>> children = new LinkedHashMap<>();
        Map<String, Map<Integer, String>> parents = new LinkedHashMap<>();
        Map<String, String> parentTables = new LinkedHashMap<>();
        try (ResultSet keys = metaData.getImportedKeys(null, SCHEMA, table)) {
            // A key of several columns has several rows, which may be mixed with those of other keys.
            while (keys.next()) {
                String name = keys.getString("FK_NAME");
                int position = keys.getInt("KEY_SEQ");
                parentTables.put(name, keys.getString("PKTABLE_NAME"));
                children.computeIfAbsent(name, key -> new TreeMap<>())
                        .put(position, quoted(keys.getString("FKCOLUMN_NAME")));
                parents.computeIfAbsent(name, key -> new TreeMap<>())
                        .put(position, quoted(keys.getString("PKCOLUMN_NAME")));
            }
        }
        List<String> foreignKeys = new ArrayList<>();
        parentTables.forEach((name, parent) -> foreignKeys.add("CONSTRAINT " + quoted(name)
                + " FOREIGN KEY (" + String.join(", ", children.get(name).values()) + ")"
                + " REFERENCES " + quoted(parent) + " (" + String.join(", ", parents.get(name).values()) + ")"));
        return foreignKeys;
    }

    private static long fill(Connection target, Connection source, String table) throws SQLException {
        try (Statement statement = source.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + quoted(SCHEMA) + "." + quoted(table))) {
            int columns = rows.getMetaData().getColumnCount();
            String markers = String.join(", ", Collections.nCopies(columns, "?"));
            try (PreparedStatement insert =
                    target.prepareStatement("INSERT INTO " + quoted(table) + " VALUES (" + markers + ")")) {
                long copied = 0;
                while (rows.next()) {
                    for (int column = 1; column <= columns; column++) {
                        insert.setObject(column, sqliteValue(rows.getObject(column)));
                    }
                    insert.addBatch();
                    if (++copied % BATCH == 0) {
                        insert.executeBatch();
                    }
                }
                insert.executeBatch();
                return copied;
            }
        }
    }

    /** SQLite has no type for dates: the usual form is the text. */
    private static Object sqliteValue(Object value) {
        return value instanceof Date date ? date.toString() : value;
    }

    private static List<String> column(ResultSet result, String name) throws SQLException {
        List<String> values = new ArrayList<>();
        try (result) {
            while (result.next()) {
                values.add(result.getString(name));
            }
        }
        return values;
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
