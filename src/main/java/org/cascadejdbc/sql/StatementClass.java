package org.cascadejdbc.sql;

/**
 * What one statement is by its keywords alone.
 *
 * @param kind whether it deletes, or defines
 * @param form what to call it in an error, where it deletes
 * @param anything whether its identifiers do not show which tables it concerns
 * @param definition whether it changes the schema besides deleting
 */
record StatementClass(Kind kind, String form, boolean anything, boolean definition) {
    enum Kind {
        OTHER,
        DEFINITION,
        /** Changes what names and keys mean in this session alone. */
        SETTING,
        /** Starts with DELETE: to be read. */
        DELETE,
        /** May delete, in a way that is not read. */
        DELETING
    }

    static final StatementClass OTHER = new StatementClass(Kind.OTHER, "", false, false);
    static final StatementClass DEFINITION = new StatementClass(Kind.DEFINITION, "", false, true);
    static final StatementClass SETTING = new StatementClass(Kind.SETTING, "", false, false);
    static final StatementClass DELETE = new StatementClass(Kind.DELETE, "DELETE", false, false);

    static StatementClass deleting(String form) {
        return new StatementClass(Kind.DELETING, form, false, false);
    }

    static StatementClass deletingAndDefining(String form, boolean anything) {
        return new StatementClass(Kind.DELETING, form, anything, true);
    }
}
