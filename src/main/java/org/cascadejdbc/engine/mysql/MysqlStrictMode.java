package org.cascadejdbc.engine.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;

/**
 * Strict mode, as a DELETE has it. {@code WHERE id = 'x7'} with a BIGINT is an error there; where the same
 * predicate fills a table, it is a warning, and finds the row 0.
 */
final class MysqlStrictMode {
    private static final int TRUNCATED_WRONG_VALUE = 1292;

    private MysqlStrictMode() {}

    /** Makes an error of the warning that the statement ended with, if a DELETE would have. Mostly no round trip. */
    static void check(Connection connection, Statement statement) throws SQLException {
        for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
            if (warning.getErrorCode() == TRUNCATED_WRONG_VALUE && isError(connection)) {
                throw new SQLDataException(warning.getMessage(), "22001", TRUNCATED_WRONG_VALUE, warning);
            }
        }
    }

    /** A note stays a note in a DELETE, which JDBC's warnings do not tell from a warning. */
    private static boolean isError(Connection connection) throws SQLException {
        boolean warned = false;
        try (Statement statement = connection.createStatement()) {
            try (ResultSet warnings = statement.executeQuery("SHOW WARNINGS")) {
                while (warnings.next()) {
                    warned |= warnings.getString(1).equals("Warning") && warnings.getInt(2) == TRUNCATED_WRONG_VALUE;
                }
            }
            try (ResultSet row = statement.executeQuery("SELECT @@SESSION.sql_mode LIKE '%STRICT%' LIMIT 1")) {
                return row.next() && row.getBoolean(1) && warned;
            }
        }
    }
}
