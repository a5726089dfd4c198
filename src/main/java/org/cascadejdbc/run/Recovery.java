package org.cascadejdbc.run;

import org.cascadejdbc.physical.Failure;
import org.cascadejdbc.physical.PhysicalPlan;

/**
 * What is done after a cascade has failed, of which nothing is left: the one table of it. What another transaction is to
 * blame for has been tried again before, in {@link PlanRunner}.
 */
enum Recovery {
    /** Nothing: the error is the application's. */
    FAIL,
    /** The same with a statement for each table, for this DELETE from now on. */
    IN_SEVERAL_STATEMENTS,
    /** The same with a statement for each table, for these rows only. */
    IN_SEVERAL_STATEMENTS_ONCE,
    /** The same with a statement for each table, and from now on if that one succeeds. */
    IN_SEVERAL_STATEMENTS_ON_TRIAL,
    /** The schema is certainly another one: the DELETE is examined again. */
    LOOK_AGAIN,
    /** If the plan guard does not hold, the DELETE is examined again. */
    LOOK_WHETHER,
    /** As FAIL, since the transaction is aborted; the next one looks at the schema again. */
    LOOK_AGAIN_LATER;

    /** @param aborted whether the application's transaction does not survive the failure */
    static Recovery of(Failure failure, PhysicalPlan plan, boolean aborted) {
        boolean several = plan.otherwise().isPresent();
        return switch (failure.kind()) {
            case TABLE_IN_USE -> several ? IN_SEVERAL_STATEMENTS : FAIL;
            case VALUE -> several ? IN_SEVERAL_STATEMENTS_ONCE : FAIL;
            // In one statement rows may go in an order in which they are referenced, and keys of the database may be relied on.
            case REFERENCED_ROW -> plan.ordered() ? IN_SEVERAL_STATEMENTS_ON_TRIAL : several ? LOOK_WHETHER : FAIL;
            case OTHER_COLUMNS -> aborted ? LOOK_AGAIN_LATER : LOOK_AGAIN;
            default -> !failure.kind().mayBeOfOtherPlanGuard() ? FAIL : aborted ? LOOK_AGAIN_LATER : LOOK_WHETHER;
        };
    }
}
