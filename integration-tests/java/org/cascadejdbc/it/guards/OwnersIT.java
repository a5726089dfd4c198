package org.cascadejdbc.it.guards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.Finding;
import org.cascadejdbc.SuggestOptions;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Servers;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.UrlDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * PostgreSQL carries a key out with the rights of the referencing table's owner; a statement of ours would lend the owner those
 * of the connection's user, also if it only looks. It comes to no table of a stranger, whatever the options are, and says whose
 * it is; where the owner is trusted, on purpose or because it may do all that anyway, what is native happens.
 */
class OwnersIT {
    private static final String DELETE = "DELETE FROM customer WHERE id = 1";
    /** Nothing references that row. */
    private static final String OF_NONE = "DELETE FROM customer WHERE id = 3";

    /** What makes a key of hers ours. */
    enum Way {
        MAX_ROWS("ON DELETE CASCADE", "cascade.maxRows=50"),
        MAX_ROWS_OF_NULL("ON DELETE SET NULL", "cascade.maxRows=50"),
        MAX_ROWS_OF_DEFAULT("ON DELETE SET DEFAULT", "cascade.maxRows=50"),
        MAX_ROWS_PER_TABLE("ON DELETE CASCADE", "cascade.maxRowsPerTable=customer:50"),
        EMULATE("ON DELETE CASCADE", "cascade.strategy=emulate"),
        EMULATE_NULL("ON DELETE SET NULL", "cascade.strategy=emulate"),
        NO_ACTION_CASCADE("", "cascade.noAction=cascade"),
        NO_ACTION_SET_NULL("", "cascade.noAction=setNull"),
        RESTRICT_CASCADE("ON DELETE RESTRICT", "cascade.noAction=cascade"),
        PROTECT("ON DELETE CASCADE", "cascade.protect=child"),
        RELATION("", "relation=CASCADE"),
        RELATION_SET_NULL("ON DELETE CASCADE", "relation=SET NULL"),
        RELATION_REFUSING("ON DELETE CASCADE", "relation=RESTRICT"),
        VIRTUAL(null, "relation=CASCADE"),
        VIRTUAL_SET_DEFAULT(null, "relation=SET DEFAULT"),
        VIRTUAL_REFUSING(null, "relation=NO ACTION");

        private final String rule;
        /** {@code key=value}, separated by semicolons. */
        private final String options;

        Way(String rule, String options) {
            this.rule = rule;
            this.options = options;
        }

        void build(Mallory mallory) throws SQLException {
            mallory.child(rule == null ? "" : "REFERENCES customer " + rule);
        }

        DataSource over(Mallory mallory, String who, String... more) {
            Map<String, String> given = new LinkedHashMap<>();
            for (String option : options.isEmpty() ? new String[0] : options.split(";", -1)) {
                given.put(option.substring(0, option.indexOf('=')), option.substring(option.indexOf('=') + 1));
            }
            for (int i = 0; i < more.length; i += 2) {
                given.put(more[i], more[i + 1]);
            }
            String relation = given.remove("relation");
            return relation == null
                    ? Ours.over(mallory.as(who), given)
                    : Ours.withRelationsFile(mallory.as(who), given, List.of(mallory.space().say("ALTER TABLE @other.child"
                            + " ADD FOREIGN KEY (customer) REFERENCES @own.customer (id) ON DELETE " + relation)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void nobodyGetsTheRightsOfWhoDeletes(Way way) throws SQLException {
        try (Mallory mallory = Mallory.create()) {
            way.build(mallory);
            String before = mallory.rows();
            for (String who : List.of("postgres", mallory.app())) {
                DataSource ours = way.over(mallory, who);
                for (String sql : List.of(DELETE, "DELETE FROM customer", "EXPLAIN CASCADE " + DELETE, DELETE + " RETURNING id",
                        "WITH d AS (" + DELETE + " RETURNING id) SELECT id FROM d",
                        "MERGE INTO customer USING (VALUES (1)) v (i) ON i = id WHEN MATCHED THEN DELETE")) {
                    assertThatThrownBy(() -> execute(ours, sql)).as("%s %s", who, sql)
                            .isInstanceOf(SQLFeatureNotSupportedException.class)
                            .hasMessageContaining("child belongs to " + mallory.role())
                            .hasMessageContaining("cascade.trustedOwners");
                    assertThat(mallory.hasWon()).as(sql).isFalse();
                    assertThat(mallory.rows()).isEqualTo(before);
                }
                execute(way.over(mallory, who, "cascade.trustedOwners", "nobody, " + mallory.role()), OF_NONE);
                assertThat(mallory.hasWon()).as("the trap snaps for %s", who).isTrue();
                mallory.space().run("INSERT INTO customer VALUES (3)");
            }
        }
    }

    /** Left to the database her key is carried out with her rights, beside others that are ours, and below them. */
    @ParameterizedTest
    @ValueSource(strings = {"customer", "orders"})
    void whatIsNativeStaysSo(String parent) throws SQLException {
        for (String rule : List.of("CASCADE", "SET NULL", "NO ACTION")) {
            List<String> told = new ArrayList<>();
            for (boolean natively : new boolean[] {true, false}) {
                try (Mallory mallory = Mallory.create()) {
                    mallory.child("REFERENCES " + parent + " ON DELETE " + rule);
                    if (!natively) {
                        mallory.space().run("ALTER TABLE orders DROP CONSTRAINT orders_customer_fkey");
                    }
                    DataSource source = natively
                            ? mallory.as("postgres")
                            : CascadeDataSource.builder(mallory.as("postgres")).foreignKey("orders", "customer")
                                    .references("customer", "id").onDelete(DeleteRule.CASCADE).build();
                    try {
                        execute(source, DELETE);
                        told.add(mallory.rows());
                    } catch (SQLException e) {
                        told.add(e.getSQLState() + mallory.rows());
                    }
                    assertThat(mallory.hasWon()).isFalse();
                }
            }
            assertThat(told.get(1)).as(rule).isEqualTo(told.get(0));
        }
    }

    /** Not even planned is a query over her table, by whoever looks. */
    @Test
    void lookingIsNotEnough() throws SQLException {
        try (Mallory mallory = Mallory.create()) {
            mallory.child("REFERENCES customer ON DELETE CASCADE");
            mallory.run("CREATE TABLE @other.note (id int, orders_id int); INSERT INTO @other.note VALUES (1, 1);"
                    + " CREATE INDEX ON @other.note (id) WHERE @other.folded('x') > 0; GRANT SELECT ON @other.note TO PUBLIC");
            for (String who : List.of("postgres", mallory.app())) {
                CascadeDataSource ours = (CascadeDataSource) Ours.over(mallory.as(who), Map.of());
                assertThatThrownBy(() -> ours.explain(DELETE)).isInstanceOf(SQLFeatureNotSupportedException.class)
                        .hasMessageContaining("child belongs to " + mallory.role());
                assertThat(ours.check().findings(Finding.Kind.NOT_CHECKED)).as(who)
                        .anySatisfy(finding -> assertThat(finding.message())
                                .contains("child_customer_fkey", "child belongs to " + mallory.role(), "trustedOwners"));
                assertThat(ours.suggest(SuggestOptions.defaults()).toString()).as(who)
                        .contains("could not be looked at", "note belongs to " + mallory.role());
                assertThat(mallory.hasWon()).as(who).isFalse();

                CascadeDataSource trusting = (CascadeDataSource) Ours.over(
                        mallory.as(who), Map.of("cascade.trustedOwners", mallory.role() + "," + mallory.app()));
                assertThat(trusting.check().findings(Finding.Kind.NOT_CHECKED)).as("nothing is written by who looks: %s", who)
                        .singleElement()
                        .satisfies(finding -> assertThat(finding.message()).contains("read-only transaction"));
                assertThat(trusting.suggest(SuggestOptions.defaults()).toString()).contains("read-only transaction");
                assertThat(mallory.hasWon()).isFalse();
                assertThat(trusting.explain(DELETE).steps()).isNotEmpty();
                assertThat(mallory.hasWon()).as("the trap is one").isTrue();
            }
        }
    }

    /** What the check prints to be run by whoever has asked names none of her tables: the database carries her key out. */
    @Test
    void aRepairKeepsOffHerTable() throws SQLException {
        try (Mallory mallory = Mallory.create()) {
            mallory.child("REFERENCES orders ON DELETE CASCADE");
            mallory.space().run("INSERT INTO orders VALUES (7, 77); ALTER TABLE orders OWNER TO postgres;"
                    + " ALTER TABLE customer OWNER TO postgres"); // keys are not checked on this connection
            CascadeDataSource ours = (CascadeDataSource) Ours.over(mallory.as("postgres"), Map.of());
            mallory.run("INSERT INTO @other.child VALUES (7, 7)");
            List<String> repair = ours.check().repair().stream().filter(sql -> !sql.startsWith("CREATE INDEX")).toList();
            assertThat(repair).isNotEmpty().allSatisfy(sql -> assertThat(sql).doesNotContain("child"));
            for (String sql : repair) {
                execute(mallory.as("postgres"), sql);
            }
            assertThat(mallory.rows()).isEqualTo("{1,2,3}; {1,2}; {{1,1},{2,2}}");
            assertThat(mallory.hasWon()).isFalse();
            assertThat(ours.check().findings(Finding.Kind.ORPHANS)).isEmpty();
        }
    }

    /** VALIDATE, ENFORCED and ADD CONSTRAINT read her table as whoever executes them. */
    @Test
    void whatItPrintsIsNoTrap() throws SQLException {
        try (Mallory mallory = Mallory.create()) {
            mallory.child("");
            mallory.run("ALTER TABLE @other.child ADD CONSTRAINT late FOREIGN KEY (customer) REFERENCES @own.customer NOT VALID");
            CascadeDataSource ours = CascadeDataSource.builder(mallory.as("postgres"))
                    .foreignKey(mallory.space().say("@other.child"), "id")
                    .references(mallory.space().say("@own.orders"), "id").onDelete(DeleteRule.CASCADE).build();
            assertThat(ours.check().findings()).filteredOn(finding -> finding.kind() == Finding.Kind.NOT_ENFORCED
                            || finding.kind() == Finding.Kind.VIRTUAL_KEY)
                    .hasSize(2)
                    .allSatisfy(finding -> {
                        assertThat(finding.message()).contains("Let " + mallory.role());
                        assertThat(finding.repairs()).isEmpty();
                    });
            for (String sql : ours.check().repair()) {
                execute(mallory.as("postgres"), sql);
            }
            assertThat(mallory.hasWon()).isFalse();
            execute(mallory.as("postgres"), mallory.space().say("ALTER TABLE @other.child VALIDATE CONSTRAINT late"));
            assertThat(mallory.hasWon()).as("the trap is one").isTrue();
        }
    }

    /** Code may go back to the user who has logged in, whatever the role is now. */
    @Test
    void theSessionsRoleIsNoBoundary() throws SQLException {
        try (Mallory mallory = Mallory.create()) {
            mallory.child("REFERENCES customer ON DELETE CASCADE");
            String before = mallory.rows();
            mallory.space().run("GRANT @own_app TO @own_mallory");
            DataSource ours = Ours.over(mallory.as("postgres"), Map.of("cascade.maxRows", "50"));
            for (String role : List.of(mallory.role(), mallory.app())) {
                for (String becoming : List.of("SET ROLE %s", "SET SESSION AUTHORIZATION %s",
                        "SELECT set_config('role', '%s', false)")) {
                    assertThatThrownBy(() -> execute(ours, becoming.formatted(role), DELETE))
                            .as(becoming + role).hasMessageContaining("child belongs to " + mallory.role());
                    assertThat(mallory.hasWon()).isFalse();
                }
            }
            assertThat(mallory.rows()).isEqualTo(before);
            execute(Ours.over(mallory.as(mallory.app()), Map.of("cascade.maxRows", "50")), DELETE); // whom she may be anyway
            assertThat(mallory.rows()).isEqualTo("{2,3}; {2}; {{2,2}}");
        }
    }

    @Test
    void anOwnerThatComesLaterIsSeen() throws SQLException {
        try (Mallory mallory = Mallory.create()) {
            mallory.child("");
            DataSource ours = Ours.over(mallory.as("postgres"), Map.of("cascade.strategy", "emulate"));
            mallory.space().run("CREATE TABLE note (id int PRIMARY KEY, customer int REFERENCES customer ON DELETE CASCADE);"
                    + " INSERT INTO note VALUES (1, 1), (2, 2); GRANT CREATE ON SCHEMA @own TO @own_mallory");
            execute(ours, OF_NONE);
            mallory.space().run("ALTER TABLE note OWNER TO @own_mallory");
            mallory.run("CREATE TRIGGER t BEFORE DELETE ON @own.note FOR EACH ROW EXECUTE FUNCTION @other.fired()");
            assertThatThrownBy(() -> execute(ours, DELETE)).hasMessageContaining("note belongs to " + mallory.role());
            mallory.space().run("ALTER TABLE note OWNER TO postgres; DROP TRIGGER t ON note");
            assertThat(mallory.hasWon()).isFalse();
            execute(ours, DELETE);
            assertThat(mallory.ask("SELECT array_agg(id) FROM note")).isEqualTo("{2}");

            mallory.space().run("CREATE TABLE @other.late (id int PRIMARY KEY,"
                    + " customer int REFERENCES customer ON DELETE CASCADE)");
            assertThatThrownBy(() -> execute(ours, "DELETE FROM customer WHERE id = 2"))
                    .as("she may put another table in its place")
                    .hasMessageMatching("(?s).*the schema of \\S+late belongs to " + mallory.role() + ".*");
            mallory.run("DROP TABLE @other.late");
            execute(ours, "DELETE FROM customer WHERE id = 2");
        }
    }

    /** Partitions of other owners are parts of the table, and what is under a view is looked at with it. */
    @Test
    void partsOfOthers() throws SQLException {
        try (Mallory mallory = Mallory.create()) {
            mallory.child("");
            mallory.space().run("CREATE TABLE part (id int, customer int REFERENCES customer ON DELETE CASCADE)"
                    + " PARTITION BY LIST (id); CREATE TABLE part1 PARTITION OF part FOR VALUES IN (1);"
                    + " CREATE TABLE part2 PARTITION OF part FOR VALUES IN (2);"
                    + " INSERT INTO part VALUES (1, 1), (2, 2)");
            DataSource ours = Ours.over(mallory.as("postgres"), Map.of("cascade.maxRows", "50"));
            execute(ours, DELETE);
            mallory.space().run("GRANT CREATE ON SCHEMA @own TO @own_mallory; ALTER TABLE part2 OWNER TO @own_mallory");
            assertThatThrownBy(() -> execute(ours, "DELETE FROM customer WHERE id = 2"))
                    .hasMessageContaining("part2 belongs to " + mallory.role());
            assertThat(mallory.ask("SELECT array_agg(id) FROM part")).isEqualTo("{2}");

            mallory.space().run("DROP TABLE part; CREATE VIEW seen AS SELECT * FROM @other.child");
            DataSource virtual = CascadeDataSource.builder(mallory.as("postgres"))
                    .foreignKey("seen", "customer").references("customer", "id").onDelete(DeleteRule.RESTRICT).build();
            assertThatThrownBy(() -> execute(virtual, "DELETE FROM customer WHERE id = 2"))
                    .hasMessageContaining("child belongs to " + mallory.role());
            assertThat(mallory.hasWon()).isFalse();
        }
    }

    /** How tables are owned where nobody is after anything. */
    enum Setup {
        ALL_MINE("app", "", ""),
        GRANTED("clerk", "", ""),
        A_SUPERUSERS("postgres", "", ""),
        AS_A_ROLE("clerk", "SET ROLE @own_app", "GRANT @own_app TO @own_clerk"),
        AS_ANOTHER_USER("postgres", "SET SESSION AUTHORIZATION @own_app", ""),
        OF_SUPERUSERS("clerk", "", "ALTER TABLE orders OWNER TO postgres"),
        OF_MY_MEMBER("clerk", "", "ALTER TABLE orders OWNER TO @own_member"),
        OF_MYSELF("clerk", "", "ALTER TABLE orders OWNER TO @own_clerk"),
        OF_THE_DATABASES_OWNER("clerk", "", "ALTER SCHEMA @own OWNER TO pg_database_owner; ALTER TABLE orders OWNER TO postgres");

        private final String who;
        private final String first;
        private final String more;

        Setup(String who, String first, String more) {
            this.who = who;
            this.first = first;
            this.more = more;
        }
    }

    /** Owners that are no strangers: what a native key does is done. */
    @ParameterizedTest
    @EnumSource
    void ordinarySetupsCascade(Setup setup) throws SQLException {
        try (Mallory mallory = Mallory.create()) {
            mallory.space().run("CREATE ROLE @own_clerk LOGIN; CREATE ROLE @own_member; GRANT @own_clerk TO @own_member;"
                    + " GRANT USAGE, CREATE ON SCHEMA @own TO @own_clerk, @own_app, @own_member");
            if (!setup.more.isEmpty()) {
                mallory.space().run(setup.more);
            }
            mallory.space().run("GRANT ALL ON customer, orders TO @own_clerk, @own_app");
            try {
                List<String> told = new ArrayList<>();
                for (Map<String, String> options : List.of(Map.of("cascade.strategy", "native"), Map.of("cascade.maxRows", "50"),
                        Map.of("cascade.strategy", "emulate"), Map.of("relation", "CASCADE"))) {
                    told.add(deleted(setup, mallory, options));
                }
                assertThat(told).containsOnly("{2,3} {2}").hasSize(4);
            } finally {
                mallory.space().run("DROP OWNED BY @own_clerk, @own_member CASCADE; DROP ROLE @own_clerk, @own_member");
            }
        }
    }

    private static String deleted(Setup setup, Mallory mallory, Map<String, String> options) throws SQLException {
        Space space = mallory.space();
        boolean virtual = options.containsKey("relation");
        space.run("TRUNCATE customer, orders; INSERT INTO customer VALUES (1), (2), (3);"
                + " INSERT INTO orders VALUES (1, 1), (2, 2)");
        if (virtual) {
            space.run("ALTER TABLE orders DROP CONSTRAINT orders_customer_fkey");
        }
        UrlDataSource delegate = mallory.as(setup.who.equals("postgres") ? "postgres" : space.say("@own_" + setup.who));
        DataSource ours = virtual
                ? CascadeDataSource.builder(delegate).foreignKey("orders", "customer").references("customer", "id")
                        .onDelete(DeleteRule.CASCADE).build()
                : Ours.over(delegate, options);
        String first = setup.first.isEmpty() ? "SELECT 1" : space.say(setup.first);
        execute(ours, first, "EXPLAIN CASCADE " + DELETE, DELETE);
        return mallory.ask("SELECT format('%s %s', (SELECT array_agg(id ORDER BY id) FROM customer),"
                + " (SELECT array_agg(id ORDER BY id) FROM orders))");
    }

    @Test
    void aUrlTrustsNobody() {
        String url = "jdbc:cascade:" + Servers.url(Database.POSTGRESQL).substring("jdbc:".length())
                + "&cascade.trustedOwners=postgres";
        for (boolean alsoTheApplication : new boolean[] {false, true}) {
            Properties properties = new Properties();
            if (alsoTheApplication) {
                properties.put("cascade.trustedOwners", "other");
            }
            assertThatThrownBy(() -> DriverManager.getConnection(url, properties).close())
                    .isInstanceOf(SQLException.class).hasMessageContaining("cascade.trustedOwners in a URL");
        }
    }

    private static void execute(DataSource source, String... sql) throws SQLException {
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            for (String one : sql) {
                statement.execute(one);
            }
        }
    }
}
