package org.cascadejdbc.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadejdbc.physical.FreezeThenAct;
import org.cascadejdbc.physical.FrozenRows;
import org.cascadejdbc.physical.Inspections;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.physical.Refusal;
import org.cascadejdbc.physical.RowNumbers;
import org.cascadejdbc.physical.Write;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.Detachment;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.sql.DeleteStatement;

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
public abstract class FreezingRenderer {
    /** What would take the place of a table of the user's in the user's own queries, where both have the same name. */
    private static final Pattern OUR_NAMES =
            Pattern.compile("\\bcascade_(?:doomed|matched|jdbc_\\w+)\\b", Pattern.CASE_INSENSITIVE);

    public final CascadePlan plan;
    public final KeyGraph graph;
    public final DeleteStatement delete;
    private final Quotes quotes;
    public final boolean limited;
    public final RowNumbers numbers;
    private final FreezingConditions conditions;

    protected FreezingRenderer(CascadePlan plan, KeyGraph graph, DeleteStatement delete, Quotes quotes, boolean limited,
            List<Refusal> further) {
        this.plan = plan;
        this.graph = graph;
        this.delete = delete;
        this.quotes = quotes;
        this.limited = limited;
        this.numbers = new RowNumbers(plan, graph, further);
        this.conditions = new FreezingConditions(this, quotes);
        refuseOurNames();
    }

    /** Not among what RETURNING calls its columns: that is nobody's table, unless it asks for other rows. */
    private void refuseOurNames() {
        boolean asks = delete.returning() != null && delete.returning().queries();
        String texts = Stream.of(delete.with() == null ? null : delete.with().queries(), delete.from(), delete.using(),
                        delete.predicate(), delete.limitText(), asks ? delete.returning().list() : null)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        Matcher ours = OUR_NAMES.matcher(texts);
        if (ours.find()) {
            throw new PlanRefusedException("DELETE FROM " + plan.targets().get(0) + ": a name of the statement, "
                    + ours.group() + ", is one that its cascade uses; use another name");
        }
    }

    /** A name that begins like that one, and is no table's: a temporary table would hide that one from whoever does not qualify it. */
    protected final String unused(String name) {
        String unused = name;
        for (boolean taken = true; taken; ) {
            String wanted = unused;
            taken = graph.tables().stream().anyMatch(table -> table.name().name().equalsIgnoreCase(wanted));
            unused = taken ? wanted + "_" : wanted;
        }
        return unused;
    }

    /** What comes first, and stays whatever happens. */
    protected Optional<FrozenRows.Preparation> preparation() {
        return Optional.empty();
    }

    /** What comes then. */
    protected abstract List<String> setup();

    protected FrozenRows.SetUp settingUp() {
        return new FrozenRows.SetUp(setup(), false);
    }

    /** What has the rows that go, where others are looked for. */
    protected String doomedRows() {
        return "cascade_doomed";
    }

    /** The statement that writes down {@code rows}, queries over the rows that go, which are defined by {@code doomed}. */
    protected abstract String freeze(String doomed, List<String> rows);

    /** What writes down all rows that are concerned: the first has the parameters. */
    protected List<String> freezing() {
        return List.of(freeze(doomed(matchedRows(), doomedSteps()), rowsWrittenDown()));
    }

    protected final List<String> rowsWrittenDown() {
        return List.copyOf(writtenDown().values());
    }

    /** What defines {@code cascade_doomed}: WITH and the queries for its rows, those matched and those found by keys. */
    protected abstract String doomed(String target, List<String> steps);

    /** A select list: that number, and the columns that identify row {@code alias} of that table. */
    protected abstract String row(int number, Table table, String alias);

    /** Whether row {@code alias} of that table is the one that {@code written} identifies. */
    protected abstract String is(Table table, String written, String alias);

    /** {@code doomed AS d JOIN …} with that join. */
    protected abstract String join();

    /** What follows a table that is joined {@link #is by what identifies its rows}. */
    protected String byIdentity(Table table) {
        return "";
    }

    /** At the end of a query over {@code q} and {@code r}, of which rows {@code r} will be deleted or updated. */
    protected abstract String lockedToWrite();

    /** At the end of such a query, where rows {@code r} only are to stay as they are. */
    protected abstract String lockedToRead();

    /** The temporary table's name. */
    protected abstract String frozen();

    /** All columns that identify rows in the temporary table. */
    protected abstract String identity();

    /** That query, so that it gives all rows, whatever the session is set to. */
    protected String whole(String query) {
        return query;
    }

    protected abstract String deleteRows(Table table, List<Integer> nodes);

    protected abstract String updateRows(Table table, Map<String, String> assignments, List<Integer> nodes);

    /** What those keys update in rows of their table that stay. */
    protected List<Write> updates(Table table, List<ForeignKey> keys) {
        return keys.stream()
                .map(key -> Write.updating(
                        key, updateRows(table, assignments(key, table), List.of(numbers.ofUpdate(key)))))
                .toList();
    }

    /** The default of a column, for an assignment. */
    protected abstract String defaultToSet(Table table, String column);

    /** The default of row {@code alias}'s column, for a comparison. */
    protected abstract String defaultToCompare(Table table, String column, String alias);

    protected abstract List<String> cleanup();

    /**
     * Whether the database checks that key row by row, so that rows of one table must let go of each other first.
     *
     * @param changed the columns that are changed for it
     */
    protected abstract boolean checkedRowByRow(ForeignKey key, Set<String> changed);

    /** Whether a row that references itself by that key can be deleted although the database checks row by row. */
    protected abstract boolean rowMayGoThatReferencesItself(ForeignKey key);

    /** The query that RETURNING is, over rows that are still there; only SQLite has it. */
    protected Optional<String> returned() {
        return Optional.empty();
    }

    /** A query for how many doomed rows are still there, where a trigger can keep them without an error. */
    protected Optional<String> kept() {
        return Optional.empty();
    }

    /** Rows of tables without anything that identifies a row; only MySQL has such tables. */
    protected List<Write> anonymousWrites(Table table) {
        return List.of();
    }

    /** The columns by which a row of that table is known again. */
    protected List<String> identifying(Table table) {
        return table.rowKey();
    }

    /** What is written down of them, of row {@code alias}. */
    protected List<String> identification(Table table, String alias) {
        return identifying(table).stream().map(column -> alias + "." + quotes.id(column)).toList();
    }

    /** Whether a value {@code q} of a column that is referenced, and a value {@code r} of one that references, are equal. */
    protected String equal(ForeignKey key, int i, String q, String r) {
        return q + " = " + r;
    }

    /** The same where the database itself counts which rows reference a row that goes. */
    protected String counted(ForeignKey key, int i, String q, String r) {
        return equal(key, i, q, r);
    }

    /** The same where the database itself looks for the row that a new value references. */
    protected String lookedUp(ForeignKey key, int i, String q, String value) {
        return equal(key, i, q, value);
    }

    /** Whether the database itself would delete row {@code later} after row {@code row}; only SQLite's matters. */
    protected String goesLater(Table table, String later, String row) {
        throw new UnsupportedOperationException(table.toString());
    }

    public boolean anonymous(Table table) {
        return table.rowKey().isEmpty();
    }

    public final FreezeThenAct render() {
        List<String> freezing = freezing();
        FrozenRows rows = new FrozenRows(
                preparation(), settingUp(), freezing.get(0), freezing.subList(1, freezing.size()), cleanup());
        List<String> queries = new ArrayList<>();
        if (limited) {
            queries.add(whole(numbers.countAll(identity(), frozen())));
        }
        if (!numbers.refusals().isEmpty() || plan.targets().stream().anyMatch(this::mayGoBefore)) {
            queries.add(whole("SELECT node, COUNT(*) FROM " + frozen() + " GROUP BY node"));
        }
        Inspections inspections = new Inspections(
                queries, numbers.matched(), numbers.refusals(), limited ? numbers.counted() : Map.of());
        return new FreezeThenAct(rows, inspections, returned().orElse(null), writes(), kept().orElse(null), null);
    }

    private List<Write> writes() {
        List<Write> writes = new ArrayList<>();
        LandingUpdates landing = new LandingUpdates(this);
        plan.updates().stream()
                .map(key -> graph.table(key.referencing()))
                .distinct()
                .filter(table -> !anonymous(table))
                .forEach(table -> writes.addAll(landing.suits(table)
                        ? landing.first(table)
                        : updates(table, plan.updatesOf(table.name()))));
        Set<Table> written = new LinkedHashSet<>(plan.deletionOrder());
        plan.updates().forEach(key -> written.add(graph.table(key.referencing())));
        written.stream().filter(table -> !plan.dooms(table)).forEach(table -> writes.addAll(anonymousWrites(table)));
        List<Detachment> detachments = plan.detachments(this::mustLetGo);
        for (Table table : plan.deletionOrder()) {
            detachments.stream()
                    .filter(detachment -> detachment.before().equals(table.name()))
                    .forEach(detachment -> writes.addAll(detach(detachment.key())));
            writes.addAll(landing.before(table));
            if (anonymous(table)) {
                writes.addAll(anonymousWrites(table));
            } else {
                writes.add(Write.deleting(table, deleteRows(table, numbers.doomed(table)), plan.targets().contains(table)));
            }
        }
        writes.addAll(landing.last());
        return writes;
    }

    /** A query for how many rows are concerned, by their numbers: it locks nothing and writes nothing. */
    public final String count() {
        return doomed(matchedRows(), doomedSteps()) + " " + counts();
    }

    /** The same over {@link #doomedRows}. */
    protected final String counts() {
        List<String> counts = new ArrayList<>(numbers.countDoomed(identity(), doomedRows()));
        writtenDown().forEach((number, rows) -> counts.add("SELECT " + number + ", COUNT(*) FROM (SELECT DISTINCT"
                + rows.substring("SELECT".length()) + ") AS written"));
        numbers.updated().forEach((table, number) -> {
            List<ForeignKey> keys = plan.updatesOf(table.name());
            if (keys.size() > 1 && !anonymous(table)) {
                counts.add(keys.stream()
                        .map(key -> updatedRows(key, 0))
                        .collect(Collectors.joining(" UNION ", "SELECT " + number + ", COUNT(*) FROM (", ") AS touched")));
            }
        });
        counts.addAll(anonymousCounts());
        return String.join(" UNION ALL ", counts);
    }

    /** Counts of rows without anything that identifies a row; only MySQL has such tables. */
    protected List<String> anonymousCounts() {
        return List.of();
    }

    /** Whether rows must let go of each other by that key before they are deleted. */
    private boolean mustLetGo(ForeignKey key) {
        return !key.selfReference() || checkedRowByRow(key, detached(key).keySet());
    }

    private List<Write> detach(ForeignKey key) {
        Table table = graph.table(key.referencing());
        Map<String, String> detached = detached(key);
        return detached.isEmpty()
                ? List.of()
                : List.of(Write.detaching(updateRows(table, detached, numbers.doomed(table))));
    }

    /** Whether rows that the predicate matched may be gone when the target's own DELETE comes, so that it cannot count. */
    private boolean mayGoBefore(Table target) {
        return plan.isReferencing(target) || graph.mayCascadeInto(target.name(), plan.deletionOrder());
    }

    public final String matchedRows() {
        return MatchedRows.query(delete, from(), plan, this::identification);
    }

    /** What a query has behind FROM so that its rows are those of the user's DELETE. */
    protected String from() {
        return delete.from();
    }

    public final List<String> doomedSteps() {
        return plan.cascades().stream()
                .filter(key -> !anonymous(graph.table(key.referencing())))
                .map(key -> {
                    Table table = graph.table(key.referencing());
                    return "SELECT " + row(plan.node(table), table, "r") + " FROM " + reach(key) + lockedToWrite();
                })
                .toList();
    }

    /** From doomed rows {@code d} over their own table's rows {@code q} to the rows {@code r} that reference them. */
    protected final String reach(ForeignKey key) {
        return reach(key, conditions.references(key, "q", "r"));
    }

    private String reach(ForeignKey key, String references) {
        return doomedRows() + " AS d " + reachFrom(key, "d", "q", "r", references) + " WHERE "
                + RowNumbers.among("d", numbers.referenced(key));
    }

    public final String reachFrom(ForeignKey key, String d, String q, String r) {
        return reachFrom(key, d, q, r, conditions.references(key, q, r));
    }

    private String reachFrom(ForeignKey key, String d, String q, String r, String references) {
        Table parent = graph.table(key.referenced());
        return join() + " " + quotes.table(parent.name()) + " AS " + q + byIdentity(parent) + " ON " + is(parent, d, q) + " " + join() + " "
                + quotes.table(key.referencing()) + " AS " + r + " ON " + references;
    }

    public final String references(ForeignKey key, String q, String r) {
        return conditions.references(key, q, r);
    }

    /** Queries for the rows that are updated or refuse, by their number. */
    private Map<Integer, String> writtenDown() {
        Map<Integer, String> rows = new LinkedHashMap<>();
        for (ForeignKey key : plan.updates()) {
            Table table = graph.table(key.referencing());
            if (!anonymous(table)) {
                int number = numbers.ofUpdate(key);
                rows.put(number, updatedRows(key, number) + lockedToWrite());
            }
        }
        numbers.refusals().forEach((number, refusal) -> {
            Table table = graph.table(refusal.update().referencing());
            if (anonymous(table) && plan.dooms(table)) {
                throw Unidentified.rows(table, "rows that stay and rows that go must be told apart");
            }
            rows.put(number, "SELECT " + row(number, table, "r") + " FROM " + inTheWay(refusal, table) + lockedToRead());
        });
        return rows;
    }

    /** From doomed rows to the rows {@code r} of that table by which the whole is refused. */
    private String inTheWay(Refusal refusal, Table table) {
        ForeignKey key = refusal.key();
        String reached = reach(refusal.update()) + conditions.survives(table, "r");
        String counted = reach(key, conditions.counted(key, "q", "r"));
        return switch (refusal.reason()) {
            case REFERENCED -> reached + conditions.notLettingGo(key, "r");
            case DEFAULT_MISSING -> reached + conditions.defaultMissing(refusal.update(), key);
            case REFERENCE_LOST -> reached + conditions.referenceLost(refusal.update(), key);
            case COUNTED_ONLY -> counted + conditions.survives(table, "r") + conditions.notLettingGo(key, "r");
            case REFERENCED_TWICE -> counted + conditions.referencedTwice(key);
            case HIDDEN -> throw new IllegalStateException(refusal.message());
        };
    }

    private String updatedRows(ForeignKey key, int number) {
        Table table = graph.table(key.referencing());
        return "SELECT " + row(number, table, "r") + " FROM " + reach(key) + conditions.survives(table, "r");
    }

    protected final Map<String, String> assignments(ForeignKey key, Table table) {
        Map<String, String> assignments = new LinkedHashMap<>();
        boolean toNull = key.action() == ReferentialAction.SET_NULL;
        key.setColumns().forEach(column -> assignments.put(column, toNull ? "NULL" : defaultToSet(table, column)));
        return assignments;
    }

    /** Doomed rows let go of each other: by NULL where the columns allow it, else by referencing themselves. */
    private Map<String, String> detached(ForeignKey key) {
        Map<String, String> assignments = new LinkedHashMap<>();
        graph.releasable(key).forEach(column -> assignments.put(column, "NULL"));
        if (assignments.isEmpty() && rowMayGoThatReferencesItself(key) && graph.canReferenceItself(key)) {
            for (int i = 0; i < key.columns().size(); i++) {
                assignments.put(key.columns().get(i), "r." + quotes.id(key.referencedColumns().get(i)));
            }
        }
        return assignments;
    }
}
