package org.cascadejdbc.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.DeleteRule;
import org.sqlite.SQLiteDataSource;

/** Three small cases: a rule that SQLite would forget, a rule that is missing, and a key that is missing. */
final class Tutorials {
    private final Report report;
    private final Path directory;

    Tutorials(Report report, Path directory) {
        this.report = report;
        this.directory = directory;
    }

    void tell() throws IOException, SQLException {
        customerAndOrders();
        storeAndItems();
        usersAndPosts();
    }

    private void customerAndOrders() throws SQLException {
        report.section("5. customer and orders: the rule is declared, SQLite forgets it");
        report.quote("""
                CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT)
                CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER
                    REFERENCES customer (id) ON DELETE CASCADE)""");
        report.say("A customer with 3 orders is deleted. Only the URL differs:");
        report.blank();
        ordersLeft("jdbc:sqlite:", "customer-plain.db", 3);
        ordersLeft("jdbc:cascade:sqlite:", "customer-cascade.db", 0);
        report.say("cascade-jdbc switches the pragma on and makes sure that it is: SQLite does the rest by itself.");
    }

    private void ordersLeft(String prefix, String file, long expected) throws SQLException {
        try (Connection connection = DriverManager.getConnection(prefix + directory.resolve(file))) {
            Sql.run(connection,
                    "CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT)",
                    "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER"
                            + " REFERENCES customer (id) ON DELETE CASCADE)",
                    "INSERT INTO customer VALUES (1, 'Ada'), (2, 'Ben')",
                    "INSERT INTO orders VALUES (10, 1), (11, 1), (12, 1), (20, 2)");
            int deleted = Sql.update(connection, "DELETE FROM customer WHERE id = 1");
            UnexpectedOutcome.unless(1, deleted, "customers deleted");
            long left = Sql.count(connection, "orders", "customer_id = 1");
            UnexpectedOutcome.unless(expected, left, "orders left by " + prefix);
            long others = Sql.count(connection, "orders", "customer_id = 2");
            UnexpectedOutcome.unless(1, others, "orders of the other customer");
            report.statement(String.format(Locale.ROOT, "%-27s orders of the deleted customer left: %d%s",
                    prefix + "shop.db", left, left == 0 ? "" : " (orphans)"));
        }
    }

    private void storeAndItems() throws SQLException {
        report.section("6. store and items: the key is declared, the rule is missing");
        report.quote("""
                CREATE TABLE store (id INTEGER PRIMARY KEY)
                CREATE TABLE items (id INTEGER PRIMARY KEY, store_id INTEGER NOT NULL REFERENCES store (id))""");
        SQLiteDataSource database = database("store.db");
        try (Connection connection = database.getConnection()) {
            Sql.run(connection,
                    "CREATE TABLE store (id INTEGER PRIMARY KEY)",
                    "CREATE TABLE items (id INTEGER PRIMARY KEY, store_id INTEGER NOT NULL REFERENCES store (id))",
                    "INSERT INTO store VALUES (1), (2)",
                    "INSERT INTO items VALUES (10, 1), (11, 1), (20, 2)");
        }
        String delete = "DELETE FROM store WHERE id = 1";
        try (CascadeDataSource dataSource = CascadeDataSource.builder(database).build();
                Connection connection = dataSource.getConnection()) {
            SQLException refusal = Sql.refused(connection, delete);
            UnexpectedOutcome.unless(2, Sql.count(connection, "store", "true"), "stores after the refusal");
            UnexpectedOutcome.unless(3, Sql.count(connection, "items", "true"), "items after the refusal");
            report.say("A store with items cannot be deleted, and cascade-jdbc does not presume to change that. "
                    + "Nothing has changed after:");
            report.quote(refusal.getMessage());
        }
        report.say("With a relation, declared in the application, not in the database, the items go with their store:");
        report.quote("""
                .foreignKey("items", "store_id").references("store", "id").onDelete(DeleteRule.CASCADE)""");
        try (CascadeDataSource dataSource = CascadeDataSource.builder(database)
                        .foreignKey("items", "store_id").references("store", "id").onDelete(DeleteRule.CASCADE)
                        .build();
                Connection connection = dataSource.getConnection()) {
            UnexpectedOutcome.unless(1, Sql.update(connection, delete), "stores deleted");
            UnexpectedOutcome.unless(0, Sql.count(connection, "items", "store_id = 1"), "items of the deleted store");
            UnexpectedOutcome.unless(1, Sql.count(connection, "items", "store_id = 2"), "items of the other store");
            report.say("Items of the deleted store left: 0. Items of the other store left: 1.");
        }
    }

    private void usersAndPosts() throws IOException, SQLException {
        report.section("7. users and posts: not even the key is declared");
        report.quote("""
                CREATE TABLE users (id INTEGER PRIMARY KEY)
                CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER)""");
        report.say("The posts are to stay when their author leaves, without an author. A file of plain SQL says so, "
                + "given as cascade.relations=relations.sql or .relations(\"relations.sql\"):");
        String relation = """
                ALTER TABLE posts ADD CONSTRAINT posts_author
                    FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL;""";
        report.quote(relation);
        Path relations = Files.writeString(directory.resolve("relations.sql"), relation);
        SQLiteDataSource database = database("posts.db");
        try (Connection connection = database.getConnection()) {
            Sql.run(connection,
                    "CREATE TABLE users (id INTEGER PRIMARY KEY)",
                    "CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER)",
                    "INSERT INTO users VALUES (1), (2)",
                    "INSERT INTO posts VALUES (10, 1), (11, 1), (20, 2)");
        }
        try (CascadeDataSource dataSource = CascadeDataSource.builder(database)
                        .relations(relations.toString())
                        .build();
                Connection connection = dataSource.getConnection()) {
            UnexpectedOutcome.unless(1, Sql.update(connection, "DELETE FROM users WHERE id = 1"), "users deleted");
            UnexpectedOutcome.unless(3, Sql.count(connection, "posts", "true"), "posts");
            UnexpectedOutcome.unless(2, Sql.count(connection, "posts", "user_id IS NULL"), "posts without author");
            UnexpectedOutcome.unless(1, Sql.count(connection, "posts", "user_id = 2"), "posts of the other user");
            report.say("After DELETE FROM users WHERE id = 1: 3 posts as before, 2 of them without author.");
        }
    }

    private SQLiteDataSource database(String name) {
        SQLiteDataSource dataSource = new SQLiteDataSource();
        dataSource.setUrl("jdbc:sqlite:" + directory.resolve(name));
        return dataSource;
    }
}
