package org.cascadejdbc.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.cascadejdbc.CascadeDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** What HikariCP does with its connections, around us. */
@Timeout(60)
class HikariTest {
    @BeforeEach
    void fill() {
        Shop.fill();
    }

    private static HikariDataSource pool(String url) throws SQLException {
        return (HikariDataSource) PoolsTest.Pool.HIKARI_CP.open(url);
    }

    private static int backend(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    private static void deleteCustomer1(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("DELETE FROM customer WHERE id = 1")).isOne();
        }
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    @Test
    void anEvictedConnectionIsReplacedByOneThatCascades() throws SQLException {
        try (HikariDataSource pool = pool(Shop.cascadeUrl())) {
            int evicted;
            try (Connection connection = pool.getConnection()) {
                evicted = backend(connection);
                pool.evictConnection(connection);
            }
            try (Connection connection = pool.getConnection()) {
                assertThat(backend(connection)).isNotEqualTo(evicted);
                deleteCustomer1(connection);
            }
        }
    }

    @Test
    void insideOfUsItDoesNotKnowTheConnection() throws SQLException {
        try (HikariDataSource pool = pool(Shop.url())) {
            CascadeDataSource ours = CascadeDataSource.builder(pool).relations(Shop.RELATIONS).build();
            int before;
            try (Connection connection = ours.getConnection()) {
                before = backend(connection);
                pool.evictConnection(connection);
            }
            try (Connection connection = ours.getConnection()) {
                assertThat(backend(connection)).isEqualTo(before);
            }
        }
    }

    /** Around us and inside of us: who has not given a connection back is named. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLeakIsReported(boolean outside) throws Exception {
        PrintStream console = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(outside ? Shop.cascadeUrl() : Shop.url());
        config.setUsername("postgres");
        config.setLeakDetectionThreshold(2_000); // the least that it accepts
        try (HikariDataSource pool = new HikariDataSource(config)) {
            DataSource dataSource = outside
                    ? pool
                    : CascadeDataSource.builder(pool).relations(Shop.RELATIONS).build();
            try (Connection connection = dataSource.getConnection()) {
                deleteCustomer1(connection);
                assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isOne();
                while (!log.toString(StandardCharsets.UTF_8).contains("HikariTest.aLeakIsReported")) {
                    Thread.sleep(50);
                }
            }
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
            assertThat(log.toString(StandardCharsets.UTF_8))
                    .contains("Connection leak detection triggered for");
        } finally {
            System.setErr(console);
        }
    }

    /** As after a restart: idle connections are found dead (here also those used a moment ago, see pom.xml), and replaced. */
    @Test
    void deadConnectionsAreReplaced() throws SQLException {
        try (HikariDataSource pool = pool(Shop.cascadeUrl())) {
            int dead;
            try (Connection connection = pool.getConnection(); Statement statement = connection.createStatement()) {
                assertThat(statement.executeUpdate("DELETE FROM customer WHERE id = 9")).isZero();
                dead = backend(connection);
            }
            Shop.execute("SELECT pg_terminate_backend(" + dead + ", 5000)");
            try (Connection connection = pool.getConnection()) {
                assertThat(backend(connection)).isNotEqualTo(dead);
                deleteCustomer1(connection);
            }
        }
    }
}
