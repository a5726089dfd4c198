package org.cascadejdbc.stacks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A PostgreSQL with customers, their orders and the orders' items. Its keys are declared, and do not cascade: without us
 * nothing but an error comes of deleting a customer.
 */
public final class Shop {
    /** What is left when customer 1, who has two orders of two items each, has been deleted with all of them. */
    public static final String WITHOUT_CUSTOMER_1 = "customer 1, orders 1, item 1";
    /** What is there. */
    public static final String ALL = "customer 2, orders 3, item 5";
    /** Where the relations are that make the keys cascade. */
    public static final String RELATIONS = "classpath:cascade.sql";

    private static final EmbeddedPostgres SERVER = start();

    private Shop() {}

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().start(); // ends with the JVM
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL cannot be started", e);
        }
    }

    /** The URL of PostgreSQL's own driver; the user is {@code postgres}. */
    public static String url() {
        return SERVER.getJdbcUrl("postgres", "postgres");
    }

    /** The same database through us: the one line that an application changes. */
    public static String cascadeUrl() {
        return url().replaceFirst("^jdbc:", "jdbc:cascade:") + "&cascade.relations=" + RELATIONS;
    }

    /** Makes the tables anew, with all rows. */
    public static void fill() {
        execute("""
                DROP TABLE IF EXISTS item, orders, customer;
                CREATE TABLE customer (id integer PRIMARY KEY, name varchar(40) NOT NULL);
                CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer NOT NULL REFERENCES customer);
                CREATE TABLE item (id integer PRIMARY KEY, orders_id integer NOT NULL REFERENCES orders);
                CREATE INDEX ON orders (customer_id);
                CREATE INDEX ON item (orders_id);
                INSERT INTO customer VALUES (1, 'Ada'), (2, 'Grace');
                INSERT INTO orders VALUES (1, 1), (2, 1), (3, 2);
                INSERT INTO item VALUES (1, 1), (2, 1), (3, 2), (4, 2), (5, 3)""");
    }

    /** Executes statements by the driver alone. */
    public static void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** How many rows each table has, seen by the driver alone. */
    public static String rows() {
        List<String> counts = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            for (String table : List.of("customer", "orders", "item")) {
                try (ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
                    row.next();
                    counts.add(table + " " + row.getInt(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return String.join(", ", counts);
    }
}
