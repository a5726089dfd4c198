package org.cascadejdbc.it.engines.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.SuggestOptions;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.HostileSchema;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Servers;
import org.cascadejdbc.it.support.UrlDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No text of ours looks a name up on the search path: with all of PostgreSQL's operators, functions and types once more in a
 * schema in front of {@code pg_catalog}, of which each raises, everything is as it was. What the user writes is his: so it
 * says {@code OPERATOR(pg_catalog.=)} here.
 */
class HostileSchemaIT {
    private static final String DATABASE = "cj_hostile";
    private static final String IS = " OPERATOR(pg_catalog.=) ";

    private static final List<String> RELATIONS = List.of(
            "ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE CASCADE",
            "ALTER TABLE item ADD FOREIGN KEY (orders_id, nr) REFERENCES orders (id, nr) ON DELETE CASCADE",
            "ALTER TABLE node ADD FOREIGN KEY (parent, code) REFERENCES node (id, name) ON DELETE CASCADE",
            "ALTER TABLE node ADD FOREIGN KEY (customer) REFERENCES customer (name) ON DELETE CASCADE",
            "ALTER TABLE note ADD FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE SET NULL",
            "ALTER TABLE mark ADD FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE SET DEFAULT",
            "ALTER TABLE pin ADD FOREIGN KEY (a) REFERENCES customer (id) ON DELETE SET DEFAULT",
            "ALTER TABLE pin ADD FOREIGN KEY (b) REFERENCES orders (id) ON DELETE SET NULL",
            "ALTER TABLE bill ADD FOREIGN KEY (customer) REFERENCES customer (name) ON DELETE RESTRICT",
            "ALTER TABLE part ADD FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE CASCADE",
            "ALTER TABLE leaf ADD FOREIGN KEY (id) REFERENCES part (id) ON DELETE CASCADE");

    private static String url;

    @BeforeAll
    static void schema() throws SQLException {
        String server = Servers.url(Database.POSTGRESQL);
        url = server.replace("/postgres?", "/" + DATABASE + "?");
        try (Connection admin = DriverManager.getConnection(server); Statement statement = admin.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + DATABASE);
            statement.execute("CREATE DATABASE " + DATABASE);
        }
        try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            HostileSchema.makeInFront(connection);
            HostileSchema.makeBehind(connection);
            statement.execute("""
                    CREATE SCHEMA app; SET search_path = app;
                    CREATE TABLE customer (id int PRIMARY KEY, name varchar(20) UNIQUE);
                    CREATE TABLE orders (id bigint UNIQUE, nr int, customer_id smallint, UNIQUE (id, nr),
                      FOREIGN KEY (customer_id) REFERENCES customer);
                    CREATE TABLE item (id int PRIMARY KEY, orders_id int, nr numeric);
                    CREATE TABLE node (id int, name varchar(9), parent int, code text, customer text, UNIQUE (id, name));
                    CREATE TABLE note (id int PRIMARY KEY, customer_id int);
                    CREATE TABLE mark (id int PRIMARY KEY, customer_id int DEFAULT 9);
                    CREATE TABLE pin (id int PRIMARY KEY, a int DEFAULT 9, b int);
                    CREATE TABLE bill (id int PRIMARY KEY, customer varchar(20));
                    CREATE TABLE part (id int PRIMARY KEY, customer_id int) PARTITION BY RANGE (id);
                    CREATE TABLE part_one PARTITION OF part FOR VALUES FROM (0) TO (10);
                    CREATE TABLE leaf (id int PRIMARY KEY);
                    CREATE VIEW seen AS SELECT * FROM customer;""");
        }
    }

    @AfterAll
    static void drop() throws SQLException {
        try (Connection admin = DriverManager.getConnection(Servers.url(Database.POSTGRESQL));
                Statement statement = admin.createStatement()) {
            statement.execute("DROP DATABASE " + DATABASE + " WITH (FORCE)");
        }
    }

    private static UrlDataSource through(String path) {
        return new UrlDataSource(url + "&currentSchema=" + path);
    }

    private static CascadeDataSource ours(String path, Map<String, String> options) {
        return (CascadeDataSource) Ours.withRelationsFile(through(path), options, RELATIONS);
    }

    private static final String FRONT = "app," + HostileSchema.IN_FRONT + ",pg_catalog";

    /** All rows again, as a session without the hostile path puts them in. */
    private static void fill() throws SQLException {
        try (Connection connection = through("app").getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("""
                    TRUNCATE customer, orders, item, node, note, mark, pin, bill, part, leaf;
                    INSERT INTO customer VALUES (1, 'a'), (2, 'b'), (9, 'z');
                    INSERT INTO orders VALUES (1, 1, 1), (2, 1, 2);
                    INSERT INTO item VALUES (1, 1, 1), (2, 2, 1);
                    INSERT INTO node VALUES (1, 'x', NULL, NULL, 'a'), (2, 'y', 1, 'x', NULL), (3, 'w', 2, 'y', 'b'), (4, 'v', 4, 'v', 'z');
                    INSERT INTO note VALUES (1, 1), (2, 2);
                    INSERT INTO mark VALUES (1, 1), (2, 2);
                    INSERT INTO pin VALUES (1, 1, 2), (2, 2, 1), (3, 9, 1);
                    INSERT INTO part VALUES (1, 1), (2, 2);
                    INSERT INTO leaf VALUES (1), (2)""");
        }
    }

    private static String rows() throws SQLException {
        StringBuilder rows = new StringBuilder();
        try (Connection connection = through("app").getConnection(); Statement statement = connection.createStatement()) {
            for (String table : List.of("customer", "orders", "item", "node", "note", "mark", "pin", "part", "leaf")) {
                try (var row = statement.executeQuery("SELECT string_agg(t::text, ' ' ORDER BY t::text) FROM " + table + " t")) {
                    row.next();
                    rows.append(table).append(' ').append(row.getString(1)).append('\n');
                }
            }
        }
        return rows.toString();
    }

    private static final String RIGHT = """
            customer (2,b) (9,z)
            orders (2,1,2)
            item (2,2,1)
            node (4,v,4,v,z)
            note (1,) (2,2)
            mark (1,9) (2,2)
            pin (1,9,2) (2,2,) (3,9,)
            part (2,2)
            leaf (2)
            """;

    @ParameterizedTest
    @ValueSource(strings = {
        "DELETE FROM customer WHERE id OPERATOR(pg_catalog.=) 1",
        "DELETE FROM app.customer AS c WHERE c.id OPERATOR(pg_catalog.=) 1 RETURNING c.name",
        "WITH one AS (SELECT 1 AS id) DELETE FROM customer USING one WHERE customer.id OPERATOR(pg_catalog.=) one.id",
        "WITH gone AS (DELETE FROM customer WHERE id OPERATOR(pg_catalog.=) 1 RETURNING id) SELECT id FROM gone",
        "MERGE INTO customer AS c USING (SELECT 1 AS id) AS s ON c.id OPERATOR(pg_catalog.=) s.id WHEN MATCHED THEN DELETE"
    })
    void cascadesAreAsTheyWere(String delete) throws SQLException {
        for (Map<String, String> options : List.of(
                Map.<String, String>of(),
                Map.of("cascade.strategy", "emulate"),
                Map.of("cascade.maxRows", "100", "cascade.maxRowsPerTable", "customer:50"))) {
            boolean uncounted = options.containsKey("cascade.maxRows") && !delete.startsWith("DELETE");
            if (uncounted && !delete.startsWith("WITH one")) {
                continue;
            }
            for (boolean inTransaction : new boolean[] {false, true}) {
                fill();
                try (Connection connection = ours(FRONT, options).getConnection();
                        Statement statement = connection.createStatement()) {
                    connection.setAutoCommit(!inTransaction);
                    statement.execute(delete);
                    if (inTransaction) {
                        connection.commit();
                    }
                }
                assertThat(rows()).as("%s, %s", delete, options).isEqualTo(RIGHT);
            }
        }
    }

    @Test
    void refusalsAreAsTheyWere() throws SQLException {
        fill();
        try (Connection connection = through("app").getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO bill VALUES (1, 'b')");
        }
        String before = rows();
        try (Connection connection = ours(FRONT, Map.of("cascade.maxRowsPerTable", "note:1")).getConnection();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM customer"))
                    .hasMessageContaining("cascade.maxRowsPerTable");
        }
        try (Connection connection = ours(FRONT, Map.of()).getConnection(); Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM customer WHERE id" + IS + "2"))
                    .hasMessageContaining("a row of app.bill that stays");
            assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM customer WHERE id" + IS + "9"))
                    .hasMessageContaining("would get the default");
            assertThatThrownBy(() -> statement.executeUpdate("TRUNCATE customer")).hasMessageContaining("is refused");
            assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM seen")).hasMessageContaining("it is a view");
        }
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void whatIsOnlyAskedIsAsItWas() throws SQLException {
        fill();
        CascadeDataSource ours = ours(FRONT, Map.of());
        assertThat(ours.explain("DELETE FROM customer WHERE id OPERATOR(pg_catalog.=) 1").toString()).contains("orders");
        assertThat(ours.keys()).isNotEmpty();
        assertThat(ours.check().toString()).doesNotContain("HOSTILE").doesNotContain("could not look");
        assertThat(ours.suggest(SuggestOptions.defaults()).toString()).doesNotContain("HOSTILE").doesNotContain("could not be looked at");
    }

    /** Where it is looked for after {@code pg_catalog}, what fits better is taken: so every test has such a schema. */
    @Test
    void behindTheServersOwn() throws SQLException {
        fill();
        try (Connection connection = ours("app," + HostileSchema.BEHIND, Map.of()).getConnection();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("SELECT quote_ident(c.relname) FROM pg_class c"))
                    .as("the schema is what it should be").hasMessageContaining("HOSTILE");
            assertThat(statement.executeUpdate("DELETE FROM customer WHERE id = 1")).isEqualTo(1);
        }
        assertThat(rows()).isEqualTo(RIGHT);
    }
}
