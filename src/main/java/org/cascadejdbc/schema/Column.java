package org.cascadejdbc.schema;

import java.util.Objects;

/**
 * A column, as far as referential actions need it.
 *
 * @param name exactly as the catalog has it
 * @param nullable whether it may be NULL
 * @param defaultExpression its default in the database's SQL, {@code null} for none (which means NULL)
 * @param collation its collation in the database's SQL where it can matter for a comparison with a column of another
 *     collation (PostgreSQL), else {@code null}
 * @param type its type where it can matter for a comparison (PostgreSQL's {@code bpchar} ignores blanks at its end; all
 *     that MySQL says of it, with its collation; SQLite's affinity), else {@code null}
 * @param changingDefault whether its default may be another value each time it is asked for
 */
public record Column(
        String name,
        boolean nullable,
        String defaultExpression,
        String collation,
        String type,
        boolean changingDefault) {
    public Column {
        Objects.requireNonNull(name, "name");
    }

    /** One whose default is always the same, as far as is known. */
    public Column(String name, boolean nullable, String defaultExpression, String collation, String type) {
        this(name, nullable, defaultExpression, collation, type, false);
    }
}
