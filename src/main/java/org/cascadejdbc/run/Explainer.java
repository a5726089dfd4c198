package org.cascadejdbc.run;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.physical.Census;
import org.cascadejdbc.physical.Failure;
import org.cascadejdbc.physical.PhysicalPlan;
import org.cascadejdbc.physical.PlanGuard;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.Deletion;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.text.Shown;

/**
 * Tells what a DELETE would do, without doing it: a plan in which every key is ours, so that it has all rows that go or
 * change, counted in one query and so in one snapshot; beside it what would really be done, which tells who does it.
 */
final class Explainer {
    private static final int ATTEMPTS = 3;

    private final Engine engine;
    private final Connection connection;
    private final SessionCatalog catalog;
    private final DeleteExaminer deletes;
    private final PlanRunner runner;

    Explainer(
            Engine engine,
            Connection connection,
            SessionCatalog catalog,
            DeleteExaminer deletes,
            PlanRunner runner) {
        this.engine = engine;
        this.connection = connection;
        this.catalog = catalog;
        this.deletes = deletes;
        this.runner = runner;
    }

    Forecast explain(DeleteStatement delete, Parameters parameters, int queryTimeout) throws SQLException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Catalog current = catalog.verified();
            PlanGuard planGuard = current.planGuard(delete.targets());
            // Found out by an error it would end the application's transaction.
            if (catalog.holds(planGuard)) {
                if (catalog.hasTemporaryTables()) {
                    refuseHidden(planGuard, null);
                }
                try {
                    return explain(delete, parameters, queryTimeout, current, planGuard);
                } catch (PlanRefusedException e) {
                    throw new SQLFeatureNotSupportedException(
                            Shown.text("EXPLAIN CASCADE cannot count the rows: " + e.getMessage()), "0A000", e);
                } catch (SQLException e) {
                    Failure failure = engine.failure(e);
                    if (failure.is(Failure.Kind.HIDDEN_TABLE)) {
                        refuseHidden(planGuard, e);
                    }
                    if (!failure.is(Failure.Kind.OTHER_PLAN_GUARD) && !(e instanceof PlanGuardFailedException)) {
                        throw e;
                    }
                }
            }
            catalog.renew();
        }
        throw new SQLTransactionRollbackException(Shown.text("the schema, or what the name " + delete.targets().get(0).table()
                + " means, changes while it is looked up; try again"), "40001");
    }

    /** What a temporary table hides cannot be counted: its own rows are others. */
    private void refuseHidden(PlanGuard planGuard, SQLException e) throws SQLException {
        Optional<TableName> hidden =
                engine.hidden(connection, planGuard.tables().stream().map(Table::name).toList());
        if (hidden.isPresent() || e != null) {
            throw Refusals.temporaryTable(hidden.orElse(null), e);
        }
    }

    private static Map<Integer, Long> counts(ResultSet rows) throws SQLException {
        Map<Integer, Long> found = new HashMap<>();
        while (rows.next()) {
            found.merge(rows.getInt(1), rows.getLong(2), Long::sum);
        }
        return found;
    }

    /** What is counted by writing it down, in one snapshot where a transaction has one. */
    private Map<Integer, Long> written(Cascade counting, Parameters parameters, int queryTimeout) throws SQLException {
        Map<Integer, Long> found = new HashMap<>();
        Outcome outcome = runner.run(counting, parameters, queryTimeout, (sql, none) -> {
            try (Statement statement = engine.statement(connection, sql)) {
                statement.setQueryTimeout(queryTimeout);
                try (ResultSet rows = statement.executeQuery(sql)) {
                    found.putAll(counts(rows));
                }
            }
        });
        if (!outcome.done()) {
            throw new PlanGuardFailedException();
        }
        return found;
    }

    private Forecast explain(
            DeleteStatement delete, Parameters parameters, int queryTimeout, Catalog current, PlanGuard planGuard)
            throws SQLException {
        Deletion deletion = deletes.deletion(delete, current).orElseThrow(() -> new SQLFeatureNotSupportedException(
                Shown.text("EXPLAIN CASCADE knows no table " + delete.targets().get(0).table()
                        + ": there is none, or it is a temporary one"),
                "0A000"));
        CascadePlan everything = current.everything(deletion);
        // Its keys are those of the plan.
        Census census = engine.count(
                everything, current.acting().withoutEnforcement(), delete.withoutReturning(), planGuard);
        Parameters own = Parameters.ofPredicate(parameters, delete);
        Map<Integer, Long> counts;
        if (census.written() != null) {
            counts = written(new Cascade(delete.withoutReturning(), census.written(), planGuard), own, queryTimeout);
        } else if (engine.evaluation(everything, delete, planGuard).isPresent()) {
            counts = runner.askInVain(census.sql(), own, queryTimeout, Explainer::counts);
        } else {
            counts = runner.ask(census.sql(), own, queryTimeout, Explainer::counts);
        }
        for (Integer number : counts.keySet()) {
            Optional<SQLException> objection = engine.objection(number);
            if (objection.isPresent()) {
                throw objection.get();
            }
        }
        if (counts.getOrDefault(Census.HIDDEN, 0L) > 0) {
            throw new SQLFeatureNotSupportedException(Shown.text("EXPLAIN CASCADE cannot count the rows: row-level security hides some"
                    + " of a referencing table's from this user; explain " + engine.seeingAll()), "0A000");
        }
        ForecastBuilder forecast = new ForecastBuilder(delete, current, everything, census, counts);
        try {
            Optional<CascadePlan> plan = current.plan(deletion);
            PhysicalPlan physical = plan.isEmpty() ? null : current.cascade(connection, plan.get(), delete).plan();
            return forecast.of(plan.orElse(null), physical);
        } catch (PlanRefusedException e) {
            return forecast.refused(e.getMessage());
        }
    }
}
