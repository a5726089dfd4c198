package org.cascadejdbc.engine.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadejdbc.driver.Pgjdbc;

/**
 * Lets PostgreSQL say what is wrong with a statement that we do not understand, before we refuse it: by describing it, which
 * executes nothing. Then the error is the server's, and an open transaction is aborted, as natively.
 */
final class PostgresqlSyntax {
    /** A question mark that is not in quotes; what is in quotes is matched first. */
    static final Pattern QUESTION_MARK = Pattern.compile("('[^']*'|\"[^\"]*\")|\\?");

    private PostgresqlSyntax() {}

    /** @throws SQLException the server's own error, if it does not understand the statement, either */
    static void check(Connection connection, String sql) throws SQLException {
        if (Pgjdbc.executesWhatItDescribes(connection)) {
            return;
        }
        if (!connection.getAutoCommit()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT"); // the driver begins no transaction to describe
            }
        }
        if (!sql.contains("?") || !isUnderstood(connection, withOperators(sql))) {
            describe(connection, sql);
        }
    }

    /** The same, where its question marks are operators. */
    static String withOperators(String sql) {
        return QUESTION_MARK.matcher(sql).replaceAll(
                mark -> mark.group(1) == null ? "??" : Matcher.quoteReplacement(mark.group()));
    }

    private static boolean isUnderstood(Connection connection, String sql) throws SQLException {
        try {
            PostgresqlReturning.inSavepoint(connection, () -> {
                describe(connection, sql);
                return null;
            });
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static void describe(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.getMetaData();
        } catch (RuntimeException understood) {
            return; // the server has answered, and the driver did not expect parameters such as $1
        }
    }
}
