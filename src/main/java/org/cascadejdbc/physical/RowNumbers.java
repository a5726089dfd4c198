package org.cascadejdbc.physical;

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
import org.cascadejdbc.schema.TableName;

/**
 * The numbers under which frozen rows are written down: what the predicate matched, the doomed rows of each table, the
 * rows that each key updates, and the rows by which a key refuses. Immutable.
 */
public final class RowNumbers {
    /** The number of the rows that the DELETE's predicate matched, in the first of its tables. */
    public static final int TARGET = 0;

    /** A table's number less than this is that of all its rows, however they are concerned. */
    private static final int COUNTED = -100;

    private final CascadePlan plan;
    private final KeyGraph graph;
    private final Map<Table, Integer> matched = new LinkedHashMap<>();
    private final Map<ForeignKey, Integer> updates = new LinkedHashMap<>();
    private final Map<Integer, Refusal> refusals = new LinkedHashMap<>();

    public RowNumbers(CascadePlan plan, KeyGraph graph) {
        this(plan, graph, List.of());
    }

    /** @param others what refuses besides what the plan says */
    public RowNumbers(CascadePlan plan, KeyGraph graph, List<Refusal> others) {
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
        for (Refusal refusal : others) {
            refusals.put(++number, refusal);
        }
    }

    /** The number of the rows that the DELETE's predicate matched in that table, which is one of its own. */
    public int matched(Table target) {
        return matched.get(target);
    }

    /** All such numbers. */
    public Set<Integer> matched() {
        return Set.copyOf(matched.values());
    }

    public int ofUpdate(ForeignKey key) {
        return updates.get(key);
    }

    public Map<Integer, Refusal> refusals() {
        return Collections.unmodifiableMap(refusals);
    }

    /** The numbers of a table's doomed rows. */
    public List<Integer> doomed(Table table) {
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
    public List<Integer> referenced(ForeignKey key) {
        return doomed(graph.table(key.referenced()));
    }

    /** A number for each table, whether its rows go or are updated. */
    public Map<Table, Integer> origins() {
        Map<Table, Integer> tables = new LinkedHashMap<>();
        plan.deletionOrder().forEach(table -> tables.put(table, plan.node(table)));
        updates.forEach((key, number) -> tables.putIfAbsent(graph.table(key.referencing()), number));
        return tables;
    }

    /** The tables whose rows are counted for limits, by the number that goes with it. */
    public Map<Integer, TableName> counted() {
        Map<Integer, TableName> counted = new LinkedHashMap<>();
        origins().forEach((table, origin) -> counted.put(COUNTED - origin, table.name()));
        return counted;
    }

    /** The number of all rows of a table that are updated: that of the only key that does so, or one of its own. */
    public Map<Table, Integer> updated() {
        Map<Table, Integer> updated = new LinkedHashMap<>();
        origins().forEach((table, origin) -> {
            List<ForeignKey> keys = plan.updatesOf(table.name());
            if (!keys.isEmpty()) {
                updated.put(table, keys.size() == 1 ? ofUpdate(keys.get(0)) : COUNTED - origin);
            }
        });
        return updated;
    }

    /** An expression for what is the same for all rows of one table, from their number. */
    private String origin() {
        StringBuilder origin = new StringBuilder("CASE node");
        Map<Table, Integer> tables = origins();
        matched.forEach((table, number) ->
                origin.append(" WHEN ").append(number).append(" THEN ").append(tables.get(table)));
        updates.forEach((key, number) -> origin.append(" WHEN ").append(number).append(" THEN ")
                .append(tables.get(graph.table(key.referencing()))));
        return origin.append(" ELSE node END").toString();
    }

    /** A row may be written down more than once: as matched and as doomed, or for two keys that update it. */
    public String countAll(String identity, String frozen) {
        return "SELECT " + COUNTED + " - origin, COUNT(*) FROM (SELECT DISTINCT " + origin() + " AS origin, " + identity
                + " FROM " + frozen + (refusals.isEmpty() ? "" : " WHERE node NOT IN (" + list(refusals.keySet()) + ")")
                + ") AS touched GROUP BY origin";
    }

    /** Queries over {@code doomed}, which has the rows to go: each table's rows by the table's number, and those matched by theirs. */
    public List<String> countDoomed(String identity, String doomed) {
        return List.of(
                "SELECT origin, COUNT(*) FROM (SELECT DISTINCT " + origin() + " AS origin, " + identity
                        + " FROM " + doomed + ") AS doomed GROUP BY origin",
                "SELECT node, COUNT(*) FROM " + doomed + " WHERE node IN (" + list(matched.values()) + ") GROUP BY node");
    }

    public static String among(String alias, Collection<Integer> numbers) {
        return alias + ".node IN (" + list(numbers) + ")";
    }

    static String list(Collection<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
