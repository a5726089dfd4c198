package org.cascadejdbc.engine.h2;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadejdbc.engine.freezing.AnonymousRows;
import org.cascadejdbc.engine.freezing.FreezingCompiler;
import org.cascadejdbc.engine.freezing.FreezingQueries;
import org.cascadejdbc.engine.freezing.FreezingTask;
import org.cascadejdbc.engine.freezing.QueryWords;
import org.cascadejdbc.engine.freezing.WriteSyntax;
import org.cascadejdbc.physical.Census;
import org.cascadejdbc.physical.FreezeThenAct;
import org.cascadejdbc.physical.FrozenRows;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.physical.WrittenCount;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.sql.DeleteStatement;

/** Freeze, then act, on H2: what the compiler is given. */
final class H2Freezing implements WriteSyntax {
    private static final Quotes Q = Quotes.DOUBLE;

    private final FreezingTask task;
    private final FreezingQueries queries;
    private final H2FrozenTable frozen;
    private final FreezingCompiler compiler;

    /** @param locks whether the rows are locked that are written down */
    private H2Freezing(FreezingTask task, boolean locks) {
        this.task = task;
        H2Enums.refuse(task);
        refuseForeignTables();
        QueryWords words = new QueryWords(
                Q, Q.id(H2FrozenTable.name(task)), "JOIN", locks ? " FOR UPDATE" : "", "");
        H2Rows rows = new H2Rows();
        this.queries = new FreezingQueries(task, words, rows, new H2Keys(), new H2Defaults());
        this.frozen = new H2FrozenTable(task, queries, rows, words);
        this.compiler = new FreezingCompiler(queries, frozen, this, AnonymousRows.NONE);
    }

    static FreezeThenAct plan(CascadePlan plan, KeyGraph graph, DeleteStatement delete, boolean limited) {
        return new H2Freezing(FreezingTask.of(plan, graph, delete, limited, List.of()), true).compiler.compile();
    }

    /** Counts what is concerned, and locks nothing. */
    static Census count(CascadePlan plan, KeyGraph graph, DeleteStatement delete) {
        H2Freezing counting = new H2Freezing(FreezingTask.of(plan, graph, delete, false, List.of()), false);
        H2FrozenTable frozen = counting.frozen;
        FrozenRows rows = new FrozenRows(frozen.preparation(), new FrozenRows.SetUp(frozen.cleanUp(), false),
                frozen.freezing().get(0), frozen.levels(), List.of(), frozen.cleanUp());
        return Census.of(new WrittenCount(rows, counting.compiler.counts()), plan, graph);
    }

    private void refuseForeignTables() {
        Stream.of(
                        task.plan().deletionOrder().stream(),
                        task.plan().updates().stream().map(key -> task.graph().table(key.referencing())),
                        task.plan().checks().stream().map(key -> task.graph().table(key.referencing())))
                .flatMap(tables -> tables)
                .filter(Table::anonymous)
                .findFirst()
                .ifPresent(table -> {
                    throw new PlanRefusedException("a cascade cannot be carried out on " + table + ": it is no table of H2's own"
                            + " (linked, or of another engine), and its rows have no row id; delete its rows where they are");
                });
    }

    @Override
    public String delete(Table table, List<Integer> rows) {
        return "DELETE FROM " + Q.table(table.name()) + " AS r WHERE " + frozen.has(table, rows);
    }

    @Override
    public String update(Table table, Map<String, String> assignments, List<Integer> rows) {
        return "UPDATE " + Q.table(table.name()) + " AS r SET "
                + assignments.entrySet().stream()
                        .map(entry -> Q.id(entry.getKey()) + " = " + entry.getValue())
                        .collect(Collectors.joining(", "))
                + " WHERE " + frozen.has(table, rows);
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
                        .orElseGet(() -> new H2Defaults().toCompare(table, column, "r"));
                assignments.put(column, "CASE WHEN " + updated + " THEN " + value + " ELSE "
                        + assignments.getOrDefault(column, "r." + Q.id(column)) + " END");
            }
        }
        return update(table, assignments, keys.stream().map(task.numbers()::ofUpdate).toList());
    }
}
