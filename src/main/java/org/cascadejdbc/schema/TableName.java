package org.cascadejdbc.schema;

import java.util.Objects;

/**
 * A table's name exactly as the catalog has it. {@code schema} is what qualifies a name in this database's SQL:
 * PostgreSQL's schema, MySQL's database, SQLite's attached database.
 */
public record TableName(String schema, String name) {
    public TableName {
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(name, "name");
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
