package org.cascadejdbc.engine.freezing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cascadejdbc.physical.RowNumbers;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.SideEffect;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Table;

/** What is asked about rows while nothing has been changed: who stays, and who stands in the way. */
final class FreezingConditions {
    private final CascadePlan plan;
    private final KeyGraph graph;
    private final RowNumbers numbers;
    private final QueryWords words;
    private final RowIdentity identity;
    private final KeyRules rules;
    private final ColumnDefaults defaults;

    FreezingConditions(
            FreezingTask task, QueryWords words, RowIdentity identity, KeyRules rules, ColumnDefaults defaults) {
        this.plan = task.plan();
        this.graph = task.graph();
        this.numbers = task.numbers();
        this.words = words;
        this.identity = identity;
        this.rules = rules;
        this.defaults = defaults;
    }

    /** Parent first: its collation and affinity decide, as in a native key. */
    String references(ForeignKey key, String q, String r) {
        return pairs(key, q, r, rules::equal);
    }

    /** The same as the database itself counts references. */
    String counted(ForeignKey key, String q, String r) {
        return pairs(key, q, r, rules::counted);
    }

    /** The same as the database itself looks for the row that is referenced. */
    String lookedUp(ForeignKey key, String q, String r) {
        return pairs(key, q, r, rules::lookedUp);
    }

    /** How a value of one column is compared with a value of the other one, of the pair with that number. */
    private interface Comparison {
        String of(ForeignKey key, int i, String q, String r);
    }

    private String pairs(ForeignKey key, String q, String r, Comparison comparison) {
        return IntStream.range(0, key.columns().size())
                .mapToObj(i -> comparison.of(
                        key,
                        i,
                        q + "." + words.quotes().id(key.referencedColumns().get(i)),
                        r + "." + words.quotes().id(key.columns().get(i))))
                .collect(Collectors.joining(" AND "));
    }

    /** That row {@code r}, which references doomed row {@code q}, finds a row that is still there when {@code q} is gone. */
    String referencedTwice(ForeignKey key) {
        Table parent = graph.table(key.referenced());
        return " AND EXISTS (SELECT 1 FROM " + words.quotes().table(parent.name()) + " AS f" + identity.only(parent) + " WHERE "
                + lookedUp(key, "f", "r") + " AND (" + rules.goesLater(parent, "f", "q") + " OR 1 = 1"
                + survives(parent, "f") + "))";
    }

    /** That row {@code r} of that table is not doomed. */
    String survives(Table table, String r) {
        return !plan.dooms(table) || table.anonymous()
                ? ""
                : " AND NOT EXISTS (SELECT 1 FROM " + words.doomed() + " AS s WHERE "
                        + RowNumbers.among("s", numbers.doomed(table)) + " AND " + identity.is(table, "s", r) + ")";
    }

    /** That row {@code r}, which references row {@code q}, is doomed though the predicate does not match it, and is another one. */
    String goesByCascade(ForeignKey key, Table table) {
        String other = !key.selfReference() ? "" : " AND NOT (" + table.rowKey().stream()
                .map(column -> "r." + words.quotes().id(column) + " = q." + words.quotes().id(column))
                .collect(Collectors.joining(" AND ")) + ")";
        String matched = !plan.targets().contains(table) ? "" : " AND NOT " + written(table, List.of(numbers.matched(table)));
        return other + matched + " AND " + written(table, numbers.doomed(table));
    }

    private String written(Table table, List<Integer> among) {
        return "EXISTS (SELECT 1 FROM " + words.doomed() + " AS s WHERE " + RowNumbers.among("s", among) + " AND "
                + identity.is(table, "s", "r") + ")";
    }

    /** A row that lets go by another key's SET NULL or SET DEFAULT of the same column does not stand in the way. */
    String notLettingGo(ForeignKey key, String r) {
        return plan.releasing(key).stream()
                .map(update -> notUpdated(update, r, changed(update, key.columns(), r)))
                .collect(Collectors.joining());
    }

    private String notUpdated(ForeignKey update, String r, String condition) {
        return " AND NOT EXISTS (SELECT 1 FROM " + words.doomed() + " AS e " + words.join() + " "
                + words.quotes().table(update.referenced()) + " AS f" + identity.hint(graph.table(update.referenced()))
                + " ON " + identity.is(graph.table(update.referenced()), "e", "f") + " WHERE "
                + RowNumbers.among("e", numbers.referenced(update)) + " AND " + references(update, "f", r) + condition
                + ")";
    }

    /** That {@code update} changes one of these columns, by which row {@code r} references or is referenced. */
    private String changed(ForeignKey update, Collection<String> columns, String r) {
        if (update.action() == ReferentialAction.SET_NULL) {
            return "";
        }
        Table table = graph.table(update.referencing());
        return update.setColumns().stream()
                .filter(columns::contains)
                .map(column -> {
                    String value = defaults.toCompare(table, column, r);
                    return value + " IS NULL OR " + value + " <> " + r + "." + words.quotes().id(column);
                })
                .collect(Collectors.joining(" OR ", " AND (", ")"));
    }

    /** Whether by {@code update} row {@code r} gets defaults with which it references no row by {@code key}. */
    String defaultMissing(ForeignKey update, ForeignKey key) {
        Table table = graph.table(key.referencing());
        Table parent = graph.table(key.referenced());
        List<String> conditions = new ArrayList<>();
        List<String> match = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            String column = key.columns().get(i);
            String value = update.setColumns().contains(column)
                    ? defaults.toCompare(table, column, "r")
                    : "r." + words.quotes().id(column);
            conditions.add(" AND " + value + " IS NOT NULL");
            match.add(rules.lookedUp(key, i, "f." + words.quotes().id(key.referencedColumns().get(i)), value));
        }
        String notNulled = plan.nulling(key).stream()
                .map(other -> notUpdated(other, "r", ""))
                .collect(Collectors.joining());
        return String.join("", conditions) + notNulled + " AND NOT EXISTS (SELECT 1 FROM "
                + words.quotes().table(parent.name()) + " AS f" + identity.only(parent) + " WHERE " + String.join(" AND ", match) + survives(parent, "f") + ")";
    }

    /** Whether {@code update} changes in row {@code r} what a row that stays references by {@code key}. */
    String referenceLost(ForeignKey update, ForeignKey key) {
        Table referencing = graph.table(key.referencing());
        String changed = SideEffect.recomputes(update, key.referencedColumns(), graph)
                ? ""
                : changed(update, key.referencedColumns(), "r");
        return changed + " AND EXISTS (SELECT 1 FROM " + words.quotes().table(referencing.name())
                + " AS c" + identity.only(referencing) + " WHERE " + counted(key, "r", "c") + survives(referencing, "c")
                + notLettingGo(key, "c") + ")";
    }
}
