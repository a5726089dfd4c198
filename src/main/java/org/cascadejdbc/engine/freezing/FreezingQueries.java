package org.cascadejdbc.engine.freezing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cascadejdbc.physical.Refusal;
import org.cascadejdbc.physical.RowNumbers;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;

/** The queries for the rows that a cascade concerns: those that the predicate matches, that keys find, and that refuse. */
public final class FreezingQueries {
    private final FreezingTask task;
    private final CascadePlan plan;
    private final KeyGraph graph;
    private final RowNumbers numbers;
    private final QueryWords words;
    private final RowIdentity identity;
    private final FreezingConditions conditions;
    private final ColumnDefaults defaults;
    private final KeyRules rules;

    public FreezingQueries(
            FreezingTask task, QueryWords words, RowIdentity identity, KeyRules rules, ColumnDefaults defaults) {
        this.task = task;
        this.plan = task.plan();
        this.graph = task.graph();
        this.numbers = task.numbers();
        this.words = words;
        this.identity = identity;
        this.rules = rules;
        this.defaults = defaults;
        this.conditions = new FreezingConditions(task, words, identity, rules, defaults);
    }

    FreezingTask task() {
        return task;
    }

    QueryWords words() {
        return words;
    }

    RowIdentity identity() {
        return identity;
    }

    KeyRules rules() {
        return rules;
    }

    /** What the user's predicate matches. */
    public String matchedRows() {
        return MatchedRows.query(task, identity);
    }

    /** For each key that deletes, the rows that go by it since they reference rows that go. */
    public List<String> doomedSteps() {
        return plan.cascades().stream()
                .filter(key -> !graph.table(key.referencing()).anonymous())
                .map(key -> {
                    Table table = graph.table(key.referencing());
                    return "SELECT " + identity.row(plan.node(table), table, "r") + " FROM " + reach(key) + words.lockedToWrite();
                })
                .toList();
    }

    /** The rows that are updated, or refuse. */
    public List<String> rowsWrittenDown() {
        return List.copyOf(writtenDown().values());
    }

    /** From doomed rows {@code d} over their own table's rows {@code q} to the rows {@code r} that reference them. */
    public String reach(ForeignKey key) {
        return reach(key, references(key, "q", "r"));
    }

    private String reach(ForeignKey key, String references) {
        return words.doomed() + " AS d " + reachFrom(key, "d", "q", "r", references) + " WHERE "
                + RowNumbers.among("d", numbers.referenced(key));
    }

    /** The same from rows {@code d}, without that. */
    public String reachFrom(ForeignKey key, String d, String q, String r) {
        return reachFrom(key, d, q, r, references(key, q, r));
    }

    private String reachFrom(ForeignKey key, String d, String q, String r, String references) {
        Table parent = graph.table(key.referenced());
        return words.join() + " " + words.quotes().table(parent.name()) + " AS " + q + identity.hint(parent) + " ON "
                + identity.is(parent, d, q) + " " + words.join() + " " + words.quotes().table(key.referencing()) + " AS " + r
                + identity.only(graph.table(key.referencing())) + " ON " + references;
    }

    /** Whether row {@code r} references row {@code q} by that key. */
    public String references(ForeignKey key, String q, String r) {
        return conditions.references(key, q, r);
    }

    /** Whether the database finds row {@code q} when it looks for what row {@code r} references by that key. */
    public String lookedUp(ForeignKey key, String q, String r) {
        return conditions.lookedUp(key, q, r);
    }

    /** What that key's SET NULL or SET DEFAULT sets in rows {@code r} of that table. */
    public Map<String, String> assignments(ForeignKey key, Table table) {
        return defaults.assignments(key, table);
    }

    /** Queries for the rows that are updated or refuse, by their number. */
    Map<Integer, String> writtenDown() {
        Map<Integer, String> rows = new LinkedHashMap<>();
        for (ForeignKey key : plan.updates()) {
            Table table = graph.table(key.referencing());
            if (!table.anonymous()) {
                int number = numbers.ofUpdate(key);
                rows.put(number, updatedRows(key, number) + words.lockedToWrite());
            }
        }
        numbers.refusals().forEach((number, refusal) -> {
            Table table = graph.table(refusal.update().referencing());
            if (table.anonymous() && plan.dooms(table)) {
                throw Unidentified.rows(table, "rows that stay and rows that go must be told apart");
            }
            rows.put(number, "SELECT " + identity.row(number, table, "r") + " FROM " + inTheWay(refusal, table) + words.lockedToRead());
        });
        return rows;
    }

    /** From doomed rows to the rows {@code r} of that table by which the whole is refused. */
    private String inTheWay(Refusal refusal, Table table) {
        ForeignKey key = refusal.key();
        String reached = reach(refusal.update())
                + (refusal.reason() == Refusal.Reason.SET_AND_GONE ? "" : conditions.survives(table, "r"));
        String counted = reach(key, conditions.counted(key, "q", "r"));
        return switch (refusal.reason()) {
            case REFERENCED -> reached + conditions.notLettingGo(key, "r");
            case DEFAULT_MISSING -> reached + conditions.defaultMissing(refusal.update(), key);
            case REFERENCE_LOST -> reached + conditions.referenceLost(refusal.update(), key);
            case COUNTED_ONLY -> counted + conditions.survives(table, "r") + conditions.notLettingGo(key, "r");
            case REFERENCED_TWICE -> counted + conditions.referencedTwice(key);
            case SET_AND_GONE -> reached + conditions.goesByCascade(key, table);
            case HIDDEN -> throw new IllegalStateException(refusal.message());
        };
    }

    private String updatedRows(ForeignKey key, int number) {
        Table table = graph.table(key.referencing());
        return "SELECT " + identity.row(number, table, "r") + " FROM " + reach(key) + conditions.survives(table, "r");
    }

    /** Queries for how many rows are concerned, by their numbers, but for {@link AnonymousRows}: they lock nothing and write nothing. */
    List<String> counts() {
        List<String> counts = new ArrayList<>(numbers.countDoomed(identity.columns(), words.doomed()));
        writtenDown().forEach((number, rows) -> counts.add("SELECT " + number + ", COUNT(*) FROM (SELECT DISTINCT"
                + rows.substring("SELECT".length()) + ") AS written"));
        numbers.updated().forEach((table, number) -> {
            List<ForeignKey> keys = plan.updatesOf(table.name());
            if (keys.size() > 1 && !table.anonymous()) {
                counts.add(keys.stream()
                        .map(key -> updatedRows(key, 0))
                        .collect(Collectors.joining(" UNION ", "SELECT " + number + ", COUNT(*) FROM (", ") AS touched")));
            }
        });
        return counts;
    }
}
