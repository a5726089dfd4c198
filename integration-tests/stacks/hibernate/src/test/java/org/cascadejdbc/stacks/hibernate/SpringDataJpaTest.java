package org.cascadejdbc.stacks.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cascadejdbc.stacks.Shop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** A repository's ways to delete, in an application with {@code cascade.relations}, and in the same without us. */
class SpringDataJpaTest {
    private static ConfigurableApplicationContext application;
    private static ConfigurableApplicationContext withoutUs;

    @BeforeAll
    static void start() {
        Shop.fill();
        application = Application.start();
        withoutUs = Application.start("--spring.autoconfigure.exclude=org.cascadejdbc.spring.CascadeAutoConfiguration");
    }

    @AfterAll
    static void stop() {
        application.close();
        withoutUs.close();
    }

    @BeforeEach
    void fill() {
        Shop.fill();
    }

    /** Each deletes customer 1. */
    static Stream<Named<Consumer<Customers>>> deletes() {
        return Stream.of(
                Named.of("deleteById", customers -> customers.deleteById(1)),
                Named.of("delete", customers -> customers.delete(customers.findById(1).orElseThrow())),
                Named.of("deleteByName", customers -> assertThat(customers.deleteByName("Ada")).isOne()),
                Named.of("JPQL", customers -> assertThat(customers.removeByName("Ada")).isOne()),
                Named.of("SQL", customers -> assertThat(customers.removeByNameInSql("Ada")).isOne()),
                Named.of("deleteAllByIdInBatch", customers -> customers.deleteAllByIdInBatch(List.of(1))),
                Named.of(
                        "deleteAllInBatch", customers -> customers.deleteAllInBatch(customers.findAllById(List.of(1)))));
    }

    @ParameterizedTest
    @MethodSource("deletes")
    void deletes(Consumer<Customers> delete) {
        delete.accept(application.getBean(Customers.class));
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    @ParameterizedTest
    @MethodSource("deletes")
    void withoutUsItIsAnError(Consumer<Customers> delete) {
        Customers customers = withoutUs.getBean(Customers.class);
        assertThatThrownBy(() -> delete.accept(customers)).isInstanceOf(DataIntegrityViolationException.class);
        assertThat(Shop.rows()).isEqualTo(Shop.ALL);
    }

    @Test
    void deleteAllInBatchIsOneStatement() {
        application.getBean(Customers.class).deleteAllInBatch();
        assertThat(Shop.rows()).isEqualTo("customer 0, orders 0, item 0");
    }

    @Test
    void deleteAllIsABatch() {
        application.getBean(Customers.class).deleteAll();
        assertThat(Shop.rows()).isEqualTo("customer 0, orders 0, item 0");
    }

    /** JpaTransactionManager lends JPA's connection to JdbcTemplate, because they have the same DataSource: ours. */
    @Test
    void aRollbackTakesItBack() {
        Customers customers = application.getBean(Customers.class);
        JdbcTemplate jdbc = application.getBean(JdbcTemplate.class);
        application.getBean(TransactionTemplate.class).executeWithoutResult(transaction -> {
            customers.removeByName("Ada");
            assertThat(jdbc.queryForObject("SELECT count(*) FROM item", Integer.class)).isOne();
            transaction.setRollbackOnly();
        });
        assertThat(Shop.rows()).isEqualTo(Shop.ALL);
    }

    @Test
    void aBadPropertyEndsTheStart() {
        assertThatThrownBy(() -> Application.start("--cascade.no-actoin=cascade").close())
                .rootCause()
                .hasMessageContaining("cascade.no-actoin")
                .hasMessageContaining("cascade.no-action");
    }
}
