package org.cascadejdbc.it.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.it.support.CountingDataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;

/** The catalog is read in a fixed number of queries, once for all connections. */
class CatalogIT {
    private static Scenario schema(int families) {
        Scenario scenario = Scenario.named(families + " families");
        for (int i = 0; i < families; i++) {
            scenario = scenario.table("p" + i, "id int primary key", "(1),(2)")
                    .table("c" + i, "id int primary key, p int", "(1,1),(2,2)")
                    .key("c" + i + "(p)", CASCADE, "p" + i + "(id)");
        }
        return scenario;
    }

    @OnDatabases(h2 = true)
    void asManyQueriesForThirtyKeysAsForOneAndNoneForTheNextConnection(Database database) throws SQLException {
        int one = firstDelete(database, schema(1));
        int thirty = firstDelete(database, schema(30));
        System.out.printf("first DELETE of a session, %s: %d statements%n", database, one);
        assertThat(thirty).isEqualTo(one);
    }

    private static int firstDelete(Database database, Scenario scenario) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema.build(scenario, space, Schema.Keys.AS_WANTED);
            CountingDataSource counting = new CountingDataSource(space.enforcing());
            var ours = Ours.over(counting.dataSource(), Map.of());
            int first = delete(ours.getConnection(), counting);
            List<String> second;
            try (Connection connection = ours.getConnection()) {
                counting.reset();
                execute(connection);
                second = counting.statements();
            }
            // What the session has set is asked for each session; the catalog is known.
            assertThat(second).noneMatch(sql -> sql.contains("information_schema") || sql.contains("pg_constraint")
                    || sql.contains("pragma_foreign_key_list"));
            return first;
        }
    }

    private static int delete(Connection connection, CountingDataSource counting) throws SQLException {
        try (connection) {
            counting.reset();
            execute(connection);
            return counting.statements().size();
        }
    }

    private static void execute(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM p0 WHERE id = 1")) {
            statement.executeUpdate();
        }
    }
}
