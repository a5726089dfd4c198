package org.cascadejdbc.it.engines.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.cascadejdbc.DeleteRule.CASCADE;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.UrlDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What keeps SQLite from committing a cascade, and from undoing it: readers, and a cancellation that does not end. */
@Timeout(60)
class SqliteUndoIT {
    private static final Scenario SLOW = Scenario.named("slow")
            .table("p", "id int primary key", "(1),(2)")
            .table("c", "id int primary key, p int", "(1,1),(2,1),(3,2)")
            .key("c(p)", CASCADE, "p(id)");
    private static final String MANY = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 1000)"
            + " SELECT n FROM r";

    private Space space;
    private Schema schema;
    private UrlDataSource direct;

    @BeforeEach
    void create() throws SQLException {
        space = Space.create(Database.SQLITE);
        schema = Schema.build(SLOW, space, Schema.Keys.ABSENT);
        direct = new UrlDataSource(space.url() + "&busy_timeout=50&journal_mode=DELETE");
    }

    @AfterEach
    void drop() throws SQLException {
        space.close();
    }

    private static int insert(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("INSERT INTO other_work VALUES (1)");
        } catch (SQLException e) {
            return 0;
        }
    }

    private static SQLException failureOf(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return catchThrowableOfType(SQLException.class, () -> statement.executeUpdate(sql));
        }
    }

    private void assertDone(int done, String content) throws SQLException {
        try (Connection observer = direct.getConnection()) {
            assertThat(schema.rows(observer, "other_work")).hasSize(done);
            assertThat(schema.content(observer)).isEqualTo(content);
        }
    }

    @Test
    void aReaderIsInTheWayOfTheCommit() throws SQLException {
        DataSource ours = Ours.withRelations(direct, Map.of(), SLOW.keys());
        int done = 0;
        try (Connection reader = direct.getConnection();
                Statement reading = reader.createStatement();
                Connection connection = ours.getConnection()) {
            try (ResultSet rows = reading.executeQuery("SELECT id FROM p")) {
                assertThat(rows.next()).isTrue();
                assertThat(failureOf(connection, "DELETE FROM p WHERE id = 1").getErrorCode()).isEqualTo(5);
                done += insert(connection);
                assertThat(done).as("natively busy, too").isZero();
            }
            done += insert(connection);
            done += insert(connection);
            assertThat(done).isEqualTo(2);
        }
        assertDone(2, schema.initial());
    }

    private static void slowDown(Space space) throws SQLException {
        space.run("CREATE TABLE n (n int); INSERT INTO n " + MANY + "; CREATE TRIGGER doze BEFORE DELETE ON c WHEN OLD.p = 1"
                + " BEGIN SELECT COUNT(*) FROM n AS a, n AS b, n AS c WHERE a.n + b.n = c.n + 0.5; END");
    }

    /** SQLite stops whatever begins before the last statement has ended, an open result set's too. */
    private static void cancelWhile(Statement statement) {
        CompletableFuture<Void> cancelled = CompletableFuture.runAsync(
                () -> {
                    try {
                        statement.cancel();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                },
                CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));
        SQLException failure =
                catchThrowableOfType(SQLException.class, () -> statement.executeUpdate("DELETE FROM p WHERE id = 1"));
        assertThat((Throwable) failure).hasMessageContaining("nterrupt");
        cancelled.join();
    }

    @Test
    void aCancellationThatLastsAsLongAsAResultSet() throws SQLException {
        slowDown(space);
        DataSource ours = Ours.withRelations(direct, Map.of(), SLOW.keys());
        int done = 0;
        try (Connection connection = ours.getConnection();
                Statement reading = connection.createStatement();
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = reading.executeQuery(MANY)) {
                assertThat(rows.next()).isTrue();
                cancelWhile(statement);
                done += insert(connection);
            }
            done += insert(connection);
            done += insert(connection);
            assertThat(connection.getAutoCommit()).isTrue();
        }
        assertThat(done).isGreaterThanOrEqualTo(2);
        assertDone(done, schema.initial());
    }

    /** What our close gives back to a pool is not lent out with a transaction of ours in it. */
    @Test
    void aPoolBelowUs() throws SQLException {
        slowDown(space);
        HikariConfig config = new HikariConfig();
        config.setDataSource(direct);
        config.setMaximumPoolSize(1);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            DataSource ours = Ours.withRelations(pool, Map.of(), SLOW.keys());
            Connection connection = ours.getConnection();
            Statement reading = connection.createStatement();
            ResultSet rows = reading.executeQuery(MANY);
            assertThat(rows.next()).isTrue();
            cancelWhile(connection.createStatement());
            connection.close();
            int done = 0;
            for (int attempt = 0; attempt < 3; attempt++) {
                try (Connection next = ours.getConnection()) {
                    done += insert(next);
                } catch (SQLException e) { // closed: the pool looks after half a second only
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(600));
                }
            }
            assertThat(done).isGreaterThanOrEqualTo(1);
            assertDone(done, schema.initial());
        }
    }

    /** A transaction that was begun in SQL is the application's: a savepoint is in it, and it is neither kept nor undone. */
    @Test
    void aTransactionBegunInSql() throws SQLException {
        DataSource ours = Ours.withRelations(direct, Map.of(), SLOW.keys());
        try (Connection connection = ours.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            assertThat(insert(connection)).isEqualTo(1);
            assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 1")).as("as the driver counts").isEqualTo(3);
            statement.execute("ROLLBACK");
            assertDone(0, schema.initial());
        }
        space.run("CREATE TRIGGER no BEFORE DELETE ON p BEGIN SELECT RAISE(FAIL, 'no'); END");
        try (Connection connection = ours.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            assertThat(insert(connection)).isEqualTo(1);
            assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM p WHERE id = 1")).hasMessageContaining("no");
            assertThat(insert(connection)).isEqualTo(1);
            statement.execute("COMMIT");
        }
        assertDone(2, schema.initial());
    }
}
