package org.cascadejdbc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where the database declares the keys, no order of two transactions leaves an orphan. */
class ConcurrencyIT {
    private static final Scenario FAMILY = Scenario.named("family")
            .table("p", "id int primary key", "(1),(2)")
            .table("c", "id int primary key, p int", "(1,1),(2,2)")
            .table("g", "id int primary key, c int", "(1,1),(2,2)")
            .key("c(p)", CASCADE, "p(id)")
            .key("g(c)", CASCADE, "c(id)");

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MYSQL", "MYSQL_OFF"})
    void aChildThatIsInsertedMeanwhile(Database database) throws Exception {
        race(database, "INSERT INTO c VALUES (3, 1)");
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MYSQL", "MYSQL_OFF"})
    void aGrandchildThatIsInsertedMeanwhile(Database database) throws Exception {
        race(database, "INSERT INTO g VALUES (3, 1)");
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MYSQL", "MYSQL_OFF"})
    void aChildThatMovesToAnotherParentMeanwhileStaysWithItsChildren(Database database) throws Exception {
        try (Space space = Space.create(database)) {
            Outcome outcome = race(space, "UPDATE c SET p = 2 WHERE id = 1");
            if (outcome.failure() == null) {
                assertThat(outcome.content()).isEqualTo("p[(2)]\nc[(1,2), (2,2)]\ng[(1,1), (2,2)]\n");
            } else {
                assertThat(outcome.content()).isEqualTo("p[(1), (2)]\nc[(1,2), (2,2)]\ng[(1,1), (2,2)]\n");
            }
        }
    }

    private static void race(Database database, String other) throws Exception {
        try (Space space = Space.create(database)) {
            Outcome outcome = race(space, other);
            // All of the family went, or the DELETE was refused and all of it is there.
            assertThat(outcome.content())
                    .isIn(
                            "p[(2)]\nc[(2,2)]\ng[(2,2)]\n",
                            other.contains("INTO c")
                                    ? "p[(1), (2)]\nc[(1,1), (2,2), (3,1)]\ng[(1,1), (2,2)]\n"
                                    : "p[(1), (2)]\nc[(1,1), (2,2)]\ng[(1,1), (2,2), (3,1)]\n");
            assertThat(outcome.failureKind()).isIn("no failure", "integrity violation");
        }
    }

    /** The other transaction has done its work and not committed when the DELETE begins; then it commits. */
    private static Outcome race(Space space, String other) throws Exception {
        Schema schema = Schema.build(FAMILY, space, Schema.Keys.NO_ACTION);
        DataSource ours = Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys());
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection connection = ours.getConnection();
                Connection writer = space.dataSource().getConnection()) {
            delete(connection, "DELETE FROM p WHERE id = 99"); // reads the catalog
            writer.setAutoCommit(false);
            delete(writer, other);
            Callable<Outcome> cascade = () -> {
                try {
                    return new Outcome(delete(connection, "DELETE FROM p WHERE id = 1"), null, "");
                } catch (SQLException e) {
                    return new Outcome(-1, e, "");
                }
            };
            Future<Outcome> deleted = thread.submit(cascade);
            try {
                deleted.get(500, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // It waits for the writer, as it should: go on.
                assertThat(deleted.isDone()).isFalse();
            }
            writer.commit();
            Outcome outcome = deleted.get(60, TimeUnit.SECONDS);
            return new Outcome(outcome.count(), outcome.failure(), schema.content(connection));
        } finally {
            thread.shutdownNow();
        }
    }

    private static int delete(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }
}
