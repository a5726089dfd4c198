package org.cascadejdbc.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.LongConsumer;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.engine.SessionStatements;
import org.cascadejdbc.physical.PlanGuard;
import org.cascadejdbc.physical.TransactionScope;
import org.cascadejdbc.text.Shown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends statements of ours, one at a time: logged, limited in time, and until somebody cancels. Only {@link #cancel} may
 * be called by another thread.
 */
final class StatementSender {
    /** Every statement of ours, never a parameter's value. */
    private static final Logger SQL = LoggerFactory.getLogger("org.cascadejdbc.sql");

    private final Connection connection;
    private final SessionStatements statements;
    private final Engine engine;
    private final ExecutionStatistics statistics;
    private int queryTimeout;
    private volatile Statement running;
    private volatile boolean cancelled;
    private boolean undoing;
    private boolean escapes = true;
    private String last = "";

    StatementSender(SessionStatements statements, Engine engine) {
        this.connection = statements.connection();
        this.statements = statements;
        this.engine = engine;
        this.statistics = new ExecutionStatistics(engine.inProcess());
    }

    /** What was sent, and what came of it. */
    ExecutionStatistics statistics() {
        return statistics;
    }

    /** What to do with a result set, which is closed afterwards. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet rows) throws SQLException;
    }

    /** Forgets an earlier cancellation. */
    void start(int newQueryTimeout) {
        undoing = false;
        queryTimeout = newQueryTimeout;
        cancelled = false;
    }

    /** Whether what is sent takes back what was done, so that neither a limit nor a cancellation stops it. */
    void undoing(boolean newUndoing) {
        undoing = newUndoing;
    }

    /** Whether the user's statement, whose parts ours have, lets the driver replace escapes. */
    void replacesEscapes(boolean replaces) {
        escapes = replaces;
    }

    boolean cancelled() {
        return cancelled;
    }

    /** The last statement that was not one to take others back. */
    String last() {
        return last;
    }

    /** Stops the statement that runs now, and lets none come after it. */
    boolean cancel() throws SQLException {
        cancelled = true;
        Statement statement = running;
        if (statement != null) {
            statement.cancel();
        }
        return statement != null;
    }

    /** A statement without parameters; counts its own rows alone. */
    long update(String sql) throws SQLException {
        return engine.inProcess() ? prepared(sql, LargeUpdate::execute) : update(sql, null);
    }

    /** A statement of whatever kind, that gives nothing. */
    void execute(String sql) throws SQLException {
        begin(sql);
        try (Statement statement = engine.statement(connection, sql)) {
            limit(statement);
            statement.execute(sql);
        } finally {
            running = null;
        }
    }

    /** A statement without parameters that may give several results. */
    void results(String sql, Look look) throws SQLException {
        begin(sql);
        try (Statement statement = engine.statement(connection, sql)) {
            limit(statement);
            boolean rows = statement.execute(sql);
            while (rows || statement.getUpdateCount() >= 0) {
                if (rows) {
                    try (ResultSet result = statement.getResultSet()) {
                        look.at(result);
                    }
                }
                rows = statement.getMoreResults();
            }
        } finally {
            running = null;
        }
    }

    /**
     * Makes all that was sent stay. Once it is on its way, cancelling comes too late: a driver that tells of it all the same
     * would tell that of work which is done.
     */
    void keep(String sql) throws SQLException {
        begin(sql);
        if (engine.inProcess()) {
            statements.use(sql, PreparedStatement::executeUpdate);
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(0);
            statement.executeUpdate(sql);
        }
    }

    /** Evaluates the user's predicate, as strictly as a DELETE would. */
    long freeze(String sql, Parameters parameters) throws SQLException {
        return update(sql, parameters, true);
    }

    /** With the values of a prepared statement, or {@code null} for a plain one, which counts as the driver's do. */
    long update(String sql, Parameters parameters) throws SQLException {
        return update(sql, parameters, false);
    }

    private long update(String sql, Parameters parameters, boolean check) throws SQLException {
        if (parameters != null && engine.inProcess()) {
            return prepared(sql, statement -> {
                parameters.bindTo(statement); // and not cleared afterwards: SQLite would prepare it anew
                return LargeUpdate.execute(statement);
            });
        }
        begin(sql);
        // In process a plain one counts what the database's own keys delete, too.
        boolean plain = parameters == null && (!engine.inProcess() || sql.indexOf('?') >= 0);
        String text = timed(sql);
        try (Statement statement = plain ? engine.statement(connection, text) : engine.prepared(connection, text)) {
            limit(statement, sql.equals(text));
            long rows;
            if (statement instanceof PreparedStatement prepared && !plain) {
                if (parameters != null) {
                    parameters.bindTo(prepared);
                }
                rows = LargeUpdate.execute(prepared);
            } else {
                rows = LargeUpdate.execute(statement, text);
            }
            if (check) {
                engine.checkWarnings(connection, statement);
            }
            return rows;
        } finally {
            running = null;
        }
    }

    /** How many rows the connection has changed. */
    long changes() throws SQLException {
        return engine.changes(statements);
    }

    /** A query without parameters that stays prepared where the database is in our process. */
    <T> T queryKept(String sql, Reader<T> reader) throws SQLException {
        return prepared(sql, statement -> {
            try (ResultSet rows = statement.executeQuery()) {
                return reader.read(rows);
            }
        });
    }

    /** Whether what a cascade was made for still is so; where asking costs no round trip. */
    boolean holds(PlanGuard planGuard) throws SQLException {
        return engine.verified(statements, planGuard.sessionContext()).equals(planGuard.sessionContext());
    }

    /** A statement of ours, or one with parameters, is worth keeping prepared: its text comes again. */
    private <T> T prepared(String sql, SessionStatements.Work<T> work) throws SQLException {
        begin(sql);
        try {
            return statements.use(sql, statement -> {
                limit(statement);
                return work.with(statement);
            });
        } finally {
            running = null;
        }
    }

    /** With the values of a prepared statement, or {@code null} for a plain one. */
    <T> T query(String sql, Parameters parameters, Reader<T> reader) throws SQLException {
        begin(sql);
        String text = timed(sql);
        try (Statement statement = parameters == null ? engine.statement(
                connection, text) : engine.prepared(connection, text)) {
            limit(statement, sql.equals(text));
            if (statement instanceof PreparedStatement prepared && parameters != null) {
                parameters.bindTo(prepared);
                try (ResultSet rows = prepared.executeQuery()) {
                    return reader.read(rows);
                }
            }
            try (ResultSet rows = statement.executeQuery(text)) {
                return reader.read(rows);
            }
        } finally {
            running = null;
        }
    }

    /** The same between the two statements of a scope, all in one message and one round trip where that is possible. */
    <T> T query(TransactionScope scope, String sql, Parameters parameters, Reader<T> reader) throws SQLException {
        if (!statements.driver(engine).joinsQueries(connection)) {
            update(scope.begin());
            T answer = query(sql, parameters, reader);
            keep(scope.keep());
            return answer;
        }
        String message = scope.begin() + ";\n" + sql + ";\n" + scope.keep();
        begin(message, 1, 3);
        last = "\n" + sql; // the driver sends it without what stands around it
        try (Statement statement =
                parameters == null ? connection.createStatement() : connection.prepareStatement(message)) {
            limit(statement);
            if (statement instanceof PreparedStatement prepared && parameters != null) {
                parameters.bindTo(prepared);
                prepared.execute();
            } else {
                statement.execute(message);
            }
            statement.getMoreResults(); // the first statement's is an update count
            try (ResultSet rows = statement.getResultSet()) {
                return reader.read(rows);
            }
        } finally {
            running = null;
        }
    }

    /** Whether messages may have several statements between {@link #joinStatements} and the same. */
    boolean joinsStatements() throws SQLException {
        return statements.driver(engine).joinsStatements(connection);
    }

    void joinStatements(boolean join) throws SQLException {
        statements.driver(engine).joinStatements(connection, join);
    }

    /** One statement for many values as the driver's own batch: each execution gives rows, and the reader gets all. */
    <T> T batch(String sql, List<Parameters> executions, Reader<T> reader) throws SQLException {
        begin(sql, executions.size(), executions.size());
        // Only of a statement with generated keys pgjdbc keeps the rows that a batch gives.
        try (PreparedStatement statement = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
            limit(statement);
            for (Parameters parameters : executions) {
                parameters.bindTo(statement);
                statement.addBatch();
            }
            statement.executeBatch();
            try (ResultSet rows = statement.getGeneratedKeys()) {
                return reader.read(rows);
            }
        } finally {
            running = null;
        }
    }

    /** The same DELETE for one execution after the other, up to the first that fails. */
    void deleteAll(String sql, List<Parameters> executions, LongConsumer counts) throws SQLException {
        try (PreparedStatement statement = engine.prepared(connection, sql)) {
            limit(statement);
            for (Parameters parameters : executions) {
                begin(sql);
                parameters.bindTo(statement);
                counts.accept(LargeUpdate.execute(statement)); // execute() of Connector/J asks the server for more
            }
        } finally {
            running = null;
        }
    }

    /**
     * Two statements so many times in one message, between two others of which the last one gives a row. The server stops at the
     * first that fails, and then the driver tells of none.
     */
    <T> T together(String first, String sql, int times, String last, Parameters parameters, Reader<T> reader)
            throws SQLException {
        begin(sql, times, 2 * times + 2);
        String message = first + ";\n" + (sql + ";\n").repeat(times) + last;
        try (PreparedStatement statement = engine.prepared(connection, message)) {
            limit(statement);
            parameters.bindTo(statement);
            boolean rows = statement.execute();
            while (!rows) {
                rows = statement.getMoreResults();
            }
            try (ResultSet row = statement.getResultSet()) {
                return reader.read(row);
            }
        } finally {
            running = null;
        }
    }

    /** Lets the application's own statement, or one in its place, be executed: its limits and {@code cancel} hold. */
    void give(String sql, Parameters parameters, ResultStep result) throws SQLException {
        begin(sql);
        result.execute(sql, parameters);
    }

    /** Whether that error is the connection's end, with which the database undoes whatever is open. */
    boolean isConnectionGone(SQLException e) throws SQLException {
        return (e.getSQLState() != null && e.getSQLState().startsWith("08")) || connection.isClosed();
    }

    private void begin(String sql) throws SQLException {
        begin(sql, 1, 1);
    }

    /** @param statements how many there are in the message, all together */
    private void begin(String sql, int times, int statements) throws SQLException {
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

    private void limit(Statement statement) throws SQLException {
        limit(statement, true);
    }

    private String timed(String sql) throws SQLException {
        return queryTimeout == 0 || undoing ? sql : engine.timed(connection, sql, queryTimeout);
    }

    /** @param timed whether the driver is to limit its time */
    private void limit(Statement statement, boolean timed) throws SQLException {
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
