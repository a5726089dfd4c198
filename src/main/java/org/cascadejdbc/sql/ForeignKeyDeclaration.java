package org.cascadejdbc.sql;

import java.util.List;
import java.util.Objects;

/**
 * A foreign key as a DDL script (or the builder) declares it, names as written and not yet looked up.
 *
 * @param name the constraint's name, or {@code null}
 * @param table the referencing table
 * @param columns the referencing columns
 * @param referencedTable the referenced table
 * @param referencedColumns the referenced columns; empty means the primary key
 * @param onDelete one of the five rules, in upper case with single blanks ("SET NULL"), or {@code null} for none
 * @param onDeleteColumns PostgreSQL's column list of SET NULL and SET DEFAULT; empty means all
 * @param deferrable whether it is declared DEFERRABLE
 * @param initiallyDeferred whether it is declared INITIALLY DEFERRED
 * @param origin where it was declared, for errors: "cascade.sql:12", "builder"
 */
public record ForeignKeyDeclaration(
        Name name,
        QualifiedName table,
        List<Name> columns,
        QualifiedName referencedTable,
        List<Name> referencedColumns,
        String onDelete,
        List<Name> onDeleteColumns,
        boolean deferrable,
        boolean initiallyDeferred,
        String origin) {
    public ForeignKeyDeclaration {
        Objects.requireNonNull(table, "table");
        columns = List.copyOf(columns);
        Objects.requireNonNull(referencedTable, "referencedTable");
        referencedColumns = List.copyOf(referencedColumns);
        onDeleteColumns = List.copyOf(onDeleteColumns);
        Objects.requireNonNull(origin, "origin");
    }
}
