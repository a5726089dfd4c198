package org.cascadejdbc.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.cascadejdbc.driver.GeneratedKeys;
import org.cascadejdbc.physical.Evaluation;
import org.cascadejdbc.sql.DeleteStatement;

/**
 * Runs the cascade of one DELETE: as it is, or with regard to functions that it calls and that may write. Whether there are any,
 * the server is asked once for each text that leaves it open.
 */
final class DeleteRun {
    private final PlanRunner runner;
    private final SessionCatalog catalog;
    private final DeleteExaminer deletes;

    DeleteRun(PlanRunner runner, SessionCatalog catalog, DeleteExaminer deletes) {
        this.runner = runner;
        this.catalog = catalog;
        this.deletes = deletes;
    }

    Outcome run(Cascade cascade, Parameters parameters, int queryTimeout, ResultStep result) throws SQLException {
        if (!findingWrites(cascade, parameters, queryTimeout)) {
            return deleting(cascade, parameters, queryTimeout, result);
        }
        DeleteStatement delete = cascade.delete();
        Evaluation evaluation = cascade.evaluation();
        return runner.evaluating(evaluation, Parameters.ofPredicate(parameters, delete), queryTimeout, (tables, places) -> {
            boolean plain = parameters == null && !delete.givesCount(); // the application's own statement gives the result
            DeleteStatement frozen = plain ? evaluation.frozen(tables, places) : evaluation.frozen();
            if (!(deletes.examine(List.of(frozen), GeneratedKeys.NONE) instanceof Verdict.Emulate again)) {
                return Outcome.OTHER_PLAN_GUARD;
            }
            Parameters values = plain
                    ? null
                    : Parameters.behind(List.of(places, tables, places), parameters, delete.parameters() + 1);
            return deleting(again.cascade(), values, queryTimeout, result);
        });
    }

    /** Whether functions that the DELETE calls may write: then it can only be run alone. */
    boolean mayWrite(Cascade cascade, Parameters parameters, int queryTimeout) throws SQLException {
        return findingWrites(cascade, parameters, queryTimeout) || deletingWrites(cascade, queryTimeout);
    }

    private Outcome deleting(Cascade cascade, Parameters parameters, int queryTimeout, ResultStep result) throws SQLException {
        return deletingWrites(cascade, queryTimeout)
                ? runner.witnessed(cascade, parameters, queryTimeout, result)
                : runner.run(cascade, parameters, queryTimeout, result);
    }

    /** Whether looking for the rows may write. */
    private boolean findingWrites(Cascade cascade, Parameters parameters, int queryTimeout) throws SQLException {
        Evaluation evaluation = cascade.evaluation();
        return evaluation != null && known(evaluation.question(), Parameters.ofPredicate(parameters, cascade.delete()),
                queryTimeout, evaluation::mayWrite);
    }

    /** Whether what is called while the rows go may write. */
    private boolean deletingWrites(Cascade cascade, int queryTimeout) throws SQLException {
        return cascade.witness() != null && known(cascade.witness().question(), null, queryTimeout, DeleteRun::isTrue);
    }

    private static boolean isTrue(ResultSet row) throws SQLException {
        return row.next() && row.getBoolean(1);
    }

    private boolean known(
            String question, Parameters parameters, int queryTimeout, StatementSender.Reader<Boolean> answer)
            throws SQLException {
        if (!runner.knowsTransactions()) {
            return false;
        }
        Catalog current = catalog.get();
        Boolean known = current.mayWrite(question);
        if (known == null) {
            known = runner.ask(question, parameters, queryTimeout, answer);
            current.mayWrite(question, known);
        }
        return known;
    }
}
