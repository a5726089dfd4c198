package org.cascadejdbc.run;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.physical.Failure;
import org.cascadejdbc.physical.TransactionScope;

/**
 * Several statements on PostgreSQL that are one, all of them or none, around what has scopes of its own: a transaction,
 * or a savepoint in the open one, which is as unusable after a failure as after any. Used once.
 */
final class OwnScope {
    private static final TransactionScope SAVEPOINT = new TransactionScope(
            "SAVEPOINT cascade_jdbc_evaluated",
            "RELEASE SAVEPOINT cascade_jdbc_evaluated",
            List.of("ROLLBACK TO SAVEPOINT cascade_jdbc_evaluated", "RELEASE SAVEPOINT cascade_jdbc_evaluated"));

    private static final Set<String> OF_THE_RESULT = Set.of("0100E", "02000");

    /** What is done inside. */
    @FunctionalInterface
    interface Work {
        Outcome run() throws SQLException;
    }

    private final Engine engine;
    private final StatementSender sender;
    private final TransactionState transaction;
    private final Turns turns;
    private TransactionScope scope;

    OwnScope(Engine engine, StatementSender sender, TransactionState transaction, Turns turns) {
        this.engine = engine;
        this.sender = sender;
        this.transaction = transaction;
        this.turns = turns;
    }

    Outcome run(Work work) throws SQLException {
        boolean open = transaction.isOpen();
        Optional<Runnable> autosave = transaction.takeAutosave();
        scope = open ? SAVEPOINT : TransactionScope.transaction();
        try {
            sender.update(scope.begin());
            Outcome outcome = work.run();
            if (outcome.done()) {
                sender.keep(scope.keep());
            } else {
                goBack();
            }
            return outcome;
        } catch (SQLException e) {
            if (isOfItsResult(e) && isKept()) {
                throw e;
            }
            undo(open && autosave.isEmpty(), e);
            if (!open && engine.failure(e).is(Failure.Kind.OTHER_PLAN_GUARD)) {
                return Outcome.OTHER_PLAN_GUARD;
            }
            throw e;
        } catch (RuntimeException e) {
            undo(open && autosave.isEmpty(), e);
            throw e;
        } finally {
            autosave.ifPresent(Runnable::run);
        }
    }

    /** Undoes what was done inside so far, to begin anew. */
    void beginAgain() throws SQLException {
        goBack();
        sender.update(scope.begin());
    }

    private void goBack() throws SQLException {
        for (String sql : scope.undo()) {
            sender.update(sql);
        }
    }

    /** The driver complains that there is a result, or none, after it was all done; natively it stays done, too. */
    static boolean isOfItsResult(SQLException e) {
        return OF_THE_RESULT.contains(String.valueOf(e.getSQLState()));
    }

    /** Not where the server has failed after all: then nothing can be kept, and a COMMIT undoes. */
    private boolean isKept() {
        try {
            sender.keep(scope.keep());
            return true;
        } catch (SQLException failed) {
            return false;
        }
    }

    /** An open transaction is as unusable afterwards as after any failure, unless the driver would go back. */
    private void undo(boolean abort, Exception failure) {
        new Undo(scope.undo(), sender, engine).after(failure, turns);
        if (!abort) {
            return;
        }
        sender.undoing(true);
        try {
            sender.update("ROLLBACK TO SAVEPOINT cascade_jdbc_failed");
        } catch (SQLException e) {
            // as it should
        } finally {
            sender.undoing(false);
        }
    }
}
