package org.cascadejdbc.it.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.CuttingProxy;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the first DELETE of a DataSource costs beyond later ones: two round trips, one for what the session has set, one
 * for the catalog; and the first of any other connection one. SQLite has none.
 */
class ColdStartIT {
    private static final Scenario FAMILY = Scenario.named("family")
            .table("p", "id int primary key", "(1),(2),(3),(4)")
            .table("c", "id int primary key, p int", "(1,1),(2,2),(3,3),(4,4)")
            .table("g", "id int primary key, c int", "(1,1),(2,2),(3,3),(4,4)")
            .key("c(p)", CASCADE, "p(id)")
            .key("g(c)", SET_NULL, "c(id)");

    @ParameterizedTest(name = "{0}, {1} keys")
    @CsvSource({
        "POSTGRESQL, virtual", "POSTGRESQL, declared", "POSTGRESQL, native", "MYSQL, virtual", "MYSQL, declared",
        "MYSQL, native", "MYSQL_OFF, declared", "MARIADB, virtual", "MARIADB, declared", "MARIADB, native"
    })
    void theFirstDeleteCostsTwoRoundTripsMore(Database database, String keys) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema.build(
                    FAMILY,
                    space,
                    switch (keys) {
                        case "virtual" -> Schema.Keys.ABSENT;
                        case "declared" -> Schema.Keys.NO_ACTION;
                        default -> Schema.Keys.AS_WANTED;
                    });
            try (CuttingProxy proxy = CuttingProxy.before(space)) {
                DataSource through = proxy.through(space.dataSource());
                DataSource ours = keys.equals("native")
                        ? Ours.over(through, Map.of())
                        : Ours.withRelations(through, Map.of(), FAMILY.keys());
                int first;
                int later;
                try (Connection connection = ours.getConnection()) {
                    first = delete(connection, 1, proxy);
                    later = delete(connection, 2, proxy);
                }
                int elsewhere;
                try (Connection connection = ours.getConnection()) {
                    elsewhere = delete(connection, 3, proxy);
                }
                System.out.printf("first DELETE, %s, %s keys: %d round trips, %d elsewhere, later ones %d%n",
                        database, keys, first, elsewhere, later);
                assertThat(later).isPositive();
                assertThat(first - later).as("more for the first one").isLessThanOrEqualTo(2);
                assertThat(elsewhere - later).as("more for another connection's first one").isLessThanOrEqualTo(1);
            }
        }
    }

    private static int delete(Connection connection, int id, CuttingProxy proxy) throws SQLException {
        CuttingProxy.Fault counted = proxy.count();
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM p WHERE id = ?")) {
            statement.setInt(1, id);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
        return counted.roundTrips();
    }
}
