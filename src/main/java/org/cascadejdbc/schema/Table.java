package org.cascadejdbc.schema;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A table of the catalog.
 *
 * @param name its name
 * @param id what identifies it in the catalog while it exists and is not re-created (PostgreSQL's oid), or 0
 * @param stamp a number that is another one when the table, or a key from it or to it, has been changed: the server's
 *     digest of the catalog's rows, which can be summed up for several tables; 0 where the database has other means
 * @param columns all columns, in the catalog's order
 * @param primaryKey the columns of the primary key, in the key's order; empty if there is none
 * @param rowKey columns (or the name of a row id) that identify a row and are never NULL; empty if there are none
 * @param indexes by which rows are found
 * @param kind what it is
 * @param parent the table whose partition it is, or {@code null}
 * @param heirs the tables that inherit from it without being partitions: a DELETE from it takes their rows, too
 * @param triggers whether it has triggers, as far as that is known: on SQLite
 * @param under of a view, the tables and views that it, or a rule of it, is made of as far as they are known; those
 *     that it only looks into are among them
 * @param strangers who must not get the rights of the connection's user by what is done to it, or to what it is made of
 */
public record Table(
        TableName name,
        long id,
        BigInteger stamp,
        List<Column> columns,
        List<String> primaryKey,
        List<String> rowKey,
        List<Index> indexes,
        Kind kind,
        TableName parent,
        List<TableName> heirs,
        boolean triggers,
        List<TableName> under,
        List<Stranger> strangers) {

    /** What a DELETE can name. */
    public enum Kind {
        ORDINARY,
        /** Its rows live in partitions, which are tables of their own. */
        PARTITIONED,
        /** Its rows live at another server: it has no index, no key of the database's, and no address of a row to rely on. */
        FOREIGN,
        /** Deleting from it deletes from tables under it, or what a trigger does instead. */
        VIEW
    }

    public Table {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(stamp, "stamp");
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        rowKey = List.copyOf(rowKey);
        indexes = List.copyOf(indexes);
        heirs = List.copyOf(heirs);
        under = List.copyOf(under);
        strangers = List.copyOf(strangers);
    }

    Table withStrangers(Predicate<Stranger> counting) {
        return new Table(name, id, stamp, columns, primaryKey, rowKey, indexes, kind, parent, heirs, triggers, under,
                strangers.stream().filter(counting).toList());
    }

    /** Those of these columns that may become NULL without changing what identifies the row. */
    public List<String> clearable(List<String> names) {
        return columns(names).stream()
                .filter(Column::nullable)
                .map(Column::name)
                .filter(columnName -> !rowKey.contains(columnName))
                .toList();
    }

    /** The generated columns that may get another value where these columns do, also by way of each other. */
    public Set<String> computedFrom(Collection<String> names) {
        Set<String> changed = new LinkedHashSet<>(names);
        Set<String> computed = new LinkedHashSet<>();
        for (boolean more = true; more; ) {
            more = false;
            for (Column each : columns) {
                more |= each.mayBeComputedFrom(changed) && changed.add(each.name()) && computed.add(each.name());
            }
        }
        return computed;
    }

    /** Whether nothing identifies its rows. */
    public boolean anonymous() {
        return rowKey.isEmpty();
    }

    public boolean partitioned() {
        return kind == Kind.PARTITIONED;
    }

    public Optional<Column> column(String columnName) {
        return columns.stream().filter(c -> c.name().equals(columnName)).findFirst();
    }

    /** The columns with these names, in that order; all of them exist. */
    public List<Column> columns(List<String> names) {
        List<Column> found = new ArrayList<>();
        for (String columnName : names) {
            found.add(column(columnName)
                    .orElseThrow(() -> new IllegalStateException("no column " + columnName + " in " + name)));
        }
        return found;
    }

    @Override
    public String toString() {
        return name.toString();
    }
}
