package org.cascadejdbc.execution;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.cascadejdbc.dialect.Bracket;
import org.cascadejdbc.dialect.Dialect;
import org.cascadejdbc.dialect.Refusal;
import org.cascadejdbc.dialect.Script;
import org.cascadejdbc.dialect.Script.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a script's statements: all of them, or as if none.
 *
 * <p>The invariant: when {@link #run} ends with an error, the transaction is as it was before, as far as the database
 * can undo at all; on PostgreSQL, where the script is one statement, an open transaction is aborted, as natively. An
 * error while undoing never hides the first one.
 */
final class ScriptRunner {
    /** Instead of an update count: the target's name means another table by now, and nothing was done. */
    static final long OTHER_TABLE = -1;

    private static final Logger SQL = LoggerFactory.getLogger("org.cascadejdbc.sql");

    private final Connection connection;
    private final Dialect dialect;
    private final TransactionState transaction;
    private final long maxRows;
    private volatile Statement running;
    private volatile boolean cancelled;

    ScriptRunner(Connection connection, Dialect dialect, long maxRows) {
        this.connection = connection;
        this.dialect = dialect;
        this.transaction = new TransactionState(connection);
        this.maxRows = maxRows;
    }

    /** See {@link CascadeSession#delete}. */
    long run(Script script, Parameters parameters, int queryTimeout) throws SQLException {
        cancelled = false;
        Bracket bracket = dialect.bracket(transaction.isOpen()).orElse(null);
        Run run = new Run(script, parameters, queryTimeout);
        run.preparation();
        if (bracket != null) {
            run.update(bracket.begin());
        }
        try {
            run.steps();
            run.cleanup();
            if (bracket != null) {
                run.update(bracket.keep());
            }
            return run.count;
        } catch (SQLException | RuntimeException e) {
            Exception failure = e instanceof SQLException sql ? run.explained(sql) : e;
            if (bracket != null) {
                undo(bracket, failure);
            }
            run.cleanupAfter(failure);
            if (failure instanceof SQLException sql) {
                throw sql;
            }
            throw e;
        }
    }

    void cancel() throws SQLException {
        cancelled = true;
        Statement statement = running;
        if (statement != null) {
            statement.cancel();
        }
    }

    private void undo(Bracket bracket, Exception failure) {
        cancelled = false;
        for (String sql : bracket.undo()) {
            try (Statement statement = connection.createStatement()) {
                SQL.debug("{}", sql);
                statement.execute(sql);
            } catch (SQLException e) {
                // Gone with the connection, or with a transaction that the database has rolled back as a whole.
                failure.addSuppressed(e);
            }
        }
    }

    /** One execution of one script. */
    private final class Run {
        private final Script script;
        private final Parameters parameters;
        private final int queryTimeout;
        private final Map<Integer, Long> inspected = new LinkedHashMap<>();
        private long count;
        private boolean frozen;

        Run(Script script, Parameters parameters, int queryTimeout) {
            this.script = script;
            this.parameters = parameters;
            this.queryTimeout = queryTimeout;
        }

        void preparation() throws SQLException {
            for (Step step : script.steps()) {
                if (step.kind() == Step.Kind.PREPARE) {
                    update(step.sql());
                }
            }
        }

        void steps() throws SQLException {
            // A plain statement of SQLite's driver counts every row that changes, those of native cascades too.
            String changes = parameters == null ? dialect.changes() : null;
            long changed = 0;
            boolean counting = false;
            for (Step step : script.steps()) {
                switch (step.kind()) {
                    case SETUP -> update(step.sql());
                    case CASCADE -> count = cascade(step.sql());
                    case FREEZE -> {
                        frozen = true;
                        if (freeze(step.sql()) == 0) {
                            return;
                        }
                    }
                    case INSPECT -> inspect(step.sql());
                    case DETACH -> {
                        long rows = update(step.sql());
                        changed += counting ? rows : 0;
                    }
                    case WRITE, TARGET -> {
                        if (changes != null && !counting) {
                            counting = true;
                            changed = number(changes);
                        }
                        long rows = write(step.sql());
                        if (step.kind() == Step.Kind.TARGET) {
                            count = inspected.getOrDefault(0, rows);
                        }
                    }
                    case PREPARE, CLEANUP -> {
                        // before the bracket; after the loop, and after a failure
                    }
                }
            }
            if (counting) {
                count = number(changes) - changed;
            }
        }

        void cleanup() throws SQLException {
            if (frozen) {
                for (Step step : script.steps()) {
                    if (step.kind() == Step.Kind.CLEANUP) {
                        update(step.sql());
                    }
                }
                frozen = false;
            }
        }

        void cleanupAfter(Exception failure) {
            if (dialect.inProcess()) {
                return; // SQLite's temporary tables went with the savepoint
            }
            try {
                cleanup();
            } catch (SQLException e) {
                failure.addSuppressed(e);
            }
        }

        /** What the database reports in its own words, where it is a refusal that we asked it to make. */
        SQLException explained(SQLException e) {
            OptionalInt number = dialect.refusalNumber(e);
            if (number.isEmpty()) {
                return e;
            }
            SQLException refusal = refusal(number.getAsInt(), 0);
            refusal.initCause(e);
            return refusal;
        }

        private SQLException refusal(int number, long rows) {
            Refusal refusal = script.refusals().get(number);
            if (refusal != null) {
                return dialect.refuse(refusal);
            }
            if (dialect.changedMeanwhile(number)) {
                return new SQLTransactionRollbackException("rows of the DELETE were changed by another transaction, or "
                        + "kept by a trigger, while they were counted for cascade.maxRows; nothing was deleted, try again",
                        "40001");
            }
            return dialect.refuse("the DELETE is refused: it would touch " + (rows == 0 ? "" : rows + " rows, ")
                    + "more than the " + maxRows + " rows of cascade.maxRows, all tables together; delete less at a "
                    + "time, or raise cascade.maxRows");
        }

        private long cascade(String sql) throws SQLException {
            try (Statement statement = statement(sql, true);
                    ResultSet row = statement instanceof PreparedStatement prepared
                            ? prepared.executeQuery() : statement.executeQuery(sql)) {
                row.next();
                return row.getBoolean(2) ? row.getLong(1) : OTHER_TABLE;
            } finally {
                running = null;
            }
        }

        private long freeze(String sql) throws SQLException {
            try (Statement statement = statement(sql, true)) {
                long rows = statement instanceof PreparedStatement prepared
                        ? prepared.executeLargeUpdate()
                        : statement.executeLargeUpdate(sql);
                StrictMode.check(connection, statement);
                return rows;
            } finally {
                running = null;
            }
        }

        private void inspect(String sql) throws SQLException {
            try (Statement statement = statement(sql, false);
                    ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    inspected.put(rows.getInt(1), rows.getLong(2));
                }
            } finally {
                running = null;
            }
            for (Map.Entry<Integer, Long> entry : inspected.entrySet()) {
                boolean tooMany = entry.getKey() == dialect.tooManyRows() && entry.getValue() > maxRows;
                if (tooMany || script.refusals().containsKey(entry.getKey())) {
                    throw refusal(entry.getKey(), entry.getValue());
                }
            }
        }

        private long number(String query) throws SQLException {
            try (Statement statement = statement(query, false);
                    ResultSet row = statement.executeQuery(query)) {
                return row.next() ? row.getLong(1) : 0;
            } finally {
                running = null;
            }
        }

        private long update(String sql) throws SQLException {
            try (Statement statement = statement(sql, false)) {
                return statement.executeLargeUpdate(sql);
            } finally {
                running = null;
            }
        }

        /** Prepared, as SQLite's driver counts the rows of native cascades for a plain statement. */
        private long write(String sql) throws SQLException {
            if (dialect.changes() == null) {
                return update(sql);
            }
            checkCancelled();
            SQL.debug("{}", sql);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                limit(statement);
                return statement.executeLargeUpdate();
            } finally {
                running = null;
            }
        }

        private Statement statement(String sql, boolean withParameters) throws SQLException {
            checkCancelled();
            SQL.debug("{}", sql);
            Statement statement;
            if (withParameters && parameters != null) {
                PreparedStatement prepared = connection.prepareStatement(sql);
                parameters.bindTo(prepared);
                statement = prepared;
            } else {
                statement = connection.createStatement();
            }
            limit(statement);
            return statement;
        }

        private void limit(Statement statement) throws SQLException {
            if (queryTimeout > 0) {
                statement.setQueryTimeout(queryTimeout);
            }
            running = statement;
        }

        private void checkCancelled() throws SQLException {
            if (cancelled) {
                throw new SQLException("the DELETE was cancelled between two statements of its cascade; nothing was "
                        + "deleted", "57014");
            }
        }
    }
}
