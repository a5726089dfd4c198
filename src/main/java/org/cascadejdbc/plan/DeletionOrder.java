package org.cascadejdbc.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;

/**
 * An order of tables in which each comes before those that it references, and what to do about keys that no order
 * satisfies.
 *
 * <p>Within a ring the order follows the keys that doomed rows cannot let go of (no column that may become NULL), and
 * the others are detached where they run against it; rather those whose columns no other row references. If even the
 * keys that cannot be detached form a ring, they are left to the database, which refuses the DELETE if rows really are in
 * such a ring.
 */
record DeletionOrder(List<Table> tables, List<Detachment> detachments) {

    /**
     * @param watched the keys between these tables which the database watches
     * @param cascades the emulated CASCADE keys, watched or not
     */
    static DeletionOrder of(
            List<Table> tables, List<ForeignKey> watched, List<ForeignKey> cascades, KeyGraph graph) {
        Set<ForeignKey> keys = new LinkedHashSet<>(watched);
        keys.addAll(cascades);
        Detachments detachments = new Detachments(watched, graph);
        Map<TableName, Integer> place = new LinkedHashMap<>();
        place(tables.stream().map(Table::name).toList(), keys, List.of(
                (key, ring) -> true,
                (key, ring) -> key.watched() && !detachments.isHarmless(key),
                (key, ring) -> key.watched() && !detachments.isPossible(key, ring)), place);
        return new DeletionOrder(
                place.keySet().stream().map(graph::table).toList(), detachments.alongside(place));
    }

    /** @param firm which keys between these tables the order follows, and which it does so where those form a ring */
    private static void place(
            List<TableName> names,
            Collection<ForeignKey> keys,
            List<BiPredicate<ForeignKey, Set<TableName>>> firm,
            Map<TableName, Integer> place) {
        Map<TableName, List<TableName>> references = new LinkedHashMap<>();
        names.forEach(name -> references.put(name, new ArrayList<>()));
        List<ForeignKey> among = keys.stream()
                .filter(key -> references.containsKey(key.referencing()) && references.containsKey(key.referenced()))
                .toList();
        among.stream()
                .filter(key -> firm.get(0).test(key, references.keySet()))
                .forEach(key -> references.get(key.referencing()).add(key.referenced()));
        for (List<TableName> ring : Components.of(names, references::get)) {
            if (ring.size() == 1 || firm.size() == 1) {
                ring.forEach(name -> place.put(name, place.size()));
            } else {
                // The search came along the references. Last first, because what is visited later is put in front: so
                // the order follows as many of the other keys as it can, and few rows are touched twice.
                List<TableName> lastFirst = new ArrayList<>(ring);
                Collections.reverse(lastFirst);
                place(lastFirst, among, firm.subList(1, firm.size()), place);
            }
        }
    }
}
