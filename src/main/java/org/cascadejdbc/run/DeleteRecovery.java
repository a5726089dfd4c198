package org.cascadejdbc.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.cascadejdbc.driver.GeneratedKeys;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.physical.Failure;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.QualifiedName;
import org.cascadejdbc.text.Shown;

/**
 * Carries a DELETE out, and once more, otherwise, where the first time failed by what is no fault of its own: see
 * {@link Recovery}. Nothing is left of what has failed.
 */
final class DeleteRecovery {
    /** How often the schema is looked at: the session context may be another, and the schema too. */
    private static final int LOOKS = 4;

    private final Engine engine;
    private final Connection connection;
    private final SessionCatalog catalog;
    private final DeleteExaminer deletes;
    private final PlanRunner runner;
    private final DeleteRun run;

    DeleteRecovery(
            Engine engine, Connection connection, SessionCatalog catalog, DeleteExaminer deletes, PlanRunner runner,
            DeleteRun run) {
        this.engine = engine;
        this.connection = connection;
        this.catalog = catalog;
        this.deletes = deletes;
        this.runner = runner;
        this.run = run;
    }

    /** See {@link CascadeSession#delete}. */
    long delete(Cascade examined, Parameters parameters, int queryTimeout, ResultStep result) throws SQLException {
        Cascade cascade = examined;
        DeleteStatement delete = cascade.delete();
        Cascade onTrial = null;
        int looks = 0;
        while (looks < LOOKS) { // what a plan falls back to has an end
            Recovery recovery = Recovery.LOOK_AGAIN;
            try {
                Outcome outcome = isAskedBefore(cascade) && !catalog.holds(cascade.planGuard())
                        ? Outcome.OTHER_PLAN_GUARD
                        : run.run(cascade, parameters, queryTimeout, result);
                if (outcome.done()) {
                    if (onTrial != null) {
                        inSeveralStatements(onTrial);
                    }
                    return outcome.count();
                }
            } catch (SQLException e) {
                recovery = recovery(cascade, e);
                if (recovery == Recovery.FAIL) {
                    throw engine.inUsersStatement(e, runner.lastStatement(), delete, parameters != null);
                }
            }
            switch (recovery) {
                case IN_SEVERAL_STATEMENTS -> cascade = inSeveralStatements(cascade);
                case IN_SEVERAL_STATEMENTS_ONCE -> cascade = cascade.inSeveralStatements();
                case IN_SEVERAL_STATEMENTS_ON_TRIAL -> {
                    onTrial = cascade;
                    cascade = cascade.inSeveralStatements(); // which fails likewise if the row is referenced by others
                }
                default -> {
                    looks++;
                    onTrial = null;
                    catalog.renew();
                    if (!(deletes.examine(List.of(delete), GeneratedKeys.NONE) instanceof Verdict.Emulate again)) {
                        return passOn(delete, parameters, queryTimeout, result);
                    }
                    cascade = again.cascade();
                }
            }
        }
        refuseKnown(delete.targets().get(0).table());
        return passOn(delete, parameters, queryTimeout, result);
    }

    private Cascade inSeveralStatements(Cascade cascade) throws SQLException {
        Cascade several = catalog.get().inSeveralStatements(cascade);
        deletes.forget();
        return several;
    }

    /** Where finding out by an error that the plan guard does not hold would abort the application's transaction. */
    private boolean isAskedBefore(Cascade cascade) {
        return engine.failsForOtherPlanGuard(cascade.delete()) && catalog.mayBeInTransaction();
    }

    /** What the table says, with what must be asked for it: never one of those that leave it open. */
    private Recovery recovery(Cascade cascade, SQLException e) throws SQLException {
        Failure failure = engine.failure(e);
        boolean aborted = engine.errorsAbortTransactions() && catalog.mayBeInTransaction();
        Recovery recovery = Recovery.of(failure, cascade.plan(), aborted);
        if (failure.is(Failure.Kind.HIDDEN_TABLE) && !catalog.hasTemporaryTables()) {
            catalog.noticeTemporaryTables();
            return Recovery.LOOK_AGAIN;
        }
        refuseHiddenTable(cascade, failure, e);
        if (recovery == Recovery.IN_SEVERAL_STATEMENTS) {
            refuseHalf(cascade, e);
        }
        if (recovery == Recovery.LOOK_AGAIN_LATER) {
            catalog.forget();
            return Recovery.FAIL;
        }
        if (recovery == Recovery.LOOK_WHETHER) {
            return catalog.holds(cascade.planGuard()) ? Recovery.FAIL : Recovery.LOOK_AGAIN;
        }
        return recovery;
    }

    /** To do the rest would hide what is lost: a trigger's work, and how many rows there were. The next time is right. */
    private void refuseHalf(Cascade cascade, SQLException e) throws SQLException {
        Optional<TableName> table = engine.halfDone(connection, cascade.planGuard(), e);
        if (table.isPresent()) {
            inSeveralStatements(cascade);
            throw Refusals.half(table.get(), e);
        }
    }

    /** Whether a table is one that a temporary table hides, or has other columns than. */
    private void refuseHiddenTable(Cascade cascade, Failure failure, SQLException e) throws SQLException {
        boolean certain = failure.is(Failure.Kind.HIDDEN_TABLE);
        if (catalog.hasTemporaryTables() && (certain || failure.kind().mayBeOfOtherPlanGuard())) {
            List<TableName> tables = cascade.planGuard().tables().stream().map(Table::name).toList();
            Optional<TableName> hidden = engine.hidden(connection, tables);
            if (certain || hidden.isPresent()) {
                throw Refusals.temporaryTable(hidden.orElse(null), e);
            }
        }
    }

    /** The server's answer is still another than ours: else it is a table that is in no catalog of ours, a temporary one. */
    private void refuseKnown(QualifiedName name) throws SQLException {
        long id = engine.idOf(connection, name);
        if (catalog.get().graph().tables().stream().anyMatch(table -> table.id() == id)) {
            throw new SQLTransactionRollbackException(Shown.text("the schema, or what the name " + name
                    + " means, changes while it is looked up; nothing was deleted, try again, with the name in quotes if it"
                    + " has other letters than those of ASCII"), "40001");
        }
    }

    private long passOn(DeleteStatement delete, Parameters parameters, int queryTimeout, ResultStep result)
            throws SQLException {
        runner.statistics().passedOn();
        for (DeleteStatement.Target target : delete.targets()) {
            deletes.refuseTemporaryView(target.table());
        }
        if (!delete.givesCount()) {
            result.passOn(delete.sql(), parameters);
            return 0;
        }
        try (Statement statement = parameters == null
                ? engine.statement(connection, delete.sql())
                : engine.prepared(connection, delete.sql())) {
            statement.setQueryTimeout(queryTimeout);
            if (statement instanceof PreparedStatement prepared && parameters != null) {
                parameters.bindTo(prepared);
                return LargeUpdate.execute(prepared);
            }
            return LargeUpdate.execute(statement, delete.sql());
        }
    }
}
