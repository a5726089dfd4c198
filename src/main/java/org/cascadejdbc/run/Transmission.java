package org.cascadejdbc.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.text.Shown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What holds for whatever is sent of a cascade: it is logged and counted, limited in time, and not sent once somebody has
 * cancelled. Only {@link #cancel} may be called by another thread.
 */
final class Transmission {
    /** Every statement of ours, never a parameter's value. */
    private static final Logger SQL = LoggerFactory.getLogger("org.cascadejdbc.sql");

    private final Engine engine;
    private final Connection connection;
    private final ExecutionStatistics statistics;
    private int queryTimeout;
    private volatile Statement running;
    private volatile boolean cancelled;
    private boolean undoing;
    private boolean escapes = true;
    private String last = "";

    Transmission(Engine engine, Connection connection) {
        this.engine = engine;
        this.connection = connection;
        this.statistics = new ExecutionStatistics(engine.inProcess());
    }

    ExecutionStatistics statistics() {
        return statistics;
    }

    void start(int newQueryTimeout) {
        undoing = false;
        queryTimeout = newQueryTimeout;
        cancelled = false;
    }

    void undoing(boolean newUndoing) {
        undoing = newUndoing;
    }

    void replacesEscapes(boolean replaces) {
        escapes = replaces;
    }

    boolean cancelled() {
        return cancelled;
    }

    String last() {
        return last;
    }

    /** The text as errors are to tell it. */
    void isLast(String sql) {
        last = sql;
    }

    boolean cancel() throws SQLException {
        cancelled = true;
        Statement statement = running;
        if (statement != null) {
            statement.cancel();
        }
        return statement != null;
    }

    /** Nothing is running that could be stopped. */
    void ended() {
        running = null;
    }

    /** A statement is about to be sent. */
    void begin(String sql) throws SQLException {
        begin(sql, 1, 1);
    }

    /** @param statements how many there are in the message, all together */
    void begin(String sql, int times, int statements) throws SQLException {
        if (cancelled && !undoing) {
            throw engine.cancelled(
                    "the DELETE was cancelled between two statements of its cascade; nothing was deleted");
        }
        last = undoing ? last : sql;
        statistics.sent(statements);
        if (SQL.isDebugEnabled()) {
            SQL.debug(times == 1 ? "{}" : "{} -- {} times in one message", Shown.text(sql), times);
        }
    }

    void limit(Statement statement) throws SQLException {
        limit(statement, true);
    }

    /** The text that limits its own time, where the engine has such. */
    String timed(String sql) throws SQLException {
        return queryTimeout == 0 || undoing ? sql : engine.timed(connection, sql, queryTimeout);
    }

    /** @param timed whether the driver is to limit its time */
    void limit(Statement statement, boolean timed) throws SQLException {
        statement.setMaxRows(0); // Connector/J's URL may set another default
        int timeout = undoing || !timed ? 0 : queryTimeout;
        if (timeout != statement.getQueryTimeout()) { // one that was kept has the last one's
            statement.setQueryTimeout(timeout);
        }
        if (!escapes && !engine.inProcess()) {
            statement.setEscapeProcessing(false);
        }
        running = undoing ? null : statement; // which nobody is to stop
    }
}
