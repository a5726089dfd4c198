package org.cascadejdbc.execution;

/** What is to be done with a statement. */
public sealed interface Verdict {
    /** It goes to the database as it came. */
    enum Pass implements Verdict {
        /** And nothing else happens. */
        UNCHANGED,
        /** And afterwards, whether it succeeded or not, {@link CascadeSession#forgetCatalog()} is called. */
        THEN_FORGET_CATALOG
    }

    /** {@link CascadeSession#delete} carries it out instead of the database. */
    record Emulate(Cascade cascade) implements Verdict {}
}
