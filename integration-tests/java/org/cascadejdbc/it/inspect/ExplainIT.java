package org.cascadejdbc.it.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.NO_ACTION;
import static org.cascadejdbc.DeleteRule.RESTRICT;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.Explanation;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Key;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.Timeout;

/** {@code EXPLAIN CASCADE DELETE …} and {@link CascadeDataSource#explain}: what is told, to whom, and that it is only told. */
@Timeout(120)
class ExplainIT {
    private static final String DELETE = "DELETE FROM customer WHERE id = 1";

    /** Orders go by a declared key; items by one that is declared NO ACTION; notes are only known to the relations. */
    private static final Scenario SHOP = Scenario.named("shop")
            .table("customer", "id int primary key, name varchar(20)", "(1,'Ada'),(2,'Grace')")
            .table("orders", "id int primary key, customer_id int", "(1,1),(2,1),(3,2)")
            .table("item", "id int primary key, order_id int", "(1,1),(2,1),(3,2),(4,3)")
            .table("note", "id int primary key, item_id int", "(1,1),(2,4)")
            .table("bill", "id int primary key, customer_id int", "(1,2)")
            .key("orders(customer_id)", CASCADE, "customer(id)")
            .key("item(order_id)", NO_ACTION, "orders(id)")
            .key("bill(customer_id)", RESTRICT, "customer(id)");

    private static final List<Key> RELATIONS = Scenario.named("relations")
            .key("item(order_id)", CASCADE, "orders(id)")
            .key("note(item_id)", SET_NULL, "item(id)")
            .keys();

    @FunctionalInterface
    private interface Use {
        void with(Schema schema, CascadeDataSource ours) throws SQLException;
    }

    private static void inShop(Database database, Map<String, String> options, Use use) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(SHOP, space, Schema.Keys.AS_WANTED);
            use.with(schema, (CascadeDataSource) Ours.withRelations(space.dataSource(), options, RELATIONS));
            try (Connection connection = space.dataSource().getConnection()) {
                assertThat(schema.content(connection)).isEqualTo(schema.initial());
            }
        }
    }

    private static List<String> steps(ResultSet rows) throws SQLException {
        List<String> steps = new ArrayList<>();
        while (rows.next()) {
            String table = rows.getString("table_name");
            steps.add(rows.getString("action") + " " + rows.getLong("row_count") + " "
                    + table.substring(table.indexOf('.') + 1) + " " + rows.getString("carried_out_by"));
        }
        return steps;
    }

    private static final String[] CUSTOMER_1 = {
        "CHECK 0 bill database", "SET NULL 1 note cascade-jdbc", "DELETE 3 item cascade-jdbc",
        "DELETE 2 orders cascade-jdbc", "DELETE 1 customer cascade-jdbc"
    };

    @OnDatabases(h2Lower = true)
    void anyStatementOfAnyConnectionTells(Database database) throws SQLException {
        inShop(database, Map.of(), (schema, ours) -> {
            try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                try (ResultSet rows = statement.executeQuery("EXPLAIN CASCADE " + DELETE)) {
                    assertThat(rows.getStatement()).isSameAs(statement);
                    assertThat(steps(rows)).containsExactly(CUSTOMER_1);
                }
                assertThat(statement.execute("-- what goes?\nexplain cascade " + DELETE + ";")).isTrue();
                assertThat(steps(statement.getResultSet())).containsExactly(CUSTOMER_1);
                statement.setMaxRows(2);
                assertThat(steps(statement.executeQuery("EXPLAIN CASCADE " + DELETE))).hasSize(2);
                assertThatThrownBy(() -> statement.executeUpdate("EXPLAIN CASCADE " + DELETE))
                        .isInstanceOf(SQLException.class);
            }
        });
    }

    @OnDatabases(h2Lower = true)
    void aPreparedOneTellsForItsValues(Database database) throws SQLException {
        inShop(database, Map.of(), (schema, ours) -> {
            try (Connection connection = ours.getConnection();
                    PreparedStatement explain =
                            connection.prepareStatement("EXPLAIN CASCADE DELETE FROM customer WHERE id = ? OR name = ?")) {
                explain.setInt(1, 1);
                explain.setString(2, "nobody");
                assertThat(steps(explain.executeQuery())).containsExactly(CUSTOMER_1);
                explain.setInt(1, 7);
                assertThat(steps(explain.executeQuery())).allMatch(step -> step.contains(" 0 "));
                explain.setString(2, "Grace");
                assertThat(steps(explain.executeQuery()))
                        .startsWith("REFUSE 1 bill database")
                        .contains("DELETE 1 orders cascade-jdbc");
            }
        });
    }

    @OnDatabases(h2Lower = true)
    void whatItTellsIsInTheTransaction(Database database) throws SQLException {
        inShop(database, Map.of(), (schema, ours) -> {
            try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.executeUpdate("DELETE FROM orders WHERE id = 1");
                assertThat(steps(statement.executeQuery("EXPLAIN CASCADE " + DELETE)))
                        .contains("DELETE 1 orders cascade-jdbc", "DELETE 1 item cascade-jdbc");
                assertThat(statement.executeUpdate(DELETE)).isPositive();
                connection.rollback();
            }
        });
    }

    /** Another transaction has deleted the rows and not committed: whoever writes would wait. */
    @OnDatabases(h2Lower = true)
    void itWaitsForNoLock(Database database) throws SQLException {
        inShop(database, Map.of(), (schema, ours) -> {
            try (Connection other = ours.getConnection(); Statement deletes = other.createStatement();
                    Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                if (database.isH2()) { // its catalog stays locked where a temporary table is made in a transaction (src/docs/h2.md)
                    deletes.executeQuery("EXPLAIN CASCADE " + DELETE).close();
                }
                other.setAutoCommit(false);
                deletes.executeUpdate(DELETE);
                statement.setQueryTimeout(20);
                assertThat(steps(statement.executeQuery("EXPLAIN CASCADE " + DELETE))).containsExactly(CUSTOMER_1);
                other.rollback();
            }
        });
    }

    @OnDatabases(h2Lower = true)
    void theValueReadsAsAPersonDoes(Database database) throws SQLException {
        inShop(database, Map.of(), (schema, ours) -> {
            Explanation explanation = ours.explain("DELETE FROM customer WHERE id = ?", 1);

            assertThat(explanation.refused()).isFalse();
            assertThat(explanation.deletedRows()).isEqualTo(6);
            assertThat(explanation.updatedRows()).isOne();
            assertThat(explanation.toString())
                    .contains("would delete 6 rows in 3 tables and change 1 row")
                    .contains("declared NO ACTION in the database, CASCADE by the relations")
                    .contains("only the relations declare it")
                    .contains("but by another key of this DELETE it would miss rows");
            assertThat(explanation.toMermaid()).contains("==>|\"customer_id: CASCADE\"|").contains("DELETE 3 rows");
            assertThat(explanation.toDot()).contains("digraph").contains("customer_id: CASCADE");
            assertThat(explanation.toJson()).contains("\"deletedRows\":6").contains("\"declaredRule\":\"NO_ACTION\"");
            assertThat(explanation.steps()).filteredOn(step -> !step.byDatabase()).allSatisfy(step ->
                    assertThat(step.statement()).isNotBlank().doesNotContain("Ada"));
        });
    }

    @OnDatabases(h2Lower = true, h2 = true)
    void whatIsTheDatabasesAloneIsToldToo(Database database) throws SQLException {
        Scenario chain = Scenario.named("chain")
                .table("p", "id int primary key", "(1),(2)")
                .table("c", "id int primary key, p int", "(1,1),(2,1),(3,2)")
                .key("c(p)", CASCADE, "p(id)");
        try (Space space = Space.create(database)) {
            Schema.build(chain, space, Schema.Keys.AS_WANTED);
            Explanation explanation = ((CascadeDataSource) Ours.over(space.dataSource(), Map.of())).explain("DELETE FROM p");

            assertThat(explanation.deletedRows()).isEqualTo(5);
            assertThat(explanation.steps()).hasSize(2).allMatch(Explanation.Step::byDatabase);
            assertThat(explanation.toString()).contains("the database does it by itself");
            assertThat(explanation.steps().get(1).statement()).isEqualTo("DELETE FROM p");
        }
    }

    @OnDatabases(h2Lower = true, h2 = true)
    void optionsThatRefuseAreTold(Database database) throws SQLException {
        inShop(database, Map.of("cascade.maxRows", "6"), (schema, ours) ->
                assertThat(ours.explain(DELETE).toString()).contains("would FAIL").contains("cascade.maxRows"));
        inShop(database, Map.of("cascade.maxRows", "7"), (schema, ours) ->
                assertThat(ours.explain(DELETE).refused()).isFalse());
        inShop(database, Map.of("cascade.strategy", "native"), (schema, ours) ->
                assertThat(ours.explain(DELETE).toString()).contains("would FAIL").contains("cascade.strategy=native"));
    }

    @OnDatabases(h2Lower = true, h2 = true)
    void whatIsNoDeleteIsRefused(Database database) throws SQLException {
        inShop(database, Map.of(), (schema, ours) -> {
            for (String sql : List.of("SELECT 1", "UPDATE customer SET id = 2", "", "DELETE FROM customer; DELETE FROM item",
                    "DELETE FROM nowhere", "DELETE FROM customer WHERE")) {
                assertThatThrownBy(() -> ours.explain(sql))
                        .as(sql)
                        .isInstanceOf(SQLFeatureNotSupportedException.class)
                        .hasMessageContaining("EXPLAIN CASCADE");
            }
            try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                statement.addBatch("EXPLAIN CASCADE " + DELETE);
                assertThatThrownBy(statement::executeBatch).isInstanceOf(SQLException.class);
            }
        });
    }
}
