package org.cascadejdbc.engine.postgresql;

import static org.cascadejdbc.engine.postgresql.PostgresqlConditions.rowsOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadejdbc.physical.Census;
import org.cascadejdbc.physical.PlanGuard;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.physical.Refusal;
import org.cascadejdbc.physical.RowNumbers;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.Limits;
import org.cascadejdbc.plan.SideEffect;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.sql.DeleteStatement;

/**
 * How many rows a plan concerns on PostgreSQL, in one query, and so in one snapshot: the rows that go are found by their
 * addresses, as for {@code maxRows}; what {@link PostgresqlChecks} asks about the others is asked about those.
 */
final class PostgresqlCensus {
    private final CascadePlan plan;
    private final KeyGraph graph;
    private final PlanGuard planGuard;
    private final PostgresqlConditions rows;
    private final PostgresqlTarget target;
    private final RowNumbers numbers;

    PostgresqlCensus(CascadePlan plan, KeyGraph graph, DeleteStatement delete, PlanGuard planGuard) {
        this.plan = plan;
        this.graph = graph;
        this.planGuard = planGuard;
        this.rows = new PostgresqlConditions(plan, graph);
        this.target = new PostgresqlTarget(plan, delete, List.of(), List.of(), true);
        this.numbers = new RowNumbers(plan, graph);
    }

    String sql() {
        return counting(String.join("\nUNION ALL ", counts()));
    }

    /**
     * A query for how many rows there are, in a snapshot that stays, by which keys that the database guards refuse what the
     * plan's SET NULL and SET DEFAULT make of them; empty where there can be none.
     */
    Optional<String> refusing() {
        PostgresqlChecks checks = new PostgresqlChecks(plan, graph, rows, null);
        List<String> refusing = Stream.concat(
                        SideEffect.ofGuardedNewReferences(plan.updates(), graph).stream().map(Refusal::defaultMissing),
                        SideEffect.ofWatchedLostReferences(plan.updates(), graph).stream().map(Refusal::referenceLost))
                .map(checks::inTheWay)
                .toList();
        return refusing.isEmpty()
                ? Optional.empty()
                : Optional.of(counting(
                        "SELECT pg_catalog.count(*) FROM (" + String.join("\nUNION ALL ", refusing) + ") x"));
    }

    private String counting(String main) {
        List<String> ctes = new ArrayList<>(target.before());
        ctes.add("cascade_premise AS MATERIALIZED (SELECT " + PostgresqlPlanGuard.condition(planGuard) + " AS holds)");
        ctes.add(target.counted());
        ctes.add(new PostgresqlRowLimit(plan, graph, rows, Limits.NONE).doomed());
        ctes.add("cascade_t0 AS (SELECT * FROM cascade_target)");
        plan.deletionOrder().forEach(table -> ctes.add(rows.relation(table) + " AS (" + doomed(table) + ")"));
        return target.with() + " " + String.join(",\n", ctes) + "\n" + main;
    }

    /** As the keys that reference them see them. */
    private String doomed(Table table) {
        Set<String> columns = rows.referencedColumns(table);
        return "SELECT q.tableoid AS cascade_part, q.ctid AS cascade_place"
                + (columns.isEmpty() ? "" : ", " + Quotes.DOUBLE.columns("q", columns))
                + " FROM " + rowsOf(table, "q") + " JOIN cascade_counted g ON "
                + PostgresqlConditions.isRow("q", "g", plan.node(table));
    }

    private List<String> counts() {
        PostgresqlChecks checks = new PostgresqlChecks(plan, graph, rows, null);
        List<String> counts = new ArrayList<>();
        counts.add("SELECT cascade_node, pg_catalog.count(*) FROM cascade_counted GROUP BY cascade_node");
        counts.add(count(RowNumbers.TARGET, "SELECT 1 FROM cascade_target"));
        plan.updates().forEach(key -> counts.add(count(numbers.ofUpdate(key), checks.updated(key, "r", "1"))));
        numbers.updated().forEach((table, number) -> {
            List<ForeignKey> keys = plan.updatesOf(table.name());
            if (keys.size() > 1) {
                counts.add(count(number, keys.stream()
                        .map(key -> checks.updated(key, "r", "r.tableoid, r.ctid"))
                        .collect(Collectors.joining(" UNION "))));
            }
        });
        numbers.refusals().forEach((number, refusal) -> counts.add(count(number, checks.inTheWay(refusal))));
        String referencing = Stream.of(plan.cascades(), plan.updates(), plan.checks())
                .flatMap(List::stream)
                .map(ForeignKey::referencing)
                .distinct()
                .map(name -> "(" + PostgresqlText.oid(graph.table(name).id()) + ")")
                .collect(Collectors.joining(", "));
        if (!referencing.isEmpty()) {
            counts.add(count(Census.HIDDEN,
                    "SELECT 1 FROM (VALUES " + referencing + ") t (id) WHERE pg_catalog.row_security_active(t.id)"));
        }
        return counts;
    }

    private static String count(int number, String query) {
        return "SELECT " + number + ", pg_catalog.count(*) FROM (" + query + ") x";
    }
}
