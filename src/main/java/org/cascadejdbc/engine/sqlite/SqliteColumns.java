package org.cascadejdbc.engine.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.TableName;

/**
 * The columns of all tables and views, table by table.
 *
 * <p>A view may be broken, since SQLite keeps one whose table is dropped, or whose function only another connection has: there
 * its columns cannot be told, and a query for those of all others ends with its error. A DELETE natively does not look at it.
 */
final class SqliteColumns {
    private static final String QUERY = "SELECT l.schema, l.name, l.type, l.wr, x.name, x.\"notnull\", x.dflt_value, x.pk, x.type, l.strict, x.hidden "
            + "FROM " + SqliteText.pragma("table_list") + " AS l JOIN " + SqliteText.pragma("table_xinfo")
            + "(l.name, l.schema) AS x WHERE l.type IN (%s) AND NOT "
            + SqliteText.begins("l.name", "sqlite_") + " AND NOT (l.schema = 'temp' AND "
            + SqliteText.begins("l.name", SqliteFrozenTable.BEGIN) + ")%s ORDER BY l.schema, l.name, x.cid";

    private static final String ALL = QUERY.formatted("'table', 'shadow', 'view'", "");
    private static final String TABLES = QUERY.formatted("'table', 'shadow'", "");
    private static final String VIEW = QUERY.formatted("'view'", " AND l.schema = ? AND l.name = ?");
    private static final String VIEWS = "SELECT schema, name FROM " + SqliteText.pragma("table_list") + " WHERE type = 'view'";

    /** From that on: 2 for VIRTUAL, 3 for STORED (documentation: "PRAGMA table_xinfo"). Its expression no pragma tells. */
    private static final int GENERATED = 2;

    private SqliteColumns() {}

    /** A table or view. */
    record Owner(TableName name, boolean view, boolean withoutRowid) {}

    /**
     * One of them.
     *
     * @param column {@code null} for the only one of a view whose columns cannot be told
     * @param notNull as declared: an INTEGER PRIMARY KEY is not, and no column of a primary key counts as nullable
     * @param inPrimaryKey from 1, or 0
     * @param integer whether its type is that word alone
     */
    record Read(Owner of, Column column, boolean notNull, int inPrimaryKey, boolean integer) {}

    /** In the catalog's order; those of views last where one of these is broken. */
    static List<Read> of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            List<Read> all = new ArrayList<>();
            try {
                add(statement.executeQuery(ALL), all);
            } catch (SQLException broken) {
                all.clear();
                add(statement.executeQuery(TABLES), all); // which tells what else may be wrong
                addViews(connection, statement, all);
            }
            return all;
        }
    }

    private static void addViews(Connection connection, Statement statement, List<Read> all) throws SQLException {
        List<TableName> views = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(VIEWS)) {
            while (rows.next()) {
                views.add(new TableName(rows.getString(1), rows.getString(2)));
            }
        }
        for (TableName view : views) {
            List<Read> columns = new ArrayList<>();
            try (PreparedStatement one = connection.prepareStatement(VIEW)) { // the driver's does not recover from an error
                one.setString(1, view.schema());
                one.setString(2, view.name());
                add(one.executeQuery(), columns);
            } catch (SQLException broken) {
                columns = List.of(new Read(new Owner(view, true, false), null, false, 0, false));
            }
            all.addAll(columns);
        }
    }

    private static void add(ResultSet columns, List<Read> all) throws SQLException {
        try (ResultSet rows = columns) {
            while (rows.next()) {
                Owner owner = new Owner(
                        new TableName(rows.getString(1), rows.getString(2)), rows.getString(3).equals("view"), rows.getBoolean(4));
                boolean notNull = rows.getBoolean(6);
                int inPrimaryKey = rows.getInt(8);
                String type = rows.getString(9);
                Column column = new Column(rows.getString(5), !notNull && inPrimaryKey == 0, rows.getString(7), null,
                        SqliteAffinity.of(type, rows.getBoolean(10)).type)
                        .generatedAs(rows.getInt(11) >= GENERATED ? "" : null);
                all.add(new Read(owner, column, notNull, inPrimaryKey, "INTEGER".equalsIgnoreCase(type)));
            }
        }
    }
}
