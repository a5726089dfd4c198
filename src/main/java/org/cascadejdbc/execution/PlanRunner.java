package org.cascadejdbc.execution;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import java.util.Optional;
import org.cascadejdbc.dialect.Bracket;
import org.cascadejdbc.dialect.Dialect;
import org.cascadejdbc.dialect.Evaluation;
import org.cascadejdbc.dialect.Failure;
import org.cascadejdbc.dialect.Race;
import org.cascadejdbc.dialect.SessionStatements;
import org.cascadejdbc.plan.Limits;

/**
 * Runs plans: all of their statements, or as if none.
 *
 * <p>The invariant: when {@link #run} ends with an error, the transaction is as it was before, as far as the database
 * can undo at all; on PostgreSQL, where the plan is one statement, an open transaction is aborted, as natively. An
 * error while undoing never hides the first one, and what it leaves open is undone before anything else: {@link Turns}.
 *
 * <p>What failed only because of another transaction is run again where nobody can tell: as a deadlock's victim, if the
 * transaction is ours alone; on PostgreSQL, overtaken by a change that its snapshot did not see ({@link LockingRun}).
 */
final class PlanRunner {
    private static final int MAX_DEADLOCKS = 10;

    private final Dialect dialect;
    private final TransactionState transaction;
    private final StatementSender sender;
    private final Limits limits;
    private final Turns turns;
    private SQLWarning warnings;
    private long counted;
    /** One that failed, and whose temporary table could not be removed then, either. */
    private PlanRun unclean;

    PlanRunner(SessionStatements statements, Dialect dialect, Limits limits, Turns turns) {
        this.dialect = dialect;
        this.transaction = new TransactionState(statements.connection());
        this.sender = new StatementSender(statements, dialect);
        this.limits = limits;
        this.turns = turns;
    }

    /** See {@link CascadeSession#delete}. */
    Outcome run(Cascade cascade, Parameters parameters, int queryTimeout, ResultStep result) throws SQLException {
        sender.start(queryTimeout);
        boolean open = transaction.isOpen();
        for (int deadlocks = 0; ; ) {
            turns.settle();
            warnings = null;
            try {
                return attempt(cascade, parameters, result, open);
            } catch (SQLException e) {
                boolean again = !open && dialect.failure(e).is(Failure.Kind.DEADLOCK) && !sender.cancelled() && ++deadlocks <= MAX_DEADLOCKS;
                if (!again) {
                    throw e;
                }
            }
        }
    }

    /** See {@link CascadeSession#deleteAll}. */
    long[] runAll(Cascade cascade, List<Parameters> executions, int queryTimeout) throws SQLException {
        sender.start(queryTimeout);
        warnings = null;
        return new PipelinedRun(cascade, executions, dialect, sender, transaction, limits).run();
    }

    /** See {@link EvaluatingRun}; to be asked where a transaction's beginning and end can be told apart. */
    Outcome evaluating(Evaluation evaluation, Parameters ofPredicate, int queryTimeout, EvaluatingRun.Deleting deleting)
            throws SQLException {
        sender.start(queryTimeout);
        return new EvaluatingRun(sender, ownBracket()).run(evaluation, ofPredicate, deleting);
    }

    /** See {@link WitnessedRun}; to be asked as {@link #evaluating} is. */
    Outcome witnessed(Cascade cascade, Parameters parameters, int queryTimeout, ResultStep result) throws SQLException {
        sender.start(queryTimeout);
        return new WitnessedRun(sender, ownBracket(), cascade.witness())
                .run(() -> run(cascade, parameters, queryTimeout, result));
    }

    private OwnBracket ownBracket() {
        return new OwnBracket(dialect, sender, transaction, turns);
    }

    /** Whether a transaction's beginning and end can be told apart. */
    boolean knowsTransactions() throws SQLException {
        return transaction.isKnown();
    }

    /** A query that is not a part of any cascade. */
    <T> T ask(String sql, Parameters parameters, int queryTimeout, StatementSender.Reader<T> reader) throws SQLException {
        sender.start(queryTimeout);
        return sender.query(sql, parameters, reader);
    }

    /** The same of one that may call what writes: all that it does is undone. */
    <T> T askInVain(String sql, Parameters parameters, int queryTimeout, StatementSender.Reader<T> reader)
            throws SQLException {
        sender.start(queryTimeout);
        turns.settle();
        boolean open = transaction.isOpen();
        Bracket bracket =
                dialect.bracket(open).orElseGet(() -> open ? Bracket.savepoint() : Bracket.transaction());
        Undo undo = new Undo(bracket.undo(), sender, dialect);
        try {
            sender.update(bracket.begin());
            T answer = sender.query(sql, parameters, reader);
            undo.undo();
            return answer;
        } catch (SQLException | RuntimeException | Error e) {
            undo.after(e, turns);
            throw e;
        }
    }

    /** Statements that are a part of no cascade. */
    void send(List<String> statements) throws SQLException {
        for (String sql : statements) {
            sender.start(0);
            sender.execute(sql);
        }
    }

    /** Whether {@link #close} has something to remove. */
    boolean isUnclean() {
        return unclean != null;
    }

    /** The connection may outlive the session, and with it what could not be removed. */
    void close() {
        if (unclean != null) {
            try {
                unclean.cleanup();
            } catch (SQLException e) {
                // It is the next session's: its cascades are refused, and say what is in their way.
            }
        }
    }

    private Outcome attempt(Cascade cascade, Parameters parameters, ResultStep result, boolean open) throws SQLException {
        Race race = transaction.isKnown() ? cascade.plan().race().orElse(null) : null;
        Optional<Runnable> autosave = race == null ? Optional.empty() : transaction.takeAutosave();
        try {
            return attempt(cascade, parameters, result, open, race, autosave.isPresent());
        } finally {
            autosave.ifPresent(Runnable::run);
        }
    }

    /** @param saving whether the transaction is to be usable after a failure */
    private Outcome attempt(
            Cascade cascade, Parameters parameters, ResultStep result, boolean open, Race race, boolean saving)
            throws SQLException {
        Bracket savepoint = race != null && open ? Bracket.savepoint() : null;
        CascadeRequest request = new CascadeRequest(cascade, parameters, result);
        PlanRun run = PlanRun.of(request, dialect, sender, limits, savepoint);
        if (dialect.inProcess() && !open) { // in an open transaction it was verified after it had become the writer
            run.verifying();
        }
        if (unclean != null) {
            unclean.cleanup();
            unclean = null;
        }
        run.preparation();
        Bracket bracket = cascade.plan().atomic() ? null : begun(dialect.bracket(open).orElse(null));
        try {
            Outcome outcome = run.run();
            warnings = run.warnings();
            counted = run.counted();
            run.cleanup();
            if (bracket != null) {
                sender.keep(bracket.keep());
            }
            return outcome;
        } catch (SQLException e) {
            if (race != null && run.errors().isOvertaken(e) && !sender.cancelled()) {
                Undo undo = open && !saving ? null : undo(open ? savepoint : Bracket.transaction());
                LockingRun again = new LockingRun(
                        () -> PlanRun.of(request, dialect, sender, limits, null),
                        sender, race, open, undo, turns);
                Outcome outcome = again.run(e);
                warnings = again.warnings();
                return outcome;
            }
            SQLException failure = run.errors().explained(e);
            undo(bracket == null && saving ? savepoint : bracket, run, failure);
            if (run.foundOtherPremise(e) && !(open && dialect.errorsAbortTransactions())) {
                return Outcome.OTHER_PREMISE;
            }
            throw failure;
        } catch (RuntimeException | Error e) {
            undo(bracket == null && saving ? savepoint : bracket, run, e);
            throw e;
        }
    }

    /** The bracket that is open now: in a transaction that turns out to be open, a savepoint. */
    private Bracket begun(Bracket bracket) throws SQLException {
        if (bracket == null) {
            return null;
        }
        try {
            sender.update(bracket.begin());
            return bracket;
        } catch (SQLException e) {
            if (dialect.failure(e).is(Failure.Kind.TRANSACTION_OPEN)) {
                return begun(Bracket.savepoint());
            }
            if (!dialect.inProcess()) { // a limit or a cancellation may have come when it was begun already
                undo(bracket).after(e, turns);
            }
            throw e;
        }
    }

    private Undo undo(Bracket bracket) {
        return new Undo(bracket.undo(), sender, dialect);
    }

    /** The last statement that was sent to carry something out. */
    String lastStatement() {
        return sender.last();
    }

    Tally tally() {
        return sender.tally();
    }

    /** How many rows the last DELETE itself has deleted, whatever its driver counts. */
    long counted() {
        return counted;
    }

    /** What the last run's statement was warned of, or {@code null}. */
    SQLWarning warnings() {
        return warnings;
    }

    void replacesEscapes(boolean replaces) {
        sender.replacesEscapes(replaces);
    }

    void cancel() throws SQLException {
        sender.cancel();
    }

    private void undo(Bracket bracket, PlanRun run, Throwable failure) {
        if (bracket != null) {
            undo(bracket).after(failure, turns);
        }
        sender.undoing(true);
        try {
            if (!dialect.inProcess()) { // what was written down in SQLite's temporary table went with the savepoint
                run.cleanup();
            }
        } catch (SQLException e) {
            unclean = run;
            failure.addSuppressed(e);
        } finally {
            sender.undoing(false);
        }
    }
}
