package org.cascadejdbc.engine.freezing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cascadejdbc.physical.FreezeThenAct;
import org.cascadejdbc.physical.FrozenRows;
import org.cascadejdbc.physical.Inspections;
import org.cascadejdbc.physical.RowNumbers;
import org.cascadejdbc.physical.Write;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.Detachment;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;

/**
 * A plan for a database that deletes from one table a statement: <b>freeze, then act</b>.
 *
 * <p>One statement evaluates the user's predicate, once, and writes down in a temporary table which rows are concerned:
 * those that the predicate matched, those that become doomed with them (a recursive query over all CASCADE keys, so
 * that chains, trees, rings and diamonds are the same thing), those that get SET NULL or SET DEFAULT, and those that
 * refuse the whole. Everything is decided on the data as it was; nothing that follows asks a question again. Then each
 * table gets one statement that acts on the rows written down. The number of statements depends on the plan alone,
 * never on the number of rows or their depth, and no key comes to the client.
 *
 * <p>What is written down is a number ({@link RowNumbers}) and the columns that identify the row in its table.
 */
public final class FreezingCompiler {
    private final FreezingTask task;
    private final CascadePlan plan;
    private final KeyGraph graph;
    private final RowNumbers numbers;
    private final FreezingQueries queries;
    private final FrozenTable frozen;
    private final WriteSyntax writes;
    private final AnonymousRows anonymous;

    public FreezingCompiler(FreezingQueries queries, FrozenTable frozen, WriteSyntax writes, AnonymousRows anonymous) {
        this.task = queries.task();
        this.plan = task.plan();
        this.graph = task.graph();
        this.numbers = task.numbers();
        this.queries = queries;
        this.frozen = frozen;
        this.writes = writes;
        this.anonymous = anonymous;
    }

    /** The plan as statements. */
    public FreezeThenAct compile() {
        List<String> freezing = frozen.freezing();
        FrozenRows rows = new FrozenRows(
                frozen.preparation(), frozen.setUp(), freezing.get(0), frozen.levels(), freezing.subList(1, freezing.size()),
                frozen.cleanUp());
        List<String> asked = new ArrayList<>();
        if (task.limited()) {
            asked.add(frozen.whole(numbers.countAll(queries.identity().columns(), frozen.name())));
            asked.addAll(anonymous.totals());
        }
        if (!numbers.refusals().isEmpty() || plan.targets().stream().anyMatch(this::mayGoBefore)) {
            asked.add(frozen.whole("SELECT node, COUNT(*) FROM " + frozen.name() + " GROUP BY node"));
        }
        Inspections inspections = new Inspections(
                asked, numbers.matched(), numbers.refusals(), task.limited() ? numbers.counted() : Map.of());
        return new FreezeThenAct(
                rows, inspections, frozen.returned().orElse(null), writes(), frozen.kept().orElse(null), null);
    }

    /** A query for how many rows are concerned, by their numbers, of those in {@link QueryWords#doomed}. */
    public String counts() {
        List<String> counts = queries.counts();
        counts.addAll(anonymous.counts());
        return String.join(" UNION ALL ", counts);
    }

    private List<Write> writes() {
        List<Write> all = new ArrayList<>();
        LandingUpdates landing = new LandingUpdates(this, task);
        plan.updates().stream()
                .map(key -> graph.table(key.referencing()))
                .distinct()
                .filter(table -> !table.anonymous())
                .forEach(table -> all.addAll(landing.suits(table)
                        ? landing.first(table)
                        : updates(table, plan.updatesOf(table.name()))));
        Set<Table> written = new LinkedHashSet<>(plan.deletionOrder());
        plan.updates().forEach(key -> written.add(graph.table(key.referencing())));
        written.stream()
                .filter(table -> table.anonymous() && !plan.dooms(table))
                .forEach(table -> all.addAll(anonymous.writes(table)));
        List<Detachment> detachments = plan.detachments(this::mustLetGo);
        for (Table table : plan.deletionOrder()) {
            detachments.stream()
                    .filter(detachment -> detachment.before().equals(table.name()))
                    .forEach(detachment -> all.addAll(detach(detachment.key())));
            all.addAll(landing.before(table));
            if (table.anonymous()) {
                all.addAll(anonymous.writes(table));
            } else {
                all.add(Write.deleting(table, writes.delete(table, numbers.doomed(table)), plan.targets().contains(table)));
            }
        }
        all.addAll(landing.last());
        return all;
    }

    /** What those keys update in rows of their table that stay. */
    List<Write> updates(Table table, List<ForeignKey> keys) {
        boolean together = keys.size() > 1
                && keys.stream()
                        .flatMap(key -> key.setColumns().stream())
                        .anyMatch(column -> queries.identity().has(table, column));
        return together
                ? List.of(Write.updating(keys.get(0), writes.updateTogether(table, keys)))
                : keys.stream()
                        .map(key -> Write.updating(key,
                                update(table, queries.assignments(key, table), List.of(numbers.ofUpdate(key)))))
                        .toList();
    }

    String update(Table table, Map<String, String> assignments, List<Integer> rows) {
        return writes.update(table, assignments, rows);
    }

    /** Whether rows must let go of each other by that key before they are deleted. */
    private boolean mustLetGo(ForeignKey key) {
        return !key.selfReference() || queries.rules().checkedRowByRow(key, detached(key).keySet());
    }

    private List<Write> detach(ForeignKey key) {
        Table table = graph.table(key.referencing());
        Map<String, String> detached = detached(key);
        return detached.isEmpty()
                ? List.of()
                : List.of(Write.detaching(update(table, detached, numbers.doomed(table))));
    }

    /** Doomed rows let go of each other: by NULL where the columns allow it, else by referencing themselves. */
    private Map<String, String> detached(ForeignKey key) {
        Map<String, String> assignments = new LinkedHashMap<>();
        graph.releasable(key).forEach(column -> assignments.put(column, "NULL"));
        if (assignments.isEmpty() && queries.rules().rowMayGoThatReferencesItself(key) && graph.canReferenceItself(key)) {
            for (int i = 0; i < key.columns().size(); i++) {
                assignments.put(key.columns().get(i), "r." + queries.words().quotes().id(key.referencedColumns().get(i)));
            }
        }
        return assignments;
    }

    /** Whether rows that the predicate matched may be gone when the target's own DELETE comes, so that it cannot count. */
    private boolean mayGoBefore(Table target) {
        return plan.isReferencing(target) || graph.mayCascadeInto(target.name(), plan.deletionOrder());
    }
}
