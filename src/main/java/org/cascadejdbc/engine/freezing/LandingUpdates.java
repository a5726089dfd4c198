package org.cascadejdbc.engine.freezing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cascadejdbc.physical.Write;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Table;

/**
 * SET DEFAULT onto what is unique, in a table that loses rows: the row that has the value may be one of those that go. So
 * it must be gone before, as unique keys are checked row by row.
 *
 * <p>Such an update comes as late as it may: after all DELETEs, or before the first one of a table that the row references
 * by a key which the database watches. Where that is its own table, or one that has to go before it, the row lets go of the
 * other one by NULL first, if it may be NULL, and gets its default at the end.
 */
final class LandingUpdates {
    private final FreezingCompiler compiler;
    private final FreezingTask task;
    private final CascadePlan plan;
    /** With the tables before whose DELETE they must have let go. */
    private final Map<Table, Set<Table>> waiting = new LinkedHashMap<>();

    LandingUpdates(FreezingCompiler compiler, FreezingTask task) {
        this.compiler = compiler;
        this.task = task;
        this.plan = task.plan();
    }

    boolean suits(Table table) {
        return plan.dooms(table) && keys(table).stream()
                .filter(key -> key.action() == ReferentialAction.SET_DEFAULT)
                .anyMatch(key -> isUnique(table, key.setColumns()));
    }

    private static boolean isUnique(Table table, List<String> columns) {
        return !Collections.disjoint(table.primaryKey(), columns) || table.indexes().stream()
                .anyMatch(index -> index.unique() && !Collections.disjoint(index.columns(), columns));
    }

    private List<ForeignKey> keys(Table table) {
        return plan.updatesOf(table.name());
    }

    /** What comes before all DELETEs; the rest is waiting from now on. */
    List<Write> first(Table table) {
        int own = plan.deletionOrder().indexOf(table);
        Set<Table> held = new LinkedHashSet<>();
        List<Write> steps = new ArrayList<>();
        for (ForeignKey key : keys(table)) {
            List<Table> parents = letGo(key);
            boolean before = parents.stream().anyMatch(parent -> plan.deletionOrder().indexOf(parent) <= own);
            List<String> clearable = table.clearable(key.setColumns());
            if (before && !clearable.isEmpty()) {
                Map<String, String> nulls = new LinkedHashMap<>();
                clearable.forEach(column -> nulls.put(column, "NULL"));
                List<Integer> rows = List.of(task.numbers().ofUpdate(key));
                steps.add(Write.detaching(compiler.update(table, nulls, rows)));
            } else {
                held.addAll(parents);
            }
        }
        waiting.put(table, held);
        return steps;
    }

    /** The tables whose rows the database does not let go before this update has been done. */
    private List<Table> letGo(ForeignKey update) {
        return task.graph().keysOf(update.referencing()).stream()
                .filter(key -> key.watched() && !Collections.disjoint(key.columns(), update.setColumns()))
                .flatMap(key -> plan.doomedReferencedBy(key, task.graph()).stream())
                .distinct()
                .toList();
    }

    /** What must be done before that table's DELETE. */
    List<Write> before(Table next) {
        return waiting.entrySet().stream()
                .filter(entry -> entry.getValue().contains(next))
                .map(Map.Entry::getKey)
                .toList()
                .stream()
                .flatMap(table -> done(table).stream())
                .toList();
    }

    /** What could wait until the end. */
    List<Write> last() {
        return List.copyOf(waiting.keySet()).stream().flatMap(table -> done(table).stream()).toList();
    }

    private List<Write> done(Table table) {
        waiting.remove(table);
        return compiler.updates(table, keys(table));
    }
}
