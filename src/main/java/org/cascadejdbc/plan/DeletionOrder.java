package org.cascadejdbc.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;

/**
 * An order of tables in which each comes before those that it references, and the keys that no order satisfies.
 *
 * <p>Within a ring the order follows the keys that doomed rows cannot let go of (no column that may become NULL), and
 * the others are detached where they run against it. If even those that cannot be detached form a ring, they are left
 * to the database, which refuses the DELETE if rows really are in such a ring.
 */
record DeletionOrder(List<Table> tables, List<ForeignKey> detachments) {

    /**
     * @param watched the keys between these tables which the database watches
     * @param cascades the emulated CASCADE keys, watched or not
     */
    static DeletionOrder of(
            List<Table> tables, List<ForeignKey> watched, List<ForeignKey> cascades, KeyGraph graph) {
        Set<ForeignKey> keys = new LinkedHashSet<>(watched);
        keys.addAll(cascades);
        List<TableName> names = tables.stream().map(Table::name).toList();
        Map<TableName, List<TableName>> references = references(names, keys, key -> true);
        Map<TableName, List<TableName>> firmly =
                references(names, keys, key -> key.watched() && !detachableUnhurt(key, graph));
        Map<TableName, Integer> place = new LinkedHashMap<>();
        for (List<TableName> ring : Components.of(names, references::get)) {
            Set<TableName> members = new HashSet<>(ring);
            // The search came along the references. Last first, because what is visited later is put in front: so the
            // order follows as many of the other keys as it can, and few rows are touched twice.
            List<TableName> lastFirst = new ArrayList<>(ring);
            Collections.reverse(lastFirst);
            Components.of(lastFirst, name -> firmly.get(name).stream().filter(members::contains).toList())
                    .forEach(group -> group.forEach(name -> place.put(name, place.size())));
        }
        return new DeletionOrder(
                place.keySet().stream().map(graph::table).toList(),
                watched.stream()
                        .filter(key -> detachable(key, graph) && runsAgainst(place, key))
                        .distinct()
                        .toList());
    }

    /** A key to the whole of a partition that loses rows has no place of its own, and nothing to run against. */
    private static boolean runsAgainst(Map<TableName, Integer> place, ForeignKey key) {
        Integer referenced = place.get(key.referenced());
        return referenced != null && place.get(key.referencing()) >= referenced;
    }

    /** Whether doomed rows can be made to reference no other row, without changing what identifies them. */
    static boolean detachable(ForeignKey key, KeyGraph graph) {
        Table table = graph.table(key.referencing());
        return !table.clearable(key.columns()).isEmpty()
                || (key.selfReference() && key.columns().stream().noneMatch(table.rowKey()::contains));
    }

    /** The same, and without changing what the database knows other rows to reference. */
    private static boolean detachableUnhurt(ForeignKey key, KeyGraph graph) {
        return detachable(key, graph) && !graph.isWatched(key.referencing(), graph.releasable(key));
    }

    /** For each of these tables those among them that it references by such keys. */
    private static Map<TableName, List<TableName>> references(
            List<TableName> names, Set<ForeignKey> keys, Predicate<ForeignKey> which) {
        Map<TableName, List<TableName>> references = new HashMap<>();
        names.forEach(name -> references.put(name, new ArrayList<>()));
        keys.stream()
                .filter(key -> references.containsKey(key.referenced()))
                .filter(which)
                .forEach(key -> references.get(key.referencing()).add(key.referenced()));
        return references;
    }
}
