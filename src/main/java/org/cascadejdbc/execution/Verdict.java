package org.cascadejdbc.execution;

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

    /** {@link CascadeSession#delete} carries it out instead of the database. */
    record Emulate(Cascade cascade) implements Verdict {}
}
