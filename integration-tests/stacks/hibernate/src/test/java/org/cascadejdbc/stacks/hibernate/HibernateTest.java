package org.cascadejdbc.stacks.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import org.cascadejdbc.stacks.Shop;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.cfg.Configuration;
import org.hibernate.exception.ConstraintViolationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hibernate without Spring: the URL is all that changes. */
class HibernateTest {
    private static SessionFactory hibernate;
    private static SessionFactory withoutUs;

    private static SessionFactory open(String url) {
        return new Configuration()
                .addAnnotatedClasses(
                        Customer.class, Owner.class, Owner.Purchase.class, Client.class, Client.Booking.class)
                .setProperty("hibernate.connection.url", url)
                .setProperty("hibernate.connection.username", "postgres")
                .setProperty("hibernate.jdbc.batch_size", "20")
                .buildSessionFactory();
    }

    @BeforeAll
    static void open() {
        Shop.fill();
        hibernate = open(Shop.cascadeUrl());
        withoutUs = open(Shop.url());
    }

    @AfterAll
    static void close() {
        hibernate.close();
        withoutUs.close();
    }

    @BeforeEach
    void fill() {
        Shop.fill();
    }

    private static int bulkDelete(SessionFactory factory) {
        return factory.fromTransaction(session -> session.createMutationQuery("delete from Customer where name = :name")
                .setParameter("name", "Ada")
                .executeUpdate());
    }

    private static void remove(SessionFactory factory, Class<?> entity) {
        factory.inTransaction(session -> session.remove(session.find(entity, 1)));
    }

    @Test
    void bulkHql() {
        assertThat(bulkDelete(hibernate)).isOne();
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    @Test
    void entityWithoutChildren() {
        remove(hibernate, Customer.class);
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    /** Hibernate deletes the orders, in a batch, of whose items it knows nothing; then the customer. */
    @Test
    void cascadeTypeRemoveBesideUs() {
        remove(hibernate, Owner.class);
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    @Test
    void orphanRemoval() {
        hibernate.inTransaction(session -> session.find(Owner.class, 1).getPurchases().remove(0));
        assertThat(Shop.rows()).isEqualTo("customer 2, orders 2, item 3");
    }

    @Test
    void onDeleteCascade() {
        remove(hibernate, Client.class);
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    @Test
    void batch() {
        hibernate.inTransaction(session -> session.createSelectionQuery("from Customer", Customer.class)
                .getResultList()
                .forEach(session::remove));
        assertThat(Shop.rows()).isEqualTo("customer 0, orders 0, item 0");
    }

    /** As with a native ON DELETE CASCADE: the order has gone with its customer when Hibernate comes to it. */
    @Test
    void aChildThatIsRemovedAfterItsParentIsStale() {
        assertThatThrownBy(() -> hibernate.inTransaction(session -> {
            Owner.Purchase purchase = session.find(Owner.Purchase.class, 1);
            session.remove(session.find(Customer.class, 1));
            session.remove(purchase);
        })).isInstanceOf(OptimisticLockException.class);
        assertThat(Shop.rows()).isEqualTo(Shop.ALL);
    }

    @Test
    void statelessSession() {
        try (StatelessSession session = hibernate.openStatelessSession()) {
            session.beginTransaction();
            session.delete(session.get(Customer.class, 1));
            session.getTransaction().commit();
        }
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    @Test
    void rollback() {
        hibernate.inSession(session -> {
            session.beginTransaction();
            session.remove(session.find(Customer.class, 1));
            session.flush();
            session.getTransaction().rollback();
        });
        assertThat(Shop.rows()).isEqualTo(Shop.ALL);
    }

    @Test
    void withoutUsTheyAreErrors() {
        assertThatThrownBy(() -> bulkDelete(withoutUs)).isInstanceOf(ConstraintViolationException.class);
        for (Class<?> entity : new Class<?>[] {Customer.class, Owner.class, Client.class}) {
            assertThatThrownBy(() -> remove(withoutUs, entity))
                    .hasRootCauseInstanceOf(SQLException.class)
                    .rootCause()
                    .hasMessageContaining("violates foreign key constraint");
        }
        assertThat(Shop.rows()).isEqualTo(Shop.ALL);
    }

    @Test
    void aBadOptionNamesIt() {
        assertThatThrownBy(() -> open(Shop.cascadeUrl() + "&cascade.maxrows=1").close())
                .satisfies(e -> assertThat(messages(e)).contains("cascade.maxrows", "cascade.maxRows"));
    }

    private static String messages(Throwable e) {
        return e == null ? "" : e + "\n" + messages(e.getCause());
    }
}
