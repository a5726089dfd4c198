package org.cascadejdbc.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
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
 * rule says. All other keys in reach of the target are emulated. "In reach" follows CASCADE keys, native or not: they
 * decide which tables may lose rows. Native keys stay with the database, with two exceptions, both because the
 * database would delete rows that an emulated key has to know of:
 * <ol>
 *   <li>a native CASCADE key <i>above</i> an emulated one: it would delete rows of the emulated key's referenced table
 *       unseen, and leave the rows that reference those;
 *   <li>a native CASCADE key <i>beside</i> an emulated one, into the same referencing table: whether a row survives,
 *       and so whether it is to be updated or stands in the way, is decided by all CASCADE keys into its table.
 * </ol>
 * Both exceptions make more keys emulated, which may in turn be above or beside others: hence a fixed point.
 *
 * <p><b>What follows from the law, not from the order of keys.</b> The plan has no order among keys but one: a row is
 * doomed if any CASCADE key says so; only survivors are updated or refuse. SQL engines differ here from each other and,
 * by the order in which keys were created, from themselves; this rule is the one that they all agree with in some order.
 *
 * <p><b>Order of deletes.</b> Referencing tables come first, so that a database which checks row by row never sees a
 * dangling reference, and one without transactions never keeps an orphan. In a ring of tables no order does; there the
 * keys that run against it are given as detachments.
 *
 * <p>Pure, without recursion, linear in tables and keys but for the frontier's fixed point. Thread-safe.
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

    /**
     * The plan for a DELETE from that table, or empty if the database does all of it by itself.
     *
     * @throws PlanRefusedException if the strategy is NATIVE and the database does not enforce a key in reach, or if an
     *     emulated key references a single partition of a table that loses rows, or a table that
     *     inherits from the target
     */
    public Optional<CascadePlan> plan(TableName target) {
        refuseKeysToHeirs(target);
        Set<ForeignKey> inReach = inReach(target);
        Set<ForeignKey> emulated = emulated(inReach);
        if (strategy == Strategy.NATIVE && !emulated.isEmpty()) {
            throw new PlanRefusedException("DELETE FROM " + target + " is refused by cascade.strategy=native: the "
                    + "database does not carry out " + emulated
                    + "; declare these rules in the database, or use cascade.strategy=auto");
        }
        if (emulated.isEmpty() && !countEveryRow) {
            return Optional.empty();
        }
        List<ForeignKey> cascades = withAction(emulated, ReferentialAction.CASCADE);
        List<Table> doomed = doomed(target, cascades);
        DeletionOrder order = DeletionOrder.of(doomed, watchedWithin(doomed), cascades, graph);
        return Optional.of(new CascadePlan(
                graph.table(target),
                components(doomed, cascades),
                order.tables(),
                cascades,
                emulated.stream()
                        .filter(key -> key.action().updates())
                        .sorted(Comparator.comparing(key -> key.action() == ReferentialAction.SET_NULL))
                        .toList(),
                emulated.stream().filter(key -> !key.action().acts()).toList(),
                order.detachments()));
    }

    /** All keys that reference a table which may lose rows. */
    private Set<ForeignKey> inReach(TableName target) {
        Set<ForeignKey> keys = new LinkedHashSet<>();
        Set<TableName> seen = new LinkedHashSet<>(Set.of(target));
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

    /** Which partition a row was deleted from is not carried along, so such a key could not be followed. */
    private void refuseKeysToPartitions(TableName table) {
        for (ForeignKey key : graph.referencingPartitionsOf(table)) {
            if (!key.isNative() || strategy == Strategy.EMULATE || countEveryRow) {
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
                Set<ForeignKey> emulated = emulated(inReach(heir));
                if (!emulated.isEmpty()) {
                    throw new PlanRefusedException("DELETE FROM " + target + " would delete rows of " + heir
                            + ", too, which inherits from it, and the database does not carry out " + emulated
                            + "; declare these rules in the database, or delete from " + heir + " by its own name");
                }
            }
        }
    }

    private Set<ForeignKey> emulated(Set<ForeignKey> inReach) {
        Set<ForeignKey> emulated = new LinkedHashSet<>();
        for (ForeignKey key : inReach) {
            if (!key.isNative() || (key.action().acts() && (strategy == Strategy.EMULATE || countEveryRow))) {
                emulated.add(key);
            }
        }
        boolean more = !emulated.isEmpty();
        while (more) {
            Set<TableName> touched = new LinkedHashSet<>();
            for (ForeignKey key : emulated) {
                touched.add(key.referencing());
                for (TableName name = key.referenced(); name != null; name = graph.table(name).parent()) {
                    touched.add(name);
                }
            }
            more = false;
            for (ForeignKey key : inReach) {
                if (key.action() == ReferentialAction.CASCADE && touchesAny(key.referencing(), touched)) {
                    more |= emulated.add(key);
                }
            }
        }
        // In the order of the catalog, so that the same schema always gives the same statements.
        Set<ForeignKey> ordered = new LinkedHashSet<>(inReach);
        ordered.retainAll(emulated);
        return ordered;
    }

    /** A partition is touched when the table that it is a part of is. */
    private boolean touchesAny(TableName table, Set<TableName> touched) {
        for (TableName name = table; name != null; name = graph.table(name).parent()) {
            if (touched.contains(name)) {
                return true;
            }
        }
        return false;
    }

    private List<Table> doomed(TableName target, List<ForeignKey> cascades) {
        Map<TableName, Table> doomed = new LinkedHashMap<>();
        doomed.put(target, graph.table(target));
        cascades.forEach(key -> doomed.put(key.referencing(), graph.table(key.referencing())));
        return List.copyOf(doomed.values());
    }

    private List<CascadePlan.Component> components(List<Table> doomed, List<ForeignKey> cascades) {
        Map<Table, List<Table>> referencing = new LinkedHashMap<>();
        for (Table table : doomed) {
            List<ForeignKey> byKeys = graph.referencing(table.name());
            referencing.put(table, cascades.stream()
                    .filter(byKeys::contains)
                    .map(key -> graph.table(key.referencing()))
                    .toList());
        }
        return Components.of(doomed, referencing::get).stream()
                .map(tables -> new CascadePlan.Component(
                        tables, tables.size() > 1 || referencing.get(tables.get(0)).contains(tables.get(0))))
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

    private static List<ForeignKey> withAction(Set<ForeignKey> keys, ReferentialAction action) {
        return keys.stream().filter(key -> key.action() == action).toList();
    }
}
