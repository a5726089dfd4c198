package org.cascadejdbc.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.cascadejdbc.physical.Census;
import org.cascadejdbc.physical.Evaluation;
import org.cascadejdbc.physical.Failure;
import org.cascadejdbc.physical.PhysicalPlan;
import org.cascadejdbc.physical.PlanGuard;
import org.cascadejdbc.physical.Witness;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.Limits;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.sql.DeleteStatement;

/** Says plans in the SQL of a database. */
public interface PlanCompiler {
    /**
     * Says a plan in this database's SQL.
     *
     * @param planGuard what the plan was made on: to be checked by the script itself, where that is possible
     * @param returned what {@link #returnedColumns} has answered
     * @param limits the most rows that may be touched
     */
    PhysicalPlan render(
            CascadePlan plan,
            KeyGraph graph,
            DeleteStatement delete,
            PlanGuard planGuard,
            List<String> returned,
            Limits limits);

    /**
     * Says how many rows a plan concerns. Where the plan guard does not hold the query fails
     * ({@link Failure.Kind#OTHER_PLAN_GUARD}); on SQLite it does not ask.
     *
     * @throws PlanRefusedException if the rows cannot be told apart, or found without deleting them
     */
    Census count(CascadePlan plan, KeyGraph graph, DeleteStatement delete, PlanGuard planGuard);

    /**
     * How the rows of a DELETE are found beforehand, where its text leaves it open whether looking for them writes, and one
     * statement would not see what is written; else empty.
     */
    default Optional<Evaluation> evaluation(CascadePlan plan, DeleteStatement delete, PlanGuard planGuard) {
        return Optional.empty();
    }

    /** How it shows whether functions of that DELETE write to tables of its cascade meanwhile; empty where none can. */
    default Optional<Witness> witness(CascadePlan plan, KeyGraph graph, DeleteStatement delete) {
        return Optional.empty();
    }

    /** The labels of the columns that the DELETE's RETURNING returns, where a script needs to know them. */
    default List<String> returnedColumns(Connection connection, DeleteStatement delete) throws SQLException {
        return List.of();
    }

    /**
     * What a DELETE returns when its generated keys are asked for, as a select list; empty where the driver does not
     * give keys of a DELETE.
     *
     * @param columns the columns that were asked for, empty for all
     */
    default Optional<String> generatedKeys(List<String> columns) {
        return Optional.empty();
    }

    /**
     * A DELETE that needs no cascade, as a script of its own, so that its plan guard is verified in the transaction
     * that it is done in; empty where it is passed on without.
     */
    default Optional<PhysicalPlan> alone(DeleteStatement delete) {
        return Optional.empty();
    }
}
