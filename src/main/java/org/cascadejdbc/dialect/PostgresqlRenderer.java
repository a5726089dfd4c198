package org.cascadejdbc.dialect;

import static org.cascadejdbc.dialect.PostgresqlConditions.rowsOf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.Name;

/**
 * A plan as <b>one</b> PostgreSQL statement: a chain of data-modifying CTEs from the target down.
 *
 * <p>Why this is what native keys would do (documentation: "Queries", 7.8.4 "Data-Modifying Statements in WITH"):
 * <ul>
 *   <li>All parts see the same snapshot, so the predicate, evaluated once in the target's DELETE, sees the children
 *       that go in the same statement, and so do all conditions about who survives.
 *   <li>Constraints are checked at the end of the statement, so that no order among tables is needed, rings included.
 *   <li>Each DELETE of referencing rows is written by key, not by row address: a row that another transaction moves
 *       meanwhile is looked at again, and not deleted if it references another row by then.
 *   <li>It is atomic and one round trip; an error aborts the transaction, as a native refusal does.
 * </ul>
 *
 * <p>A table that can doom its own rows (self reference, ring of tables) first gets its closure by a recursive query
 * over row addresses, which are stable within one snapshot; the rows are then deleted by key as everywhere else.
 *
 * <p>Refusals are made inside the statement by a cast that fails with a text of ours ({@link #REFUSAL}), because only
 * an error undoes a statement without another round trip.
 */
final class PostgresqlRenderer {
    /** Begins the text of the failing cast; the refusal's number follows. */
    static final String REFUSAL = "cascade-jdbc refusal ";

    /** The number of the refusal by {@code maxRows}. */
    static final int TOO_MANY_ROWS = 0;

    /** The number of the refusal because a row changed while it was counted. */
    static final int CHANGED_MEANWHILE = -1;

    private static final Quotes Q = Quotes.DOUBLE;

    private final CascadePlan plan;
    private final KeyGraph graph;
    private final DeleteStatement delete;
    private final long maxRows;
    private final PostgresqlConditions rows;
    private final List<String> ctes = new ArrayList<>();
    private final Map<Integer, Refusal> refusals = new LinkedHashMap<>();

    PostgresqlRenderer(CascadePlan plan, KeyGraph graph, DeleteStatement delete, long maxRows) {
        this.plan = plan;
        this.graph = graph;
        this.delete = delete;
        this.maxRows = maxRows;
        this.rows = new PostgresqlConditions(plan, graph);
        if (delete.using() != null || delete.cursor() != null || delete.with() != null || !delete.givesCount()
                || delete.merge() != null) {
            throw new PlanRefusedException("this form of DELETE cannot be carried out yet");
        }
    }

    Script render() {
        target();
        plan.closure().forEach(this::component);
        updates();
        List<String> checks = new ArrayList<>();
        plan.checks().forEach(key -> checks.add(refusedIf(key, "EXISTS (" + blocked(key) + ")")));
        plan.unguardedDefaults()
                .forEach(key -> checks.add(refusedIf(key, "EXISTS (" + defaultMissing(key) + ")")));
        if (maxRows > 0) {
            checks.add(failing(
                    "(SELECT count(*) FROM cascade_t0) <> (SELECT count(*) FROM cascade_target)", CHANGED_MEANWHILE));
        }
        StringBuilder sql = new StringBuilder("WITH RECURSIVE ").append(String.join(",\n", ctes));
        sql.append("\nSELECT (SELECT count(*) FROM cascade_t0) AS deleted, ").append(sameTarget());
        sql.append(" AS same_target");
        checks.forEach(check -> sql.append(",\n  ").append(check));
        return new Script(List.of(new Script.Step(Script.Step.Kind.CASCADE, sql.toString())), Set.of(), refusals);
    }

    // ---- the target -----------------------------------------------------------------------------------------------

    private void target() {
        String row = delete.target().rowName();
        String from = delete.from();
        String returning = " RETURNING " + row + ".tableoid AS cascade_part, " + row + ".ctid AS cascade_place"
                + returned(plan.target(), row);
        // The predicate stands alone in its parentheses: whatever it is, it cannot end the statement that we build.
        String predicate = delete.predicate() == null ? "" : " AND (" + delete.predicate() + ")";
        if (maxRows == 0) {
            ctes.add("cascade_t0 AS (DELETE FROM " + from + " WHERE (SELECT " + sameTarget() + ")" + predicate
                    + returning + ")");
        } else {
            ctes.add("cascade_target AS MATERIALIZED (SELECT " + row + ".tableoid AS cascade_part, " + row
                    + ".ctid AS cascade_place FROM " + from + " WHERE (SELECT " + sameTarget() + ")" + predicate + ")");
            ctes.addAll(new PostgresqlRowCount(plan, graph, rows, maxRows).ctes());
            ctes.add("cascade_t0 AS (DELETE FROM " + from + " WHERE (SELECT within FROM cascade_row_limit) AND " + row
                    + ".ctid = ANY (ARRAY(SELECT cascade_place FROM cascade_target)) AND (" + row + ".tableoid, " + row
                    + ".ctid) IN (SELECT cascade_part, cascade_place FROM cascade_target)" + returning + ")");
        }
    }

    /** Whether the name still means the table that was planned for: search path and temporary tables may change. */
    private String sameTarget() {
        return "to_regclass(" + nameLiteral(delete) + ") IS NOT DISTINCT FROM "
                + plan.target().id() + "::oid::regclass";
    }

    static String nameLiteral(DeleteStatement delete) {
        return Quotes.literal(delete.target().table().parts().stream()
                .map(PostgresqlRenderer::exact)
                .collect(Collectors.joining(".")));
    }

    private static String exact(Name name) {
        return Q.id(name.quoted() ? name.text() : name.text().toLowerCase(Locale.ROOT));
    }

    // ---- who is doomed --------------------------------------------------------------------------------------------

    /** WITH RECURSIVE lets a query refer to one that comes later, so that the order here is the reader's. */
    private void component(CascadePlan.Component component) {
        if (component.cyclic()) {
            closure(component);
        }
        for (Table table : component.tables()) {
            List<String> gone = new ArrayList<>();
            if (table.equals(plan.target())) {
                gone.add("SELECT * FROM " + ownTargetRows() + " own");
            }
            if (component.cyclic()) {
                gone.add(closedRows(component, table));
            }
            for (ForeignKey key : plan.cascadesInto(table.name())) {
                String name = "cascade_x" + ctes.size();
                ctes.add(name + " AS (DELETE FROM " + rowsOf(table, "r") + " WHERE " + rows.references(key, "r")
                        + " RETURNING r.tableoid AS cascade_part, r.ctid AS cascade_place" + returned(table, "r")
                        + ")");
                if (!component.cyclic()) {
                    gone.add("SELECT * FROM " + name);
                }
            }
            ctes.add(rows.relation(table) + " AS (" + String.join(" UNION ALL ", gone) + ")");
        }
    }

    /** The rows of a ring, by their addresses, to the fixed point. */
    private void closure(CascadePlan.Component component) {
        List<String> seeds = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        for (Table table : component.tables()) {
            for (ForeignKey key : plan.cascadesInto(table.name())) {
                for (Table parent : rows.parents(key)) {
                    boolean inside = component.tables().contains(parent);
                    String row = "SELECT " + plan.node(table) + " AS cascade_node, r.tableoid AS cascade_part, "
                            + "r.ctid AS cascade_place FROM ";
                    if (!inside) {
                        seeds.add(row + rowsOf(table, "r") + " WHERE "
                                + rows.references(key, "r", rows.relation(parent)));
                        continue;
                    }
                    if (parent.equals(plan.target())) {
                        seeds.add(row + rowsOf(table, "r") + " WHERE "
                                + rows.references(key, "r", ownTargetRows()));
                    }
                    steps.add(row + rowsOf(parent, "q") + " JOIN " + rowsOf(table, "r") + " ON "
                            + rows.joined(key, "q", "r") + " WHERE g.cascade_node = " + plan.node(parent)
                            + " AND q.tableoid = g.cascade_part AND q.ctid = g.cascade_place");
                }
            }
        }
        ctes.add(closureName(component) + " (cascade_node, cascade_part, cascade_place) AS ("
                + String.join(" UNION ALL ", seeds)
                + " UNION SELECT x.cascade_node, x.cascade_part, x.cascade_place FROM " + closureName(component)
                + " g CROSS JOIN LATERAL (" + String.join(" UNION ALL ", steps) + ") x)");
    }

    private String closedRows(CascadePlan.Component component, Table table) {
        return "SELECT g.cascade_part, g.cascade_place" + returned(table, "q") + " FROM " + closureName(component)
                + " g JOIN " + rowsOf(table, "q")
                + " ON q.tableoid = g.cascade_part AND q.ctid = g.cascade_place WHERE g.cascade_node = "
                + plan.node(table);
    }

    private String closureName(CascadePlan.Component component) {
        return "cascade_closure" + plan.closure().indexOf(component);
    }

    /** Rows of tables that inherit from the target go with it, but no key references them through it. */
    private String ownTargetRows() {
        return plan.target().partitioned()
                ? "cascade_t0"
                : "(SELECT * FROM cascade_t0 WHERE cascade_part = " + plan.target().id() + "::oid)";
    }

    // ---- survivors ------------------------------------------------------------------------------------------------

    /** One UPDATE a table: a statement may change a row only once. */
    private void updates() {
        Map<Table, List<ForeignKey>> byTable = new LinkedHashMap<>();
        plan.updates().forEach(key -> byTable
                .computeIfAbsent(graph.table(key.referencing()), table -> new ArrayList<>())
                .add(key));
        byTable.forEach((table, keys) -> {
            Set<String> columns = new LinkedHashSet<>();
            keys.forEach(key -> columns.addAll(key.setColumns()));
            String set = columns.stream()
                    .map(column -> Q.id(column) + " = " + newValue(table, column, keys))
                    .collect(Collectors.joining(", "));
            ctes.add("cascade_u" + ctes.size() + " AS (UPDATE " + rowsOf(table, "r") + " SET " + set
                    + " WHERE ("
                    + keys.stream().map(key -> rows.references(key, "r")).collect(Collectors.joining(" OR "))
                    + ") AND (" + rows.doomed(table, "r") + ") IS NOT TRUE)");
        });
    }

    private String newValue(Table table, String column, List<ForeignKey> keys) {
        if (keys.size() == 1) {
            return value(table, column, keys.get(0));
        }
        StringBuilder cases = new StringBuilder("CASE");
        for (ReferentialAction action : List.of(ReferentialAction.SET_NULL, ReferentialAction.SET_DEFAULT)) {
            for (ForeignKey key : keys) {
                if (key.action() == action && key.setColumns().contains(column)) {
                    cases.append(" WHEN ").append(rows.references(key, "r")).append(" THEN ");
                    cases.append(value(table, column, key));
                }
            }
        }
        return cases.append(" ELSE r.").append(Q.id(column)).append(" END").toString();
    }

    private static String value(Table table, String column, ForeignKey key) {
        String expression = table.column(column).orElseThrow().defaultExpression();
        return key.action() == ReferentialAction.SET_NULL || expression == null ? "NULL" : "(" + expression + ")";
    }

    /** The rows by which that key refuses. A row that lets go by another key's SET NULL does not stand in the way. */
    private String blocked(ForeignKey key) {
        Table table = graph.table(key.referencing());
        StringBuilder sql = new StringBuilder("SELECT 1 FROM " + rowsOf(table, "r") + " WHERE "
                + rows.references(key, "r") + " AND (" + rows.doomed(table, "r") + ") IS NOT TRUE");
        plan.releasing(key)
                .forEach(update -> sql.append(" AND (").append(rows.references(update, "r")).append(") IS NOT TRUE"));
        return sql.toString();
    }

    private String defaultMissing(ForeignKey key) {
        Table table = graph.table(key.referencing());
        Table parent = graph.table(key.referenced());
        List<String> values = key.columns().stream()
                .map(column -> key.setColumns().contains(column) ? value(table, column, key) : "r." + Q.id(column))
                .toList();
        StringBuilder match = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            match.append("q.").append(Q.id(key.referencedColumns().get(i))).append(" = ").append(values.get(i));
            match.append(" AND ");
        }
        return "SELECT 1 FROM " + rowsOf(table, "r") + " WHERE " + rows.references(key, "r") + " AND ("
                + rows.doomed(table, "r") + ") IS NOT TRUE AND "
                + values.stream().map(v -> v + " IS NOT NULL").collect(Collectors.joining(" AND "))
                + " AND NOT EXISTS (SELECT 1 FROM " + rowsOf(parent, "q") + " WHERE " + match + "("
                + rows.doomed(parent, "q") + ") IS NOT TRUE)";
    }

    private String refusedIf(ForeignKey key, String condition) {
        int number = refusals.size() + 1;
        refusals.put(number, Refusal.of(key));
        return failing(condition, number);
    }

    /** Concatenated with a value of the execution, so that the planner cannot evaluate the cast beforehand. */
    private static String failing(String condition, int number) {
        return "CASE WHEN " + condition + " THEN CAST(" + Quotes.literal(REFUSAL + number + " ")
                + " || (SELECT count(*) FROM cascade_t0) AS integer) END";
    }

    /** The columns of a doomed row that some key of the plan references, each with a comma before it. */
    private String returned(Table table, String alias) {
        Set<String> columns = new LinkedHashSet<>();
        List<ForeignKey> keys = new ArrayList<>(plan.cascades());
        keys.addAll(plan.updates());
        keys.addAll(plan.checks());
        keys.stream()
                .filter(key -> rows.parents(key).contains(table))
                .forEach(key -> columns.addAll(key.referencedColumns()));
        return columns.isEmpty() ? "" : ", " + Q.columns(alias, columns);
    }
}
