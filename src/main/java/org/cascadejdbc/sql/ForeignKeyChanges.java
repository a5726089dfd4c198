package org.cascadejdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The foreign keys of a script so far, and what its later statements do to them: a key that is dropped again is none, and
 * one whose table is renamed is the new table's. What cannot be followed is an error.
 */
final class ForeignKeyChanges {
    private final List<ForeignKeyDeclaration> keys = new ArrayList<>();

    void add(List<ForeignKeyDeclaration> more) {
        keys.addAll(more);
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    List<ForeignKeyDeclaration> keys() {
        return List.copyOf(keys);
    }

    /** What is no foreign key of the script is another constraint; unless it may be the name that the database gives one. */
    void dropConstraint(QualifiedName table, Name constraint, TokenReader in) {
        boolean dropped = keys.removeIf(key -> same(key.table(), table) && key.name() != null && same(key.name(), constraint));
        if (!dropped && keys.stream().anyMatch(key -> same(key.table(), table) && key.name() == null)) {
            throw in.error(in.offset(), "a constraint of " + table + " is dropped that may be one of its foreign keys, which "
                    + "have no names here: name them, or leave them out");
        }
    }

    /** @param cascade whether the keys that reference it go with it */
    void dropTable(QualifiedName table, boolean cascade) {
        keys.removeIf(key -> same(key.table(), table) || (cascade && same(key.referencedTable(), table)));
    }

    void renameTable(QualifiedName table, QualifiedName to) {
        keys.replaceAll(key -> new ForeignKeyDeclaration(
                key.name(),
                same(key.table(), table) ? to : key.table(),
                key.columns(),
                same(key.referencedTable(), table) ? to : key.referencedTable(),
                key.referencedColumns(),
                key.onDelete(),
                key.onDeleteColumns(),
                key.deferrable(),
                key.initiallyDeferred(),
                key.origin()));
    }

    /** A column is renamed or dropped. */
    void changeColumn(QualifiedName table, Name column, TokenReader in) {
        for (ForeignKeyDeclaration key : keys) {
            boolean own = same(key.table(), table) && key.columns().stream().anyMatch(each -> same(each, column));
            boolean referenced = same(key.referencedTable(), table)
                    && key.referencedColumns().stream().anyMatch(each -> same(each, column));
            if (own || referenced) {
                throw in.error(in.offset(), "a column of the foreign key at " + key.origin()
                        + " is renamed or dropped: declare the key with the column's last name, or leave it out");
            }
        }
    }

    /** Something else happens to a table that cannot be followed if it has keys, such as a move to another schema. */
    void changeTable(QualifiedName table, TokenReader in) {
        for (ForeignKeyDeclaration key : keys) {
            if (same(key.table(), table) || same(key.referencedTable(), table)) {
                throw in.error(in.offset(), "the table of the foreign key at " + key.origin()
                        + " is moved: declare the key with its last name");
            }
        }
    }

    /** Rather one too many: no script has two tables whose names differ in case, or in a schema that is left out, alone. */
    private static boolean same(QualifiedName one, QualifiedName other) {
        boolean qualified = one.qualifier().isPresent() && other.qualifier().isPresent();
        return same(one.name(), other.name()) && (!qualified || same(one.qualifier().get(), other.qualifier().get()));
    }

    private static boolean same(Name one, Name other) {
        return Objects.requireNonNull(one).text().equalsIgnoreCase(other.text());
    }
}
