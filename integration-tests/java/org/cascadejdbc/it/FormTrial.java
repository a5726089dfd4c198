package org.cascadejdbc.it;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Executes a statement in one way, and writes down all that a program can see of it: update count or rows, with what
 * the metadata say of their columns, or the error, and every table's rows afterwards.
 *
 * @param prepared else a plain statement with literals
 * @param fetchSize 0 for the driver's own
 */
record FormTrial(boolean prepared, boolean inTransaction, Call call, int fetchSize) {
    /** The methods of {@link Statement} that execute. */
    enum Call {
        EXECUTE,
        QUERY,
        UPDATE,
        LARGE_UPDATE
    }

    static List<FormTrial> all() {
        List<FormTrial> trials = new ArrayList<>();
        for (boolean prepared : new boolean[] {false, true}) {
            for (boolean inTransaction : new boolean[] {false, true}) {
                for (Call call : Call.values()) {
                    trials.add(new FormTrial(prepared, inTransaction, call, 0));
                }
            }
            trials.add(new FormTrial(prepared, true, Call.QUERY, 1));
        }
        return trials;
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
            statement.execute("SELECT 1");
            return "goes on";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    private String execute(Connection connection, Delete form) throws SQLException {
        String sql = prepared ? form.sql() : form.literal();
        try (Statement statement = prepared ? connection.prepareStatement(sql) : connection.createStatement()) {
            statement.setFetchSize(fetchSize);
            if (statement instanceof PreparedStatement preparedStatement) {
                for (int i = 0; i < form.parameters().size(); i++) {
                    preparedStatement.setObject(i + 1, form.parameters().get(i));
                }
            }
            return result(statement, sql);
        } catch (SQLException e) {
            return "error " + SideBySide.describe(e);
        }
    }

    private String result(Statement statement, String sql) throws SQLException {
        PreparedStatement ready = prepared ? (PreparedStatement) statement : null;
        switch (call) {
            case EXECUTE -> {
                boolean rows = prepared ? ready.execute() : statement.execute(sql);
                String first = rows ? rows(statement.getResultSet()) : "count " + statement.getUpdateCount();
                return first + ", more " + statement.getMoreResults() + " " + statement.getUpdateCount();
            }
            case QUERY -> {
                try (ResultSet rows = prepared ? ready.executeQuery() : statement.executeQuery(sql)) {
                    return rows(rows);
                }
            }
            case UPDATE -> {
                return "count " + (prepared ? ready.executeUpdate() : statement.executeUpdate(sql));
            }
            default -> {
                return "count " + (prepared ? ready.executeLargeUpdate() : statement.executeLargeUpdate(sql));
            }
        }
    }

    /** The rows in an order of their own. */
    private static String rows(ResultSet result) throws SQLException {
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
                row.append(i == 1 ? "(" : ",").append(result.getString(i));
            }
            rows.add(row.append(')').toString());
        }
        Collections.sort(rows);
        return head.toString() + rows;
    }
}
