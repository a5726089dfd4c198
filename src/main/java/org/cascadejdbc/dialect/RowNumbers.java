package org.cascadejdbc.dialect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.SideEffect;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;

/**
 * The numbers under which frozen rows are written down: what the predicate matched, the doomed rows of each table, the
 * rows that each key updates, and the rows by which a key refuses. Immutable.
 */
final class RowNumbers {
    /** The number of the rows that the DELETE's predicate matched, in the first of its tables. */
    static final int TARGET = 0;

    /** The number under which INSPECT gives the rows of all tables together. */
    static final int ALL_ROWS = -1;

    private final CascadePlan plan;
    private final KeyGraph graph;
    private final Map<Table, Integer> matched = new LinkedHashMap<>();
    private final Map<ForeignKey, Integer> updates = new LinkedHashMap<>();
    private final Map<Integer, Refusal> refusals = new LinkedHashMap<>();

    RowNumbers(CascadePlan plan, KeyGraph graph) {
        this.plan = plan;
        this.graph = graph;
        int number = plan.deletionOrder().size();
        matched.put(plan.targets().get(0), TARGET);
        for (Table further : plan.targets().subList(1, plan.targets().size())) {
            matched.put(further, ++number);
        }
        for (ForeignKey key : plan.updates()) {
            updates.put(key, ++number);
        }
        for (ForeignKey key : plan.checks()) {
            refusals.put(++number, Refusal.referenced(key));
        }
        for (SideEffect effect : plan.newReferences()) {
            refusals.put(++number, Refusal.defaultMissing(effect));
        }
        for (SideEffect effect : plan.lostReferences()) {
            refusals.put(++number, Refusal.referenceLost(effect));
        }
    }

    /** The number of the rows that the DELETE's predicate matched in that table, which is one of its own. */
    int matched(Table target) {
        return matched.get(target);
    }

    /** All such numbers. */
    Set<Integer> matched() {
        return Set.copyOf(matched.values());
    }

    int ofUpdate(ForeignKey key) {
        return updates.get(key);
    }

    Map<Integer, Refusal> refusals() {
        return Collections.unmodifiableMap(refusals);
    }

    /** The numbers of a table's doomed rows. */
    List<Integer> doomed(Table table) {
        List<Integer> nodes = new ArrayList<>();
        Integer number = matched.get(table);
        if (number != null) {
            nodes.add(number);
        }
        if (number == null || plan.isReferencing(table)) {
            nodes.add(plan.node(table));
        }
        return nodes;
    }

    /** The numbers of the doomed rows that a key may reference. */
    List<Integer> referenced(ForeignKey key) {
        return doomed(graph.table(key.referenced()));
    }

    /** An expression for what is the same for all rows of one table, from their number. */
    private String origin() {
        StringBuilder origin = new StringBuilder("CASE node");
        matched.forEach((table, number) -> origin.append(" WHEN ").append(number).append(" THEN ").append(plan.node(table)));
        Map<Table, Integer> tables = new LinkedHashMap<>();
        plan.deletionOrder().forEach(table -> tables.put(table, plan.node(table)));
        updates.forEach((key, number) -> {
            Integer same = tables.computeIfAbsent(graph.table(key.referencing()), t -> number);
            origin.append(" WHEN ").append(number).append(" THEN ").append(same);
        });
        return origin.append(" ELSE node END").toString();
    }

    /** A row may be written down more than once: as matched and as doomed, or for two keys that update it. */
    String countAll(String identity, String frozen) {
        return "SELECT " + ALL_ROWS + ", COUNT(*) FROM (SELECT DISTINCT " + origin() + " AS origin, " + identity + " FROM "
                + frozen + (refusals.isEmpty() ? "" : " WHERE node NOT IN (" + list(refusals.keySet()) + ")")
                + ") AS touched";
    }

    /** Queries over {@code cascade_doomed}: each table's rows by the table's number, and those matched by theirs. */
    List<String> countDoomed(String identity) {
        return List.of(
                "SELECT origin, COUNT(*) FROM (SELECT DISTINCT " + origin() + " AS origin, " + identity
                        + " FROM cascade_doomed) AS doomed GROUP BY origin",
                "SELECT node, COUNT(*) FROM cascade_doomed WHERE node IN (" + list(matched.values()) + ") GROUP BY node");
    }

    static String among(String alias, Collection<Integer> numbers) {
        return alias + ".node IN (" + list(numbers) + ")";
    }

    static String list(Collection<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
