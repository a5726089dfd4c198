package org.cascadejdbc.stacks.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cascadejdbc.stacks.Shop;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.Transaction;
import org.hibernate.Version;
import org.hibernate.cfg.Configuration;
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
                .addAnnotatedClass(Customer.class)
                .addAnnotatedClass(Owner.class)
                .addAnnotatedClass(Owner.Purchase.class)
                .addAnnotatedClass(Client.class)
                .addAnnotatedClass(Client.Booking.class)
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

    /** What Hibernate 6 has as {@code SessionFactory.inTransaction}; a session is an EntityManager in each version. */
    private static void inTransaction(SessionFactory factory, Consumer<EntityManager> work) {
        try (Session session = factory.openSession()) {
            Transaction transaction = session.beginTransaction();
            try {
                work.accept(session);
                transaction.commit();
            } catch (RuntimeException e) {
                transaction.rollback();
                throw e;
            }
        }
    }

    private static int bulkDelete(SessionFactory factory) {
        AtomicInteger deleted = new AtomicInteger();
        inTransaction(factory, session -> deleted.set(session.createQuery("delete from Customer where name = :name")
                .setParameter("name", "Ada")
                .executeUpdate()));
        return deleted.get();
    }

    private static void remove(SessionFactory factory, Class<?> entity) {
        inTransaction(factory, session -> session.remove(session.find(entity, 1)));
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
        inTransaction(hibernate, session -> session.find(Owner.class, 1).getPurchases().remove(0));
        assertThat(Shop.rows()).isEqualTo("customer 2, orders 2, item 3");
    }

    @Test
    void onDeleteCascade() {
        remove(hibernate, Client.class);
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    @Test
    void batch() {
        inTransaction(hibernate, session -> session.createQuery("from Customer", Customer.class)
                .getResultList()
                .forEach(session::remove));
        assertThat(Shop.rows()).isEqualTo("customer 0, orders 0, item 0");
    }

    /** As with a native ON DELETE CASCADE: the order has gone with its customer when Hibernate comes to it. */
    @Test
    void aChildThatIsRemovedAfterItsParentIsStale() {
        assertThatThrownBy(() -> inTransaction(hibernate, session -> {
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
        try (Session session = hibernate.openSession()) {
            Transaction transaction = session.beginTransaction();
            session.remove(session.find(Customer.class, 1));
            session.flush();
            transaction.rollback();
        }
        assertThat(Shop.rows()).isEqualTo(Shop.ALL);
    }

    @Test
    void withoutUsTheyAreErrors() {
        assertIsAnError(() -> bulkDelete(withoutUs));
        for (Class<?> entity : new Class<?>[] {Customer.class, Owner.class, Client.class}) {
            assertIsAnError(() -> remove(withoutUs, entity));
        }
        assertThat(Shop.rows()).isEqualTo(Shop.ALL);
    }

    private static void assertIsAnError(ThrowingCallable delete) {
        assertThatThrownBy(delete)
                .hasRootCauseInstanceOf(SQLException.class)
                .rootCause()
                .hasMessageContaining("violates foreign key constraint");
    }

    /** Hibernate 5 keeps the reason to itself, but for its log. */
    @Test
    void aBadOptionEndsTheStart() {
        String[] reason = Version.getVersionString().startsWith("5.")
                ? new String[] {"hibernate.dialect"}
                : new String[] {"cascade.maxrows", "cascade.maxRows"};
        assertThatThrownBy(() -> open(Shop.cascadeUrl() + "&cascade.maxrows=1").close())
                .satisfies(e -> assertThat(messages(e)).contains(reason));
    }

    private static String messages(Throwable e) {
        return e == null ? "" : e + "\n" + messages(e.getCause());
    }
}
