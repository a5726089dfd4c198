package org.cascadejdbc.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;

/**
 * Decides which keys are ours to carry out when rows of a table are deleted, and in what order.
 *
 * <p><b>The frontier.</b> A key is native when its effective rule is the declared one and the database does what that
 * rule says. All other keys in reach of the target are emulated, and with them those native ones that {@link Frontier}
 * finds. "In reach" follows CASCADE keys, native or not: they decide which tables may lose rows.
 *
 * <p><b>What follows from the law, not from the order of keys.</b> The plan has no order among keys but one: a row is
 * doomed if any CASCADE key says so; only survivors are updated or refuse. SQL engines differ here from each other and,
 * by the order in which keys were created, from themselves; this rule is the one that they all agree with in some
 * order.
 *
 * <p><b>Order of deletes.</b> Referencing tables come first, so that a database which checks row by row never sees a
 * dangling reference, and one without transactions never keeps an orphan. In a ring of tables no order does; there the
 * keys that run against it are given as detachments.
 *
 * <p>Pure, without recursion, linear in tables and keys. Thread-safe.
 */
public final class CascadePlanner {
    private final KeyGraph graph;
    private final Strategy strategy;
    private final boolean countEveryRow;

    /**
     * @param countEveryRow whether every row that goes must be known beforehand ({@code maxRows}), so that nothing may
     *     be left to the database
     */
    public CascadePlanner(KeyGraph graph, Strategy strategy, boolean countEveryRow) {
        this.graph = graph;
        this.strategy = strategy;
        this.countEveryRow = countEveryRow;
    }

    /** See {@link #plan(Deletion)}: of that table alone, with those that inherit from it. */
    public Optional<CascadePlan> plan(TableName target) {
        return plan(Deletion.from(target));
    }

    /**
     * The plan for a DELETE, or empty if the database does all of it by itself.
     *
     * @throws PlanRefusedException if the strategy is NATIVE and the database does not enforce a key in reach, if an
     *     emulated key references a single partition of a table that loses rows, or a table that inherits from the
     *     target, if a table and one of its partitions both have emulated keys, or if a table belongs to a stranger
     */
    public Optional<CascadePlan> plan(Deletion deletion) {
        if (!deletion.only()) {
            deletion.targets().forEach(this::refuseKeysToHeirs);
        }
        Set<ForeignKey> inReach = inReach(deletion.targets());
        refuseMismatches(inReach);
        Set<ForeignKey> emulated = emulated(inReach);
        if (strategy == Strategy.NATIVE && !emulated.isEmpty()) {
            throw new PlanRefusedException("DELETE FROM " + deletion + " is refused by cascade.strategy=native: the "
                    + "database does not carry out " + emulated
                    + "; declare these rules in the database, or use cascade.strategy=auto");
        }
        if (emulated.isEmpty() && !countEveryRow) {
            return Optional.empty();
        }
        refuseKeysOfWholeAndPartition(emulated);
        List<ForeignKey> cascades =
                emulated.stream().filter(key -> key.action() == ReferentialAction.CASCADE).toList();
        List<Table> targets = deletion.targets().stream().map(graph::table).toList();
        List<Table> doomed = doomed(targets, cascades);
        DeletionOrder order = DeletionOrder.of(doomed, watchedWithin(doomed), cascades, graph);
        List<ForeignKey> updates = emulated.stream()
                .filter(key -> key.action().updates())
                .sorted(Comparator.comparing(key -> key.action() == ReferentialAction.SET_NULL))
                .toList();
        SideEffect.refuseComputedReferences(updates, graph);
        CascadePlan plan = new CascadePlan(
                targets,
                components(doomed, cascades),
                order.tables(),
                cascades,
                updates,
                emulated.stream().filter(key -> !key.action().acts()).toList(),
                order.detachments(),
                SideEffect.ofNewReferences(updates, graph),
                SideEffect.ofLostReferences(updates, graph));
        ForeignHands.keepOff(plan, graph);
        return Optional.of(plan);
    }

    /** All keys that reference a table which may lose rows. */
    private Set<ForeignKey> inReach(List<TableName> targets) {
        Set<ForeignKey> keys = new LinkedHashSet<>();
        Set<TableName> seen = new LinkedHashSet<>(targets);
        Deque<TableName> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            TableName doomed = open.remove();
            refuseKeysToPartitions(doomed);
            for (ForeignKey key : graph.referencing(doomed)) {
                keys.add(key);
                if (key.action() == ReferentialAction.CASCADE && seen.add(key.referencing())) {
                    open.add(key.referencing());
                }
            }
        }
        return keys;
    }

    /** Those by which rows are deleted or updated, those of rows that go, and those by which updated rows are referenced. */
    private void refuseMismatches(Set<ForeignKey> inReach) {
        Set<ForeignKey> asked = new LinkedHashSet<>(inReach);
        for (ForeignKey key : inReach) {
            if (key.action() == ReferentialAction.CASCADE) {
                asked.addAll(graph.keysOf(key.referencing()));
            } else if (key.action().updates()) {
                asked.addAll(graph.referencing(key.referencing()));
            }
        }
        asked.stream().filter(ForeignKey::mismatched).findFirst().ifPresent(key -> {
            throw PlanRefusedException.mismatched(key);
        });
    }

    /** Which partition a row was deleted from is not carried along, so such a key could not be followed. */
    private void refuseKeysToPartitions(TableName table) {
        for (ForeignKey key : graph.referencingPartitionsOf(table)) {
            if (isOurs(key)) {
                throw new PlanRefusedException("DELETE FROM " + table + ": " + key + " references one of its "
                        + "partitions and is not carried out by the database; delete from that partition, or let the "
                        + "key reference " + table);
            }
        }
    }

    /** Rows of tables that inherit from the target go with it, and what references them is not followed. */
    private void refuseKeysToHeirs(TableName target) {
        Set<TableName> seen = new LinkedHashSet<>(Set.of(target));
        Deque<TableName> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            for (TableName heir : graph.table(open.remove()).heirs()) {
                if (!seen.add(heir)) {
                    continue;
                }
                open.add(heir);
                Set<ForeignKey> emulated = emulated(inReach(List.of(heir)));
                if (!emulated.isEmpty()) {
                    throw new PlanRefusedException("DELETE FROM " + target + " would delete rows of " + heir
                            + ", too, which inherits from it, and the database does not carry out " + emulated
                            + "; declare these rules in the database, or delete from " + heir + " by its own name");
                }
            }
        }
    }

    private Set<ForeignKey> emulated(Set<ForeignKey> inReach) {
        Set<ForeignKey> first = new LinkedHashSet<>();
        for (ForeignKey key : inReach) {
            if (isOurs(key) || SideEffect.concernsUs(key, graph)) {
                first.add(key);
            }
        }
        Set<ForeignKey> emulated = new Frontier(graph, inReach).closure(first);
        // In the order of the catalog, so that the same schema always gives the same statements.
        Set<ForeignKey> ordered = new LinkedHashSet<>(inReach);
        ordered.retainAll(emulated);
        return ordered;
    }

    private boolean isOurs(ForeignKey key) {
        return !strategy.leavesToDatabase(key) || (countEveryRow && key.action().acts());
    }

    /** A row of the partition would have two lists of keys that decide on it, and no statement sees both. */
    private void refuseKeysOfWholeAndPartition(Set<ForeignKey> emulated) {
        Map<TableName, ForeignKey> byReferencing = new LinkedHashMap<>();
        emulated.forEach(key -> byReferencing.put(key.referencing(), key));
        for (ForeignKey key : emulated) {
            TableName name = graph.table(key.referencing()).parent();
            for (; name != null; name = graph.table(name).parent()) {
                if (byReferencing.containsKey(name)) {
                    throw new PlanRefusedException("a cascade cannot be carried out by keys of a table and of its "
                            + "partition at once: " + byReferencing.get(name) + " and " + key
                            + "; declare them both on " + name);
                }
            }
        }
    }

    private List<Table> doomed(List<Table> targets, List<ForeignKey> cascades) {
        Map<TableName, Table> doomed = new LinkedHashMap<>();
        targets.forEach(target -> doomed.put(target.name(), target));
        cascades.forEach(key -> doomed.put(key.referencing(), graph.table(key.referencing())));
        return List.copyOf(doomed.values());
    }

    private List<CascadePlan.Component> components(List<Table> doomed, List<ForeignKey> cascades) {
        Set<ForeignKey> carriedOut = new HashSet<>(cascades);
        Map<TableName, List<TableName>> referencing = new LinkedHashMap<>();
        for (Table table : doomed) {
            referencing.put(table.name(), graph.referencing(table.name()).stream()
                    .filter(carriedOut::contains)
                    .map(ForeignKey::referencing)
                    .toList());
        }
        return Components.of(referencing.keySet(), referencing::get).stream()
                .map(names -> new CascadePlan.Component(
                        names.stream().map(graph::table).toList(),
                        names.size() > 1 || referencing.get(names.get(0)).contains(names.get(0))))
                .toList();
    }

    private List<ForeignKey> watchedWithin(List<Table> doomed) {
        Set<TableName> names = new LinkedHashSet<>();
        doomed.forEach(table -> names.add(table.name()));
        List<ForeignKey> watched = new ArrayList<>();
        for (TableName name : names) {
            graph.referencing(name).stream()
                    .filter(key -> key.watched() && names.contains(key.referencing()))
                    .forEach(watched::add);
        }
        return watched;
    }
}
