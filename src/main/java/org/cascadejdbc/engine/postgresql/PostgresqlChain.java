package org.cascadejdbc.engine.postgresql;

import static org.cascadejdbc.engine.postgresql.PostgresqlConditions.rowsOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Table;

/**
 * The doomed rows of a PostgreSQL cascade from {@code cascade_t0} down, one query for each table and key, parents first:
 * it deletes the rows or, in the same order, only locks them.
 *
 * <p>A table that can doom its own rows first gets its closure, of the rows as they were when the statement began. So
 * what a row dooms that another transaction moves away meanwhile is in it, though the row itself stays:
 * {@link #incomplete} tells.
 */
final class PostgresqlChain {
    private final CascadePlan plan;
    private final PostgresqlConditions rows;
    private final boolean locking;
    private final boolean addressed;
    private final List<String> ctes;
    private final List<String> acting = new ArrayList<>();

    /** @param ctes what comes before, to which it adds */
    PostgresqlChain(CascadePlan plan, PostgresqlConditions rows, boolean locking, List<String> ctes) {
        this.plan = plan;
        this.rows = rows;
        this.locking = locking;
        this.addressed = locking || rows.addressed();
        this.ctes = ctes;
    }

    void add() {
        plan.closure().forEach(this::component);
    }

    /** The queries that delete or lock. */
    List<String> acting() {
        return acting;
    }

    /** Conditions for rows of a closure that are not deleted. */
    List<String> incomplete() {
        String gone = Stream.concat(Stream.of("cascade_t0"), acting.stream())
                .map(name -> "SELECT cascade_part, cascade_place FROM " + name)
                .collect(Collectors.joining(" UNION ALL "));
        return plan.closure().stream()
                .filter(CascadePlan.Component::cyclic)
                .map(component -> "EXISTS (SELECT cascade_part, cascade_place FROM " + closureName(component)
                        + " EXCEPT (" + gone + "))")
                .toList();
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
                ctes.add(name + " AS (" + act(table, rows.references(key, "r")) + ")");
                acting.add(name);
                gone.add("SELECT * FROM " + name);
            }
            if (!component.cyclic()) {
                addRelation(table, gone);
            }
        }
    }

    private String act(Table table, String condition) {
        String returned = returned(table, "r");
        String row = addressed
                ? "r.tableoid AS cascade_part, r.ctid AS cascade_place" + returned
                : returned.isEmpty() ? "NULL AS cascade_part" : returned.substring(2);
        return locking
                ? "SELECT " + row + " FROM " + rowsOf(table, "r") + " WHERE " + condition + " FOR UPDATE OF r"
                : "DELETE FROM " + rowsOf(table, "r") + " WHERE " + condition + " RETURNING " + row;
    }

    private void addRelation(Table table, List<String> gone) {
        Stream<String> own = table.equals(plan.target())
                ? Stream.of("SELECT * FROM " + ownTargetRows() + " own")
                : Stream.empty();
        String all = Stream.concat(own, gone.stream()).collect(Collectors.joining(" UNION ALL "));
        ctes.add(rows.relation(table) + " AS (" + all + ")");
    }

    /** Whether all rows have the same columns, so that a closure can have them: they need not be looked up again. */
    private static boolean isOfOneTable(CascadePlan.Component component) {
        return component.tables().size() == 1;
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
                            + "r.ctid AS cascade_place" + (isOfOneTable(component) ? returned(table, "r") : "") + " FROM ";
                    if (!inside) {
                        seeds.add(row + rowsOf(table, "r") + " WHERE "
                                + rows.references(key, "r", rows.relation(parent)));
                        continue;
                    }
                    if (parent.equals(plan.target())) {
                        seeds.add(row + rowsOf(table, "r") + " WHERE "
                                + rows.references(key, "r", ownTargetRows()));
                    }
                    steps.add(isOfOneTable(component)
                            ? row + rowsOf(table, "r") + " WHERE " + rows.joined(key, "g", "r")
                            : row + rowsOf(parent, "q") + " JOIN " + rowsOf(table, "r") + " ON "
                                    + rows.joined(key, "q", "r") + " WHERE "
                                    + PostgresqlConditions.isRow("q", "g", plan.node(parent)));
                }
            }
        }
        ctes.add(closureName(component) + " AS (WITH RECURSIVE cascade_g AS (" + String.join(" UNION ALL ", seeds)
                + " UNION SELECT x.* FROM cascade_g g CROSS JOIN LATERAL (" + String.join(" UNION ALL ", steps)
                + ") x) SELECT * FROM cascade_g)");
    }

    private String closedRows(CascadePlan.Component component, Table table) {
        if (isOfOneTable(component)) {
            return "SELECT g.cascade_part, g.cascade_place" + returned(table, "g") + " FROM " + closureName(component) + " g";
        }
        return "SELECT g.cascade_part, g.cascade_place" + returned(table, "q") + " FROM " + closureName(component)
                + " g JOIN " + rowsOf(table, "q")
                + " ON " + PostgresqlConditions.isRow("q", "g", plan.node(table));
    }

    private String closureName(CascadePlan.Component component) {
        return "cascade_closure" + plan.closure().indexOf(component);
    }

    /** Rows of tables that inherit from the target go with it, but no key references them through it. */
    private String ownTargetRows() {
        List<String> columns = new ArrayList<>(addressed ? List.of("cascade_part", "cascade_place") : List.of());
        rows.referencedColumns(plan.target()).forEach(column -> columns.add(Quotes.DOUBLE.id(column)));
        return "(SELECT " + String.join(", ", columns) + " FROM cascade_t0" + (plan.target().partitioned() || !addressed
                ? ")"
                : " WHERE cascade_part OPERATOR(pg_catalog.=) " + PostgresqlText.oid(plan.target().id()) + ")");
    }

    /** The columns of a doomed row that some key of the plan references, each with a comma before it. */
    private String returned(Table table, String alias) {
        Set<String> columns = rows.referencedColumns(table);
        return columns.isEmpty() ? "" : ", " + Quotes.DOUBLE.columns(alias, columns);
    }
}
