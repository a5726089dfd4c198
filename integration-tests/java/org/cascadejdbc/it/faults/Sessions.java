package org.cascadejdbc.it.faults;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Space;

/** A server's sessions, as another session sees them. */
final class Sessions implements AutoCloseable {
    private final Database database;
    private final Connection admin;

    Sessions(Space space) throws SQLException {
        this(space.database(), space.dataSource());
    }

    Sessions(Database database, DataSource direct) throws SQLException {
        this.database = database;
        this.admin = direct.getConnection();
    }

    /** What the server calls that session. */
    static long id(Database database, Connection connection) throws SQLException {
        return number(connection, database.isMySql() ? "SELECT CONNECTION_ID()" : "SELECT pg_backend_pid()");
    }

    /** Ends it as an administrator does. */
    void kill(long id) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.execute(database.isMySql() ? "KILL " + id : "SELECT pg_terminate_backend(" + id + ")");
        }
    }

    /** Waits until the server has done with it; what it had not committed is undone by then. */
    void awaitEnd(long id) throws SQLException {
        await("SELECT COUNT(*) = 0 FROM "
                + (database.isMySql() ? "information_schema.processlist WHERE id = " : "pg_stat_activity WHERE pid = ")
                + id);
    }

    /** Waits until it waits for a lock. */
    void awaitBlocked(long id) throws SQLException {
        await(database.isMySql()
                ? "SELECT COUNT(*) = 1 FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'"
                        + " AND trx_mysql_thread_id = " + id
                : "SELECT COUNT(*) = 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND pid = " + id);
    }

    /** Waits until that query gives 1 or true. */
    private void await(String query) throws SQLException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        try (Statement statement = admin.createStatement()) {
            while (true) {
                try (ResultSet row = statement.executeQuery(query)) {
                    row.next();
                    if (row.getBoolean(1)) {
                        return;
                    }
                }
                if (System.nanoTime() > end) {
                    throw new AssertionError("never came true: " + query);
                }
                // InnoDB does not look again as long as it is asked more often than every 100 ms
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(query.contains("innodb_trx") ? 110 : 1));
            }
        }
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        admin.close();
    }
}
