package org.cascadejdbc.run;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import java.util.Optional;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.engine.SessionStatements;
import org.cascadejdbc.physical.Evaluation;
import org.cascadejdbc.physical.Failure;
import org.cascadejdbc.physical.Race;
import org.cascadejdbc.physical.TransactionScope;
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

    private final Engine engine;
    private final TransactionState transaction;
    private final StatementSender sender;
    private final Limits limits;
    private final Turns turns;
    private SQLWarning warnings;
    private long counted;
    /** One that failed, and whose temporary table could not be removed then, either. */
    private PlanRun unclean;

    PlanRunner(SessionStatements statements, Engine engine, Limits limits, Turns turns) {
        this.engine = engine;
        this.transaction = new TransactionState(statements, engine);
        this.sender = new StatementSender(statements, engine);
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
                boolean victim = !open && engine.failure(e).is(Failure.Kind.DEADLOCK) && !sender.cancelled();
                boolean again = victim && ++deadlocks <= MAX_DEADLOCKS;
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
        return new PipelinedRun(cascade, executions, engine, sender, transaction, limits).run();
    }

    /** See {@link EvaluatingRun}; to be asked where a transaction's beginning and end can be told apart. */
    Outcome evaluating(Evaluation evaluation, Parameters ofPredicate, int queryTimeout, EvaluatingRun.Deleting deleting)
            throws SQLException {
        sender.start(queryTimeout);
        return new EvaluatingRun(sender, ownScope()).run(evaluation, ofPredicate, deleting);
    }

    /** See {@link WitnessedRun}; to be asked as {@link #evaluating} is. */
    Outcome witnessed(Cascade cascade, Parameters parameters, int queryTimeout, ResultStep result) throws SQLException {
        sender.start(queryTimeout);
        return new WitnessedRun(sender, ownScope(), cascade.witness())
                .run(() -> run(cascade, parameters, queryTimeout, result));
    }

    private OwnScope ownScope() {
        return new OwnScope(engine, sender, transaction, turns);
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
        TransactionScope scope = engine.scope(open)
                .orElseGet(() -> open ? TransactionScope.savepoint() : TransactionScope.transaction());
        Undo undo = new Undo(scope.undo(), sender, engine);
        try {
            sender.update(scope.begin());
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
        TransactionScope savepoint = race != null && open ? TransactionScope.savepoint() : null;
        CascadeRequest request = new CascadeRequest(cascade, parameters, result);
        PlanRun run = PlanRun.of(request, engine, sender, limits, savepoint);
        if (engine.inProcess() && !open) { // in an open transaction it was verified after it had become the writer
            run.verifying();
        }
        if (unclean != null) {
            unclean.cleanup();
            unclean = null;
        }
        run.preparation();
        TransactionScope scope = cascade.plan().atomic() ? null : begun(engine.scope(open).orElse(null));
        try {
            Outcome outcome = run.run();
            warnings = run.warnings();
            counted = run.counted();
            run.cleanup();
            if (scope != null) {
                sender.keep(scope.keep());
            }
            return outcome;
        } catch (SQLException e) {
            if (race != null && run.errors().isOvertaken(e) && !sender.cancelled()) {
                Undo undo = open && !saving ? null : undo(open ? savepoint : TransactionScope.transaction());
                LockingRun again = new LockingRun(
                        () -> PlanRun.of(request, engine, sender, limits, null),
                        sender, race, open, undo, turns);
                Outcome outcome = again.run(e);
                warnings = again.warnings();
                return outcome;
            }
            SQLException failure = run.errors().explained(e);
            undo(scope == null && saving ? savepoint : scope, run, failure);
            if (run.foundOtherPlanGuard(e) && !(open && engine.errorsAbortTransactions())) {
                return Outcome.OTHER_PLAN_GUARD;
            }
            throw failure;
        } catch (RuntimeException | Error e) {
            undo(scope == null && saving ? savepoint : scope, run, e);
            throw e;
        }
    }

    /** The scope that is open now: in a transaction that turns out to be open, a savepoint. */
    private TransactionScope begun(TransactionScope scope) throws SQLException {
        if (scope == null) {
            return null;
        }
        try {
            sender.update(scope.begin());
            return scope;
        } catch (SQLException e) {
            if (engine.failure(e).is(Failure.Kind.TRANSACTION_OPEN)) {
                return begun(TransactionScope.savepoint());
            }
            if (!engine.inProcess()) { // a limit or a cancellation may have come when it was begun already
                undo(scope).after(e, turns);
            }
            throw e;
        }
    }

    private Undo undo(TransactionScope scope) {
        return new Undo(scope.undo(), sender, engine);
    }

    /** The last statement that was sent to carry something out. */
    String lastStatement() {
        return sender.last();
    }

    ExecutionStatistics statistics() {
        return sender.statistics();
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

    /** See {@link CascadeSession#cancel}. */
    boolean cancel() throws SQLException {
        return sender.cancel();
    }

    private void undo(TransactionScope scope, PlanRun run, Throwable failure) {
        if (scope != null) {
            undo(scope).after(failure, turns);
        }
        sender.undoing(true);
        try {
            if (!engine.inProcess()) { // what was written down in SQLite's temporary table went with the savepoint
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
