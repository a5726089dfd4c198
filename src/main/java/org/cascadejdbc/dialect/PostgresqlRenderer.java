package org.cascadejdbc.dialect;

import static org.cascadejdbc.dialect.PostgresqlConditions.rowsOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.sql.DeleteStatement;

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

    /** The version from which on a MERGE has RETURNING. */
    private static final int MERGE_RETURNING = 17;

    private final CascadePlan plan;
    private final DeleteStatement delete;
    private final String premise;
    private final long maxRows;
    private final PostgresqlConditions rows;
    private final PostgresqlTarget target;
    private final PostgresqlUpdates updates;
    private final PostgresqlChecks checks;
    private final PostgresqlRowCount rowCount;
    private final List<String> ctes = new ArrayList<>();

    /** @param labels those of what the DELETE returns */
    PostgresqlRenderer(
            CascadePlan plan,
            KeyGraph graph,
            DeleteStatement delete,
            Premise premise,
            List<String> labels,
            long maxRows,
            int version) {
        if (delete.merge() != null && version < MERGE_RETURNING) {
            throw new PlanRefusedException("MERGE INTO " + plan.target() + " … DELETE is carried out from "
                    + "PostgreSQL 17 on, where it tells which rows it deletes; use DELETE FROM " + plan.target() + " USING …");
        }
        this.plan = plan;
        this.delete = delete;
        this.premise = PostgresqlPremise.condition(premise);
        this.maxRows = maxRows;
        this.rows = new PostgresqlConditions(plan, graph);
        this.target = new PostgresqlTarget(plan, delete, rows.referencedColumns(plan.target()), labels);
        this.updates = new PostgresqlUpdates(plan, graph, rows);
        this.checks = new PostgresqlChecks(plan, graph, rows);
        this.rowCount = new PostgresqlRowCount(plan, graph, rows, maxRows);
        PostgresqlOtherWrites.refuse(plan, graph, delete);
    }

    Script render() {
        ctes.addAll(target.before());
        ctes.add("cascade_premise AS MATERIALIZED (SELECT " + premise + " AS holds)");
        if (maxRows > 0) {
            ctes.add(target.frozen());
            ctes.addAll(rowCount.ctes());
            checks.failIf(
                    "(SELECT count(*) FROM cascade_t0) <> (SELECT count(*) FROM cascade_target)", CHANGED_MEANWHILE);
        }
        if (!PostgresqlTarget.isGuarded(delete)) {
            checks.failIf("NOT (" + PostgresqlTarget.PREMISE_HOLDS + ")", PostgresqlTarget.OTHER_PREMISE);
        }
        ctes.addAll(target.queries(maxRows > 0));
        plan.closure().forEach(this::component);
        updates.statements().forEach(update -> ctes.add("cascade_u" + ctes.size() + " AS (" + update + ")"));
        String main;
        if (delete.embedding() != null) {
            ctes.addAll(checks.asQuery());
            main = delete.embedding().main();
        } else if (delete.returning() != null) {
            main = target.result() + checks.asCondition();
        } else {
            main = "SELECT (SELECT count(*) FROM " + target.changed() + ") AS deleted, "
                    + (PostgresqlTarget.fails(delete) ? "true" : "(" + PostgresqlTarget.PREMISE_HOLDS + ")") + " AS premise_holds"
                    + checks.asColumns();
        }
        Script.Step.Kind kind = delete.givesCount() ? Script.Step.Kind.CASCADE : Script.Step.Kind.RESULT;
        String sql = target.with() + " " + String.join(",\n", ctes) + "\n" + main;
        return new Script(List.of(new Script.Step(kind, sql)), Set.of(), checks.refusals());
    }

    /** Each query refers to earlier ones only. */
    private void component(CascadePlan.Component component) {
        if (component.cyclic()) {
            closure(component);
            component.tables().forEach(table -> addRelation(table, List.of(closedRows(component, table))));
        }
        for (Table table : component.tables()) {
            List<String> gone = new ArrayList<>();
            for (ForeignKey key : plan.cascadesInto(table.name())) {
                String name = "cascade_x" + ctes.size();
                ctes.add(name + " AS (DELETE FROM " + rowsOf(table, "r") + " WHERE " + rows.references(key, "r")
                        + " RETURNING r.tableoid AS cascade_part, r.ctid AS cascade_place" + returned(table, "r")
                        + ")");
                gone.add("SELECT * FROM " + name);
            }
            if (!component.cyclic()) {
                addRelation(table, gone);
            }
        }
    }

    private void addRelation(Table table, List<String> gone) {
        Stream<String> own = table.equals(plan.target())
                ? Stream.of("SELECT * FROM " + ownTargetRows() + " own")
                : Stream.empty();
        String all = Stream.concat(own, gone.stream()).collect(Collectors.joining(" UNION ALL "));
        ctes.add(rows.relation(table) + " AS (" + all + ")");
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
        ctes.add(closureName(component)
                + " AS (WITH RECURSIVE cascade_g (cascade_node, cascade_part, cascade_place) AS ("
                + String.join(" UNION ALL ", seeds)
                + " UNION SELECT x.cascade_node, x.cascade_part, x.cascade_place FROM cascade_g g CROSS JOIN LATERAL ("
                + String.join(" UNION ALL ", steps) + ") x) SELECT * FROM cascade_g)");
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
        List<String> columns = new ArrayList<>(List.of("cascade_part", "cascade_place"));
        rows.referencedColumns(plan.target()).forEach(column -> columns.add(Quotes.DOUBLE.id(column)));
        return "(SELECT " + String.join(", ", columns) + " FROM cascade_t0" + (plan.target().partitioned()
                ? ")"
                : " WHERE cascade_part = " + plan.target().id() + "::oid)");
    }

    /** The columns of a doomed row that some key of the plan references, each with a comma before it. */
    private String returned(Table table, String alias) {
        Set<String> columns = rows.referencedColumns(table);
        return columns.isEmpty() ? "" : ", " + Quotes.DOUBLE.columns(alias, columns);
    }
}
