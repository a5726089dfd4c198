package org.cascadejdbc.sql;

import java.util.Objects;

/**
 * A table that a TRUNCATE names.
 *
 * @param name its name, taken apart
 * @param text its name as written
 * @param only whether the tables that inherit from it are left out (PostgreSQL's ONLY)
 */
public record TruncatedTable(QualifiedName name, String text, boolean only) {
    public TruncatedTable {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(text, "text");
    }
}
