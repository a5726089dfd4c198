package org.cascadejdbc.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.engine.SessionStatements;
import org.cascadejdbc.physical.PlanGuard;
import org.cascadejdbc.physical.TransactionScope;

/**
 * Sends statements of ours, one at a time: logged, limited in time, and until somebody cancels. Only {@link #cancel} may
 * be called by another thread.
 */
final class StatementSender {
    private final Connection connection;
    private final SessionStatements statements;
    private final Engine engine;
    private final Transmission transmission;

    StatementSender(SessionStatements statements, Engine engine) {
        this.connection = statements.connection();
        this.statements = statements;
        this.engine = engine;
        this.transmission = new Transmission(engine, connection);
    }

    /** What was sent, and what came of it. */
    ExecutionStatistics statistics() {
        return transmission.statistics();
    }

    /** One statement many times over. */
    BatchSender batches() {
        return new BatchSender(statements, engine, transmission);
    }

    /** What to do with a result set, which is closed afterwards. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet rows) throws SQLException;
    }

    /** Forgets an earlier cancellation. */
    void start(int newQueryTimeout) {
        transmission.start(newQueryTimeout);
    }

    /** Whether what is sent takes back what was done, so that neither a limit nor a cancellation stops it. */
    void undoing(boolean newUndoing) {
        transmission.undoing(newUndoing);
    }

    /** Whether the user's statement, whose parts ours have, lets the driver replace escapes. */
    void replacesEscapes(boolean replaces) {
        transmission.replacesEscapes(replaces);
    }

    boolean cancelled() {
        return transmission.cancelled();
    }

    /** The last statement that was not one to take others back. */
    String last() {
        return transmission.last();
    }

    /** Stops the statement that runs now, and lets none come after it. */
    boolean cancel() throws SQLException {
        return transmission.cancel();
    }

    /** A statement without parameters; counts its own rows alone. */
    long update(String sql) throws SQLException {
        return engine.inProcess() ? prepared(sql, LargeUpdate::execute) : update(sql, null);
    }

    /** A statement of whatever kind, that gives nothing. */
    void execute(String sql) throws SQLException {
        transmission.begin(sql);
        try (Statement statement = engine.statement(connection, sql)) {
            transmission.limit(statement);
            statement.execute(sql);
        } finally {
            transmission.ended();
        }
    }

    /** A statement without parameters that may give several results. */
    void results(String sql, Look look) throws SQLException {
        transmission.begin(sql);
        try (Statement statement = engine.statement(connection, sql)) {
            transmission.limit(statement);
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
            transmission.ended();
        }
    }

    /**
     * Makes all that was sent stay. Once it is on its way, cancelling comes too late: a driver that tells of it all the same
     * would tell that of work which is done.
     */
    void keep(String sql) throws SQLException {
        transmission.begin(sql);
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

    /** In process a plain one counts what the database's own keys delete, too (SQLite), or gives no more rows than the session lets it (HSQLDB). */
    private boolean isPlain(String sql, Parameters parameters) {
        return parameters == null && (!engine.inProcess() || sql.indexOf('?') >= 0);
    }

    private long update(String sql, Parameters parameters, boolean check) throws SQLException {
        if (parameters != null && engine.inProcess()) {
            return prepared(sql, statement -> {
                parameters.bindToKept(statement); // and not cleared afterwards: SQLite would prepare it anew
                return LargeUpdate.execute(statement);
            });
        }
        transmission.begin(sql);
        boolean plain = isPlain(sql, parameters);
        String text = transmission.timed(sql);
        try (Statement statement = plain ? engine.statement(connection, text) : engine.prepared(connection, text)) {
            transmission.limit(statement, sql.equals(text));
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
            transmission.ended();
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
        transmission.begin(sql);
        try {
            return statements.use(sql, statement -> {
                transmission.limit(statement);
                return work.with(statement);
            });
        } finally {
            transmission.ended();
        }
    }

    /** With the values of a prepared statement, or {@code null} for a plain one. */
    <T> T query(String sql, Parameters parameters, Reader<T> reader) throws SQLException {
        transmission.begin(sql);
        String text = transmission.timed(sql);
        boolean plain = isPlain(sql, parameters);
        try (Statement statement = plain ? engine.statement(connection, text) : engine.prepared(connection, text)) {
            transmission.limit(statement, sql.equals(text));
            if (statement instanceof PreparedStatement prepared && !plain) {
                if (parameters != null) {
                    parameters.bindTo(prepared);
                }
                try (ResultSet rows = prepared.executeQuery()) {
                    return reader.read(rows);
                }
            }
            try (ResultSet rows = statement.executeQuery(text)) {
                return reader.read(rows);
            }
        } finally {
            transmission.ended();
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
        transmission.begin(message, 1, 3);
        transmission.isLast("\n" + sql); // the driver sends it without what stands around it
        try (Statement statement =
                parameters == null ? connection.createStatement() : connection.prepareStatement(message)) {
            transmission.limit(statement);
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
            transmission.ended();
        }
    }

    /** Lets the application's own statement, or one in its place, be executed: its limits and {@code cancel} hold. */
    void give(String sql, Parameters parameters, ResultStep result) throws SQLException {
        transmission.begin(sql);
        result.execute(sql, parameters);
    }

    /** Whether that error is the connection's end, with which the database undoes whatever is open. */
    boolean isConnectionGone(SQLException e) throws SQLException {
        return (e.getSQLState() != null && e.getSQLState().startsWith("08")) || connection.isClosed();
    }
}
