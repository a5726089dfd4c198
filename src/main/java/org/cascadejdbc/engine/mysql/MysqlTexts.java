package org.cascadejdbc.engine.mysql;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import org.cascadejdbc.driver.ConnectorJ;

/**
 * Sends to MySQL what is written. A driver replaces JDBC's escapes wherever it sees a brace, also in a name in backticks:
 * {@code {fn audit}} would be the table {@code audit}. So the user's statement is taken as the driver sends it, and what is
 * made of it is sent without escape processing. And a backslash in a name may let a driver take the name for longer than it is,
 * with the question marks behind it: then the server prepares the statement, which knows better.
 */
final class MysqlTexts {
    private MysqlTexts() {}

    /** The application's text as its driver sends it: no round trip. */
    static String sent(Connection connection, String sql, boolean prepared) throws SQLException {
        boolean escapes = sql.indexOf('{') >= 0 && (!prepared || ConnectorJ.expandsPrepared(connection));
        return escapes ? connection.nativeSQL(sql) : sql;
    }

    /** A statement for that text. */
    static Statement statement(Connection connection, String sql) throws SQLException {
        Statement statement = connection.createStatement();
        if (sql.indexOf('{') >= 0) {
            statement.setEscapeProcessing(false);
        }
        return statement;
    }

    /** That text, prepared. */
    static PreparedStatement prepared(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = sql.indexOf('{') >= 0 ? withoutEscapes(connection, sql) : connection.prepareStatement(sql);
        return sql.indexOf('\\') >= 0 ? asTheServerReads(connection, statement, sql) : statement;
    }

    /**
     * Lets the server prepare that text and forget it again: a round trip by Connector/J, two or three by another driver.
     *
     * @throws SQLException what the server has to say against it
     */
    static void check(Connection connection, String sql) throws SQLException {
        if (ConnectorJ.isDrivers(connection)) {
            try (PreparedStatement prepared = ConnectorJ.preparedByServer(connection, sql)) {
                prepared.setPoolable(false);
            }
            return;
        }
        if (sql.chars().allMatch(c -> c < 0x80)) {
            execute(connection, "PREPARE cascade_jdbc_check FROM ?", sql);
        } else {
            // A literal comes in character_set_connection and is read in character_set_client, where its letters may be
            // others; a variable is converted.
            execute(connection, "SET @cascade_jdbc_check = CONVERT(? USING utf8mb4)", sql.getBytes(StandardCharsets.UTF_8));
            execute(connection, "PREPARE cascade_jdbc_check FROM @cascade_jdbc_check");
        }
        execute(connection, "DEALLOCATE PREPARE cascade_jdbc_check");
    }

    private static void execute(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        }
    }

    /**
     * That expression so that {@link #text} reads it as it is: a text comes in {@code character_set_results}, which may lack
     * its letters, and two names would be one.
     */
    static String bytes(String expression) {
        return "CAST(CONVERT(" + expression + " USING utf8mb4) AS BINARY)";
    }

    /** What {@link #bytes} has made of a text, {@code null} for NULL. */
    static String text(ResultSet row, int column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private static PreparedStatement withoutEscapes(Connection connection, String sql) throws SQLException {
        if (ConnectorJ.isDrivers(connection)) {
            return ConnectorJ.withoutEscapes(connection, () -> connection.prepareStatement(sql));
        }
        if (!connection.nativeSQL(sql).equals(sql)) {
            throw refused("it takes a brace in a name, or in a literal, for one of JDBC's escapes");
        }
        return connection.prepareStatement(sql);
    }

    private static PreparedStatement asTheServerReads(Connection connection, PreparedStatement statement, String sql)
            throws SQLException {
        if (ConnectorJ.readsAs(connection, statement, sql)) {
            return statement;
        }
        statement.close();
        try {
            return ConnectorJ.preparedByServer(connection, sql);
        } catch (SQLException e) {
            SQLException refusal = refused("it reads a backslash in a name as if it were in a literal, and the server does not prepare"
                    + " the statement either (" + e.getMessage() + ")");
            refusal.initCause(e);
            throw refusal;
        }
    }

    private static SQLException refused(String why) {
        return new SQLFeatureNotSupportedException("a statement of the cascade cannot be sent by this driver: " + why
                + "; execute the DELETE as a plain statement, or rename the table or column", "0A000");
    }
}
