package org.cascadejdbc.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
        Predicate<ForeignKey> firm = key -> key.watched() && !detachable(key, graph);
        List<Table> order = new ArrayList<>();
        for (List<Table> ring : Components.of(tables, table -> referenced(table, tables, keys, key -> true))) {
            Components.of(ring, table -> referenced(table, ring, keys, firm)).forEach(order::addAll);
        }
        return new DeletionOrder(
                order,
                watched.stream()
                        .filter(key -> detachable(key, graph))
                        .filter(key -> place(order, key.referencing()) >= place(order, key.referenced()))
                        .distinct()
                        .toList());
    }

    /** Whether doomed rows can be made to reference no other row, without changing what identifies them. */
    static boolean detachable(ForeignKey key, KeyGraph graph) {
        Table table = graph.table(key.referencing());
        return !nullableColumns(key, table).isEmpty()
                || (key.selfReference() && key.columns().stream().noneMatch(table.rowKey()::contains));
    }

    private static List<String> nullableColumns(ForeignKey key, Table table) {
        return key.columns().stream()
                .filter(name -> table.column(name).orElseThrow().nullable())
                .filter(name -> !table.rowKey().contains(name))
                .toList();
    }

    private static List<Table> referenced(
            Table table, List<Table> among, Collection<ForeignKey> keys, Predicate<ForeignKey> which) {
        Set<TableName> names = keys.stream()
                .filter(key -> key.referencing().equals(table.name()))
                .filter(which)
                .map(ForeignKey::referenced)
                .collect(Collectors.toSet());
        return among.stream().filter(other -> names.contains(other.name())).toList();
    }

    private static int place(List<Table> order, TableName name) {
        return IntStream.range(0, order.size())
                .filter(i -> order.get(i).name().equals(name))
                .findFirst()
                .orElse(order.size());
    }
}
