package org.cascadejdbc.it.support;

/** How the wanted keys come to exist in our schema. The twin always declares them with their rules. */
public enum Mode {
    /** No key in the database at all: relations declare them. */
    VIRTUAL,
    /** Keys declared NO ACTION: relations give them the wanted rules. */
    OVERRIDDEN,
    /** Keys declared with their rules; {@code strategy=emulate}. */
    EMULATE,
    /** Keys declared with their rules; the database does what it can. */
    AUTO,
    /** SQLite's keys declared with their rules, the pragma off and kept so: nothing is enforced. */
    KEEP,
    /** Some keys declared with their rule, some with another one that relations override, some not at all. */
    MIXED;

    /** Whether a server on which no table may have a cascading key can have it. */
    public boolean needsNoCascadingKey() {
        return this == VIRTUAL || this == OVERRIDDEN;
    }

    public boolean needsRelations() {
        return this == VIRTUAL || this == OVERRIDDEN || this == MIXED;
    }
}
