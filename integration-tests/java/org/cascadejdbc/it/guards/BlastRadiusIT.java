package org.cascadejdbc.it.guards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Key;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.Test;

/**
 * {@code cascade.maxRows}, {@code cascade.maxRowsPerTable} and {@code cascade.protect}: nothing happens where they refuse, the
 * error has the counts, and {@code EXPLAIN CASCADE} says the same beforehand. Keys are native ones and virtual ones.
 */
class BlastRadiusIT {
    private static final Scenario SHOP = Scenario.named("shop")
            .table("customer", "id int primary key", "(1),(2),(3)")
            .table("orders", "id int primary key, customer_id int", "(1,1),(2,1),(3,2)")
            .table("item", "id int primary key, order_id int, replaces int", "(1,1,null),(2,1,1),(3,2,1),(4,3,4)")
            .table("audit_item", "id int primary key, item_id int, order_id int", "(1,4,3),(2,4,2),(3,null,1)")
            .key("orders(customer_id)", CASCADE, "customer(id)")
            .key("item(order_id)", CASCADE, "orders(id)")
            .key("item(replaces)", CASCADE, "item(id)")
            .key("audit_item(item_id)", SET_NULL, "item(id)")
            .key("audit_item(order_id)", SET_NULL, "orders(id)");

    private static final String ALL = "DELETE FROM customer";
    private static final String SECOND = "DELETE FROM customer WHERE id = 2";

    @FunctionalInterface
    private interface Use {
        void with(Schema schema, CascadeDataSource ours) throws SQLException;
    }

    /** With keys as the database declares them, and without any. */
    private static void inShop(Database database, Map<String, String> options, Use use) throws SQLException {
        for (Schema.Keys keys : List.of(Schema.Keys.AS_WANTED, Schema.Keys.ABSENT)) {
            try (Space space = Space.create(database)) {
                Schema schema = Schema.build(SHOP, space, keys);
                List<Key> relations = keys == Schema.Keys.ABSENT ? SHOP.keys() : List.of();
                use.with(schema, (CascadeDataSource) Ours.withRelations(space.dataSource(), options, relations));
            }
        }
    }

    private static void refused(Schema schema, CascadeDataSource ours, String sql, String... told) throws SQLException {
        for (boolean autoCommit : new boolean[] {true, false}) {
            try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                connection.setAutoCommit(autoCommit);
                assertThatThrownBy(() -> statement.executeUpdate(sql))
                        .isInstanceOf(schema.space().database() == Database.SQLITE
                                ? SQLException.class : SQLIntegrityConstraintViolationException.class)
                        .satisfies(e -> assertThat(String.valueOf(((SQLException) e).getSQLState())).matches("23.*|null"))
                        .satisfies(e -> assertThat(plain(e.getMessage())).contains(told));
                if (!autoCommit) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
                assertThat(schema.content(connection)).isEqualTo(schema.initial());
            }
        }
        assertThat(plain(ours.explain(sql).toString())).contains("would FAIL");
    }

    /** Without the schema's name, which is another one each time. */
    private static String plain(String text) {
        return text.replaceAll("\\bcj\\d+_\\d+\\.|\\bmain\\.", "");
    }

    private static void done(Schema schema, CascadeDataSource ours, String sql) throws SQLException {
        assertThat(ours.explain(sql).refused()).isFalse();
        try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
            assertThat(schema.content(connection)).isNotEqualTo(schema.initial());
        }
        schema.fill();
    }

    @OnDatabases(h2Lower = true)
    void allTablesTogether(Database database) throws SQLException {
        inShop(database, Map.of("cascade.maxRows", "12"), (schema, ours) -> refused(schema, ours, ALL,
                "it would touch 13 rows, more than the 12 rows of cascade.maxRows, all tables together (",
                "customer 3", "orders 3", "item 4", "audit_item 3"));
        inShop(database, Map.of("cascade.maxRows", "13"), (schema, ours) -> done(schema, ours, ALL));
    }

    @OnDatabases(h2Lower = true)
    void eachTable(Database database) throws SQLException {
        inShop(database, Map.of("cascade.maxRowsPerTable", "item:3,customer:100"), (schema, ours) -> {
            refused(schema, ours, ALL, "it would touch 4 rows of item, more than the 3 of cascade.maxRowsPerTable",
                    "audit_item 3");
            done(schema, ours, SECOND);
        });
        inShop(database, Map.of("cascade.maxRowsPerTable", "*:3"), (schema, ours) -> refused(schema, ours, ALL, "4 rows of item"));
        inShop(database, Map.of("cascade.maxRowsPerTable", "*:4,AUDIT_*:2"), (schema, ours) ->
                refused(schema, ours, ALL, "3 rows of audit_item, more than the 2"));
        inShop(database, Map.of("cascade.maxRowsPerTable", "*:4"), (schema, ours) -> done(schema, ours, ALL));
    }

    @OnDatabases(h2Lower = true)
    void aProtectedTableIsNotTouchedByACascade(Database database) throws SQLException {
        inShop(database, Map.of("cascade.protect", "audit_*"), (schema, ours) -> {
            refused(schema, ours, SECOND, "audit_item", "cascade.protect");
            done(schema, ours, "DELETE FROM audit_item");
            done(schema, ours, "DELETE FROM customer WHERE id = 3"); // which has no orders
        });
        inShop(database, Map.of("cascade.protect", "item"), (schema, ours) -> {
            refused(schema, ours, SECOND, "ON DELETE CASCADE", "cascade.protect");
            refused(schema, ours, "DELETE FROM item WHERE id = 1", "cascade.protect");
            done(schema, ours, "DELETE FROM item WHERE id > 1");
        });
    }

    /** PostgreSQL alone truncates referencing tables, by declared keys. */
    @Test
    void norByATruncateThatCascades() throws SQLException {
        inShop(Database.POSTGRESQL, Map.of("cascade.protect", "item"), (schema, ours) -> {
            for (String truncate : List.of("TRUNCATE customer CASCADE", "TRUNCATE orders CASCADE")) {
                try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                    assertThatThrownBy(() -> statement.executeUpdate(truncate)).isInstanceOf(SQLException.class);
                    assertThat(schema.content(connection)).isEqualTo(schema.initial());
                }
            }
        });
    }

    @OnDatabases(h2 = true)
    void aNameThatIsNoTableIsAnError(Database database) throws SQLException {
        for (Map<String, String> options : List.of(
                Map.of("cascade.protect", "audit_*,invioce"), Map.of("cascade.maxRowsPerTable", "invioce:5"))) {
            inShop(database, options, (schema, ours) -> {
                List<String> errors = new ArrayList<>();
                try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                    statement.executeUpdate(SECOND);
                } catch (SQLException e) {
                    errors.add(e.getMessage());
                }
                assertThat(errors).singleElement().satisfies(message -> assertThat(message)
                        .contains(options.keySet().iterator().next() + " names invioce"));
            });
        }
    }
}
