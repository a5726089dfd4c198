package org.cascadejdbc.it.support;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sqlite.BusyHandler;
import org.sqlite.SQLiteConnection;

/** Whether a connection waits for another one's lock: the servers say it, SQLite calls back. */
public abstract class LockWaits implements AutoCloseable {
    private static final int PACE = 5;
    /** What MariaDB tells is as old as it may be while it is asked more often than every 100 ms. */
    private static final int SLOW_PACE = 110;

    abstract boolean waiting() throws SQLException;

    /** The milliseconds from one question to the next. */
    int pace() {
        return PACE;
    }

    /** What was seen earlier. */
    void forget() {}

    @Override
    public void close() throws SQLException {}

    public static LockWaits of(Space space, Connection watched) throws SQLException {
        return switch (space.database()) {
            case POSTGRESQL -> asking(space, watched, "SELECT pg_backend_pid()",
                    "SELECT cardinality(pg_blocking_pids(?::int)) > 0");
            case MARIADB -> asking(space, watched, "SELECT CONNECTION_ID()",
                    "SELECT COUNT(*) > 0 FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'"
                            + " AND trx_mysql_thread_id = ?");
            case MYSQL, MYSQL_OFF -> asking(space, watched, "SELECT CONNECTION_ID()",
                    "SELECT COUNT(*) > 0 FROM performance_schema.data_lock_waits w JOIN performance_schema.threads t"
                            + " ON t.thread_id = w.requesting_thread_id WHERE t.processlist_id = ?");
            case SQLITE -> handling(watched);
            case HSQLDB -> asking(space, watched, "VALUES SESSION_ID()",
                    "SELECT WAITING_FOR_THIS <> '' FROM INFORMATION_SCHEMA.SYSTEM_SESSIONS WHERE SESSION_ID = ?");
            case H2, H2_POSTGRESQL, H2_MYSQL -> asking(space, watched, "SELECT SESSION_ID()",
                    "SELECT BLOCKER_ID IS NOT NULL FROM INFORMATION_SCHEMA.SESSIONS WHERE SESSION_ID = ?");
        };
    }

    /** Returns when that work is done, or waits for a lock. */
    public void awaitEndOrWait(Future<?> work) throws Exception {
        forget();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < end) {
            try {
                work.get(pace(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                if (waiting()) {
                    return;
                }
            }
        }
        throw new AssertionError("neither done nor waiting for a lock");
    }

    private static LockWaits asking(Space space, Connection watched, String session, String query) throws SQLException {
        long id;
        try (Statement statement = watched.createStatement();
                ResultSet row = statement.executeQuery(session)) {
            row.next();
            id = row.getLong(1);
        }
        Connection observer = space.dataSource().getConnection();
        int pace = space.database() == Database.MARIADB ? SLOW_PACE : PACE;
        return new LockWaits() {
            @Override
            int pace() {
                return pace;
            }

            @Override
            boolean waiting() throws SQLException {
                try (PreparedStatement statement = observer.prepareStatement(query)) {
                    statement.setLong(1, id);
                    try (ResultSet row = statement.executeQuery()) {
                        return row.next() && row.getBoolean(1);
                    }
                }
            }

            @Override
            public void close() throws SQLException {
                observer.close();
            }
        };
    }

    /** Waits as long as it takes: where SQLite would have a timeout expire, the test would say so. */
    private static LockWaits handling(Connection watched) throws SQLException {
        class Waits extends LockWaits {
            private volatile boolean seen;

            @Override
            boolean waiting() {
                return seen;
            }

            @Override
            void forget() {
                seen = false;
            }
        }

        Waits waits = new Waits();
        BusyHandler.setHandler(watched.unwrap(SQLiteConnection.class), new BusyHandler() {
            @Override
            protected int callback(int tries) {
                waits.seen = true;
                Thread.onSpinWait();
                return 1;
            }
        });
        return waits;
    }
}
