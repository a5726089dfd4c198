package org.cascadejdbc.sql;

import java.util.Objects;

/**
 * What one statement is by its keywords alone.
 *
 * @param kind whether it deletes, or defines
 * @param form what to call it in an error, where it deletes
 * @param advice what to do instead, for the same error
 * @param tables which tables it may concern where its own identifiers do not show them, else {@code null}
 * @param definition whether it changes the schema besides deleting
 */
record StatementClass(Kind kind, String form, String advice, Mentions tables, boolean definition) {
    enum Kind {
        OTHER,
        DEFINITION,
        /** Changes what names and keys mean in this session alone. */
        SETTING,
        /** Starts with DELETE: to be read. */
        DELETE,
        /** Starts with TRUNCATE: to be read. */
        TRUNCATE,
        /** May delete, in a way that is not read. */
        DELETING;

        boolean deletes() {
            return this == DELETE || this == TRUNCATE || this == DELETING;
        }
    }

    static final StatementClass OTHER = of(Kind.OTHER, false);
    static final StatementClass DEFINITION = of(Kind.DEFINITION, true);
    static final StatementClass SETTING = of(Kind.SETTING, false);
    static final StatementClass DELETE = of(Kind.DELETE, false);
    static final StatementClass TRUNCATE = of(Kind.TRUNCATE, false);

    private static StatementClass of(Kind kind, boolean definition) {
        return new StatementClass(kind, kind.name(), "", null, definition);
    }

    static StatementClass deleting(String form, String advice) {
        return new StatementClass(
                Kind.DELETING, Objects.requireNonNull(form), Objects.requireNonNull(advice), null, false);
    }

    /** The same, but its tables are not among its identifiers. */
    StatementClass concerning(Mentions newTables) {
        return new StatementClass(kind, form, advice, newTables, definition);
    }

    StatementClass andDefining() {
        return new StatementClass(kind, form, advice, tables, true);
    }
}
