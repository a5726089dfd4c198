package org.cascadejdbc.it.forms;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Delete;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.SideBySide;

/**
 * Executes a statement in one way, and writes down all that a program can see of it: update count or rows, with what
 * the metadata say of their columns, or the error, and every table's rows afterwards.
 *
 * @param prepared else a plain statement with literals
 */
record FormTrial(boolean prepared, boolean inTransaction, Call call, Setting setting) {
    /** The methods of {@link Statement} that execute. */
    enum Call {
        EXECUTE,
        QUERY,
        UPDATE,
        LARGE_UPDATE,
        /** And the statement is closed when one row has been read. */
        FIRST_ROW
    }

    /** What is set besides. */
    enum Setting {
        NONE,
        FETCH_SIZE,
        /** One row, whichever. */
        MAX_ROWS,
        KEYS,
        NAMED_KEYS
    }

    private static final String[] NAMES = {"id"};
    private static final int SQLITE_CONSTRAINT = 19;

    /** SQLite's driver knows no keys by their names, and what HSQLDB gives for keys has tests of its own. */
    static List<FormTrial> all(Database database) {
        List<FormTrial> trials = new ArrayList<>();
        for (boolean prepared : new boolean[] {false, true}) {
            for (boolean inTransaction : new boolean[] {false, true}) {
                for (Call call : Call.values()) {
                    trials.add(new FormTrial(prepared, inTransaction, call, Setting.NONE));
                }
            }
            trials.add(new FormTrial(prepared, true, Call.QUERY, Setting.FETCH_SIZE));
            trials.add(new FormTrial(prepared, false, Call.QUERY, Setting.MAX_ROWS));
            if (database == Database.HSQLDB) {
                continue;
            }
            trials.add(new FormTrial(prepared, false, Call.EXECUTE, Setting.KEYS));
            trials.add(new FormTrial(prepared, true, Call.UPDATE, Setting.KEYS));
            if (database != Database.SQLITE) {
                trials.add(new FormTrial(prepared, false, Call.UPDATE, Setting.NAMED_KEYS));
            }
        }
        return trials;
    }

    boolean isPlainExecute() {
        return call == Call.EXECUTE && setting == Setting.NONE;
    }

    /** Keys are given of a DELETE alone: beside one that is part of another statement they are refused. */
    boolean fits(Delete form) {
        boolean keys = setting == Setting.KEYS || setting == Setting.NAMED_KEYS;
        return !keys || !(form.sql().contains("(DELETE") || form.sql().contains("MERGE"));
    }

    /** What is seen; the schema's rows are put back as they were at first. */
    String run(Schema schema, Connection connection, Delete form) throws SQLException {
        connection.setAutoCommit(!inTransaction);
        try {
            String seen = execute(connection, form);
            if (inTransaction && seen.startsWith("error")) {
                seen += " then " + next(connection);
                connection.rollback();
            }
            return seen + "\n" + schema.content(connection);
        } finally {
            if (inTransaction) {
                connection.rollback();
                connection.setAutoCommit(true);
            } else if (!schema.content(connection).equals(schema.initial())) {
                schema.fill();
            }
        }
    }

    /** Whether the transaction goes on. */
    private static String next(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT id FROM s");
            return "goes on";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    private String execute(Connection connection, Delete form) throws SQLException {
        String sql = prepared ? form.sql() : form.literal();
        try (Statement statement = prepared ? prepare(connection, sql) : connection.createStatement()) {
            statement.setFetchSize(setting == Setting.FETCH_SIZE ? 1 : 0);
            statement.setMaxRows(setting == Setting.MAX_ROWS ? 1 : 0);
            if (statement instanceof PreparedStatement preparedStatement) {
                for (int i = 0; i < form.parameters().size(); i++) {
                    preparedStatement.setObject(i + 1, form.parameters().get(i));
                }
            }
            return result(statement, sql);
        } catch (SQLException e) {
            return "error " + SideBySide.describe(e) + " " + standardClass(e);
        }
    }

    /**
     * The class that JDBC knows: a program that is not bound to a driver catches no other. That of a violated key is
     * ours by contract.
     */
    private static String standardClass(SQLException e) {
        String state = e.getSQLState();
        boolean violatedKey = state == null ? (e.getErrorCode() & 0xff) == SQLITE_CONSTRAINT : state.startsWith("23");
        if (violatedKey) {
            return "violated key";
        }
        Class<?> standard = e.getClass();
        while (!standard.getPackageName().equals("java.sql")) {
            standard = standard.getSuperclass();
        }
        return standard.getSimpleName();
    }

    private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        return switch (setting) {
            case KEYS -> connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS);
            case NAMED_KEYS -> connection.prepareStatement(sql, NAMES);
            default -> connection.prepareStatement(sql);
        };
    }

    private String result(Statement statement, String sql) throws SQLException {
        PreparedStatement ready = prepared ? (PreparedStatement) statement : null;
        switch (call) {
            case EXECUTE -> {
                boolean rows = executed(statement, sql);
                String first = rows ? rows(statement.getResultSet()) : "count " + statement.getUpdateCount();
                return first + keys(statement) + ", more " + statement.getMoreResults() + " "
                        + statement.getUpdateCount();
            }
            case FIRST_ROW -> {
                return executed(statement, sql) ? "row " + statement.getResultSet().next() : "no rows";
            }
            case QUERY -> {
                try (ResultSet rows = prepared ? ready.executeQuery() : statement.executeQuery(sql)) {
                    return rows(rows);
                }
            }
            case UPDATE -> {
                return "count " + updated(statement, sql) + keys(statement);
            }
            default -> {
                return "count " + (prepared ? ready.executeLargeUpdate() : statement.executeLargeUpdate(sql));
            }
        }
    }

    private boolean executed(Statement statement, String sql) throws SQLException {
        if (statement instanceof PreparedStatement ready) {
            return ready.execute();
        }
        return switch (setting) {
            case KEYS -> statement.execute(sql, Statement.RETURN_GENERATED_KEYS);
            case NAMED_KEYS -> statement.execute(sql, NAMES);
            default -> statement.execute(sql);
        };
    }

    private int updated(Statement statement, String sql) throws SQLException {
        if (statement instanceof PreparedStatement ready) {
            return ready.executeUpdate();
        }
        return switch (setting) {
            case KEYS -> statement.executeUpdate(sql, Statement.RETURN_GENERATED_KEYS);
            case NAMED_KEYS -> statement.executeUpdate(sql, NAMES);
            default -> statement.executeUpdate(sql);
        };
    }

    private String keys(Statement statement) throws SQLException {
        if (setting != Setting.KEYS && setting != Setting.NAMED_KEYS) {
            return "";
        }
        try (ResultSet keys = statement.getGeneratedKeys()) {
            return ", keys " + rows(keys);
        }
    }

    /** The rows in an order of their own. */
    private String rows(ResultSet result) throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        StringBuilder head = new StringBuilder();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            head.append(columns.getColumnLabel(i)).append('/').append(columns.getColumnName(i)).append(' ')
                    .append(columns.getColumnTypeName(i)).append(' ').append(columns.getColumnClassName(i)).append(' ')
                    .append(columns.getPrecision(i)).append(' ').append(columns.getScale(i)).append(' ')
                    .append(columns.isNullable(i)).append(columns.isAutoIncrement(i)).append(' ')
                    .append(columns.getTableName(i)).append("; ");
        }
        List<String> rows = new ArrayList<>();
        while (result.next()) {
            StringBuilder row = new StringBuilder();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                row.append(i == 1 ? "(" : ",").append(text(result, i));
            }
            rows.add(row.append(')').toString());
        }
        Collections.sort(rows);
        return head.toString() + (setting == Setting.MAX_ROWS ? rows.size() : rows);
    }

    /** Of an array its elements: pgjdbc's text of one depends on how the server sent it. */
    private static String text(ResultSet result, int column) throws SQLException {
        Array array = result.getMetaData().getColumnType(column) == Types.ARRAY ? result.getArray(column) : null;
        return array == null ? result.getString(column) : Arrays.deepToString((Object[]) array.getArray());
    }
}
