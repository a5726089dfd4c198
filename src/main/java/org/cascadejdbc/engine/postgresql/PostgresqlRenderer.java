package org.cascadejdbc.engine.postgresql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cascadejdbc.physical.OneStatement;
import org.cascadejdbc.physical.PhysicalPlan;
import org.cascadejdbc.physical.PlanGuard;
import org.cascadejdbc.physical.Race;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.Limits;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
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
    /** As whom row-level security hides nothing: what an error advises. */
    static final String SEEING_ALL = "as a role with BYPASSRLS or as the table's owner";

    private static final Race.Manner MANNER = new Race.Manner(
            "SHOW transaction_isolation", Set.of("read committed", "read uncommitted"), PostgresqlFailures.NO_PRIVILEGE,
            "SELECT pg_catalog.row_security_active(pg_catalog.format('%I.%I', ?, ?))", SEEING_ALL);

    /** Begins the text of the failing cast; the refusal's number follows. */
    static final String REFUSAL = "cascade-jdbc refusal ";

    /** Follows the number where the row in the way may be one that another transaction is deleting. */
    static final String BUSY = "busy ";

    /** The number of the refusal because a row changed while it was counted. */
    static final int CHANGED_MEANWHILE = -1;

    /** The version from which on a MERGE has RETURNING. */
    private static final int MERGE_RETURNING = 17;

    private final CascadePlan plan;
    private final KeyGraph graph;
    private final DeleteStatement delete;
    private final PlanGuard given;
    private final String planGuard;
    private final Limits limits;
    private final PostgresqlConditions rows;
    private final PostgresqlTarget target;
    private final PostgresqlUpdates updates;
    private final PostgresqlChecks checks;
    private final PostgresqlRowLimit rowCount;
    private final List<String> ctes = new ArrayList<>();

    /** @param labels those of what the DELETE returns */
    PostgresqlRenderer(
            CascadePlan plan,
            KeyGraph graph,
            DeleteStatement delete,
            PlanGuard planGuard,
            List<String> labels,
            Limits limits,
            int version) {
        if (delete.merge() != null && version < MERGE_RETURNING) {
            throw new PlanRefusedException("MERGE INTO " + plan.target() + " … DELETE is carried out from "
                    + "PostgreSQL 17 on, where it tells which rows it deletes; use DELETE FROM " + plan.target() + " USING …");
        }
        this.plan = plan;
        this.graph = graph;
        this.delete = delete;
        this.given = planGuard;
        this.planGuard = PostgresqlPlanGuard.condition(planGuard);
        this.limits = limits;
        this.rows = new PostgresqlConditions(plan, graph);
        this.target = new PostgresqlTarget(
                plan, delete, rows.referencedColumns(plan.target()), labels, limits.any() || rows.addressed());
        this.updates = new PostgresqlUpdates(plan, graph, rows);
        this.checks = new PostgresqlChecks(plan, graph, rows, updates);
        this.rowCount = new PostgresqlRowLimit(plan, graph, rows, limits);
        PostgresqlOtherWrites.refuse(plan, graph, delete);
    }

    /** A key that references a partitioned table has a constraint, with a name of its own, for each partition. */
    private Set<Race.Constraint> refusing() {
        return Stream.of(plan.cascades(), plan.updates())
                .flatMap(List::stream)
                .filter(ForeignKey::guarded)
                .map(key -> new Race.Constraint(
                        key.referencing(), graph.table(key.referenced()).partitioned() ? null : key.name()))
                .collect(Collectors.toSet());
    }

    /**
     * The rows of the cascade, locked as deleting them would lock them, and in that order; {@code null} for a statement
     * whose rows no query finds without doing what it does.
     *
     * @param inTheWay queries for the rows in the way, which are locked, too
     */
    private String lock(List<String> inTheWay) {
        if (!target.canBeLocked()) {
            return null;
        }
        List<String> queries = before();
        queries.add(target.locked());
        PostgresqlChain chain = new PostgresqlChain(plan, rows, true, queries);
        chain.add();
        for (int i = 0; i < inTheWay.size(); i++) {
            queries.add("cascade_w" + i + " AS (" + inTheWay.get(i) + ")");
        }
        String counts = Stream.of(
                        Stream.of("cascade_t0"),
                        chain.acting().stream(),
                        IntStream.range(0, inTheWay.size()).mapToObj(i -> "cascade_w" + i))
                .flatMap(names -> names)
                .map(name -> "(SELECT pg_catalog.count(*) FROM " + name + ")")
                .collect(Collectors.joining(" OPERATOR(pg_catalog.+) "));
        return target.with() + " " + String.join(",\n", queries) + "\nSELECT " + counts;
    }

    /** As a native key waits: not for a row that is only moved away. What has moved since shows to a stronger lock. */
    private Race.Waiting waiting() {
        return target.canBeLocked()
                ? new Race.Waiting(lock(checks.locking(" FOR KEY SHARE OF r")),
                        lock(checks.locking(" FOR SHARE OF r SKIP LOCKED")))
                : null;
    }

    private String refusingByItself() {
        return target.canBeLocked() ? new PostgresqlCensus(plan, graph, delete, given).refusing().orElse(null) : null;
    }

    /** The user's own queries, then the plan guard, which all that acts asks for. */
    private List<String> before() {
        List<String> queries = new ArrayList<>(target.before());
        queries.add("cascade_premise AS MATERIALIZED (SELECT " + planGuard + " AS holds)");
        return queries;
    }

    PhysicalPlan render() {
        ctes.addAll(before());
        if (limits.any()) {
            ctes.add(target.frozen());
            ctes.addAll(rowCount.ctes());
            checks.failIf(
                    "(SELECT pg_catalog.count(*) FROM cascade_t0) OPERATOR(pg_catalog.<>)"
                            + " (SELECT pg_catalog.count(*) FROM cascade_target)", CHANGED_MEANWHILE);
        }
        if (!PostgresqlTarget.isGuarded(delete)) {
            checks.failIf("NOT (" + PostgresqlTarget.PLAN_GUARD_HOLDS + ")", PostgresqlTarget.OTHER_PLAN_GUARD);
        }
        ctes.addAll(target.queries(limits.any()));
        PostgresqlChain chain = new PostgresqlChain(plan, rows, false, ctes);
        chain.add();
        if (PostgresqlForeignRows.in(given)) {
            PostgresqlForeignRows.refuseUpdates(plan, graph);
            checks.first(PostgresqlForeignRows.inOrder(
                    Stream.concat(Stream.of("cascade_t0"), chain.acting().stream()).toList()));
        }
        List<String> incomplete = Stream.of(chain.incomplete(), updates.incomplete()).flatMap(List::stream).toList();
        incomplete.forEach(condition -> checks.failIf(condition, CHANGED_MEANWHILE));
        ctes.addAll(updates.queries());
        String main;
        if (delete.embedding() != null) {
            ctes.addAll(checks.asQuery());
            main = delete.embedding().main();
        } else if (delete.returning() != null) {
            main = target.result() + checks.asCondition();
        } else {
            main = "SELECT (SELECT pg_catalog.count(*) FROM " + target.changed() + ") AS deleted, "
                    + (PostgresqlTarget.fails(delete) ? "true" : "(" + PostgresqlTarget.PLAN_GUARD_HOLDS + ")")
                    + " AS premise_holds"
                    + checks.asColumn();
        }
        String sql = PostgresqlForeignRows.unaddressed(target.with() + " " + String.join(",\n", ctes) + "\n" + main, plan, given);
        boolean failsForRace = limits.any() || !incomplete.isEmpty();
        Set<Race.Constraint> refusing = refusing();
        boolean refuses = !plan.checks().isEmpty();
        Race race = failsForRace || !refusing.isEmpty() || refuses
                ? new Race(refusing, lock(List.of()), refuses ? waiting() : null, refusingByItself(), MANNER)
                : null;
        return new OneStatement(
                sql, !delete.givesCount(), checks.refusals(), limits.any() ? rowCount.counted() : Map.of(), race);
    }
}
