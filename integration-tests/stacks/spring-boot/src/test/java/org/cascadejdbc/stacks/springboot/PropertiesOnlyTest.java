package org.cascadejdbc.stacks.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.sql.DataSource;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.stacks.Shop;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** The application with {@code cascade.relations} in its properties, and the same without us. */
class PropertiesOnlyTest {
    private static ConfigurableApplicationContext application;

    @BeforeAll
    static void start() {
        Shop.fill();
        application = Application.start(
                "--spring.jmx.enabled=true", "--management.endpoint.health.show-details=always");
    }

    @AfterAll
    static void stop() {
        HikariDataSource pool = pool();
        application.close();
        assertThat(pool.isClosed()).isTrue();
    }

    private static HikariDataSource pool() {
        try {
            return bean(DataSource.class).unwrap(HikariDataSource.class);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T bean(Class<T> type) {
        return application.getBean(type);
    }

    @BeforeEach
    void fill() {
        Shop.fill();
    }

    @Test
    void jdbcTemplate() {
        assertThat(bean(JdbcTemplate.class).update("DELETE FROM customer WHERE id = ?", 1)).isOne();
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    @Test
    void springDataJdbcDeletesById() {
        bean(Customers.class).deleteById(1);
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    @Test
    void springDataJdbcDeletesAnEntity() {
        Customers customers = bean(Customers.class);
        customers.delete(customers.findById(1).orElseThrow());
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    @Test
    void springDataJdbcDeletesAll() {
        bean(Customers.class).deleteAll();
        assertThat(Shop.rows()).isEqualTo("customer 0, orders 0, item 0");
    }

    @Test
    void aTransactionSeesItsCascadeAndItsRollbackTakesItBack() {
        JdbcTemplate jdbc = bean(JdbcTemplate.class);
        assertThatThrownBy(() -> bean(Removal.class).remove(1, () -> {
            assertThat(jdbc.queryForObject("SELECT count(*) FROM item", Integer.class)).isOne();
            assertThat(Shop.rows()).isEqualTo(Shop.ALL);
            throw new IllegalStateException("changed my mind");
        })).hasMessage("changed my mind");
        assertThat(Shop.rows()).isEqualTo(Shop.ALL);
    }

    @Test
    void aTransactionCommits() {
        bean(Removal.class).remove(1, () -> {});
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    @Test
    void allInATransactionHaveTheSameConnection() {
        DataSource dataSource = bean(DataSource.class);
        bean(Removal.class).remove(1, () -> assertThat(DataSourceUtils.getConnection(dataSource))
                .isSameAs(DataSourceUtils.getConnection(dataSource)));
        assertThat(pool().getHikariPoolMXBean().getActiveConnections()).isZero();
    }

    @Test
    void theDatabaseIsHealthyAndThePoolMeasured() throws JMException {
        assertThat(bean(DataSource.class)).isInstanceOf(CascadeDataSource.class);
        assertThat(health()).contains("database=PostgreSQL", "status=UP").doesNotContain("DOWN");
        assertThat(bean(MeterRegistry.class).get("hikaricp.connections").gauge().value()).isPositive();
        assertThat(bean(MeterRegistry.class).get("jdbc.connections.max").gauge().value()).isEqualTo(10);
    }

    /** Asked for as an operator does: the classes behind it are in other packages in each version of Boot. */
    private static String health() throws JMException {
        return String.valueOf(ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("org.springframework.boot:type=Endpoint,name=Health"),
                        "health",
                        new Object[0],
                        new String[0]));
    }

    /** Flyway's DataSource is ours, so we know at once what it has done to the schema. */
    @Test
    void whatAMigrationAddsCascades() {
        JdbcTemplate jdbc = bean(JdbcTemplate.class);
        try {
            assertThat(jdbc.update("DELETE FROM customer WHERE id = ?", -1)).isZero();
            migrate(bean(Flyway.class), "2");
            assertThat(jdbc.update("DELETE FROM customer WHERE id = ?", 1)).isOne();
            assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
            assertThat(jdbc.queryForList("SELECT id FROM note", Integer.class)).containsExactly(2);
        } finally {
            Shop.execute("DROP TABLE IF EXISTS note, flyway_schema_history");
        }
    }

    /** Flyway has a DataSource of its own, with the driver's URL; only a look at the catalog tells us what it has done. */
    @Test
    void whatAMigrationBesideUsAddsCascades() throws SQLException {
        try (ConfigurableApplicationContext beside = Application.start(
                "--spring.flyway.url=" + Shop.url(), "--spring.flyway.user=postgres", "--cascade.no-action=cascade")) {
            JdbcTemplate jdbc = beside.getBean(JdbcTemplate.class);
            Flyway flyway = beside.getBean(Flyway.class);
            assertThat(beside.getBean(DataSource.class)).isInstanceOf(CascadeDataSource.class);
            assertThat(flyway.getConfiguration().getDataSource().isWrapperFor(CascadeDataSource.class)).isFalse();

            assertThat(jdbc.update("DELETE FROM customer WHERE id = ?", -1)).isZero();
            migrate(flyway, "3");
            assertThat(jdbc.update("DELETE FROM customer WHERE id = ?", 1)).isOne();
            assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
            assertThat(jdbc.queryForList("SELECT id FROM invoice", Integer.class)).containsExactly(2);
        } finally {
            Shop.execute("DROP TABLE IF EXISTS invoice, note, flyway_schema_history");
        }
    }

    private static void migrate(Flyway flyway, String target) {
        Flyway.configure()
                .configuration(flyway.getConfiguration())
                .target(target)
                .load()
                .migrate();
    }

    @Test
    void withoutUsItIsAnError() {
        try (ConfigurableApplicationContext without = Application.start(Application.WITHOUT_US)) {
            JdbcTemplate jdbc = without.getBean(JdbcTemplate.class);
            assertThatThrownBy(() -> jdbc.update("DELETE FROM customer WHERE id = ?", 1))
                    .isInstanceOf(DataIntegrityViolationException.class);
            assertThatThrownBy(() -> without.getBean(Customers.class).deleteById(1)).isNotNull();
            assertThat(without.getBean(DataSource.class)).isInstanceOf(HikariDataSource.class);
        }
        assertThat(Shop.rows()).isEqualTo(Shop.ALL);
    }
}
