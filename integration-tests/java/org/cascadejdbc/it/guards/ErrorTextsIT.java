package org.cascadejdbc.it.guards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.RESTRICT;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.SideBySide;
import org.cascadejdbc.it.support.Space;

/** What is refused says which table, which key, which rule, and what to do. */
class ErrorTextsIT {
    private static final Scenario SHOP = Scenario.named("shop")
            .table("customer", "id int primary key", "(1)")
            .table("orders", "id int primary key, customer_id int", "(1,1)")
            .table("invoice", "id int primary key, customer_id int", "(1,1)")
            .key("orders(customer_id)", CASCADE, "customer(id)")
            .key("invoice(customer_id)", RESTRICT, "customer(id)");

    private static String refusal(DataSource ours, Class<? extends SQLException> type) throws SQLException {
        try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
            SQLException refusal =
                    catchThrowableOfType(type, () -> statement.executeUpdate("DELETE FROM customer WHERE id = 1"));
            assertThat((Throwable) refusal).as("a refusal").isNotNull();
            return refusal.getMessage();
        }
    }

    @OnDatabases(h2Lower = true)
    void aRowThatIsKept(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema.build(SHOP, space, Schema.Keys.ABSENT);
            DataSource ours = Ours.withRelations(space.dataSource(), Map.of(), SHOP.keys());
            assertThat(refusal(ours, SQLIntegrityConstraintViolationException.class))
                    .contains("customer", "invoice", "customer_id", "RESTRICT")
                    .doesNotContain("orders");
        }
    }

    @OnDatabases(h2Lower = true)
    void nativeOnly(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema.build(SHOP, space, Schema.Keys.ABSENT);
            DataSource ours =
                    Ours.withRelations(space.dataSource(), Map.of("cascade.strategy", "native"), SHOP.keys());
            assertThat(refusal(ours, SQLFeatureNotSupportedException.class))
                    .contains("customer", "customer_id", "cascade.strategy");
        }
    }

    @OnDatabases(h2Lower = true)
    void aWrongRelationsFileNamesItselfAndTheLine(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema.build(SHOP, space, Schema.Keys.ABSENT);
            String good = SHOP.keys().get(0).alterTable(CASCADE);
            assertThat(refusal(relations(space, good, good.replace("customer (id", "client (id")), SQLException.class))
                    .contains("client", "relations", ".sql", "4");
            assertThat(refusal(relations(space, good, good.replace("(customer_id)", "(cust_id)")), SQLException.class))
                    .contains("cust_id", "orders", ".sql", "4");
            assertThat(refusal(relations(space, good.replace("(id)", "(id, n)")), SQLException.class))
                    .contains("orders", ".sql", "2");
        }
    }

    private static DataSource relations(Space space, String... statements) {
        return Ours.withRelationsFile(space.dataSource(), Map.of(), List.of(statements));
    }

    @OnDatabases(h2 = true)
    void anUnknownOption(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            String url = SideBySide.with(space.dataSource(), "cascade.maxRow=5").url()
                    .replaceFirst("jdbc:", "jdbc:cascade:");
            assertThatThrownBy(() -> DriverManager.getConnection(url))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContainingAll("cascade.maxRow;", "cascade.maxRows", "cascade.relations");
        }
    }
}
