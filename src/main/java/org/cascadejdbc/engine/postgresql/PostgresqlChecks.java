package org.cascadejdbc.engine.postgresql;

import static org.cascadejdbc.engine.postgresql.PostgresqlConditions.rowsOf;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.physical.Refusal;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.plan.SideEffect;
import org.cascadejdbc.schema.Comparison;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Table;

/**
 * What refuses a PostgreSQL cascade: an expression that fails, by a cast of a text of ours, if a row stands in the way,
 * and is NULL otherwise. One for all, in the order in which they are refused: each column of a result has its price, also
 * in the driver.
 */
final class PostgresqlChecks {
    private static final Quotes Q = Quotes.DOUBLE;

    private final CascadePlan plan;
    private final KeyGraph graph;
    private final PostgresqlConditions rows;
    private final PostgresqlUpdates updates;
    private final List<String> cases = new ArrayList<>();
    private final Map<Integer, Refusal> refusals = new LinkedHashMap<>();

    /** @param updates those in the same statement; {@code null} where nothing is updated, but only asked about */
    PostgresqlChecks(CascadePlan plan, KeyGraph graph, PostgresqlConditions rows, PostgresqlUpdates updates) {
        this.plan = plan;
        this.graph = graph;
        this.rows = rows;
        this.updates = updates;
        plan.checks().forEach(key -> refuseIfAny(Refusal.referenced(key)));
        plan.newReferences().forEach(effect -> refuseIfAny(Refusal.defaultMissing(effect)));
        plan.lostReferences().forEach(effect -> refuseIfAny(Refusal.referenceLost(effect)));
        refuseHiddenRows();
    }

    private void refuseIfAny(Refusal refusal) {
        if (refusal.reason() != Refusal.Reason.REFERENCED) {
            refuseIf("EXISTS (" + inTheWay(refusal) + ")", refusal);
            return;
        }
        int number = refusals.size() + 1;
        refusals.put(number, refusal);
        boolean seesWhoWrites = graph.table(refusal.key().referencing()).kind() != Table.Kind.VIEW; // whose rows have no xmax
        cases.add("(" + blocked(refusal.key(), !seesWhoWrites ? text(number, "") : "CASE WHEN r.xmax OPERATOR(pg_catalog.=) 0 THEN "
                + text(number, "") + " ELSE " + text(number, PostgresqlRenderer.BUSY) + " END") + " LIMIT 1)");
    }

    /** For each key that refuses, a query that locks the rows in the way in that way. */
    List<String> locking(String how) {
        return plan.checks().stream().map(key -> blocked(key, "1") + how).toList();
    }

    /** A query for the rows by which the DELETE is refused. */
    String inTheWay(Refusal refusal) {
        return switch (refusal.reason()) {
            case REFERENCED -> blocked(refusal.key(), "1");
            case DEFAULT_MISSING -> defaultMissing(refusal.update(), refusal.key());
            case REFERENCE_LOST -> referenceLost(refusal.update(), refusal.key());
            case HIDDEN, COUNTED_ONLY, REFERENCED_TWICE, SET_AND_GONE -> throw new IllegalStateException(refusal.message());
        };
    }

    private void refuseIf(String condition, Refusal refusal) {
        int number = refusals.size() + 1;
        refusals.put(number, refusal);
        failIf(condition, number);
    }

    /**
     * Row-level security filters our statements, and no native key's. A key that refuses natively refuses hidden rows,
     * too (documentation: "Row Security Policies"); any other key's hidden rows would stay, or go without their own
     * referencing rows. The server is asked each time: policies may have come since, and hold for some users only.
     */
    private void refuseHiddenRows() {
        Map<Table, ForeignKey> unwatched = new LinkedHashMap<>();
        Stream.of(plan.cascades(), plan.updates(), plan.checks())
                .flatMap(Collection::stream)
                .filter(key -> !key.watched() || key.declared().acts())
                .forEach(key -> unwatched.putIfAbsent(graph.table(key.referencing()), key));
        unwatched.forEach((table, key) ->
                refuseIf("pg_catalog.row_security_active(" + PostgresqlText.oid(table.id()) + ")", Refusal.hidden(key, PostgresqlRenderer.SEEING_ALL)));
    }

    /** Texts that come before all others, in that order. */
    void first(List<String> some) {
        cases.addAll(0, some);
    }

    void failIf(String condition, int number) {
        cases.add("CASE WHEN " + condition + " THEN " + text(number, "") + " END");
    }

    private static String text(int number, String more) {
        return Quotes.literal(PostgresqlRenderer.REFUSAL + number + " " + more);
    }

    Map<Integer, Refusal> refusals() {
        return refusals;
    }

    /** As a further column of a select list. */
    String asColumn() {
        return cases.isEmpty() ? "" : ",\n  " + check();
    }

    /** As the condition of a query whose rows are the result: it is evaluated once, also where there are none. */
    String asCondition() {
        return cases.isEmpty() ? "" : "\nWHERE (SELECT " + check() + ") IS NULL";
    }

    /**
     * As a query of their own, where the result is none of ours: a DELETE that never finds a row, for the server
     * executes what writes, whether or not anybody reads it. No trigger fires more often for it: those of a statement
     * fire once for all its parts that delete from the same table.
     */
    List<String> asQuery() {
        return cases.isEmpty()
                ? List.of()
                : List.of("cascade_checked AS (DELETE FROM " + rowsOf(plan.target(), "r") + " WHERE (SELECT " + check()
                        + ") IS NOT NULL)");
    }

    /**
     * Concatenated with what is another value each time, so that the planner cannot evaluate the cast beforehand. Not with
     * one of a query, which costs its start even where nothing fails.
     */
    private String check() {
        return "CAST(COALESCE(\n    " + String.join(",\n    ", cases) + ") OPERATOR(pg_catalog.||)"
                + " CAST(pg_catalog.clock_timestamp() AS pg_catalog.text) AS integer)";
    }

    /** The rows by which that key refuses. A row that lets go by another key's update does not stand in the way. */
    private String blocked(ForeignKey key, String list) {
        return updated(key, "r", list) + notLettingGo(key, "r");
    }

    /** The rows {@code r} that stay and reference a doomed one by that key. */
    private String updated(ForeignKey key, String r) {
        return updated(key, r, "1");
    }

    /** The same with that select list. */
    String updated(ForeignKey key, String r, String list) {
        Table table = graph.table(key.referencing());
        return "SELECT " + list + " FROM " + rowsOf(table, r) + " WHERE " + rows.references(key, r) + stays(table, r);
    }

    private String stays(Table table, String r) {
        return " AND (" + rows.doomed(table, r) + ") IS NOT TRUE";
    }

    private String notLettingGo(ForeignKey key, String r) {
        return plan.releasing(key).stream()
                .map(update -> " AND (" + rows.references(update, r) + changed(update, key, true, r) + ") IS NOT TRUE")
                .collect(Collectors.joining());
    }

    /**
     * That {@code update} changes in row {@code r} a column of {@code key}, by which the row references, or by which it is
     * referenced. None of these is NULL where that matters.
     */
    private String changed(ForeignKey update, ForeignKey key, boolean references, String r) {
        Table table = graph.table(update.referencing());
        if (update.action() == ReferentialAction.SET_NULL || PostgresqlUpdates.isChanging(table, update)) {
            return "";
        }
        List<String> columns = references ? key.columns() : key.referencedColumns();
        if (!references && SideEffect.recomputes(update, columns, graph)) {
            return "";
        }
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            if (update.setColumns().contains(column)) {
                Comparison comparison = PostgresqlComparisons.comparison(graph, key, i);
                conditions.add("(" + (references ? comparison.referencing() : comparison.referenced())
                        .of(r + "." + Q.id(column), PostgresqlUpdates.value(table, column, update)) + ") IS NOT TRUE");
            }
        }
        return " AND (" + String.join(" OR ", conditions) + ")";
    }

    /** The rows that get defaults with which they reference no row: as they are then, where that can be seen. */
    private String defaultMissing(ForeignKey update, ForeignKey key) {
        Optional<String> changedRows = updates == null ? Optional.empty() : updates.changedRows(update);
        if (changedRows.isPresent()) {
            return "SELECT 1 FROM " + changedRows.get() + " AS r WHERE " + referencesNone(key, key.columns().stream()
                    .map(column -> "r." + Q.id(column))
                    .toList());
        }
        Table table = graph.table(key.referencing());
        if (PostgresqlUpdates.isChanging(table, update)) {
            return ofChangingDefault(update);
        }
        String notNulled = plan.nulling(key).stream()
                .map(other -> " AND " + rows.references(other, "r") + " IS NOT TRUE")
                .collect(Collectors.joining());
        return updated(update, "r") + notNulled + " AND " + referencesNone(key, key.columns().stream()
                .map(column -> update.setColumns().contains(column)
                        ? PostgresqlUpdates.value(table, column, update)
                        : "r." + Q.id(column))
                .toList());
    }

    /** Beforehand they are only those that may be in the way. */
    private String ofChangingDefault(ForeignKey update) {
        if (updates == null) {
            return updated(update, "r");
        }
        throw new PlanRefusedException("the DELETE is not carried out: by the key " + update + " rows of "
                + update.referencing() + " get a default that may be another one each time (nextval, random, …), and by"
                + " another key's SET NULL or SET DEFAULT the same rows may be changed, so that it cannot be said what they"
                + " reference then; give the column a constant default, or one of the keys another rule");
    }

    /**
     * That these values of the key's columns, none of them NULL, reference no row that stays. To {@code IS NOT NULL} a row with a
     * NULL in it is none that is not.
     */
    private String referencesNone(ForeignKey key, List<String> values) {
        Table parent = graph.table(key.referenced());
        StringBuilder match = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            match.append(PostgresqlComparisons.comparison(graph, key, i).equal().of(
                    "q." + Q.id(key.referencedColumns().get(i)), values.get(i) + PostgresqlConditions.collate(graph, key, i)));
            match.append(" AND ");
        }
        return "pg_catalog.num_nulls(" + String.join(", ", values) + ") OPERATOR(pg_catalog.=) 0 AND NOT EXISTS (SELECT 1 FROM " + rowsOf(parent, "q") + " WHERE " + match + "("
                + rows.doomed(parent, "q") + ") IS NOT TRUE)";
    }

    /** The rows that lose values by which others, which stay, reference them. */
    private String referenceLost(ForeignKey update, ForeignKey key) {
        Table referencing = graph.table(key.referencing());
        return updated(update, "r") + changed(update, key, false, "r") + " AND EXISTS (SELECT 1 FROM "
                + rowsOf(referencing, "c") + " WHERE " + rows.joined(key, "r", "c") + stays(referencing, "c")
                + notLettingGo(key, "c") + ")";
    }
}
