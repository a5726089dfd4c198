package org.cascadejdbc.run;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Updates with counts beyond an {@code int}, where the delegate has them. Drivers that stand before the database's own may
 * be older than JDBC 4.2, as p6spy is: its defaults refuse before anything is executed.
 */
final class LargeUpdate {
    private LargeUpdate() {}

    static long execute(PreparedStatement statement) throws SQLException {
        try {
            return statement.executeLargeUpdate();
        } catch (UnsupportedOperationException older) {
            return statement.executeUpdate();
        }
    }

    static long execute(Statement statement, String sql) throws SQLException {
        try {
            return statement.executeLargeUpdate(sql);
        } catch (UnsupportedOperationException older) {
            return statement.executeUpdate(sql);
        }
    }
}
