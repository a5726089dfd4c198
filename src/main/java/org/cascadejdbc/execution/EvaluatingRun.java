package org.cascadejdbc.execution;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cascadejdbc.dialect.Bracket;
import org.cascadejdbc.dialect.Dialect;
import org.cascadejdbc.dialect.Evaluation;
import org.cascadejdbc.text.Shown;

/**
 * Carries a DELETE out whose predicate may write, on PostgreSQL: the predicate is evaluated once, by a statement of its own
 * that locks the rows which it finds; then these are deleted by a second one.
 *
 * <p>Why not by one: all parts of a statement see the rows as they were when it began. A native key, which acts at its end,
 * would take a child that a function of the predicate has inserted; ours would leave it. And whoever runs the statement again,
 * because another transaction was faster, would call the function again. Used once.
 */
final class EvaluatingRun {
    private static final Bracket SAVEPOINT = new Bracket(
            "SAVEPOINT cascade_jdbc_evaluated",
            "RELEASE SAVEPOINT cascade_jdbc_evaluated",
            List.of("ROLLBACK TO SAVEPOINT cascade_jdbc_evaluated", "RELEASE SAVEPOINT cascade_jdbc_evaluated"));

    private static final Set<String> OF_THE_RESULT = Set.of("0100E", "02000");

    /** Deletes these rows; the update count, or {@link ScriptRunner#OTHER_PREMISE}. */
    @FunctionalInterface
    interface Deleting {
        /**
         * Deletes those that are still there.
         *
         * @param tables the tables' numbers, as an array's literal
         * @param places the places in them, likewise
         */
        long delete(String tables, String places) throws SQLException;
    }

    private record Rows(String tables, String places) {
        static Rows read(ResultSet rows) throws SQLException {
            StringBuilder tables = new StringBuilder();
            StringBuilder places = new StringBuilder();
            while (rows.next()) {
                tables.append(tables.isEmpty() ? "" : ",").append(rows.getString(1));
                places.append(places.isEmpty() ? "" : ",").append('"').append(rows.getString(2)).append('"');
            }
            return new Rows("{" + tables + "}", "{" + places + "}");
        }
    }

    private final Dialect dialect;
    private final StatementSender sender;
    private final TransactionState transaction;

    EvaluatingRun(Dialect dialect, StatementSender sender, TransactionState transaction) {
        this.dialect = dialect;
        this.sender = sender;
        this.transaction = transaction;
    }

    /** The update count, or {@link ScriptRunner#OTHER_PREMISE}: then nothing was done. */
    long run(Evaluation evaluation, Parameters ofPredicate, Deleting deleting) throws SQLException {
        boolean open = transaction.isOpen();
        Optional<Runnable> autosave = transaction.takeAutosave();
        Bracket bracket = open ? SAVEPOINT : Bracket.transaction();
        try {
            sender.update(bracket.begin());
            Rows rows = rows(evaluation, ofPredicate);
            long count = deleting.delete(rows.tables, rows.places);
            if (count == ScriptRunner.OTHER_PREMISE) {
                for (String sql : bracket.undo()) {
                    sender.update(sql);
                }
            } else {
                sender.keep(bracket.keep());
            }
            return count;
        } catch (SQLException e) {
            if (isOfItsResult(e) && isKept(bracket)) {
                throw e;
            }
            undo(bracket, open && autosave.isEmpty(), e);
            if (!open && dialect.refusalNumber(e).stream().anyMatch(dialect::otherPremise)) {
                return ScriptRunner.OTHER_PREMISE;
            }
            throw e;
        } catch (RuntimeException e) {
            undo(bracket, open && autosave.isEmpty(), e);
            throw e;
        } finally {
            autosave.ifPresent(Runnable::run);
        }
    }

    /** The driver complains that there is a result, or none, after it was all done; natively it stays done, too. */
    private static boolean isOfItsResult(SQLException e) {
        return OF_THE_RESULT.contains(String.valueOf(e.getSQLState()));
    }

    /** Not where the server has failed after all: then nothing can be kept, and a COMMIT undoes. */
    private boolean isKept(Bracket bracket) {
        try {
            sender.keep(bracket.keep());
            return true;
        } catch (SQLException failed) {
            return false;
        }
    }

    private Rows rows(Evaluation evaluation, Parameters ofPredicate) throws SQLException {
        try {
            return sender.query(evaluation.rows(), ofPredicate, Rows::read);
        } catch (SQLException e) {
            if (!"42501".equals(e.getSQLState())) {
                throw e;
            }
            throw new SQLSyntaxErrorException(Shown.oneLine(e.getMessage()) + "; a DELETE that cascade-jdbc carries out, and"
                    + " whose predicate calls functions that may write, locks its rows first: GRANT SELECT, UPDATE ON its table TO this user, or"
                    + " declare these functions STABLE if they only read; nothing was deleted",
                    e.getSQLState(), e.getErrorCode(), e);
        }
    }

    /** An open transaction is as unusable afterwards as after any failure, unless the driver would go back. */
    private void undo(Bracket bracket, boolean abort, Exception failure) {
        sender.undoing(true);
        try {
            for (String sql : bracket.undo()) {
                sender.update(sql);
            }
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
        try {
            if (abort) {
                sender.update("ROLLBACK TO SAVEPOINT cascade_jdbc_failed");
            }
        } catch (SQLException asItShould) {
            return;
        } finally {
            sender.undoing(false);
        }
    }
}
