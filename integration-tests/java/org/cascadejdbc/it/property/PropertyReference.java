package org.cascadejdbc.it.property;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.Database;

/** The columns of a key while it is generated, new ones and such as the table has already, and what its rows reference. */
final class PropertyReference {
    private final PropertyDraft child;
    private final PropertyDraft parent;
    private final List<String> referenced;
    private final Database database;
    private final Random random;
    private final boolean dangling;
    /**
     * SQLite, where it writes a row that references itself, compares the two columns byte by byte, without the collation
     * and the type of the referenced one: the row seems to reference nothing, and a plain UPDATE fails.
     */
    private final boolean exact;
    private final List<String> columns = new ArrayList<>();
    private final List<PropertyTable.Column> added = new ArrayList<>();

    PropertyReference(
            PropertyDraft child,
            PropertyDraft parent,
            List<String> referenced,
            Database database,
            Random random,
            boolean dangling) {
        this.child = child;
        this.parent = parent;
        this.referenced = referenced;
        this.database = database;
        this.random = random;
        this.dangling = dangling;
        this.exact = database == Database.SQLITE && child == parent;
    }

    List<String> columns() {
        return List.copyOf(columns);
    }

    void addPart(Supplier<String> name, boolean notNull, DeleteRule rule) {
        String of = referenced.get(columns.size());
        PropertyKind kind = parent.column(of).kind();
        List<String> fitting = dangling
                ? List.of()
                : child.columns.stream()
                        .filter(column -> exact ? column.kind().equals(kind) && !kind.ignoresCase() && !kind.ignoresBlanks()
                                : column.kind().mayReference(kind, database))
                        .map(PropertyTable.Column::name)
                        .filter(column -> !column.equals(PropertyTable.NUMBER) && !columns.contains(column))
                        .filter(column -> child != parent || !column.equals(of))
                        .toList();
        if (!fitting.isEmpty() && random.nextInt(4) == 0) {
            columns.add(fitting.get(random.nextInt(fitting.size())));
            return;
        }
        List<PropertyKind> kinds = PropertyKind.of(database).stream()
                .filter(k -> k.mayReference(kind, database))
                .toList();
        PropertyKind own = exact || random.nextInt(3) > 0 ? kind : kinds.get(random.nextInt(kinds.size()));
        String defaultValue = null;
        boolean byDefault = rule == DeleteRule.SET_DEFAULT || random.nextInt(10) == 0;
        if (byDefault && own.family() != PropertyKind.Family.BINARY && random.nextInt(6) > 0) {
            int row = random.nextInt(parent.rows.size() + 1);
            defaultValue = own.kept(row == parent.rows.size() ? own.value(90) : parent.value(row, of));
        }
        String column = unused(name);
        added.add(new PropertyTable.Column(column, own, notNull, defaultValue,
                defaultValue != null && random.nextInt(4) == 0));
        columns.add(column);
    }

    private String unused(Supplier<String> name) {
        String column = name.get();
        while (isAdded(column)) {
            column = name.get();
        }
        return column;
    }

    private boolean isAdded(String column) {
        return added.stream().anyMatch(other -> other.name().equalsIgnoreCase(column));
    }

    boolean isNotNull(String column) {
        return isAdded(column)
                ? added.stream().anyMatch(other -> other.name().equals(column) && other.notNull())
                : child.isNotNull(column);
    }

    boolean hasDefault(String column) {
        return isAdded(column)
                ? added.stream().anyMatch(other -> other.name().equals(column) && other.defaultValue() != null)
                : child.column(column).defaultValue() != null;
    }

    /** Gives the new columns their values. False, and nothing is done, if there are none that are right. */
    boolean fill() {
        List<List<String>> values = new ArrayList<>();
        for (int row = 0; row < child.rows.size(); row++) {
            List<String> tuple = tuple(row);
            if (tuple == null) {
                return false;
            }
            values.add(tuple);
        }
        for (int i = 0; i < added.size(); i++) {
            int part = i;
            child.add(added.get(i), row -> values.get(row).get(part));
        }
        return true;
    }

    /** The values of the new columns, {@code null} if there are none. */
    private List<String> tuple(int row) {
        List<Integer> fit = IntStream.range(0, parent.rows.size()).filter(p -> fits(row, p)).boxed().toList();
        boolean nullInOld = columns.stream().anyMatch(column -> !isAdded(column) && child.value(row, column) == null);
        boolean nullable = added.stream().anyMatch(column -> !column.notNull());
        if (fit.isEmpty() && !nullInOld && !nullable) {
            return null;
        }
        boolean none = fit.isEmpty() || (nullable && random.nextInt(4) == 0);
        Integer chosen = none ? null : fit.get(random.nextInt(fit.size()));
        Set<String> nulls = new HashSet<>();
        if (none && !nullInOld) {
            List<String> candidates =
                    added.stream().filter(column -> !column.notNull()).map(PropertyTable.Column::name).toList();
            nulls.add(candidates.get(random.nextInt(candidates.size())));
            if (random.nextBoolean()) {
                nulls.addAll(candidates);
            }
        }
        List<String> tuple = new ArrayList<>();
        for (PropertyTable.Column column : added) {
            tuple.add(nulls.contains(column.name()) ? null : value(column, chosen));
        }
        return tuple;
    }

    private String value(PropertyTable.Column column, Integer chosen) {
        String of = referenced.get(columns.indexOf(column.name()));
        PropertyKind kind = parent.column(of).kind();
        if (chosen == null) {
            return column.kind().kept(column.kind().value(random.nextInt(4)));
        }
        String exactly = column.kind().kept(parent.value(chosen, of));
        if (exact) {
            return exactly;
        }
        String alike = column.kind().alike(exactly, random);
        return dangling || kind.isReferencedBy(parent.value(chosen, of), column.kind(), alike) ? alike : exactly;
    }

    /** Whether the row's old columns reference that row of the parent, and new ones can. */
    private boolean fits(int row, int parentRow) {
        for (int i = 0; i < columns.size(); i++) {
            String value = parent.value(parentRow, referenced.get(i));
            String column = columns.get(i);
            PropertyKind kind = parent.column(referenced.get(i)).kind();
            boolean isNew = isAdded(column);
            PropertyKind own = isNew
                    ? added.stream().filter(a -> a.name().equals(column)).findFirst().orElseThrow().kind()
                    : child.column(column).kind();
            String referencing = isNew ? value : child.value(row, column);
            if (value == null || !kind.isReferencedBy(value, own, referencing)) {
                return false;
            }
        }
        return true;
    }
}
