package org.cascadejdbc.driver;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;
import org.sqlite.SQLiteConnection;

/** What SQLite's usual driver tells and JDBC has no method for; nothing where the connection is another driver's. */
public final class Xerial {
    private Xerial() {}

    /** Whether the connection is this driver's. */
    public static boolean isDrivers(Connection connection) throws SQLException {
        try {
            return Driver.isDrivers(connection);
        } catch (LinkageError absent) {
            return false;
        }
    }

    /** How many rows the connection has changed, by SQLite's own word: an SQL function of that name may be the application's. */
    public static OptionalLong totalChanges(Connection connection) throws SQLException {
        try {
            return Driver.totalChanges(connection);
        } catch (LinkageError absent) {
            return OptionalLong.empty();
        }
    }

    /** Apart, since it can only be loaded where the driver is. */
    private static final class Driver {
        static boolean isDrivers(Connection connection) throws SQLException {
            return connection.isWrapperFor(SQLiteConnection.class);
        }

        static OptionalLong totalChanges(Connection connection) throws SQLException {
            if (!isDrivers(connection)) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(connection.unwrap(SQLiteConnection.class).getDatabase().total_changes());
        }
    }
}
