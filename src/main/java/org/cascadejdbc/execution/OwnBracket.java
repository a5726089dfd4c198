package org.cascadejdbc.execution;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cascadejdbc.dialect.Bracket;
import org.cascadejdbc.dialect.Dialect;
import org.cascadejdbc.dialect.Failure;

/**
 * Several statements on PostgreSQL that are one, all of them or none, around what has brackets of its own: a transaction, or
 * a savepoint in the open one, which is as unusable after a failure as after any. Used once.
 */
final class OwnBracket {
    private static final Bracket SAVEPOINT = new Bracket(
            "SAVEPOINT cascade_jdbc_evaluated",
            "RELEASE SAVEPOINT cascade_jdbc_evaluated",
            List.of("ROLLBACK TO SAVEPOINT cascade_jdbc_evaluated", "RELEASE SAVEPOINT cascade_jdbc_evaluated"));

    private static final Set<String> OF_THE_RESULT = Set.of("0100E", "02000");

    /** What is done inside. */
    @FunctionalInterface
    interface Work {
        Outcome run() throws SQLException;
    }

    private final Dialect dialect;
    private final StatementSender sender;
    private final TransactionState transaction;
    private final Turns turns;
    private Bracket bracket;

    OwnBracket(Dialect dialect, StatementSender sender, TransactionState transaction, Turns turns) {
        this.dialect = dialect;
        this.sender = sender;
        this.transaction = transaction;
        this.turns = turns;
    }

    Outcome run(Work work) throws SQLException {
        boolean open = transaction.isOpen();
        Optional<Runnable> autosave = transaction.takeAutosave();
        bracket = open ? SAVEPOINT : Bracket.transaction();
        try {
            sender.update(bracket.begin());
            Outcome outcome = work.run();
            if (outcome.done()) {
                sender.keep(bracket.keep());
            } else {
                goBack();
            }
            return outcome;
        } catch (SQLException e) {
            if (isOfItsResult(e) && isKept()) {
                throw e;
            }
            undo(open && autosave.isEmpty(), e);
            if (!open && dialect.failure(e).is(Failure.Kind.OTHER_PREMISE)) {
                return Outcome.OTHER_PREMISE;
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
        sender.update(bracket.begin());
    }

    private void goBack() throws SQLException {
        for (String sql : bracket.undo()) {
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
            sender.keep(bracket.keep());
            return true;
        } catch (SQLException failed) {
            return false;
        }
    }

    /** An open transaction is as unusable afterwards as after any failure, unless the driver would go back. */
    private void undo(boolean abort, Exception failure) {
        new Undo(bracket.undo(), sender, dialect).after(failure, turns);
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
