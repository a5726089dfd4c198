package org.cascadejdbc.run;

import org.cascadejdbc.sql.DeleteStatement;

/**
 * One execution of a cascade, as it was asked for.
 *
 * @param parameters the values of a prepared statement, or {@code null} for a plain one
 * @param result executes what gives the application its result
 */
record CascadeRequest(Cascade cascade, Parameters parameters, ResultStep result) {
    DeleteStatement delete() {
        return cascade.delete();
    }

    /** The values that the user's predicate needs. */
    Parameters ofPredicate() {
        return Parameters.ofPredicate(parameters, delete());
    }

    /** The values that RETURNING needs. */
    Parameters ofReturning() {
        boolean any = parameters != null && delete().returning() != null && delete().returning().parameters() > 0;
        if (any) {
            return parameters.from(delete().parameters() + 1);
        }
        return parameters == null ? null : new Parameters();
    }
}
