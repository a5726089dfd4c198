package org.cascadejdbc.run;

import org.cascadejdbc.physical.Guard;

/** What is to be done with a statement. */
public sealed interface Verdict {
    /** It goes to the database as it came. */
    enum Pass implements Verdict {
        /** And nothing else happens. */
        UNCHANGED,
        /** It changes what statements mean in this session: afterwards {@link CascadeSession#executed} is to be told. */
        CHANGES_SESSION,
        /** It changes the schema: afterwards {@link CascadeSession#executed} is to be told. */
        CHANGES_SCHEMA
    }

    /**
     * It goes to the database as it came, by {@link CascadeSession#guarded}, which keeps it from what nobody has asked for.
     *
     * @param pass what it changes
     */
    record Guarded(Pass pass, Guard guard) implements Verdict {}

    /**
     * {@link CascadeSession#delete} carries it out instead of the database.
     *
     * @param result what the application gets
     */
    record Emulate(Cascade cascade, Result result) implements Verdict {}

    /** {@link Inquiry#explain} answers instead of the database. */
    record Explain(String delete) implements Verdict {}

    /** What a cascade gives. */
    enum Result {
        /** The update count that {@link CascadeSession#delete} answers. */
        COUNT,
        /** The result of the script's own step: a result set of RETURNING, or what the statement around the DELETE gives. */
        OWN,
        /** Generated keys: the result set of the script's own step, whose number of rows is the update count. */
        KEYS
    }
}
