package org.cascadejdbc.engine.hsqldb;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cascadejdbc.engine.freezing.FreezingCompiler;
import org.cascadejdbc.engine.freezing.FreezingQueries;
import org.cascadejdbc.engine.freezing.FreezingTask;
import org.cascadejdbc.engine.freezing.QueryWords;
import org.cascadejdbc.engine.freezing.WriteSyntax;
import org.cascadejdbc.physical.Census;
import org.cascadejdbc.physical.FreezeThenAct;
import org.cascadejdbc.physical.FrozenRows;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.physical.Refusal;
import org.cascadejdbc.physical.WrittenCount;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.SideEffect;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.sql.DeleteStatement;

/** Freeze, then act, on HSQLDB: what the compiler is given. */
final class HsqldbFreezing implements WriteSyntax {
    private static final Quotes Q = Quotes.DOUBLE;

    private final FreezingTask task;
    private final FreezingQueries queries;
    private final HsqldbFrozenTable frozen;
    private final FreezingCompiler compiler;

    private HsqldbFreezing(FreezingTask task) {
        this.task = task;
        HsqldbIntervals.refuse(task);
        HsqldbRows rows = new HsqldbRows(task);
        QueryWords words = new QueryWords(Q, Q.id(HsqldbFrozenTable.name(task, rows)), "JOIN", "", "");
        this.queries = new FreezingQueries(task, words, rows, new HsqldbKeys(), new HsqldbDefaults());
        this.frozen = new HsqldbFrozenTable(task, queries, rows);
        this.compiler = new FreezingCompiler(
                queries, frozen, this, new HsqldbAnonymousRows(task, queries, rows, frozen.name()));
    }

    /** @param strict whether a row that goes must not be set */
    static FreezeThenAct plan(CascadePlan plan, KeyGraph graph, DeleteStatement delete, boolean limited, boolean strict) {
        return new HsqldbFreezing(FreezingTask.of(plan, graph, delete, limited, refusals(plan, graph, strict))).compiler.compile();
    }

    private static List<Refusal> refusals(CascadePlan plan, KeyGraph graph, boolean strict) {
        Stream<Refusal> setAndGone = plan.updates().stream()
                .filter(key -> strict && plan.dooms(graph.table(key.referencing()))
                        && plan.isReferencing(graph.table(key.referencing())))
                .map(key -> new Refusal(key, Refusal.Reason.SET_AND_GONE, key));
        return Stream.concat(setAndGone, lostUnseen(plan, graph)).toList();
    }

    /**
     * A row that an UPDATE changes HSQLDB does not take for one that may reference another one that the same UPDATE changes
     * (2.7.4, {@code HsqldbIT}): it would be left without the row that it references. Nor does it look at who references a
     * generated column that changes with the one that is set ({@code GeneratedColumnsIT}).
     */
    private static Stream<Refusal> lostUnseen(CascadePlan plan, KeyGraph graph) {
        return SideEffect.ofWatchedLostReferences(plan.updates(), graph).stream()
                .filter(effect -> effect.key().selfReference()
                        || SideEffect.recomputes(effect.update(), effect.key().referencedColumns(), graph))
                .map(Refusal::referenceLost);
    }

    /** Counts what is concerned, and writes nothing. */
    static Census count(CascadePlan plan, KeyGraph graph, DeleteStatement delete, boolean strict) {
        HsqldbFreezing counting = new HsqldbFreezing(
                FreezingTask.of(plan, graph, delete, false, refusals(plan, graph, strict)));
        HsqldbFrozenTable frozen = counting.frozen;
        FrozenRows rows = new FrozenRows(Optional.empty(), new FrozenRows.SetUp(frozen.setUp().statements().subList(0, 2), false),
                frozen.freezing().get(0), frozen.levels(), List.of(), frozen.cleanUp());
        return Census.of(new WrittenCount(rows, counting.compiler.counts()), plan, graph);
    }

    @Override
    public String delete(Table table, List<Integer> rows) {
        return "DELETE FROM " + Q.table(table.name()) + " AS r WHERE " + frozen.has(table, rows);
    }

    @Override
    public String update(Table table, Map<String, String> assignments, List<Integer> rows) {
        return "UPDATE " + Q.table(table.name()) + " AS r SET " + HsqldbAnonymousRows.set(assignments) + " WHERE "
                + frozen.has(table, rows);
    }

    /** DEFAULT cannot stand in an expression, so a column that only some of the rows get it for has to say it. */
    @Override
    public String updateTogether(Table table, List<ForeignKey> keys) {
        Map<String, String> assignments = new LinkedHashMap<>();
        for (ForeignKey key : keys) {
            String updated = frozen.has(table, List.of(task.numbers().ofUpdate(key)));
            for (String column : queries.assignments(key, table).keySet()) {
                String value = Optional.of(queries.assignments(key, table).get(column))
                        .filter(said -> !said.equals("DEFAULT"))
                        .orElseGet(() -> new HsqldbDefaults().toCompare(table, column, "r"));
                assignments.put(column, "CASE WHEN " + updated + " THEN " + value + " ELSE "
                        + assignments.getOrDefault(column, "r." + Q.id(column)) + " END");
            }
        }
        return update(table, assignments, keys.stream().map(task.numbers()::ofUpdate).toList());
    }
}
