package org.cascadejdbc.stacks.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.context.ApplicationContext;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.micronaut.health.HealthStatus;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.jdbc.JdbcIndicator;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.stacks.Shop;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

/** The application without us, with our URL, and with a listener that wraps the pool. */
class MicronautTest {
    /** Each is one file of configuration, {@code application-<name>.yml}. */
    enum Way {
        URL,
        LISTENER;

        ApplicationContext start() {
            return MicronautTest.start(Map.of(), name().toLowerCase(Locale.ROOT));
        }
    }

    private static ApplicationContext start(Map<String, Object> more, String... environments) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("shop.address", Shop.url().replaceFirst("^jdbc:postgresql://([^?]+).*", "$1"));
        return ApplicationContext.run(properties, environments);
    }

    @BeforeEach
    void fill() {
        Shop.fill();
    }

    private static void goesWithAllItsRows(Way way, Consumer<Customers> delete) {
        try (ApplicationContext application = way.start()) {
            delete.accept(application.getBean(Customers.class));
        }
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    @ParameterizedTest
    @EnumSource
    void deletesById(Way way) {
        goesWithAllItsRows(way, customers -> customers.deleteById(1));
    }

    @ParameterizedTest
    @EnumSource
    void deletesAnEntity(Way way) {
        goesWithAllItsRows(way, customers -> customers.delete(customers.findById(1).orElseThrow()));
    }

    @ParameterizedTest
    @EnumSource
    void deletesByAnotherProperty(Way way) {
        goesWithAllItsRows(way, customers -> assertThat(customers.deleteByName("Ada")).isOne());
    }

    @ParameterizedTest
    @EnumSource
    void deletesAndReturns(Way way) {
        goesWithAllItsRows(way, customers -> assertThat(customers.deleteReturning("Ada"))
                .containsExactly(new Customer(1, "Ada")));
    }

    /** The first is a batch. */
    @ParameterizedTest
    @EnumSource
    void deletesSeveralAndAll(Way way) {
        try (ApplicationContext application = way.start()) {
            Customers customers = application.getBean(Customers.class);
            customers.deleteAll(List.of(new Customer(1, "Ada"), new Customer(2, "Grace")));
            assertThat(Shop.rows()).isEqualTo("customer 0, orders 0, item 0");
            Shop.fill();
            customers.deleteAll();
            assertThat(Shop.rows()).isEqualTo("customer 0, orders 0, item 0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTransactionSeesItsCascadeAndItsRollbackTakesItBack(Way way) throws SQLException {
        try (ApplicationContext application = way.start()) {
            Removal removal = application.getBean(Removal.class);
            assertThatThrownBy(() -> removal.remove(1, () -> {
                assertThat(application.getBean(Customers.class).count()).isOne();
                assertThat(Shop.rows()).isEqualTo(Shop.ALL);
                throw new IllegalStateException("changed my mind");
            })).hasMessage("changed my mind");
            assertThat(Shop.rows()).isEqualTo(Shop.ALL);
            assertThat(pool(application).getHikariPoolMXBean().getActiveConnections()).isZero();

            removal.remove(1, () -> {});
            assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void plainJdbcInATransaction(Way way) throws SQLException {
        try (ApplicationContext application = way.start()) {
            assertThat(application.getBean(Removal.class).removeByJdbc(1)).isOne();
            assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theDatabaseIsHealthyAndThePoolIsClosedAtTheEnd(Way way) throws SQLException {
        HikariDataSource pool;
        try (ApplicationContext application = way.start()) {
            pool = pool(application);
            HealthResult health =
                    Mono.from(application.getBean(JdbcIndicator.class).getResult()).block();
            assertThat(health.getStatus()).isEqualTo(HealthStatus.UP);
            assertThat(health.getDetails()).asInstanceOf(MAP).hasSize(1).allSatisfy((url, database) -> {
                assertThat((String) url).startsWith("jdbc:postgresql:");
                assertThat(((HealthResult) database).getDetails().toString()).contains("PostgreSQL");
            });
        }
        assertThat(pool.isClosed()).isTrue();
    }

    private static HikariDataSource pool(ApplicationContext application) throws SQLException {
        return application.getBean(DataSource.class).unwrap(HikariDataSource.class);
    }

    @Test
    void withoutUsItIsAnError() throws SQLException {
        try (ApplicationContext application = start(Map.of())) {
            Customers customers = application.getBean(Customers.class);
            assertThatThrownBy(() -> customers.deleteById(1)).hasStackTraceContaining("violates foreign key");
            assertThatThrownBy(() -> application.getBean(Removal.class).removeByJdbc(1))
                    .hasMessageContaining("violates foreign key");
        }
        assertThat(Shop.rows()).isEqualTo(Shop.ALL);
    }

    /** Ours is inside of Micronaut Data's, and around the pool. */
    @Test
    void theListenerIsTheFirst() {
        try (ApplicationContext application = Way.LISTENER.start()) {
            DataSource dataSource = application.getBean(DataSource.class);
            assertThat(dataSource).isInstanceOf(DelegatingDataSource.class);
            assertThat(DelegatingDataSource.unwrapDataSource(dataSource)).isInstanceOf(CascadeDataSource.class);
        }
    }

    /** Drivers are known there by a fixed list of prefixes. */
    @Test
    void ourUrlNeedsOurDriversName() {
        assertThatThrownBy(() -> start(Map.of("datasources.default.url", Shop.cascadeUrl())).close())
                .hasStackTraceContaining("No driver class name specified");
    }

    @ParameterizedTest
    @CsvSource({
        "cascade.maxrows, 1, cascade.maxRows",
        "cascade.strategy, sometimes, emulate",
        "cascade.relations, classpath:nowhere.sql, nowhere.sql"
    })
    void aBadOptionInTheUrlEndsTheStart(String key, String value, String hint) {
        String url = Shop.url().replaceFirst("^jdbc:", "jdbc:cascade:") + "&" + key + "=" + value;
        assertThatThrownBy(() -> start(Map.of("datasources.default.url", url), "url").close())
                .hasStackTraceContaining(key)
                .hasStackTraceContaining(hint);
    }

    @Test
    void optionsAreApplied() {
        try (ApplicationContext application = start(Map.of("datasources.default.cascade.max-rows", 6), "listener")) {
            Customers customers = application.getBean(Customers.class);
            assertThatThrownBy(() -> customers.deleteById(1)).hasStackTraceContaining("cascade.maxRows");
            assertThat(Shop.rows()).isEqualTo(Shop.ALL);
        }
    }

    /** Each DataSource has its own options, or none. */
    @Test
    void anotherDataSourceIsLeftAlone() throws SQLException {
        Map<String, Object> other =
                Map.of("datasources.other.url", Shop.url(), "datasources.other.username", "postgres");
        try (ApplicationContext application = start(other, "listener")) {
            assertThat(application.getBean(DataSource.class).isWrapperFor(CascadeDataSource.class)).isTrue();
            assertThat(application.getBean(DataSource.class, Qualifiers.byName("other"))
                            .isWrapperFor(CascadeDataSource.class))
                    .isFalse();
        }
    }

    /** Micronaut names each element of a list, and each reading of a variable's name: that is told, not guessed. */
    @Test
    void relationsAreNoList() {
        Map<String, Object> list = Map.of("datasources.default.cascade.relations", List.of(Shop.RELATIONS));
        assertThatThrownBy(() -> start(list, "listener").close())
                .hasStackTraceContaining("Unknown option cascade.relations[0]");
    }

    @ParameterizedTest
    @CsvSource({
        "cascade.maxRow, 1, cascade.maxRows",
        "cascade.strategy, sometimes, emulate",
        "cascade.maxRows, many, number",
        "cascade.relations, classpath:nowhere.sql, nowhere.sql"
    })
    void aBadPropertyEndsTheStart(String key, String value, String hint) {
        assertThatThrownBy(() -> start(Map.of("datasources.default." + key, value), "listener").close())
                .hasStackTraceContaining(key)
                .hasStackTraceContaining(hint);
    }
}
