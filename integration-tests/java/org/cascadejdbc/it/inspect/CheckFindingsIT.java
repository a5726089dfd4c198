package org.cascadejdbc.it.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.NO_ACTION;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.CheckReport;
import org.cascadejdbc.Finding;
import org.cascadejdbc.Finding.Kind;
import org.cascadejdbc.Finding.Severity;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Key;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.UrlDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the check finds beside orphans, and that the repairs which it suggests repair it. */
class CheckFindingsIT {
    private static final Scenario SHOP = Scenario.named("shop")
            .table("customer", "id int primary key", "(1)")
            .table("orders", "id int primary key, customer_id int", "(1,1)")
            .table("note", "id int primary key, order_id int", "(1,1)")
            .key("orders(customer_id)", NO_ACTION, "customer(id)");

    private static final List<Key> RELATIONS = Scenario.named("relations")
            .key("orders(customer_id)", CASCADE, "customer(id)")
            .key("note(order_id)", CASCADE, "orders(id)")
            .keys();

    private static CheckReport check(Space space, DataSource dataSource, List<Key> relations) throws SQLException {
        return CheckIT.check((CascadeDataSource) Ours.withRelations(dataSource, Map.of(), relations), space);
    }

    private static CheckReport check(Space space, List<Key> relations) throws SQLException {
        return check(space, space.dataSource(), relations);
    }

    private static Finding only(CheckReport report, Kind kind) {
        assertThat(report.findings(kind)).as(report.toString()).hasSize(1);
        return report.findings(kind).get(0);
    }

    @OnDatabases(h2Lower = true)
    void indexesRulesAndVirtualKeys(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema.build(SHOP, space, Schema.Keys.AS_WANTED);
            space.run("CREATE INDEX note_order_id_idx ON note (id)"); // the name that is wanted
            CheckReport report = check(space, RELATIONS);

            assertThat(report.isHealthy()).as(report.toString()).isTrue();
            Finding index = report.findings(Kind.MISSING_INDEX).get(0);
            assertThat(report.findings(Kind.MISSING_INDEX)).hasSize(database.isMySql() || database.isH2() ? 1 : 2);
            assertThat(report.findings(Kind.MISSING_INDEX)).anySatisfy(finding -> assertThat(finding.message())
                    .contains("note (order_id)"));
            assertThat(index.severity()).isEqualTo(Severity.WARNING);
            assertThat(only(report, Kind.OVERRIDDEN_RULE).message())
                    .contains("declared ON DELETE NO ACTION").contains("a relation makes it CASCADE");
            Finding virtual = only(report, Kind.VIRTUAL_KEY);
            assertThat(virtual.message()).contains("note (order_id)");
            assertThat(virtual.repairs()).hasSize(database == Database.SQLITE ? 0 : 1);

            try (Connection connection = space.enforcing().getConnection()) {
                CheckIT.run(connection, report.repair());
                CheckIT.run(connection, virtual.repairs().stream().flatMap(r -> r.sql().stream()).toList());
            }
            CheckReport after = check(space, RELATIONS);
            assertThat(after.findings(Kind.MISSING_INDEX)).isEmpty();
            assertThat(after.findings(Kind.VIRTUAL_KEY)).hasSize(database == Database.SQLITE ? 1 : 0);
        }
    }

    @OnDatabases(h2Lower = true)
    void aRelationThatFitsNothing(Database database) throws SQLException {
        List<Key> relations = Scenario.named("wrong")
                .key("order(customer_id)", CASCADE, "customer(id)")
                .key("note(orders_id)", CASCADE, "orders(id)")
                .key("note(order_id)", CASCADE, "orders(id)")
                .keys();
        try (Space space = Space.create(database)) {
            Schema.build(SHOP, space, Schema.Keys.AS_WANTED);
            space.run("INSERT INTO note VALUES (7, 8)");
            CheckReport report = check(space, relations);
            assertThat(report.findings(Kind.UNMATCHED_RELATION)).hasSize(2).allMatch(f -> f.severity() == Severity.ERROR);
            assertThat(report.findings(Kind.UNMATCHED_RELATION).get(0).message())
                    .contains("no referencing table order").contains("Did you mean orders?");
            assertThat(report.findings(Kind.UNMATCHED_RELATION).get(1).message())
                    .contains("no column orders_id").contains("Did you mean order_id?");
            assertThat(only(report, Kind.ORPHANS).count()).as("the relation that fits is checked").isEqualTo(1);
        }
    }

    /** A session in which the database watches no key. */
    @OnDatabases
    void keysThatAreSwitchedOff(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema.build(SHOP, space, Schema.Keys.AS_WANTED);
            String url = space.url() + (space.url().contains("?") ? "&" : "?");
            CascadeDataSource ours = CascadeDataSource.builder(new UrlDataSource(switch (database) {
                case POSTGRESQL -> url + "options=-c%20session_replication_role=replica";
                case MYSQL, MYSQL_OFF, MARIADB -> url + "sessionVariables=foreign_key_checks=0";
                case SQLITE, H2, H2_POSTGRESQL, H2_MYSQL, HSQLDB -> space.url();
            })).sqliteForeignKeys("keep").build();
            Finding finding = only(CheckIT.check(ours, space), Kind.NOT_ENFORCED);
            assertThat(finding.message()).contains("no key is enforced on these connections");
            assertThat(finding.table()).isNull();
            assertThat(CheckIT.check((CascadeDataSource) Ours.over(space.dataSource(), Map.of()), space)
                    .findings(Kind.NOT_ENFORCED)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOT VALID", "NOT ENFORCED", "DISABLED"})
    void keysThatPostgreSqlDoesNotWatch(String how) throws SQLException {
        try (Space space = Space.create(Database.POSTGRESQL)) {
            Schema.build(SHOP, space, Schema.Keys.ABSENT);
            space.run("INSERT INTO orders VALUES (2, 99)");
            if (how.equals("DISABLED")) {
                space.run("DELETE FROM orders WHERE id = 2");
            }
            space.run("ALTER TABLE orders ADD CONSTRAINT k FOREIGN KEY (customer_id) REFERENCES customer (id) "
                    + (how.equals("DISABLED") ? "; ALTER TABLE orders DISABLE TRIGGER ALL; INSERT INTO orders VALUES (2, 99)"
                            : how));
            CheckReport report = check(space, List.of());
            assertThat(only(report, Kind.NOT_ENFORCED).message()).containsIgnoringCase(how);
            assertThat(only(report, Kind.ORPHANS).count()).isEqualTo(1);
            try (Connection connection = space.enforcing().getConnection()) {
                CheckIT.run(connection, report.repair());
            }
            CheckReport after = check(space, List.of());
            assertThat(after.findings()).as(after.toString()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SET REFERENTIAL_INTEGRITY FALSE", "ALTER TABLE orders SET REFERENTIAL_INTEGRITY FALSE"})
    void keysThatH2DoesNotWatch(String how) throws SQLException {
        try (Space space = Space.create(Database.H2_POSTGRESQL)) {
            Schema.build(SHOP, space, Schema.Keys.AS_WANTED);
            try (Connection connection = space.dataSource().getConnection(); Statement statement = connection.createStatement()) {
                statement.execute(how);
                statement.execute("INSERT INTO orders VALUES (2, 99)");
                CheckReport report = check(space, List.of());
                assertThat(report.findings(Kind.NOT_ENFORCED)).as(report.toString()).isNotEmpty()
                        .allSatisfy(finding -> assertThat(finding.message()).contains("referential integrity is switched off"));
                assertThat(only(report, Kind.ORPHANS).count()).isEqualTo(1);
                CheckIT.run(connection, report.orphanRepair());
                CheckIT.run(connection, report.repair());
            }
            CheckReport after = check(space, List.of());
            assertThat(after.findings(Kind.NOT_ENFORCED)).as(after.toString()).isEmpty();
            assertThat(after.findings(Kind.ORPHANS)).as(after.toString()).isEmpty();
        }
    }

    @OnDatabases({Database.MYSQL, Database.MARIADB})
    void keysThatMyIsamForgets(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            space.run("CREATE TABLE customer (id int primary key) ENGINE = MyISAM");
            space.run("CREATE TABLE orders (id int primary key, customer_id int) ENGINE = InnoDB");
            Finding finding = only(check(space, RELATIONS.subList(0, 1)), Kind.NOT_ENFORCED);
            assertThat(finding.message()).contains("customer is stored by MyISAM");
            assertThat(finding.repairs().get(0).sql()).singleElement().asString().contains("ENGINE = InnoDB");
        }
    }

    @Test
    void cascadesThatMySqlDoesNotDoRightly() throws SQLException {
        try (Space space = Space.create(Database.MYSQL_OFF)) {
            Schema.build(SHOP, space, Schema.Keys.ABSENT);
            for (Key key : RELATIONS) {
                space.run(key.alterTable(CASCADE));
            }
            assertThat(only(check(space, List.of()), Kind.NOT_ENFORCED).message())
                    .contains("innodb_native_foreign_keys is OFF");
        }
    }

    @OnDatabases({Database.MYSQL, Database.MARIADB, Database.SQLITE})
    void aKeyToATableThatIsNotThere(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            space.run("CREATE TABLE orders (id int primary key, customer_id int, "
                    + "FOREIGN KEY (customer_id) REFERENCES customer (id))");
            space.run("INSERT INTO orders VALUES (1, 1), (2, null)");
            Finding finding = only(check(space, List.of()), Kind.BROKEN_KEY);
            assertThat(finding.message()).contains("customer, which does not exist");
            assertThat(finding.count()).isEqualTo(1);
        }
    }

    @Test
    void aKeyToColumnsThatAreNotUniqueInSqlite() throws SQLException {
        try (Space space = Space.create(Database.SQLITE)) {
            space.run("CREATE TABLE customer (id int, n int UNIQUE)");
            space.run("CREATE TABLE orders (id int primary key, customer_id int REFERENCES customer (id), "
                    + "n int REFERENCES customer (n))");
            Finding finding = only(check(space, List.of()), Kind.BROKEN_KEY);
            assertThat(finding.message()).contains("foreign key mismatch").contains("orders(customer_id)");
        }
    }

    /** No silence about what this user may not see. */
    @Test
    void hiddenAndForbiddenOnPostgreSql() throws SQLException {
        try (Space space = Space.create(Database.POSTGRESQL)) {
            Schema.build(SHOP, space, Schema.Keys.ABSENT);
            space.run("CREATE ROLE @own_tenant LOGIN; GRANT USAGE ON SCHEMA @own TO @own_tenant;"
                    + " GRANT SELECT ON orders, note TO @own_tenant;"
                    + " ALTER TABLE note ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON note USING (id > 1)");
            try {
                String url = space.url().replaceAll("user=\\w+", "user=" + space.say("@own_tenant"));
                CheckReport report = check(space, new UrlDataSource(url), RELATIONS);
                assertThat(report.findings(Kind.NOT_CHECKED)).hasSize(2).allMatch(f -> f.severity() == Severity.ERROR);
                assertThat(report.findings(Kind.NOT_CHECKED)).anySatisfy(finding -> assertThat(finding.message())
                        .contains("row-level security").contains("note"));
                assertThat(report.findings(Kind.NOT_CHECKED)).anySatisfy(finding -> assertThat(finding.message())
                        .contains("customer").contains("GRANT SELECT"));
                assertThat(report.isHealthy()).isFalse();
                assertThat(check(space, RELATIONS).findings(Kind.NOT_CHECKED)).as("a superuser's").isEmpty();
            } finally {
                space.run("DROP OWNED BY @own_tenant; DROP ROLE @own_tenant");
            }
        }
    }

    @OnDatabases({Database.MYSQL, Database.MARIADB})
    void forbiddenOnMySql(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema.build(SHOP, space, Schema.Keys.AS_WANTED);
            space.run("CREATE USER @own_reader IDENTIFIED BY 'pass'; GRANT SELECT ON @own.orders TO @own_reader");
            try {
                String url = space.url().replaceAll("user=\\w+", "user=" + space.say("@own_reader") + "&password=pass");
                CheckReport hidden = check(space, new UrlDataSource(url), List.of());
                assertThat(only(hidden, Kind.BROKEN_KEY).message()).contains("this user has no rights");
                space.run("GRANT INSERT ON @own.customer TO @own_reader");
                CheckReport forbidden = check(space, new UrlDataSource(url), List.of());
                assertThat(only(forbidden, Kind.NOT_CHECKED).message()).contains("GRANT SELECT");
                assertThat(forbidden.isHealthy()).isFalse();
            } finally {
                space.run("DROP USER @own_reader");
            }
        }
    }
}
