package org.cascadejdbc.stacks.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.stacks.Shop;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How it may be configured, and how not. Without migrations and repositories, so that a start is short. The classes
 * with beans are no {@code @Configuration}, which the application would find beside itself.
 */
class ConfigurationTest {
    @EnableAutoConfiguration(
            excludeName = { // by their names in Boot 2 and 3, and by those in 4
                "org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration",
                "org.springframework.boot.autoconfigure.data.jdbc.JdbcRepositoriesAutoConfiguration",
                "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
                "org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration"
            })
    static class JdbcOnly {}

    /** Two databases, one of them with options of its own in its URL. */
    static class Several {
        @Bean
        @Primary
        HikariDataSource shop() {
            return pool(Shop.url());
        }

        @Bean
        HikariDataSource replica() {
            return pool(Shop.url());
        }

        @Bean
        HikariDataSource archive() {
            return pool(Shop.cascadeUrl());
        }

        private static HikariDataSource pool(String url) {
            return DataSourceBuilder.create()
                    .type(HikariDataSource.class)
                    .driverClassName(
                            url.startsWith("jdbc:cascade:") ? "org.cascadejdbc.CascadeDriver" : "org.postgresql.Driver")
                    .url(url)
                    .username("postgres")
                    .build();
        }
    }

    /** Asks for the pool by its class, where there is a DataSource. */
    static class NeedsThePool {
        @Bean
        Runnable poolUser(HikariDataSource pool) {
            return pool::close;
        }
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        return Application.start(new Class<?>[] {JdbcOnly.class}, arguments);
    }

    private static void delete(ConfigurableApplicationContext application) {
        assertThat(application.getBean(JdbcTemplate.class).update("DELETE FROM customer WHERE id = ?", 1)).isOne();
    }

    @BeforeEach
    void fill() {
        Shop.fill();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cascade.no-action", "cascade.noAction", "cascade.no_action"})
    void namesAreRelaxed(String name) {
        try (ConfigurableApplicationContext application =
                start("--spring.config.location=classpath:empty.properties", "--spring.datasource.username=postgres",
                        "--" + name + "=cascade")) {
            delete(application);
            assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
        }
    }

    /** {@code on} is a boolean there, and a list of locations may be one. */
    @Test
    void yaml() {
        try (ConfigurableApplicationContext application = start("--spring.config.location=classpath:shop.yaml")) {
            delete(application);
            assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cascade.relation|classpath:cascade.sql|cascade.relations, cascade.strategy, cascade.no-action",
                "cascade.max-row|1|cascade.max-rows",
                "cascade.maxRow|1|cascade.max-rows",
                "cascade.max-rows|many|a number from 0",
                "cascade.strategy|sometimes|auto, native, emulate",
                "cascade.relations|classpath:nowhere.sql|classpath:nowhere.sql cannot be read",
                "cascade.driver|org.postgresql.Driver|spring.datasource.driver-class-name"
            })
    void aBadPropertyEndsTheStart(String name, String value, String hint) {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream console = System.out;
        System.setOut(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            assertThatThrownBy(() -> start("--" + name + "=" + value).close())
                    .satisfies(e -> assertThat(Application.messages(e))
                            .contains("Property " + name + " with value '" + value + "' is invalid", hint));
        } finally {
            System.setOut(console);
        }
        assertThat(told.toString(StandardCharsets.UTF_8)) // the report of Boot's failure analysis
                .contains("APPLICATION FAILED TO START")
                .contains("Invalid value '" + value + "' for configuration property '" + name + "'", hint);
    }

    @Test
    void withoutAnyPropertyThereIsNothingOfUs() {
        try (ConfigurableApplicationContext application = start(
                "--spring.config.location=classpath:empty.properties", "--spring.datasource.username=postgres")) {
            assertThat(application.getBean(DataSource.class)).isInstanceOf(HikariDataSource.class);
            assertThatThrownBy(() -> delete(application)).isInstanceOf(DataIntegrityViolationException.class);
        }
        assertThat(Shop.rows()).isEqualTo(Shop.ALL);
    }

    /** Boot would take H2's driver for it, or none; that is seen to. Nothing is wrapped twice. */
    @Test
    void theUrlAlone() {
        try (ConfigurableApplicationContext application = start("--spring.datasource.url=" + Shop.cascadeUrl())) {
            assertThat(application.getBean(DataSource.class)).isInstanceOf(HikariDataSource.class);
            delete(application);
            assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
        }
    }

    @Test
    void aBadOptionInTheUrlEndsTheFirstConnection() {
        try (ConfigurableApplicationContext application =
                start("--spring.datasource.url=" + Shop.cascadeUrl() + "&cascade.maxrows=1")) {
            assertThatThrownBy(() -> delete(application))
                    .satisfies(e -> assertThat(Application.messages(e)).contains("cascade.maxrows", "cascade.maxRows"));
        }
    }

    @Test
    void whoAsksForThePoolByItsClassIsToldAtTheStart() {
        assertThatThrownBy(() ->
                        Application.start(new Class<?>[] {JdbcOnly.class, NeedsThePool.class}).close())
                .satisfies(e -> assertThat(Application.messages(e)).contains("HikariDataSource", "poolUser"));
    }

    @Test
    void severalDataSources() {
        try (ConfigurableApplicationContext application =
                Application.start(new Class<?>[] {JdbcOnly.class, Several.class})) {
            Map<String, DataSource> dataSources = application.getBeansOfType(DataSource.class);
            assertThat(dataSources).containsOnlyKeys("shop", "replica", "archive");
            assertThat(dataSources.get("archive")).isInstanceOf(HikariDataSource.class);
            assertThat(Stream.of("shop", "replica").map(dataSources::get))
                    .allMatch(CascadeDataSource.class::isInstance);
            for (DataSource dataSource : dataSources.values()) {
                Shop.fill();
                assertThat(new JdbcTemplate(dataSource).update("DELETE FROM customer WHERE id = 1")).isOne();
                assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
            }
        }
    }
}
