package org.cascadejdbc.it.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Stream;
import org.cascadejdbc.it.support.CountingDataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;

/** What does not need us goes to the driver as it came, once, and nothing with it: from the first statement on. */
class LeaveAloneIT {
    private static final Scenario PAIR = Scenario.named("pair")
            .table("p", "id int primary key", "(1),(2),(3)")
            .table("c", "id int primary key, p int", "(1,1),(2,2),(3,3)")
            .key("c(p)", CASCADE, "p(id)");

    private static final String[] OTHERS = {
        "SELECT  * FROM p -- all", "INSERT INTO p VALUES (9) /* as  written */", "UPDATE c SET p = 9 WHERE id = 3",
        "SELECT 'deleted'", "SELECT 1 -- delete; merge", "WITH x AS (SELECT id FROM p) SELECT * FROM x"
    };

    /** HSQLDB has no SELECT without FROM. */
    private static String[] others(Database database) {
        return Stream.of(OTHERS)
                .map(sql -> database == Database.HSQLDB ? sql.replaceFirst("^SELECT (['1])", "VALUES $1") : sql)
                .toArray(String[]::new);
    }

    @OnDatabases(h2 = true)
    void whatIsNoDeleteIsOneCall(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema.build(PAIR, space, Schema.Keys.ABSENT);
            CountingDataSource counting = new CountingDataSource(space.dataSource());
            String[] others = others(database);
            try (Connection connection =
                    Ours.withRelations(counting.dataSource(), Map.of(), PAIR.keys()).getConnection()) {
                counting.reset();
                for (String sql : others) {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute(sql);
                    }
                }
                assertThat(counting.statements()).containsExactly(others);
                counting.reset();
                try (PreparedStatement statement = connection.prepareStatement(OTHERS[2])) {
                    statement.executeUpdate();
                    statement.addBatch();
                    statement.executeBatch();
                }
                assertThat(counting.statements()).containsExactly(OTHERS[2], OTHERS[2]);
                assertThat(counting.brackets()).isEmpty();
            }
        }
    }

    @OnDatabases(h2 = true)
    void aDeleteWithNativeKeysIsSentByteForByteOnce(Database database) throws SQLException {
        String[] deletes = {"DELETE /* 1 */ FROM\tp\n WHERE id = 1 -- ä", " delete from p where id=2 "};
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(PAIR, space, Schema.Keys.AS_WANTED);
            CountingDataSource counting = new CountingDataSource(space.dataSource());
            try (Connection connection = Ours.over(counting.dataSource(), Map.of()).getConnection();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("DELETE FROM p WHERE id = 0"); // reads the catalog
                counting.reset();
                for (String sql : deletes) {
                    statement.executeUpdate(sql);
                }
                assertThat(counting.statements()).containsExactly(deletes);
                assertThat(counting.brackets()).isEmpty();
                assertThat(schema.content(connection)).isEqualTo("p[(3)]\nc[(3,3)]\n");
            }
        }
    }

    @OnDatabases(h2 = true)
    void theUrlIsTheDelegates(Database database) throws SQLException {
        try (Space space = Space.create(database);
                Connection ours = Ours.over(space.dataSource(), Map.of()).getConnection();
                Connection raw = space.dataSource().getConnection()) {
            assertThat(ours.getMetaData().getURL()).isEqualTo(raw.getMetaData().getURL());
            assertThat(ours.getMetaData().getConnection()).isSameAs(ours);
        }
    }
}
