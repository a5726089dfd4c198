package org.cascadejdbc.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.util.List;
import org.cascadejdbc.physical.Evaluation;
import org.cascadejdbc.text.Shown;

/**
 * Carries a DELETE out whose predicate may write: the predicate is evaluated once, by a statement of its own
 * that locks the rows which it finds; then these are deleted by a second one.
 *
 * <p>Why not by one: all parts of a statement see the rows as they were when it began. A native key, which acts at its end,
 * would take a child that a function of the predicate has inserted; ours would leave it. And whoever runs the statement again,
 * because another transaction was faster, would call the function again.
 *
 * <p>A row that was found and could not be locked was changed meanwhile. If by another transaction, a new look shows it as it
 * is; if by the predicate itself, each look does the same again, and the DELETE fails as it does natively. Used once.
 */
final class EvaluatingRun {
    private static final int MAX_ATTEMPTS = 5;

    /** Deletes these rows. */
    @FunctionalInterface
    interface Deleting {
        /**
         * Deletes those that are still there.
         *
         * @param tables the tables' numbers, as an array's literal
         * @param places the places in them, likewise
         */
        Outcome delete(String tables, String places) throws SQLException;
    }

    private record Rows(String path, String tables, String places, boolean locked) {
        static Rows read(ResultSet rows) throws SQLException {
            String path = null;
            StringBuilder tables = new StringBuilder();
            StringBuilder places = new StringBuilder();
            boolean locked = true;
            while (rows.next()) {
                path = rows.getString(1);
                if (rows.getString(2) != null) {
                    tables.append(tables.isEmpty() ? "" : ",").append(rows.getString(2));
                    places.append(places.isEmpty() ? "" : ",").append('"').append(rows.getString(3)).append('"');
                    locked &= rows.getBoolean(4);
                }
            }
            return new Rows(path, "{" + tables + "}", "{" + places + "}", locked);
        }
    }

    private final StatementSender sender;
    private final OwnScope scope;

    EvaluatingRun(StatementSender sender, OwnScope scope) {
        this.sender = sender;
        this.scope = scope;
    }

    Outcome run(Evaluation evaluation, Parameters ofPredicate, Deleting deleting) throws SQLException {
        return scope.run(() -> {
            Rows rows = lockedRows(evaluation, ofPredicate);
            String path = sender.query(evaluation.path(), null, EvaluatingRun::text);
            if (path.equals(rows.path)) {
                return deleting.delete(rows.tables, rows.places);
            }
            // The names of the DELETE mean what they meant when it began; whatever the predicate has set holds afterwards.
            setPath(evaluation, rows.path);
            Outcome outcome = deleting.delete(rows.tables, rows.places);
            setPath(evaluation, path);
            return outcome;
        });
    }

    /** Until the transaction's end at most: what was set for longer comes back by itself. */
    private void setPath(Evaluation evaluation, String path) throws SQLException {
        sender.query(evaluation.setPath(), Parameters.behind(List.of(path), null, 1), EvaluatingRun::text);
    }

    private static String text(ResultSet row) throws SQLException {
        row.next();
        return row.getString(1);
    }

    private Rows lockedRows(Evaluation evaluation, Parameters ofPredicate) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            Rows rows = rows(evaluation, ofPredicate);
            if (rows.locked) {
                return rows;
            }
            if (attempt == MAX_ATTEMPTS) {
                throw evaluation.refuseChangedRow();
            }
            scope.beginAgain();
        }
    }

    private Rows rows(Evaluation evaluation, Parameters ofPredicate) throws SQLException {
        try {
            return sender.query(evaluation.rows(), ofPredicate, Rows::read);
        } catch (SQLException e) {
            if (!evaluation.isPrivilegeMissing(e)) {
                throw e;
            }
            throw new SQLSyntaxErrorException(Shown.oneLine(e.getMessage()) + "; a DELETE that cascade-jdbc carries out, and"
                    + " whose predicate calls functions that may write, locks its rows first: GRANT SELECT, UPDATE ON its table TO this user, or"
                    + " declare these functions STABLE if they only read; nothing was deleted",
                    e.getSQLState(), e.getErrorCode(), e);
        }
    }
}
