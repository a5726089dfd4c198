package org.cascadejdbc.execution;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import org.cascadejdbc.dialect.Bracket;
import org.cascadejdbc.dialect.Dialect;
import org.cascadejdbc.dialect.Script;

/**
 * Runs scripts: all of their statements, or as if none.
 *
 * <p>The invariant: when {@link #run} ends with an error, the transaction is as it was before, as far as the database
 * can undo at all; on PostgreSQL, where the script is one statement, an open transaction is aborted, as natively. An
 * error while undoing never hides the first one.
 */
final class ScriptRunner {
    /** Instead of an update count: the target's name means another table by now, and nothing was done. */
    static final long OTHER_TABLE = -1;

    private final Dialect dialect;
    private final TransactionState transaction;
    private final StatementSender sender;
    private final long maxRows;
    private SQLWarning warnings;
    /** One that failed, and whose temporary table could not be removed then, either. */
    private ScriptRun unclean;

    ScriptRunner(Connection connection, Dialect dialect, long maxRows) {
        this.dialect = dialect;
        this.transaction = new TransactionState(connection);
        this.sender = new StatementSender(connection, dialect);
        this.maxRows = maxRows;
    }

    /** See {@link CascadeSession#delete}. */
    long run(Cascade cascade, Parameters parameters, int queryTimeout, ResultStep result) throws SQLException {
        warnings = null;
        sender.start(queryTimeout);
        Bracket bracket = dialect.bracket(transaction.isOpen()).orElse(null);
        ScriptRun run = new ScriptRun(cascade, parameters, dialect, sender, maxRows, result);
        if (unclean != null) {
            unclean.cleanup();
            unclean = null;
        }
        run.preparation();
        if (bracket != null) {
            sender.update(bracket.begin());
        }
        try {
            long count = run.steps();
            warnings = run.warnings();
            run.cleanup();
            if (bracket != null) {
                sender.keep(bracket.keep());
            }
            return count;
        } catch (SQLException e) {
            if (run.foundOtherTable(e) && !transaction.isOpen()) {
                return OTHER_TABLE;
            }
            SQLException failure = run.explained(e);
            undo(bracket, run, failure);
            throw failure;
        } catch (RuntimeException e) {
            undo(bracket, run, e);
            throw e;
        }
    }

    /** What the last run's {@link Script.Step.Kind#CASCADE} was warned of, or {@code null}. */
    SQLWarning warnings() {
        return warnings;
    }

    void cancel() throws SQLException {
        sender.cancel();
    }

    private void undo(Bracket bracket, ScriptRun run, Exception failure) {
        sender.start(0);
        try {
            if (bracket != null) {
                for (String sql : bracket.undo()) {
                    sender.update(sql);
                }
            }
        } catch (SQLException e) {
            // Gone with the connection, or with a transaction that the database has rolled back as a whole.
            failure.addSuppressed(e);
        }
        if (dialect.inProcess()) {
            return; // what was written down in SQLite's temporary table went with the savepoint
        }
        try {
            run.cleanup();
        } catch (SQLException e) {
            unclean = run;
            failure.addSuppressed(e);
        }
    }
}
