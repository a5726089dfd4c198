package org.cascadejdbc.run;

import org.cascadejdbc.physical.Evaluation;
import org.cascadejdbc.physical.PhysicalPlan;
import org.cascadejdbc.physical.PlanGuard;
import org.cascadejdbc.physical.Witness;
import org.cascadejdbc.sql.DeleteStatement;

/**
 * A DELETE that is to be carried out by us: what it is, the statements that do it, and what they rely on. Immutable.
 *
 * @param evaluation how its rows are found beforehand, where looking for them may write; else {@code null}
 * @param witness how what its functions write meanwhile shows, where they may; else {@code null}
 */
public record Cascade(
        DeleteStatement delete, PhysicalPlan plan, PlanGuard planGuard, Evaluation evaluation, Witness witness) {
    /** One whose rows are found by what deletes them. */
    public Cascade(DeleteStatement delete, PhysicalPlan plan, PlanGuard planGuard) {
        this(delete, plan, planGuard, null, null);
    }

    /** How many characters it keeps alive, its statements' and the DELETE's own. */
    int characters() {
        return delete.sql().length() + plan.characters();
    }

    Cascade inSeveralStatements() {
        return new Cascade(delete, plan.otherwise().orElseThrow(), planGuard, evaluation, witness);
    }
}
