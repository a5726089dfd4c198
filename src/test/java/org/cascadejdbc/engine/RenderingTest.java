package org.cascadejdbc.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.cascadejdbc.engine.mysql.MysqlEngine;
import org.cascadejdbc.engine.mysql.MysqlEyes;
import org.cascadejdbc.engine.postgresql.PostgresqlEngine;
import org.cascadejdbc.engine.sqlite.SqliteEngine;
import org.cascadejdbc.physical.PhysicalPlan;
import org.cascadejdbc.physical.PlanGuard;
import org.cascadejdbc.physical.SessionContext;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of the statements of any plan; {@code PlansTest} has them text by text. */
class RenderingTest {
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

    /** The predicate is evaluated once, in the session context that it had, and cannot end the statement around it. */
    @ParameterizedTest
    @EnumSource(Database.class)
    void thePredicateStandsOnceAndInParentheses(Database database) {
        String all = PlanText.of(render(database, allRules(), 0));

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

        assertThat(PlanText.of(database.engine().render(plan, graph, DELETE, planGuard(graph), List.of(), Limits.NONE)))
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

        assertThat(PlanText.of(
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
