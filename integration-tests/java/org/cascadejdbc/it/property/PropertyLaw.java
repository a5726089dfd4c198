package org.cascadejdbc.it.property;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.Servers;

/**
 * The laws of closure and survivors, said once more and as simply as possible: rows in memory, loops to the fixed
 * point, and at the end every constraint must hold. Not by the order of keys, of rows or of tables.
 */
final class PropertyLaw {
    /** A row, itself its identity: there are equal ones. */
    static final class Row {
        final PropertyTable table;
        final List<String> values;

        Row(PropertyTable table, List<String> values) {
            this.table = table;
            this.values = values;
        }

        String number() {
            return values.get(0);
        }
    }

    /**
     * What a DELETE must do.
     *
     * @param obstacles why it is refused: the SQLStates, as PostgreSQL says them, of all that stands in the way
     * @param matched the rows that the predicate matches
     * @param doomed the rows that go, those included
     * @param changes what surviving rows change: column to value
     * @param crossings references that the law allows to be lost, while a check in the midst of the work would refuse
     * @param left the rows afterwards
     */
    record Answer(
            Set<String> obstacles,
            Set<Row> matched,
            Set<Row> doomed,
            Map<Row, Map<String, String>> changes,
            Set<Crossing> crossings,
            List<Row> left) {
        boolean refused() {
            return !obstacles.isEmpty();
        }

        /** Rows that go or change. */
        int touched() {
            return doomed.size() + changes.size();
        }
    }

    /**
     * By that key a row references a doomed one, and goes itself or lets go of it by another key.
     *
     * @param later whether it may go after the row that it references: by more steps of the cascade
     */
    record Crossing(PropertyKey key, Row row, boolean later) {}

    private final PropertyCase schema;
    private final List<Row> rows = new ArrayList<>();

    PropertyLaw(PropertyCase schema) {
        this.schema = schema;
        schema.tables().forEach(table -> table.rows().forEach(values -> rows.add(new Row(table, values))));
    }

    private PropertyLaw(PropertyCase schema, Collection<Row> rows) {
        this.schema = schema;
        this.rows.addAll(rows);
    }

    /** Over these rows alone. */
    static PropertyLaw over(PropertyCase schema, Collection<Row> rows) {
        return new PropertyLaw(schema, rows);
    }

    List<Row> rows() {
        return rows;
    }

    /** @param numbers of the rows that the predicate matches */
    Answer answer(String target, Set<String> numbers) {
        Set<Row> doomed = identitySet();
        rows.stream()
                .filter(row -> row.table.name().equals(target) && numbers.contains(row.number()))
                .forEach(doomed::add);
        Set<Row> matched = identitySet();
        matched.addAll(doomed);
        Map<Row, Integer> levels = levels(doomed);
        IdentityHashMap<Row, Map<String, String>> changes = new IdentityHashMap<>();
        Set<Crossing> crossings = new HashSet<>();
        for (DeleteRule rule : List.of(DeleteRule.SET_DEFAULT, DeleteRule.SET_NULL)) { // NULL wins
            for (PropertyKey key : keys(rule)) {
                for (Row row : referencing(key, doomed)) {
                    if (!doomed.contains(row)) {
                        change(row, key, changes.computeIfAbsent(row, r -> new LinkedHashMap<>()));
                    }
                }
            }
        }
        Set<String> obstacles = new TreeSet<>();
        for (PropertyKey key : schema.keys()) {
            for (Row row : referencing(key, doomed)) {
                boolean goes = doomed.contains(row);
                Map<String, String> set = changes.getOrDefault(row, Map.of());
                boolean letsGo = !Objects.equals(reference(key, changed(row, set)), reference(key, row));
                if (goes || letsGo) {
                    int own = levels.getOrDefault(row, 0);
                    boolean later = !goes || referenced(key, row, doomed).stream().anyMatch(r -> levels.get(r) < own);
                    crossings.add(new Crossing(key, row, later));
                } else if (key.rule() == DeleteRule.RESTRICT || key.rule() == DeleteRule.NO_ACTION) {
                    obstacles.add(key.rule() == DeleteRule.RESTRICT && Servers.isAtLeast(schema.database(), 18)
                            ? "23001"
                            : "23503");
                }
            }
        }
        obstacles.addAll(violations(doomed, changes));
        List<Row> left = obstacles.isEmpty() ? survivors(doomed, changes) : rows;
        return new Answer(obstacles, matched, doomed, changes, crossings, left);
    }

    /** Closes the matched rows over CASCADE keys: by how many steps each row goes. */
    private Map<Row, Integer> levels(Set<Row> doomed) {
        IdentityHashMap<Row, Integer> levels = new IdentityHashMap<>();
        Set<Row> last = identitySet();
        last.addAll(doomed);
        for (int level = 0; !last.isEmpty(); level++) {
            Set<Row> next = identitySet();
            for (Row row : last) {
                levels.put(row, level);
            }
            for (PropertyKey key : keys(DeleteRule.CASCADE)) {
                referencing(key, last).stream().filter(row -> !doomed.contains(row)).forEach(next::add);
            }
            doomed.addAll(next);
            last = next;
        }
        return levels;
    }

    boolean isReferenced(PropertyKey key, Row row) {
        return !referencing(key, Set.of(row)).isEmpty();
    }

    private List<Row> referenced(PropertyKey key, Row row, Set<Row> among) {
        return among.stream().filter(other -> referencing(key, Set.of(other)).contains(row)).toList();
    }

    /** All that references these rows by a key of that rule, of any rule for {@code null}, to the fixed point. */
    void close(Set<Row> doomed, DeleteRule rule) {
        boolean more = true;
        while (more) {
            more = false;
            for (PropertyKey key : schema.keys()) {
                if (rule == null || key.rule() == rule) {
                    more |= doomed.addAll(referencing(key, doomed));
                }
            }
        }
    }

    private static void change(Row row, PropertyKey key, Map<String, String> set) {
        for (String column : key.set()) {
            PropertyTable.Column definition = row.table.column(column);
            set.put(column, key.rule() == DeleteRule.SET_NULL ? null
                    : definition.kind().kept(definition.defaultValue()));
        }
    }

    /** Constraints that changed rows break at the end. */
    private Set<String> violations(Set<Row> doomed, Map<Row, Map<String, String>> changes) {
        Set<String> states = new TreeSet<>();
        if (changes.isEmpty()) {
            return states;
        }
        changes.forEach((row, set) -> set.forEach((column, value) -> {
            if (value == null && row.table.isNotNull(column)) {
                states.add("23502");
            }
        }));
        List<Row> survivors = survivors(doomed, changes);
        for (PropertyTable table : schema.tables()) {
            for (List<String> unique : table.candidateKeys()) {
                Set<List<String>> seen = new HashSet<>();
                for (Row row : survivors) {
                    List<String> tuple = row.table.name().equals(table.name()) ? tuple(row, unique, table, unique) : null;
                    if (tuple != null && !seen.add(tuple)) {
                        states.add("23505");
                    }
                }
            }
        }
        for (PropertyKey key : schema.keys()) {
            Set<List<String>> before = referenced(key, rows);
            Set<List<String>> referenced = referenced(key, survivors);
            Set<List<String>> newly = new HashSet<>();
            changes.forEach((row, set) -> {
                List<String> tuple = row.table.name().equals(key.child())
                                && set.keySet().stream().anyMatch(key.columns()::contains)
                        ? reference(key, changed(row, set))
                        : null;
                if (tuple != null) {
                    newly.add(tuple);
                }
            });
            // that a row goes which a RESTRICT key references, is told as such
            Set<List<String>> gone =
                    key.rule() == DeleteRule.RESTRICT ? referenced(key, List.copyOf(doomed)) : Set.of();
            for (Row row : survivors) {
                List<String> tuple = row.table.name().equals(key.child()) ? reference(key, row) : null;
                if (tuple != null && !referenced.contains(tuple)
                        && (newly.contains(tuple) || (before.contains(tuple) && !gone.contains(tuple)))) {
                    states.add("23503");
                }
            }
        }
        return states;
    }

    private Set<List<String>> referenced(PropertyKey key, List<Row> among) {
        Set<List<String>> tuples = new HashSet<>();
        for (Row row : among) {
            if (row.table.name().equals(key.parent())) {
                tuples.add(tuple(row, key.parentColumns(), row.table, key.parentColumns()));
            }
        }
        return tuples;
    }

    private List<Row> survivors(Set<Row> doomed, Map<Row, Map<String, String>> changes) {
        List<Row> survivors = new ArrayList<>();
        for (Row row : rows) {
            if (!doomed.contains(row)) {
                survivors.add(changes.containsKey(row) ? changed(row, changes.get(row)) : row);
            }
        }
        return survivors;
    }

    static Row changed(Row row, Map<String, String> set) {
        List<String> values = new ArrayList<>(row.values);
        set.forEach((column, value) -> values.set(row.table.index(column), value));
        return new Row(row.table, values);
    }

    private List<Row> referencing(PropertyKey key, Set<Row> doomed) {
        Set<List<String>> gone = new HashSet<>();
        for (Row row : doomed) {
            if (row.table.name().equals(key.parent())) {
                gone.add(tuple(row, key.parentColumns(), row.table, key.parentColumns()));
            }
        }
        List<Row> found = new ArrayList<>();
        if (gone.isEmpty()) {
            return found;
        }
        for (Row row : rows) {
            if (row.table.name().equals(key.child())) {
                List<String> tuple = reference(key, row);
                if (tuple != null && gone.contains(tuple)) {
                    found.add(row);
                }
            }
        }
        return found;
    }

    /** What the row references by that key; {@code null} for nothing. */
    private List<String> reference(PropertyKey key, Row row) {
        return tuple(row, key.columns(), schema.table(key.parent()), key.parentColumns());
    }

    /** The row's values, equal where the parent's kinds say so; {@code null} if any is NULL. */
    private static List<String> tuple(Row row, List<String> columns, PropertyTable parent, List<String> parentColumns) {
        List<String> tuple = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String value = row.values.get(row.table.index(columns.get(i)));
            if (value == null) {
                return null;
            }
            PropertyKind own = row.table.column(columns.get(i)).kind();
            tuple.add(parent.column(parentColumns.get(i)).kind().key(own.kept(value)));
        }
        return tuple;
    }

    private List<PropertyKey> keys(DeleteRule rule) {
        return schema.keys().stream().filter(key -> key.rule() == rule).toList();
    }

    static Set<Row> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
