package org.cascadejdbc.it.engines.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.Finding;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.ForeignServer;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables whose rows are at another server ({@code postgres_fdw}), alone and as partitions: their twin has all rows here. */
class ForeignTablesIT {
    /** What is deleted from: tables are {@code customer} with {@code orders}, and {@code item} below these. */
    private static final List<String> DELETES = List.of(
            "DELETE FROM customer WHERE id = 1",
            "DELETE FROM customer WHERE id = 2",
            "DELETE FROM customer c USING orders o WHERE o.customer = c.id AND o.id = 11",
            "DELETE FROM customer WHERE id = 1 RETURNING id",
            "WITH d AS (DELETE FROM customer WHERE id < 3 RETURNING id) SELECT count(*) FROM d",
            "DELETE FROM orders WHERE customer = 2",
            "MERGE INTO customer USING (VALUES (1)) v (i) ON i = id WHEN MATCHED THEN DELETE",
            "DELETE FROM customer");

    private Space space;

    @BeforeEach
    void create() throws SQLException {
        space = Space.create(Database.POSTGRESQL);
        ForeignServer.create(space);
    }

    @AfterEach
    void close() throws SQLException {
        ForeignServer.drop(space);
        space.close();
    }

    /** Where rows are, and which table each is. */
    enum Place {
        ALL_HERE("TABLE", ""),
        PARTITIONS("PARTITION", ""),
        CHILDREN("TABLE", "orders,item"),
        PARENT("TABLE", "customer"),
        ALL("TABLE", "customer,orders,item"),
        FOREIGN_PARTITIONS("PARTITION", "customer,orders,item"),
        FOREIGN_CHILDS_PARTITIONS("PARTITION", "orders");

        private final String kind;
        private final String afar;

        Place(String kind, String afar) {
            this.kind = kind;
            this.afar = afar;
        }

        void build(Space space) throws SQLException {
            for (String table : List.of("customer", "orders", "item")) {
                String columns = table.equals("customer") ? "(id int)" : table.equals("orders") ? "(id int, customer int)"
                        : "(id int, orders int DEFAULT 20)";
                boolean foreign = List.of(afar.split(",")).contains(table);
                String server = " SERVER @own_server OPTIONS (schema_name '@own', table_name '" + table + "_afar')";
                if (foreign) {
                    space.run("CREATE TABLE " + table + "_afar " + columns);
                }
                if (kind.equals("TABLE")) {
                    space.run(foreign ? "CREATE FOREIGN TABLE " + table + columns + server : "CREATE TABLE " + table + columns);
                    continue;
                }
                space.run("CREATE TABLE " + table + columns + " PARTITION BY RANGE (id)");
                space.run("CREATE TABLE " + table + "_low PARTITION OF " + table + " FOR VALUES FROM (MINVALUE) TO ("
                        + (table.equals("customer") ? "2" : "20") + ")");
                String high = table + "_high PARTITION OF " + table + " FOR VALUES FROM (" + (table.equals("customer") ? "2" : "20")
                        + ") TO (MAXVALUE)";
                space.run(foreign ? "CREATE FOREIGN TABLE " + high + server : "CREATE TABLE " + high);
            }
            fill(space);
        }

        static void fill(Space space) throws SQLException {
            space.run("DELETE FROM customer");
            space.run("DELETE FROM orders");
            space.run("DELETE FROM item");
            space.run("INSERT INTO customer VALUES (1), (2), (3)");
            space.run("INSERT INTO orders VALUES (10, 1), (11, 2), (20, 2), (21, 1), (22, NULL), (23, 3)");
            space.run("INSERT INTO item VALUES (1, 10), (2, 11), (3, 20), (30, 21), (31, 22), (32, 11)");
        }
    }

    @ParameterizedTest
    @EnumSource
    void cascadesAsHere(Place place) throws SQLException {
        place.build(space);
        for (String rule : List.of("CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT")) {
            DataSource ours = ours(rule, Map.of());
            if (rule.startsWith("SET") && place == Place.FOREIGN_PARTITIONS) {
                assertThatThrownBy(() -> outcomeOrThrow(ours, "DELETE FROM customer WHERE id = 1"))
                        .isInstanceOf(SQLFeatureNotSupportedException.class).hasMessageContaining("moves no row");
                continue;
            }
            List<String> told = new ArrayList<>();
            for (String sql : DELETES) {
                if (sql.startsWith("MERGE") && place.kind.equals("TABLE") && place.afar.contains("customer")) {
                    continue; // PostgreSQL has none for a foreign table
                }
                if (rule.equals("SET DEFAULT") && place.afar.contains("orders") && sql.startsWith("DELETE FROM orders")) {
                    assertThatThrownBy(() -> outcomeOrThrow(ours, sql)).hasMessageContaining("no address");
                    continue; // the default's row may be one of those that go
                }
                Place.fill(space);
                told.add(sql + " -> " + outcome(ours, sql) + " " + rows());
            }
            assertThat(told).as("%s %s", place, rule).isSubsetOf(expected(rule)).hasSizeGreaterThan(5);
        }
    }

    /** What these DELETEs do where the keys are the database's own. */
    private static List<String> expected(String rule) throws SQLException {
        try (Space twin = Space.create(Database.POSTGRESQL)) {
            twin.run("CREATE TABLE customer (id int PRIMARY KEY)");
            twin.run("CREATE TABLE orders (id int PRIMARY KEY, customer int REFERENCES customer ON DELETE CASCADE)");
            twin.run("CREATE TABLE item (id int PRIMARY KEY, orders int DEFAULT 20 REFERENCES orders ON DELETE " + rule + ")");
            List<String> told = new ArrayList<>();
            for (String sql : DELETES) {
                Place.fill(twin);
                told.add(sql + " -> " + outcome(twin.dataSource(), sql) + " " + rows(twin));
            }
            return told;
        }
    }

    /** A partition that is deleted from by its own name has the keys of the whole. */
    @ParameterizedTest
    @ValueSource(strings = {"DELETE FROM customer_high WHERE id = 2", "DELETE FROM customer_low"})
    void aPartitionByItsOwnName(String sql) throws SQLException {
        List<String> told = new ArrayList<>();
        for (Place place : List.of(Place.PARTITIONS, Place.FOREIGN_PARTITIONS)) {
            try (Space own = Space.create(Database.POSTGRESQL)) {
                ForeignServer.create(own);
                place.build(own);
                told.add(outcome(ours(own, "CASCADE", Map.of()), sql) + rows(own));
                ForeignServer.drop(own);
            }
        }
        assertThat(told.get(1)).isEqualTo(told.get(0)).doesNotContain(sql.contains("low") ? "10" : "11");
    }

    /** By addresses no row of a foreign table is told from another one. */
    @Test
    void whatTakesAddressesIsRefused() throws SQLException {
        Place.FOREIGN_CHILDS_PARTITIONS.build(space);
        String before = rows();
        for (DataSource ours : List.of(ours("CASCADE", Map.of("cascade.maxRows", "100")),
                ours("CASCADE", Map.of("cascade.maxRowsPerTable", "customer:100")))) {
            assertRefused(ours, "DELETE FROM customer WHERE id = 1");
        }
        assertRefused(ours("CASCADE", Map.of()), "EXPLAIN CASCADE DELETE FROM customer WHERE id = 1");
        assertRefused(CascadeDataSource.builder(space.dataSource()).foreignKey("orders", "customer").references("orders", "id")
                .onDelete(DeleteRule.CASCADE).build(), "DELETE FROM orders WHERE id = 10");
        space.run("CREATE FUNCTION picked(int) RETURNS boolean VOLATILE LANGUAGE plpgsql AS $$ BEGIN RETURN $1 = 11; END $$");
        assertThat(rows()).isEqualTo(before);
        CascadeDataSource items = CascadeDataSource.builder(space.dataSource()).foreignKey("item", "orders")
                .references("orders", "id").onDelete(DeleteRule.CASCADE).build();
        assertRefused(items, "DELETE FROM orders WHERE picked(id)");
        assertThat(rows()).isEqualTo(before);
    }

    private void assertRefused(DataSource ours, String sql) {
        assertThatThrownBy(() -> outcomeOrThrow(ours, sql)).as(sql).isInstanceOf(SQLFeatureNotSupportedException.class)
                .hasMessageContaining("orders_high").hasMessageContaining("no address");
    }

    /** What a function writes into a foreign table the server does not count. */
    @Test
    void aFunctionThatWritesThere() throws SQLException {
        Place.CHILDREN.build(space);
        space.run("CREATE FUNCTION late(int) RETURNS int VOLATILE LANGUAGE plpgsql AS $$ BEGIN"
                + " INSERT INTO @own.orders VALUES (99, $1); RETURN $1; END $$");
        String before = rows();
        assertThatThrownBy(() -> outcomeOrThrow(ours("CASCADE", Map.of()), "DELETE FROM customer WHERE id = 1 RETURNING late(id)"))
                .isInstanceOf(SQLFeatureNotSupportedException.class).hasMessageContaining("orders");
        assertThat(rows()).isEqualTo(before);
    }

    /** What postgres_fdw sets while it reads parameters is set for nobody's trigger or predicate. */
    @ParameterizedTest
    @ValueSource(strings = {"DELETE FROM customer WHERE id = whose(1)", "DELETE FROM customer WHERE id = whose(1) RETURNING id",
        "WITH d AS (DELETE FROM customer WHERE id = whose(1) RETURNING id) SELECT count(*) FROM d",
        "MERGE INTO customer USING (VALUES (1)) v (i) ON whose(i) = id WHEN MATCHED THEN DELETE"})
    void triggersRunByTheSessionsSettings(String sql) throws SQLException {
        space.run("CREATE TABLE customer (id int)");
        space.run("CREATE TABLE orders (id int, customer int)");
        space.run("CREATE TABLE item_afar (id int, orders int)");
        space.run("CREATE FOREIGN TABLE item (id int, orders int) SERVER @own_server OPTIONS (schema_name '@own', table_name"
                + " 'item_afar')");
        space.run("CREATE TABLE seen (path text)");
        space.run("CREATE FUNCTION fired() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO @own.seen VALUES (concat_ws(' ',"
                + " TG_RELNAME, current_setting('search_path'), current_setting('IntervalStyle'))); RETURN OLD; END $$");
        space.run("CREATE FUNCTION whose(int) RETURNS int STABLE LANGUAGE plpgsql AS $$ BEGIN"
                + " RETURN (SELECT min(id) FROM customer WHERE id = $1); END $$");
        for (String table : List.of("customer", "orders")) {
            space.run("CREATE TRIGGER t BEFORE DELETE ON " + table + " FOR EACH ROW EXECUTE FUNCTION fired()");
        }
        for (String rule : List.of("CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT")) {
            Place.fill(space);
            space.run("DELETE FROM item WHERE orders IN (10, 21)");
            space.run("TRUNCATE seen");
            try (Connection connection = ours(rule, Map.of()).getConnection(); Statement statement = connection.createStatement()) {
                statement.execute("SET IntervalStyle = sql_standard");
                statement.execute(sql);
                statement.execute("SHOW search_path");
            }
            assertThat(outcomeOrThrow(space.dataSource(), "SELECT count(*) FROM seen WHERE path LIKE '%hostile_behind sql_standard'"))
                    .as(rule).isEqualTo("3");
        }
    }

    /** No key can be declared with one, and of its indexes nothing is known. */
    @Test
    void isChecked() throws SQLException {
        Place.FOREIGN_CHILDS_PARTITIONS.build(space);
        space.run("INSERT INTO orders VALUES (25, 77)");
        space.run("CREATE INDEX ON orders_low (customer)");
        CascadeDataSource ours = (CascadeDataSource) ours("CASCADE", Map.of());
        List<Finding> findings = ours.check().findings();
        assertThat(findings).filteredOn(finding -> finding.kind() == Finding.Kind.ORPHANS).hasSize(1);
        assertThat(findings).filteredOn(finding -> finding.kind() == Finding.Kind.MISSING_INDEX).noneSatisfy(
                finding -> assertThat(finding.message()).contains("orders (customer)"));
        assertThat(findings).filteredOn(finding -> finding.kind() == Finding.Kind.VIRTUAL_KEY).hasSize(2).allSatisfy(finding -> {
            assertThat(finding.message()).contains("No key can be declared with a foreign table");
            assertThat(finding.repairs()).isEmpty();
        });
        for (String sql : ours.check().repair()) {
            outcomeOrThrow(space.dataSource(), sql);
        }
        assertThat(ours.check().findings(Finding.Kind.ORPHANS)).isEmpty();
        assertThat(rows()).doesNotContain("25").contains("10", "21", "23");
    }

    private DataSource ours(String rule, Map<String, String> options) {
        return ours(space, rule, options);
    }

    private static DataSource ours(Space space, String rule, Map<String, String> options) {
        return Ours.withRelationsFile(space.dataSource(), options, List.of(
                space.say("ALTER TABLE @own.orders ADD FOREIGN KEY (customer) REFERENCES @own.customer (id) ON DELETE CASCADE"),
                space.say("ALTER TABLE @own.item ADD FOREIGN KEY (orders) REFERENCES @own.orders (id) ON DELETE " + rule)));
    }

    private String rows() throws SQLException {
        return rows(space);
    }

    private static String rows(Space space) throws SQLException {
        return outcomeOrThrow(space.dataSource(), "SELECT format('%s %s %s', (SELECT array_agg(c.id ORDER BY id) FROM customer c),"
                + " (SELECT array_agg(ARRAY[o.id, o.customer] ORDER BY id) FROM orders o),"
                + " (SELECT array_agg(ARRAY[i.id, i.orders] ORDER BY id) FROM item i))");
    }

    private static String outcome(DataSource source, String sql) {
        try {
            return outcomeOrThrow(source, sql);
        } catch (SQLException e) {
            return e.getSQLState().equals("23001") ? "23503" : e.getSQLState();
        }
    }

    private static String outcomeOrThrow(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return String.valueOf(statement.getUpdateCount());
            }
            try (ResultSet row = statement.getResultSet()) {
                return row.next() ? row.getString(1) : "none";
            }
        }
    }
}
