package org.cascadejdbc.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadejdbc.engine.mysql.MysqlEngine;
import org.cascadejdbc.engine.mysql.MysqlEyes;
import org.cascadejdbc.engine.postgresql.PostgresqlEngine;
import org.cascadejdbc.engine.sqlite.SqliteEngine;
import org.cascadejdbc.physical.DeletePerTable;
import org.cascadejdbc.physical.FreezeThenAct;
import org.cascadejdbc.physical.FrozenRows;
import org.cascadejdbc.physical.JoinedDelete;
import org.cascadejdbc.physical.OneStatement;
import org.cascadejdbc.physical.PhysicalPlan;
import org.cascadejdbc.physical.PlanGuard;
import org.cascadejdbc.physical.SessionContext;
import org.cascadejdbc.physical.Write;
import org.cascadejdbc.plan.Basis;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.CascadePlanner;
import org.cascadejdbc.plan.Limits;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.plan.Strategy;
import org.cascadejdbc.schema.Graphs;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.SearchPath;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.Name;
import org.cascadejdbc.sql.QualifiedName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is sent for one plan, text by text, compared with {@code src/test/resources/rendering}. That these statements
 * are right is for the integration tests to say; here one sees what a change of a renderer changes. After a wanted
 * change copy {@code target/rendering} over the expected files and read the difference.
 */
class RenderingTest {
    private static final Path EXPECTED = Path.of("src/test/resources/rendering");
    private static final Path ACTUAL = Path.of("target/rendering");
    private static final DeleteStatement DELETE = DeleteStatement.of(
            "DELETE FROM customer c WHERE c.name = ?",
            new QualifiedName(List.of(new Name("customer", false))),
            "customer",
            "c",
            "c.name = ?");

    /** The databases. */
    enum Database {
        POSTGRESQL,
        MYSQL,
        SQLITE;

        Engine engine() {
            return switch (this) {
                case POSTGRESQL -> new PostgresqlEngine(18);
                case MYSQL -> new MysqlEngine();
                case SQLITE -> new SqliteEngine();
            };
        }
    }

    private static Graphs allRules() {
        return Graphs.graph()
                .table("customer(id*, name?)")
                .table("orders(id*, customer_id?)")
                .table("item(orders_id*, nr*)")
                .table("note(id*, orders_id?, defaultCustomer?)")
                .table("invoice(id*, orders_id?)")
                .virtualKey("orders(customer_id) -> customer(id) CASCADE")
                .virtualKey("item(orders_id) -> orders(id) CASCADE")
                .virtualKey("note(orders_id) -> orders(id) SET NULL")
                .virtualKey("note(defaultCustomer) -> customer(id) SET DEFAULT")
                .virtualKey("invoice(orders_id) -> orders(id) RESTRICT");
    }

    private static Graphs ring() {
        return Graphs.graph()
                .table("customer(id*, name?, recruiter_id?, account_id?)")
                .table("account(id*, customer_id?)")
                .checkedKey("customer(recruiter_id) -> customer(id) CASCADE")
                .checkedKey("customer(account_id) -> account(id) CASCADE")
                .checkedKey("account(customer_id) -> customer(id) CASCADE");
    }

    /** What only deletes. */
    private static Graphs family() {
        return Graphs.graph()
                .table("customer(id*#, name?)")
                .table("orders(id*, customer_id?)")
                .table("item(orders_id*, nr*)")
                .table("address(id*, customer_id?#)")
                .index("address(customer_id)")
                .checkedKey("orders(customer_id) -> customer(id) CASCADE")
                .virtualKey("item(orders_id) -> orders(id) CASCADE")
                .virtualKey("address(customer_id) -> customer(id) CASCADE");
    }

    private static Graphs tree() {
        return Graphs.graph()
                .table("customer(id*, name?, recruiter_id?)")
                .overriddenKey("customer(recruiter_id) -> customer(id) CASCADE");
    }

    private static Map<String, Graphs> schemas() {
        return Map.of("all-rules", allRules(), "ring", ring(), "family", family(), "tree", tree());
    }

    static Stream<Arguments> cases() {
        return Stream.of(Database.values()).flatMap(database -> Stream.of("all-rules", "ring", "family", "tree").flatMap(
                schema -> Stream.of(0, 100).map(maxRows -> Arguments.of(database, schema, maxRows))));
    }

    private static PhysicalPlan render(Database database, Graphs graphs, long maxRows) {
        KeyGraph graph = graphs.build();
        Optional<CascadePlan> plan =
                new CascadePlanner(graph, Strategy.AUTO, maxRows > 0).plan(Graphs.name("customer"));
        return database.engine().render(
                plan.orElseThrow(), graph, DELETE, planGuard(graph), List.of(), new Limits(maxRows, List.of()));
    }

    private static PlanGuard planGuard(KeyGraph graph) {
        Table customer = graph.table(Graphs.name("customer"));
        return new PlanGuard(
                List.of(new PlanGuard.Target(DELETE.target().table(), Optional.of(customer))),
                new SessionContext(
                        Lexis.POSTGRESQL, new SearchPath(List.of(Graphs.SCHEMA)), SessionContext.Keys.ENFORCED,
                        new MysqlEyes("shop@%", "NONE", false, null)),
                Basis.of(graph, List.of(customer.name())).stream().map(graph::table).toList());
    }

    private static String text(PhysicalPlan plan) {
        return statements(plan) + plan.refusals().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(refusal -> "-- " + refusal.getKey() + ": " + refusal.getValue().message() + "\n")
                .collect(Collectors.joining());
    }

    /** Each under what it is for. */
    private static String statements(PhysicalPlan plan) {
        if (plan instanceof OneStatement one) {
            return statement(one.givesResult() ? "RESULT" : "CASCADE", one.sql());
        }
        if (plan instanceof JoinedDelete joined) {
            return statement("DELETE_ALL", joined.sql()) + (joined.count() == null ? "" : statement("COUNT", joined.count()));
        }
        if (plan instanceof DeletePerTable deletes) {
            return writes(deletes.writes());
        }
        FreezeThenAct freezing = (FreezeThenAct) plan;
        FrozenRows rows = freezing.rows();
        return rows.preparation()
                        .map(preparation -> statement("PREPARED", preparation.question()) + statement("PREPARE", preparation.sql()))
                        .orElse("")
                + statements(rows.setUp().shows() ? "SETUP_SHOWING" : "SETUP", rows.setUp().statements())
                + statement("FREEZE", rows.freeze())
                + statements("FREEZE_MORE", rows.more())
                + statements("INSPECT", freezing.inspections().queries())
                + writes(freezing.writes())
                + (freezing.kept() == null ? "" : statement("KEPT", freezing.kept()))
                + statements("CLEANUP", rows.cleanUp());
    }

    private static String writes(List<Write> writes) {
        return writes.stream()
                .map(write -> statement(
                        switch (write.counts()) {
                            case FOR_THE_DELETE -> "TARGET";
                            case FOR_THE_CASCADE -> "WRITE";
                            case FOR_NOBODY -> "DETACH";
                        },
                        write.sql()))
                .collect(Collectors.joining());
    }

    private static String statements(String use, List<String> statements) {
        return statements.stream().map(sql -> statement(use, sql)).collect(Collectors.joining());
    }

    private static String statement(String use, String sql) {
        return "-- " + use + "\n" + sql + ";\n";
    }

    @ParameterizedTest(name = "{0}, {1}, maxRows {2}")
    @MethodSource("cases")
    void theSamePlanIsAlwaysTheSameText(Database database, String schema, int maxRows) throws IOException {
        PhysicalPlan plan = render(database, schemas().get(schema), maxRows);
        String lock = plan.race().map(race -> "-- after a lost race\n" + race.lock() + ";\n").orElse("");
        String text = text(plan) + lock;
        String file = database.name().toLowerCase(Locale.ROOT) + "-" + schema
                + (maxRows > 0 ? "-max-rows" : "") + ".sql";
        Files.createDirectories(ACTUAL);
        Files.writeString(ACTUAL.resolve(file), text);

        assertThat(text(render(database, schemas().get(schema), maxRows)) + lock).isEqualTo(text);
        assertThat(EXPECTED.resolve(file)).exists().content().isEqualTo(text);
    }

    /** The predicate is evaluated once, in the session context that it had, and cannot end the statement around it. */
    @ParameterizedTest
    @EnumSource(Database.class)
    void thePredicateStandsOnceAndInParentheses(Database database) {
        String all = text(render(database, allRules(), 0));

        assertThat(all).containsOnlyOnce("c.name = ?").contains("(c.name = ?)").contains("customer AS c");
        assertThat(all.chars().filter(c -> c == '?').count()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void namesOfTheCatalogAreQuotedWhateverTheyContain(Database database) {
        KeyGraph graph = Graphs.graph()
                .table("customer(id*)")
                .table("orders(a\"b`c*, d?)")
                .virtualKey("orders(a\"b`c) -> customer(id) CASCADE")
                .build();
        CascadePlan plan =
                new CascadePlanner(graph, Strategy.AUTO, false).plan(Graphs.name("customer")).orElseThrow();

        assertThat(text(database.engine().render(plan, graph, DELETE, planGuard(graph), List.of(), Limits.NONE)))
                .contains(database == Database.MYSQL ? "`a\"b``c`" : "\"a\"\"b`c\"");
    }

    /** A row that the DELETE takes from a partition does not survive in the whole; one statement must not do both to it. */
    @ParameterizedTest
    @ValueSource(strings = {"SET NULL", "RESTRICT"})
    void whatIsDeletedFromAPartitionIsNoSurvivorOfTheWhole(String rule) {
        KeyGraph graph = Graphs.graph()
                .partitioned("whole(id*, parent_id?)")
                .partition("customer(id*, parent_id?)", "whole")
                .virtualKey("whole(parent_id) -> whole(id) " + rule)
                .build();
        CascadePlan plan =
                new CascadePlanner(graph, Strategy.AUTO, false).plan(Graphs.name("customer")).orElseThrow();

        assertThat(text(
                Database.POSTGRESQL.engine().render(plan, graph, DELETE, planGuard(graph), List.of(), Limits.NONE)))
                .contains("\"shop\".\"whole\" AS r")
                .contains("((r.tableoid, r.ctid) OPERATOR(pg_catalog.=) ANY (SELECT cascade_part, cascade_place FROM"
                        + " cascade_t0)) IS NOT TRUE");
    }

    /** PostgreSQL and SQLite identify every row by themselves. */
    @ParameterizedTest
    @EnumSource(value = Database.class, names = "MYSQL")
    void whatNothingIdentifiesIsRefusedWithWhatToDo(Database database) {
        Graphs graphs = Graphs.graph()
                .table("customer(id, name?)")
                .table("orders(id*, customer_id?)")
                .virtualKey("orders(customer_id) -> customer(id) CASCADE");

        assertThatThrownBy(() -> render(database, graphs, 0))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessageContaining("shop.customer")
                .hasMessageContaining("give it a primary key");
    }
}
