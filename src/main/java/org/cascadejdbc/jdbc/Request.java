package org.cascadejdbc.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.cascadejdbc.driver.KeyRequest;
import org.cascadejdbc.run.Parameters;

/**
 * What the application wants executed, on a plain statement or on a prepared one. Its methods execute it, or another
 * text in its place, on a statement of the same kind.
 *
 * @param parameters the values of a prepared statement, or {@code null} for a plain one
 */
record Request(String sql, KeyRequest keys, Parameters parameters) {
    boolean isPrepared() {
        return parameters != null;
    }

    boolean execute(Statement statement, String text) throws SQLException {
        return isPrepared() ? prepared(statement).execute() : keys.execute(statement, text);
    }

    int executeUpdate(Statement statement, String text) throws SQLException {
        return isPrepared() ? prepared(statement).executeUpdate() : keys.executeUpdate(statement, text);
    }

    long executeLargeUpdate(Statement statement, String text) throws SQLException {
        return isPrepared() ? prepared(statement).executeLargeUpdate() : keys.executeLargeUpdate(statement, text);
    }

    ResultSet executeQuery(Statement statement, String text) throws SQLException {
        return isPrepared() ? prepared(statement).executeQuery() : statement.executeQuery(text);
    }

    private static PreparedStatement prepared(Statement statement) {
        return (PreparedStatement) statement;
    }
}
