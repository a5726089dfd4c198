package org.cascadejdbc.engine.postgresql;

import static org.cascadejdbc.engine.postgresql.PostgresqlConditions.rowsOf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.physical.RowNumbers;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.Limits;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;

/**
 * The part of a PostgreSQL cascade that counts the rows before the first is written, for {@link Limits}: from the
 * frozen {@code cascade_target} along all keys, by row addresses. It ends in {@code cascade_row_limit}, which fails if
 * there are too many, and on which the first DELETE waits.
 */
final class PostgresqlRowLimit {
    private final CascadePlan plan;
    private final KeyGraph graph;
    private final PostgresqlConditions rows;
    private final Limits limits;
    private final Map<Table, Integer> origins;

    PostgresqlRowLimit(CascadePlan plan, KeyGraph graph, PostgresqlConditions rows, Limits limits) {
        this.plan = plan;
        this.graph = graph;
        this.rows = rows;
        this.limits = limits;
        this.origins = new RowNumbers(plan, graph).origins();
    }

    List<String> ctes() {
        List<String> touched = new ArrayList<>(
                List.of("SELECT cascade_node AS cascade_origin, cascade_part, cascade_place FROM cascade_counted"));
        for (ForeignKey key : plan.updates()) {
            int origin = origins.get(graph.table(key.referencing()));
            touched.add("SELECT " + origin + ", x.cascade_part, x.cascade_place FROM cascade_counted g CROSS JOIN LATERAL ("
                    + steps(key, 0).collect(Collectors.joining(" UNION ALL ")) + ") x");
        }
        return List.of(
                doomed(),
                "cascade_touched AS (" + String.join(" UNION ", touched) + ")",
                "cascade_row_counts AS MATERIALIZED (SELECT cascade_origin, pg_catalog.count(*) AS cascade_rows FROM cascade_touched "
                        + "GROUP BY cascade_origin)",
                "cascade_row_limit AS MATERIALIZED (SELECT CASE WHEN " + exceeded() + " THEN CAST("
                        + Quotes.literal(PostgresqlRenderer.REFUSAL + Engine.TOO_MANY_ROWS + " ")
                        + " OPERATOR(pg_catalog.||) (SELECT pg_catalog.string_agg(CAST(cascade_origin AS pg_catalog.text)"
                        + " OPERATOR(pg_catalog.||) '=' OPERATOR(pg_catalog.||) CAST(cascade_rows AS pg_catalog.text), ' '"
                        + " ORDER BY cascade_origin) FROM cascade_row_counts) AS integer) IS NOT NULL ELSE true END AS within)");
    }

    private String exceeded() {
        List<String> reasons = new ArrayList<>();
        if (limits.allTables() > 0) {
            reasons.add("(SELECT pg_catalog.sum(cascade_rows) FROM cascade_row_counts) OPERATOR(pg_catalog.>) " + limits.allTables());
        }
        origins.forEach((table, origin) -> limits.of(table.name()).ifPresent(most -> reasons.add(
                "(SELECT cascade_rows FROM cascade_row_counts WHERE cascade_origin"
                        + " OPERATOR(pg_catalog.=) " + origin + ") OPERATOR(pg_catalog.>) " + most)));
        return reasons.isEmpty() ? "false" : String.join(" OR ", reasons);
    }

    /** The numbers that an error tells. */
    Map<Integer, TableName> counted() {
        Map<Integer, TableName> counted = new LinkedHashMap<>();
        origins.forEach((table, origin) -> counted.put(origin, table.name()));
        return counted;
    }

    /** {@code cascade_counted}, all rows that go, each once: the number of its table, and where it is. */
    String doomed() {
        String matched = "SELECT " + plan.node(plan.target()) + " AS cascade_node, cascade_part, cascade_place"
                + " FROM cascade_target";
        String steps = plan.cascades().stream()
                .flatMap(key -> steps(key, plan.node(graph.table(key.referencing()))))
                .collect(Collectors.joining(" UNION ALL "));
        return "cascade_counted AS (" + (steps.isEmpty()
                        ? matched
                        : "WITH RECURSIVE cascade_g (cascade_node, cascade_part, cascade_place) AS (" + matched
                                + " UNION SELECT x.cascade_node, x.cascade_part, x.cascade_place FROM cascade_g"
                                + " g CROSS JOIN LATERAL (" + steps + ") x) SELECT * FROM cascade_g") + ")";
    }

    /** From a counted row {@code g} to the rows that reference it by that key. */
    private Stream<String> steps(ForeignKey key, int node) {
        Table table = graph.table(key.referencing());
        return rows.parents(key).stream()
                .map(parent -> "SELECT " + node + " AS cascade_node, r.tableoid AS cascade_part, "
                        + "r.ctid AS cascade_place FROM "
                        + rowsOf(parent, "q") + " JOIN " + rowsOf(table, "r") + " ON "
                        + rows.joined(key, "q", "r") + " WHERE " + PostgresqlConditions.isRow("q", "g", plan.node(parent)));
    }
}
