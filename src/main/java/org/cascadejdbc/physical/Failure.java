package org.cascadejdbc.physical;

import java.util.Map;
import java.util.Optional;

/**
 * What an error of the database means to a cascade that it came in the way of. Each error is of one kind; which, only the
 * database's own room can tell, by codes and texts that are its own. What follows from it is not decided here.
 *
 * @param number under which the plan refuses, of those kinds that are {@link Kind#isOfPlan of a plan}; else 0
 * @param counts what such a refusal tells besides: numbers of {@link PhysicalPlan#counted} and counts of rows
 * @param violated the foreign key by which the database refuses, where its error names it
 */
public record Failure(Kind kind, int number, Map<Integer, Long> counts, Optional<Race.Constraint> violated) {
    public enum Kind {
        /** The plan refuses, as it was made to. */
        REFUSED,
        /** It refuses by a row that another transaction may be deleting: that can be waited for. */
        REFUSED_WHILE_BUSY,
        /** The plan guard does not hold. */
        OTHER_PLAN_GUARD,
        /** A row of the cascade was changed by another transaction while it was counted. */
        CHANGED_MEANWHILE,
        /** The transaction was ended as a deadlock's victim: begun again, it may succeed. */
        DEADLOCK,
        /** A key was in the way of the deletion of a row that another one still references. */
        REFERENCED_ROW,
        /** Names may mean something else, or nothing, by now. */
        OTHER_NAMES,
        /** The columns of a table are certainly others than when the plan was made. */
        OTHER_COLUMNS,
        /** A temporary table of the session certainly hides one of the plan's. */
        HIDDEN_TABLE,
        /** A table of ours was not made, because the session has another one of that name. */
        TAKEN_NAME,
        /** A row has a value for which the plan has no room: another one may have it. */
        VALUE,
        /** A trigger wants to write, or the predicate to read, a table of a statement that is all of a cascade. */
        TABLE_IN_USE,
        /** A transaction cannot be begun, since one is open. */
        TRANSACTION_OPEN,
        /** What is to be undone is not open, or not any more. */
        NOTHING_BEGUN,
        /** Anything else: it is the application's. */
        OTHER;

        /** Whether a statement of a plan asked for the error. */
        public boolean isOfPlan() {
            return this == REFUSED || this == REFUSED_WHILE_BUSY || this == OTHER_PLAN_GUARD
                    || this == CHANGED_MEANWHILE;
        }

        /** Whether it may come of a schema, or of a session, that is not as it was when the plan was made. */
        public boolean mayBeOfOtherPlanGuard() {
            return this == OTHER_NAMES || this == OTHER_COLUMNS || this == TAKEN_NAME || this == TRANSACTION_OPEN
                    || this == NOTHING_BEGUN;
        }
    }

    public Failure {
        counts = Map.copyOf(counts);
    }

    public static Failure of(Kind kind) {
        return new Failure(kind, 0, Map.of(), Optional.empty());
    }

    public boolean is(Kind other) {
        return kind == other;
    }
}
