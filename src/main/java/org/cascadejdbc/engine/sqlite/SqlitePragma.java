package org.cascadejdbc.engine.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.physical.SessionContext;
import org.cascadejdbc.sql.ForeignKeysPragma;
import org.cascadejdbc.sql.Lexis;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.Function;
import org.sqlite.SQLiteConnection;

/**
 * Who has said what about SQLite's {@code foreign_keys} on a connection. It is off by default, which says nothing; off after
 * it was on, or because a statement says so, is a wish. On is a wish, too, unless it is we who switched it on: then nobody
 * has asked for what keys do by anything but a DELETE.
 *
 * <p>Inside a pool many connections of ours follow each other on one of the driver's, and the second finds the pragma as the
 * first has left it. So it is marked there that it is ours: by a function, which is the connection's, is not undone by a
 * rollback, and is in nobody's list of tables.
 */
final class SqlitePragma {
    private static final Logger LOG = LoggerFactory.getLogger(SqlitePragma.class);
    private static final String MARK = "cascade_jdbc_lends_foreign_keys";

    private boolean lent;
    private boolean wasOn;
    private boolean saidOff;

    /**
     * To be called when a connection of ours begins. Inside a transaction SQLite ignores the pragma without a word
     * (documentation: "PRAGMA foreign_keys"): then the keys count as not enforced.
     */
    void begin(Connection connection, boolean switchOn) throws SQLException {
        wasOn = isOn(connection);
        if (wasOn) {
            lent = isMarked(connection);
        } else if (switchOn) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA foreign_keys = ON");
            }
            wasOn = isOn(connection);
            lent = wasOn;
            if (lent) {
                mark(connection);
            } else {
                LOG.warn("SQLite's foreign_keys could not be switched on (a transaction is open): keys are emulated");
            }
        }
    }

    private static boolean isOn(Connection connection) throws SQLException {
        return "1".equals(Engine.singleString(connection, "PRAGMA foreign_keys"));
    }

    /** What a statement that is about to be executed says of it; the last word counts. */
    void said(Connection connection, String sql) throws SQLException {
        for (boolean on : ForeignKeysPragma.said(sql, Lexis.SQLITE)) {
            if (on && lent) {
                lent = false;
                unmark(connection);
            }
            wasOn |= on;
            saidOff = !on;
        }
    }

    /** Whether it is on because of us alone, if it is on. */
    boolean lent() {
        return lent;
    }

    /** What it means that it is off. */
    SessionContext.Keys whenOff() {
        return wasOn || saidOff ? SessionContext.Keys.SWITCHED_OFF : SessionContext.Keys.IGNORED;
    }

    // ---- the mark -------------------------------------------------------------------------------------------------

    private static boolean isMarked(Connection connection) throws SQLException {
        return "1".equals(Engine.singleString(
                connection, "SELECT EXISTS (SELECT 1 FROM " + SqliteText.pragma("function_list") + " WHERE name = '" + MARK + "')"));
    }

    private static void mark(Connection connection) throws SQLException {
        if (isDrivers(connection) && !isMarked(connection)) {
            Mark.put(connection);
        }
    }

    private static void unmark(Connection connection) throws SQLException {
        if (isDrivers(connection) && isMarked(connection)) {
            Mark.remove(connection);
        }
    }

    private static boolean isDrivers(Connection connection) throws SQLException {
        try {
            return Mark.isDrivers(connection);
        } catch (LinkageError absent) {
            return false;
        }
    }

    /** All that needs the driver's classes. */
    private static final class Mark extends Function {
        static boolean isDrivers(Connection connection) throws SQLException {
            return connection.isWrapperFor(SQLiteConnection.class) && drivers(connection) instanceof SQLiteConnection;
        }

        /** What is unwrapped may be wrapped again by who stands between. */
        private static Object drivers(Connection connection) throws SQLException {
            Class<?> type = SQLiteConnection.class;
            return connection.unwrap(type);
        }

        static void put(Connection connection) throws SQLException {
            create(connection.unwrap(SQLiteConnection.class), MARK, new Mark());
        }

        static void remove(Connection connection) throws SQLException {
            destroy(connection.unwrap(SQLiteConnection.class), MARK);
        }

        @Override
        protected void xFunc() throws SQLException {
            result(1);
        }
    }
}
