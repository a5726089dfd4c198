package org.cascadejdbc.plan;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;

/**
 * Which doomed rows can let go of each other, and when they must. A detachment changes columns: where other rows that go
 * reference those, they let go of them first.
 */
final class Detachments {
    private final List<ForeignKey> watched;
    private final KeyGraph graph;

    /** @param watched the keys between the tables that lose rows which the database watches */
    Detachments(Collection<ForeignKey> watched, KeyGraph graph) {
        this.watched = watched.stream().distinct().toList();
        this.graph = graph;
    }

    /** Whether rows can be made to reference no other row, and all that this requires of these tables can be done. */
    boolean isPossible(ForeignKey key, Set<TableName> tables) {
        return isPossible(key, tables, new HashSet<>());
    }

    private boolean isPossible(ForeignKey key, Set<TableName> tables, Set<ForeignKey> seen) {
        return !tables.contains(key.referencing())
                || !seen.add(key)
                || (canLetGo(key) && required(key).stream().allMatch(other -> isPossible(other, tables, seen)));
    }

    /** The same, and without changing what the database knows other rows to reference. */
    boolean isHarmless(ForeignKey key) {
        return canLetGo(key) && !graph.isWatched(key.referencing(), graph.releasable(key));
    }

    /** Whether a row can be made to reference no other one, without changing what identifies it. */
    private boolean canLetGo(ForeignKey key) {
        Table table = graph.table(key.referencing());
        return !table.clearable(key.columns()).isEmpty()
                || (key.selfReference() && key.columns().stream().noneMatch(table.rowKey()::contains));
    }

    /** The keys by which rows reference what the detachment of that one changes. */
    private List<ForeignKey> required(ForeignKey key) {
        List<String> toNull = graph.releasable(key);
        List<String> changed = toNull.isEmpty() ? key.columns() : toNull; // to reference itself
        return watched.stream()
                .filter(other -> !other.equals(key)
                        && other.referenced().equals(key.referencing())
                        && !Collections.disjoint(other.referencedColumns(), changed))
                .toList();
    }

    /** What is needed, and when, if rows are deleted in that order. */
    List<Detachment> alongside(Map<TableName, Integer> place) {
        Map<ForeignKey, TableName> ordered = new LinkedHashMap<>();
        Set<ForeignKey> seen = new HashSet<>();
        place.keySet().forEach(next -> watched.stream()
                .filter(key -> key.referenced().equals(next))
                .forEach(key -> add(key, next, place, seen, ordered)));
        return ordered.entrySet().stream()
                .map(e -> new Detachment(e.getKey(), e.getValue(), enabled(e.getKey(), ordered.keySet())))
                .toList();
    }

    private void add(
            ForeignKey key,
            TableName next,
            Map<TableName, Integer> place,
            Set<ForeignKey> seen,
            Map<ForeignKey, TableName> ordered) {
        boolean gone = place.get(key.referencing()) < place.get(next);
        if (!gone && canLetGo(key) && seen.add(key)) {
            required(key).forEach(other -> add(other, next, place, seen, ordered));
            ordered.put(key, next);
        }
    }

    private List<ForeignKey> enabled(ForeignKey key, Collection<ForeignKey> detached) {
        return detached.stream().filter(other -> required(other).contains(key)).toList();
    }
}
