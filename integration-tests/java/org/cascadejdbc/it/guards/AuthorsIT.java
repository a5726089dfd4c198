package org.cascadejdbc.it.guards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.SuggestOptions;
import org.cascadejdbc.it.support.Ours;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * PostgreSQL: a table's owner is not the only author of what runs there. Who may create triggers on it, owns a function that it
 * calls, or puts one on the search path that such a function finds, would get the rights of whoever deletes; natively only
 * those of the table's owner.
 */
class AuthorsIT {
    private static final String DELETE = "DELETE FROM customer WHERE id = 1";
    private static final Map<String, String> MAX_ROWS = Map.of("cascade.maxRows", "50");
    private static final String TRIGGER = "CREATE TRIGGER t BEFORE DELETE OR UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION @other.fired()";
    private static final String BASE = "CREATE TABLE base (id int, customer int); INSERT INTO base VALUES (1, 1);"
            + " ALTER TABLE base OWNER TO @own_app;";
    private static final String SEEN = "CREATE VIEW seen AS SELECT * FROM base; ALTER VIEW seen OWNER TO @own_app;";
    private static final String PARTS = "CREATE TABLE seen (id int, customer int) PARTITION BY LIST (id);"
            + " CREATE TABLE middle PARTITION OF seen DEFAULT PARTITION BY LIST (id); CREATE TABLE leaf PARTITION OF middle DEFAULT;"
            + " INSERT INTO seen VALUES (1, 1); ALTER TABLE seen OWNER TO @own_app; ALTER TABLE middle OWNER TO @own_app;"
            + " ALTER TABLE leaf OWNER TO @own_app;";
    /** An owner's code that calls what is hers. */
    private static final String NOTING = "CREATE FUNCTION noting() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            + " PERFORM left('x', 1); IF TG_OP = 'UPDATE' THEN RETURN NEW; END IF; RETURN OLD; END $$;"
            + " ALTER FUNCTION noting() OWNER TO @own_app;";
    private static final String SHADOW = "CREATE FUNCTION @other.concat(text, text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN"
            + " RETURN @other.trap()::text; END $$";

    private static final String LOOKING = "GRANT USAGE ON SCHEMA @other TO PUBLIC; " + NOTING.replace("left('x', 1)", "concat('x', 'y')")
            + " CREATE TRIGGER n BEFORE DELETE OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION noting();"
            + " ALTER FUNCTION noting() SET search_path = %s";

    /** What she decides at the DELETE's own table, and no DELETE runs, is no reason to trust her below it. */
    private static final String ELSEWHERE = "GRANT TRIGGER ON orders TO @own_mallory; ";
    /** Runs whatever text it is given: code of hers without a function of hers. */
    private static final String ANY_TEXT = "query_to_xml('SELECT @other.trap()', true, true, '') IS NOT NULL";
    private static final String OPERATOR = "CREATE OPERATOR =# (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int);"
            + " ALTER TABLE orders ADD CHECK (NOT (id OPERATOR(@own.=#) 77)); ";

    /** How she comes to be the author of something below a table that is not hers. */
    enum Way {
        TRIGGER_ON("GRANT TRIGGER ON orders TO @own_mallory", TRIGGER.formatted("@own.orders"), "orders"),
        TRIGGER_BY_A_ROLE("CREATE ROLE @own_group; GRANT @own_group TO @own_mallory; GRANT ALL ON orders TO @own_group",
                TRIGGER.formatted("@own.orders"), "orders"),
        TRIGGER_OF_ALL("GRANT TRIGGER ON orders TO PUBLIC", TRIGGER.formatted("@own.orders"), "orders"),
        TRIGGER_OF_STATEMENTS("GRANT TRIGGER ON orders TO @own_mallory",
                "CREATE TRIGGER t BEFORE DELETE ON @own.orders EXECUTE FUNCTION @other.fired()", "orders"),
        TRIGGER_ON_A_VIEW(BASE + SEEN + "GRANT TRIGGER ON seen TO @own_mallory",
                "CREATE TRIGGER t INSTEAD OF DELETE ON @own.seen FOR EACH ROW EXECUTE FUNCTION @other.fired()", "seen"),
        TRIGGER_UNDER_A_VIEW(BASE + SEEN + "GRANT TRIGGER ON base TO @own_mallory", TRIGGER.formatted("@own.base"), "seen"),
        TRIGGER_ON_A_LEAF(PARTS + "GRANT TRIGGER ON leaf TO @own_mallory", TRIGGER.formatted("@own.leaf"), "seen"),
        FUNCTION_OF_A_TRIGGER(TRIGGER.formatted("orders"), "", "orders"),
        FUNCTION_OF_A_LEAFS_TRIGGER(PARTS + TRIGGER.formatted("seen"), "", "seen"),
        FUNCTION_OF_A_POLICY("CREATE POLICY p ON orders USING (@other.trap() > 0); ALTER TABLE orders ENABLE ROW LEVEL SECURITY",
                "", "orders"),
        FUNCTION_OF_A_VIEW("CREATE VIEW seen AS SELECT 1 AS id, @other.trap() AS customer; ALTER VIEW seen OWNER TO @own_app", "", "seen"),
        FUNCTION_OF_A_CHECK("ALTER TABLE orders ADD CHECK (customer IS NOT NULL OR @other.trap() > 0)", "", "orders"),
        FUNCTION_OF_A_DEFAULT("ALTER TABLE orders ALTER customer SET DEFAULT @other.trap()", "", "orders"),
        FUNCTION_OF_AN_INDEX("CREATE INDEX ON orders (@other.folded('x'))", "", "orders"),
        FUNCTION_OF_AN_OPERATOR("CREATE FUNCTION @other.op(int, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT @other.trap() > 0';"
                + " CREATE OPERATOR <<>> (FUNCTION = @other.op, LEFTARG = int, RIGHTARG = int);"
                + " ALTER FUNCTION @other.op(int, int) OWNER TO @own_mallory;"
                + " ALTER TABLE orders ADD CHECK (customer IS NULL OR customer <<>> 1)", "", "orders"),
        FUNCTION_OF_A_DOMAIN("CREATE DOMAIN known AS int CHECK (@other.trap() > 0); ALTER TABLE orders ADD extra known", "", "orders"),
        FUNCTION_OF_A_FUNCTION("CREATE FUNCTION atomic() RETURNS int LANGUAGE sql RETURN @other.trap();"
                + " ALTER FUNCTION atomic() OWNER TO @own_app; ALTER TABLE orders ADD CHECK (atomic() > 0)", "", "orders", 14),
        A_DOMAIN("GRANT USAGE ON SCHEMA @other TO PUBLIC; CREATE DOMAIN known AS int; ALTER TABLE orders ADD extra known;"
                + " ALTER DOMAIN known OWNER TO @own_mallory", "ALTER DOMAIN @own.known ADD CHECK (@other.trap() > 0)", "orders"),
        PATH_OF_A_FUNCTION("GRANT USAGE ON SCHEMA @other TO PUBLIC; " + NOTING.replace("left('x', 1)", "concat('x', 'y')")
                + " ALTER FUNCTION noting() SET search_path = @own, @other;"
                + " CREATE TRIGGER n BEFORE DELETE OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION noting()", SHADOW, "orders"),
        PATH_OF_THE_USER(LOOKING.formatted("\"$user\", @own") + "; CREATE SCHEMA postgres AUTHORIZATION @own_mallory",
                SHADOW.replace("@other.concat", "postgres.concat"), "orders"),
        PATH_WITH_A_QUOTE(LOOKING.formatted("\"it\"\"s\", @own") + "; CREATE SCHEMA \"it\"\"s\" AUTHORIZATION @own_mallory",
                SHADOW.replace("@other.concat", "\"it\"\"s\".concat"), "orders"),
        PATH_TO_COME(LOOKING.formatted("@own_later, @own") + "; GRANT CREATE ON DATABASE postgres TO @own_mallory", "", "orders"),
        TYPE_ON_THE_PATH(LOOKING.formatted("@own_sub, @own").replace("concat('x', 'y')", "1::amount") + "; CREATE DOMAIN amount AS int;"
                + " CREATE SCHEMA @own_sub; GRANT USAGE ON SCHEMA @own_sub TO PUBLIC; CREATE DOMAIN @own_sub.amount AS int"
                + " CHECK (@other.trap() > 0); ALTER DOMAIN @own_sub.amount OWNER TO @own_mallory", "", "orders"),
        FUNCTION_OF_STATISTICS("CREATE STATISTICS st ON (@other.folded('x') + customer) FROM orders", "", "orders", 14),
        FUNCTION_OF_A_CAST("CREATE TYPE kind AS ENUM ('1'); CREATE FUNCTION @other.of(kind) RETURNS int LANGUAGE sql AS 'SELECT @other.trap()';"
                + " CREATE CAST (kind AS int) WITH FUNCTION @other.of(kind) AS IMPLICIT; ALTER FUNCTION @other.of OWNER TO @own_mallory;"
                + " CREATE TABLE seen (id int, customer kind); INSERT INTO seen VALUES (1, '1'); ALTER TABLE seen OWNER TO @own_app",
                "", "seen"),
        TYPE_OF_A_COLUMN("GRANT USAGE ON SCHEMA @other TO PUBLIC; CREATE TYPE @other.kind AS ENUM ('1');"
                + " CREATE TABLE seen (id int, customer @other.kind); INSERT INTO seen VALUES (1, '1'); ALTER TABLE seen OWNER TO @own_app;"
                + " ALTER TYPE @other.kind OWNER TO @own_mallory",
                "CREATE FUNCTION @other.of(@other.kind) RETURNS int LANGUAGE sql AS 'SELECT @other.trap()';"
                + " CREATE CAST (@other.kind AS int) WITH FUNCTION @other.of(@other.kind) AS IMPLICIT", "seen"),
        PARTITIONED_TABLE(PARTS + "ALTER TABLE seen OWNER TO @own_mallory", "", "leaf"),
        FUNCTION_OF_THE_PARTITIONS("CREATE TABLE seen (id int, customer int) PARTITION BY LIST ((@other.folded('x') + id));"
                + " CREATE TABLE leaf PARTITION OF seen DEFAULT; INSERT INTO leaf VALUES (1, 1); ALTER TABLE leaf OWNER TO @own_app;"
                + " ALTER TABLE seen OWNER TO @own_app", "", "leaf"),
        FUNCTION_OF_WHAT_NO_DELETE_RUNS("ALTER TABLE customer ADD CHECK (id > 0 OR @other.trap() > 0);"
                + " GRANT TRIGGER ON orders TO @own_mallory", TRIGGER.formatted("@own.orders"), "orders"),
        RULE_FOR_INSERTS(ELSEWHERE + "CREATE RULE r AS ON INSERT TO customer DO ALSO SELECT @other.trap()", TRIGGER.formatted("@own.orders"),
                "orders"),
        RULE_TO_HER_TABLE(ELSEWHERE + "CREATE TABLE @other.audit (id int); ALTER TABLE @other.audit OWNER TO @own_mallory;"
                + " CREATE RULE r AS ON INSERT TO customer DO ALSO INSERT INTO @other.audit VALUES (NEW.id)",
                TRIGGER.formatted("@own.orders"), "orders"),
        POLICY_FOR_OTHERS(ELSEWHERE + "CREATE POLICY p ON customer USING (@other.trap() > 0); ALTER TABLE customer ENABLE ROW LEVEL SECURITY",
                TRIGGER.formatted("@own.orders"), "orders"),
        DISABLED_TRIGGER(ELSEWHERE + TRIGGER.formatted("customer") + "; ALTER TABLE customer DISABLE TRIGGER t",
                TRIGGER.formatted("@own.orders"), "orders"),
        TRIGGER_OF_NO_ROW(ELSEWHERE + TRIGGER.formatted("customer").replace("EXECUTE", "WHEN (OLD.id < 0) EXECUTE"),
                TRIGGER.formatted("@own.orders"), "orders"),
        DOMAIN_OF_ARRAYS("GRANT USAGE ON SCHEMA @other TO PUBLIC; CREATE DOMAIN known AS int[]; ALTER TABLE orders ADD extra known;"
                + " ALTER DOMAIN known OWNER TO @own_mallory", "ALTER DOMAIN @own.known ADD CHECK (" + ANY_TEXT + ")", "orders"),
        NEGATOR_OF_AN_OPERATOR(OPERATOR + "ALTER OPERATOR =#(int, int) OWNER TO @own_mallory; GRANT USAGE, CREATE ON SCHEMA @own TO @own_mallory",
                "CREATE FUNCTION @other.ne(int, int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN @other.trap() > 0; END';"
                + " CREATE OPERATOR @other.<># (FUNCTION = @other.ne, LEFTARG = int, RIGHTARG = int, NEGATOR = OPERATOR(@own.=#))", "orders"),
        HER_FUNCTION_IN_A_NEGATOR(OPERATOR.replace("ALTER TABLE", "CREATE FUNCTION @other.ne(int, int) RETURNS boolean LANGUAGE plpgsql"
                + " IMMUTABLE AS 'BEGIN RETURN @other.trap() > 0; END'; CREATE OPERATOR <># (FUNCTION = @other.ne, LEFTARG = int,"
                + " RIGHTARG = int, NEGATOR = =#); ALTER FUNCTION @other.ne OWNER TO @own_mallory; ALTER TABLE"), "", "orders"),
        OWNER_OF_AN_OPERATOR(OPERATOR + "ALTER OPERATOR =#(int, int) OWNER TO @own_mallory", "", "orders");

        private final String given;
        private final String hers;
        private final String named;
        private final int since;

        Way(String given, String hers, String named) {
            this(given, hers, named, 0);
        }

        /** @param since the version of PostgreSQL that has it first */
        Way(String given, String hers, String named, int since) {
            this.given = given;
            this.hers = hers;
            this.named = named;
            this.since = since;
        }

        void build(Mallory mallory) throws SQLException {
            mallory.space().run(given);
            if (!hers.isEmpty()) {
                mallory.run(hers);
            }
        }

        DataSource over(Mallory mallory, Map<String, String> options) {
            return named.equals("orders") ? Ours.over(mallory.as("postgres"), options)
                    : Ours.withRelationsFile(mallory.as("postgres"), options, List.of(mallory.space().say("ALTER TABLE @own." + named
                            + " ADD FOREIGN KEY (customer) REFERENCES @own.customer (id) ON DELETE CASCADE")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void noAuthorGetsTheRightsOfWhoDeletes(Way way) throws SQLException {
        try (Mallory mallory = Mallory.create()) {
            Assumptions.assumeTrue(mallory.version() >= way.since);
            way.build(mallory);
            mallory.hasWon();
            for (Map<String, String> options : List.of(MAX_ROWS, Map.of("cascade.strategy", "emulate"))) {
                DataSource ours = way.over(mallory, options);
                for (String sql : List.of(DELETE, "EXPLAIN CASCADE " + DELETE, DELETE + " RETURNING id", "DELETE FROM customer WHERE id = 77")) {
                    assertThatThrownBy(() -> execute(ours, sql)).as(sql)
                            .isInstanceOf(SQLFeatureNotSupportedException.class)
                            .hasMessageContaining("would run with this user's rights")
                            .hasMessageContaining("cascade.trustedOwners");
                    assertThat(mallory.hasWon()).as(sql).isFalse();
                }
            }
            assertThat(mallory.ask("SELECT array_agg(id ORDER BY id) FROM customer")).isEqualTo("{1,2,3}");
            mallory.space().run("DROP SCHEMA IF EXISTS postgres, \"it\"\"s\", @own_sub CASCADE");
        }
    }

    /** A partitioned table of the user's own gives its triggers to partitions that become others'. */
    @Test
    void aPartitionThatComesLater() throws SQLException {
        try (Mallory mallory = Mallory.create()) {
            mallory.space().run("CREATE TABLE seen (id int, customer int) PARTITION BY LIST (id); GRANT TRIGGER ON seen TO @own_mallory");
            mallory.run("CREATE TRIGGER t BEFORE UPDATE ON @own.seen FOR EACH ROW WHEN (" + ANY_TEXT + ") EXECUTE FUNCTION"
                    + " suppress_redundant_updates_trigger()");
            mallory.space().run("CREATE TABLE leaf PARTITION OF seen DEFAULT; INSERT INTO leaf VALUES (1, 1); ALTER TABLE leaf OWNER TO @own_app;"
                    + " ALTER TABLE leaf ADD FOREIGN KEY (customer) REFERENCES customer ON DELETE SET NULL");
            for (String sql : List.of(DELETE, "EXPLAIN CASCADE " + DELETE)) {
                assertThatThrownBy(() -> execute(Ours.over(mallory.as("postgres"), MAX_ROWS), sql)).as(sql)
                        .isInstanceOf(SQLFeatureNotSupportedException.class).hasMessageContaining("cascade.trustedOwners");
                assertThat(mallory.hasWon()).as(sql).isFalse();
            }
        }
    }

    /** Whose table it is gets what is there natively, too, and who grants the same on the DELETE's own table. */
    @ParameterizedTest
    @ValueSource(strings = {"ALTER TABLE orders OWNER TO postgres", "GRANT TRIGGER ON customer TO @own_mallory"})
    void whoGetsItNativelyIsNoStranger(String more) throws SQLException {
        try (Mallory mallory = Mallory.create()) {
            mallory.space().run("GRANT TRIGGER ON orders TO @own_mallory");
            DataSource ours = Ours.over(mallory.as("postgres"), MAX_ROWS);
            assertThatThrownBy(() -> execute(ours, DELETE)).hasMessageContaining("REVOKE TRIGGER ON ");
            mallory.space().run(more);
            execute(Ours.over(mallory.as("postgres"), MAX_ROWS), DELETE);
            assertThat(mallory.ask("SELECT array_agg(id) FROM orders")).isEqualTo("{2}");
        }
    }

    /** Looking at rows runs no trigger; a repair would. */
    @Test
    void whoMayCreateTriggersIsNoStrangerToWhoLooks() throws SQLException {
        try (Mallory mallory = Mallory.create()) {
            mallory.space().run("GRANT TRIGGER ON orders TO @own_mallory; ALTER TABLE orders DROP CONSTRAINT orders_customer_fkey;"
                    + " INSERT INTO orders VALUES (9, 9)");
            mallory.run(TRIGGER.formatted("@own.orders").replace("@other.fired()", "suppress_redundant_updates_trigger()")
                    .replace("DELETE OR ", ""));
            CascadeDataSource ours = (CascadeDataSource) Ours.withRelationsFile(mallory.as("postgres"),
                    Map.of("cascade.trustedOwners", mallory.app()), List.of(mallory.space().say(
                            "ALTER TABLE @own.orders ADD FOREIGN KEY (customer) REFERENCES @own.customer (id) ON DELETE CASCADE")));
            assertThat(ours.check().toString()).contains("orphans: 1 row of ").contains("let " + mallory.role() + " repair it")
                    .doesNotContain("not checked").doesNotContain("DELETE FROM");
            assertThat(ours.check().repair()).noneMatch(sql -> !sql.startsWith("CREATE INDEX "));
            assertThat(ours.suggest(SuggestOptions.defaults()).toString()).doesNotContain("could not be looked at");
            assertThat(mallory.hasWon()).isFalse();
        }
    }

    /** What the catalog said when it was read is asked again in the statement. */
    @Test
    void aGrantThatComesLaterIsSeen() throws SQLException {
        try (Mallory mallory = Mallory.create()) {
            mallory.space().run(PARTS);
            DataSource ours = Way.TRIGGER_ON_A_LEAF.over(mallory, MAX_ROWS);
            execute(ours, "DELETE FROM customer WHERE id = 3");
            for (String table : List.of("orders", "leaf")) {
                mallory.space().run("GRANT TRIGGER ON " + table + " TO @own_mallory");
                assertThatThrownBy(() -> execute(ours, DELETE)).hasMessageContaining(mallory.role() + " may create triggers on ")
                        .hasMessageContaining("." + table + ", who may not do all that this connection's user may");
                mallory.space().run("REVOKE TRIGGER ON " + table + " FROM @own_mallory");
            }
            execute(ours, DELETE);
            assertThat(mallory.ask("SELECT array_agg(id) FROM orders")).isEqualTo("{2}");
        }
    }

    /** A schema that comes onto the path of a session: whoever creates there would be found by the owner's own trigger. */
    @ParameterizedTest
    @ValueSource(strings = {"", "GRANT CREATE ON SCHEMA @other TO PUBLIC; ALTER SCHEMA @other OWNER TO postgres",
        "ALTER SCHEMA @other OWNER TO postgres"})
    void whatAnOwnersCodeFindsOnTheSearchPath(String more) throws SQLException {
        try (Mallory mallory = Mallory.create()) {
            mallory.space().run("GRANT USAGE ON SCHEMA @other TO PUBLIC; " + NOTING.replace("left('x', 1)", "concat('x', 'y')")
                    + "CREATE TRIGGER n BEFORE DELETE ON orders FOR EACH ROW EXECUTE FUNCTION noting()");
            mallory.run(SHADOW);
            if (!more.isEmpty()) {
                mallory.space().run(more);
            }
            String path = mallory.space().say("SET search_path = @own, @other");
            execute(mallory.as("postgres"), path, DELETE);
            assertThat(mallory.hasWon()).as("she is the owner's natively").isTrue();
            mallory.space().run("INSERT INTO customer VALUES (1); INSERT INTO orders VALUES (1, 1)");

            DataSource ours = Ours.over(mallory.as("postgres"), MAX_ROWS);
            execute(ours, "DELETE FROM customer WHERE id = 77");
            assertThatThrownBy(() -> execute(ours, path, DELETE)).isInstanceOf(SQLFeatureNotSupportedException.class)
                    .hasMessageContaining("search path").hasMessageContaining("SET search_path");
            assertThat(mallory.hasWon()).isFalse();
            execute(ours, DELETE); // on its own path, where she has nothing
            assertThat(mallory.hasWon()).isFalse();
            mallory.space().run("INSERT INTO customer VALUES (1); INSERT INTO orders VALUES (1, 1);"
                    + " ALTER FUNCTION noting() SET search_path = pg_catalog, @own");
            execute(Ours.over(mallory.as("postgres"), MAX_ROWS), path, DELETE);
            assertThat(mallory.hasWon()).isFalse();
            assertThat(mallory.ask("SELECT array_agg(id) FROM orders")).isEqualTo("{2}");
        }
    }

    /** A schema that the session's path names, and that somebody makes who may, when all is known. */
    @Test
    void aSchemaThatComesLater() throws SQLException {
        try (Mallory mallory = Mallory.create()) {
            mallory.space().run(LOOKING.replace(" ALTER FUNCTION noting() SET search_path = %s", "")
                    + "GRANT CREATE ON DATABASE postgres TO @own_mallory");
            String path = mallory.space().say("SET search_path = \"$user\", @own");
            DataSource ours = Ours.over(mallory.as("postgres"), MAX_ROWS);
            execute(ours, path, "DELETE FROM customer WHERE id = 77");
            mallory.run("CREATE SCHEMA postgres; GRANT USAGE ON SCHEMA postgres TO PUBLIC;" + SHADOW.replace("@other.concat", "postgres.concat"));
            for (String sql : List.of(DELETE, "EXPLAIN CASCADE " + DELETE, DELETE)) {
                assertThatThrownBy(() -> execute(ours, path, sql)).as(sql).isInstanceOf(SQLFeatureNotSupportedException.class)
                        .hasMessageContaining("search path");
                assertThat(mallory.hasWon()).as(sql).isFalse();
            }
            mallory.space().run("DROP SCHEMA postgres CASCADE; CREATE SCHEMA postgres");
            execute(Ours.over(mallory.as("postgres"), MAX_ROWS), path, DELETE); // the superuser's own
            assertThat(mallory.hasWon()).isFalse();
            assertThat(mallory.ask("SELECT array_agg(id) FROM orders")).isEqualTo("{2}");
            mallory.space().run("DROP SCHEMA postgres; REVOKE CREATE ON DATABASE postgres FROM @own_mallory");
        }
    }

    /** She uses what a group may, and cannot become what the group can (from PostgreSQL 16 on). */
    @Test
    void whoHasAGroupsPrivilegesAlone() throws SQLException {
        try (Mallory mallory = Mallory.create()) {
            Assumptions.assumeTrue(mallory.version() >= 16);
            mallory.space().run("CREATE ROLE @own_group; GRANT @own_group TO @own_mallory WITH INHERIT TRUE, SET FALSE;"
                    + " GRANT postgres TO @own_group WITH INHERIT FALSE, SET TRUE; GRANT TRIGGER ON orders TO @own_group");
            DataSource ours = Ours.over(mallory.as("postgres"), MAX_ROWS);
            assertThatThrownBy(() -> execute(ours, DELETE)).hasMessageContaining("may create triggers on");
            mallory.space().run("REVOKE @own_group FROM @own_mallory; GRANT @own_group TO @own_mallory WITH INHERIT TRUE, SET TRUE");
            execute(Ours.over(mallory.as("postgres"), Map.of("cascade.maxRows", "50", "cascade.trustedOwners", mallory.app())), DELETE);
            mallory.space().run("DROP OWNED BY @own_group; DROP ROLE @own_group");
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
