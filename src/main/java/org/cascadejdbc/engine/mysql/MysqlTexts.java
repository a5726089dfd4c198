package org.cascadejdbc.engine.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
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
