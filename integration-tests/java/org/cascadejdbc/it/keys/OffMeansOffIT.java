package org.cascadejdbc.it.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.NO_ACTION;
import static org.cascadejdbc.DeleteRule.RESTRICT;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.ForeignKeyInfo;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Delete;
import org.cascadejdbc.it.support.Key;
import org.cascadejdbc.it.support.Newest;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Outcome;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.Trial;
import org.cascadejdbc.it.support.UrlDataSource;
import org.cascadejdbc.sql.ForeignKeysPragma;
import org.cascadejdbc.sql.Lexis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteConnection;

/**
 * Keys that somebody has switched off rest: a DELETE through us does what it does on the plain driver with the same switch,
 * which is the twin here. What relations and options say holds all the same.
 */
class OffMeansOffIT {
    private static final Scenario SHOP = Scenario.named("a family with every rule")
            .table("p", "id int primary key", "(1),(2),(3)")
            .table("c", "id int primary key, p int", "(1,1),(2,1),(3,2)")
            .table("g", "id int primary key, c int", "(1,1),(2,3)")
            .table("r", "id int primary key, p int", "(1,1),(2,3)")
            .table("n", "id int primary key, p int", "(1,2)")
            .table("s", "id int primary key, p int", "(1,1),(2,2)")
            .key("c(p)", CASCADE, "p(id)")
            .key("g(c)", CASCADE, "c(id)")
            .key("r(p)", RESTRICT, "p(id)")
            .key("n(p)", NO_ACTION, "p(id)")
            .key("s(p)", SET_NULL, "p(id)");

    private static final List<Delete> DELETES = List.of(
            Delete.of("DELETE FROM p WHERE id = ?", 1),
            Delete.of("DELETE FROM p WHERE id = ?", 2),
            Delete.of("DELETE FROM p WHERE EXISTS (SELECT 1 FROM c WHERE c.p = p.id)"),
            Delete.of("DELETE FROM c WHERE id < ?", 3));

    static Stream<Arguments> sessions() {
        return Stream.of(
                Arguments.of(Database.MYSQL, "SET foreign_key_checks = 0"),
                Arguments.of(Database.MYSQL_OFF, "SET @a = 1, SESSION foreign_key_checks = OFF"),
                Arguments.of(Database.MYSQL_OFF, "/*!40014 SET FOREIGN_KEY_CHECKS=0 */"),
                Arguments.of(Database.POSTGRESQL, "SET session_replication_role = replica"),
                Arguments.of(Database.POSTGRESQL,
                        "SELECT set_config('session_' || 'replication_role', 'replica', false)"),
                Arguments.of(Database.SQLITE, "PRAGMA foreign_keys = OFF"),
                Arguments.of(Database.SQLITE, "/* off */ pragma main.\"foreign_keys\"(0)"));
    }

    static Stream<Arguments> tables() {
        return Stream.of(
                List.of("ALTER TABLE p DISABLE TRIGGER ALL"),
                List.of("ALTER TABLE c DISABLE TRIGGER ALL"),
                List.of("ALTER TABLE p DISABLE TRIGGER ALL", "SET session_replication_role = replica"),
                List.of("@p ENABLE REPLICA TRIGGER"),
                List.of("@p ENABLE REPLICA TRIGGER", "SET session_replication_role = replica"),
                List.of("@p ENABLE ALWAYS TRIGGER", "SET session_replication_role = replica"),
                List.of("@p ENABLE ALWAYS TRIGGER", "SET session_replication_role = local"),
                List.of("@c ENABLE ALWAYS TRIGGER", "@p ENABLE REPLICA TRIGGER"))
                .map(Arguments::of);
    }

    /** {@code @p …}: that of each trigger of p, whose names are the server's. */
    private static void execute(Connection connection, String sql) throws SQLException {
        List<String> statements = new ArrayList<>(List.of(sql));
        try (Statement statement = connection.createStatement()) {
            if (sql.startsWith("@")) {
                statements.clear();
                try (ResultSet row = statement.executeQuery("SELECT tgname FROM pg_trigger WHERE tgrelid"
                        + " OPERATOR(pg_catalog.=) '" + sql.charAt(1) + "'::regclass")) {
                    while (row.next()) {
                        statements.add("ALTER TABLE " + sql.substring(1) + " \"" + row.getString(1) + "\"");
                    }
                }
            }
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private static void compare(Database database, List<String> switches) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(SHOP, space, Schema.Keys.AS_WANTED);
            DataSource over = Ours.over(space.dataSource(), Map.of());
            try (Connection plain = space.enforcing().getConnection();
                    Connection ours = over.getConnection();
                    Connection others = over.getConnection()) {
                for (Delete delete : DELETES) { // the catalog is known before
                    Trial.STATEMENT.run(schema, ours, delete);
                }
                for (String each : switches) {
                    execute(plain, each);
                    if (!each.startsWith("ALTER") && !each.startsWith("@")) {
                        execute(ours, each);
                    }
                }
                for (Delete delete : DELETES) {
                    for (Trial trial : Trial.values()) {
                        if (!trial.inTransaction() && switches.get(0).startsWith("@")) {
                            continue; // how rows are put back would fire such triggers
                        }
                        Outcome twin = trial.run(schema, plain, delete);
                        Outcome outcome = trial.run(schema, ours, delete);
                        assertThat(outcome.differences(twin, Set.of(twin.count())))
                                .as("%s %s %s %s", database, switches, trial, delete)
                                .isEmpty();
                    }
                }
                if (switches.size() == 1 && switches.get(0).matches("(?i).*(session|checks|pragma).*")) {
                    assertThat(Trial.STATEMENT.run(schema, others, DELETES.get(1)).failureKind())
                            .as("another session's keys do not rest")
                            .isEqualTo("integrity violation");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void aSessionSwitchesKeysOff(Database database, String off) throws SQLException {
        compare(database, List.of(off));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void triggersOfPostgresqlActBySessionRole(List<String> switches) throws SQLException {
        compare(Database.POSTGRESQL, switches);
    }

    @Test
    void mySqlFromTheConnectionsStart() throws SQLException {
        try (Space space = Space.create(Database.MYSQL_OFF)) {
            Schema schema = Schema.build(SHOP, space, Schema.Keys.AS_WANTED);
            String url = space.dataSource().url();
            DataSource unchecked = new UrlDataSource(
                    url + (url.contains("?") ? "&" : "?") + "sessionVariables=foreign_key_checks=0");
            CascadeDataSource over = CascadeDataSource.wrap(unchecked);
            try (Connection ours = over.getConnection()) {
                assertThat(Trial.PREPARED.run(schema, ours, DELETES.get(0)).content())
                        .isEqualTo(schema.initial().replace("p[(1), ", "p["));
            }
            assertThat(over.keys()).extracting(ForeignKeyInfo::resting).containsOnly("foreign_key_checks is 0");
            assertThat(over.keys()).noneMatch(ForeignKeyInfo::carriedOutByDatabase);
        }
    }

    private static String off(Database database) {
        return switch (database) {
            case MYSQL, MYSQL_OFF, MARIADB -> "SET foreign_key_checks = 0";
            case POSTGRESQL -> "SET session_replication_role = replica";
            case SQLITE -> "PRAGMA foreign_keys = OFF";
            case HSQLDB -> "SET DATABASE REFERENTIAL INTEGRITY FALSE";
            case H2, H2_POSTGRESQL, H2_MYSQL -> "SET REFERENTIAL_INTEGRITY FALSE";
        };
    }

    private static String on(Database database) {
        return switch (database) {
            case MYSQL, MYSQL_OFF, MARIADB -> "SET foreign_key_checks = 1";
            case POSTGRESQL -> "SET session_replication_role = origin";
            case SQLITE -> "PRAGMA foreign_keys = ON";
            case HSQLDB -> "SET DATABASE REFERENTIAL INTEGRITY TRUE";
            case H2, H2_POSTGRESQL, H2_MYSQL -> "SET REFERENTIAL_INTEGRITY TRUE";
        };
    }

    private static String after(Space space, Map<String, String> options, List<Key> relations, Delete delete)
            throws SQLException {
        Schema schema = Schema.build(SHOP, space, Schema.Keys.AS_WANTED);
        try (Connection ours = Ours.withRelations(space.dataSource(), options, relations).getConnection()) {
            execute(ours, off(space.database()));
            Outcome outcome = Trial.STATEMENT.run(schema, ours, delete);
            return outcome.failure() == null ? outcome.content() : outcome.failureKind();
        }
    }

    /** What a relation says holds, be it what is declared anyway; what it does not say rests, also behind it. */
    @OnDatabases(h2 = true)
    void whatRelationsSayHolds(Database database) throws SQLException {
        List<Key> both = List.of(SHOP.keys().get(0), new Key("n_p", SHOP.keys().get(3).child(), CASCADE,
                SHOP.keys().get(3).parent()));
        try (Space space = Space.create(database)) {
            assertThat(after(space, Map.of(), both, DELETES.get(1)))
                    .isEqualTo("p[(1), (3)]\nc[(1,1), (2,1)]\ng[(1,1), (2,3)]\nr[(1,1), (2,3)]\nn[]\ns[(1,1), (2,2)]\n");
        }
        try (Space space = Space.create(database)) {
            assertThat(after(space, Map.of(), List.of(new Key("r_p", SHOP.keys().get(2).child(), RESTRICT,
                    SHOP.keys().get(2).parent())), DELETES.get(0))).isEqualTo("integrity violation");
        }
        try (Space space = Space.create(database)) {
            assertThat(after(space, Map.of("cascade.noAction", "cascade"), List.of(), DELETES.get(1)))
                    .isEqualTo("p[(1), (3)]\nc[(1,1), (2,1), (3,2)]\ng[(1,1), (2,3)]\nr[(1,1), (2,3)]\nn[]\ns[(1,1), (2,2)]\n");
        }
    }

    @OnDatabases(h2 = true)
    void emulateIsUsWhateverIsSwitchedOff(Database database) throws SQLException {
        Map<String, String> emulate = Map.of("cascade.strategy", "emulate");
        try (Space space = Space.create(database)) {
            assertThat(after(space, emulate, List.of(), DELETES.get(0))).isEqualTo("integrity violation");
        }
        try (Space space = Space.create(database)) {
            assertThat(after(space, emulate, List.of(), Delete.of("DELETE FROM c WHERE id = 1"))).contains("g[(2,3)]");
        }
    }

    @OnDatabases(h2 = true)
    void nativeRefusesRatherThanDoNothing(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            assertThat(after(space, Map.of("cascade.strategy", "native"), List.of(), DELETES.get(3))).contains("[0A000]");
        }
    }

    @OnDatabases(h2 = true)
    void onAgainIsOn(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(SHOP, space, Schema.Keys.AS_WANTED);
            DataSource over = Ours.over(space.dataSource(), Map.of("cascade.maxRows", "2"));
            try (Connection ours = over.getConnection()) {
                execute(ours, off(database));
                assertThat(Trial.PREPARED.run(schema, ours, DELETES.get(0)).content())
                        .as("a limit counts what goes")
                        .isEqualTo(schema.initial().replace("p[(1), ", "p["));
                execute(ours, on(database));
                assertThat(Trial.PREPARED.run(schema, ours, DELETES.get(3)).failure().getMessage())
                        .contains("cascade.maxRows");
            }
        }
    }

    /** A table that the session does not know to be switched off, nor on again. */
    @Test
    void othersSwitchTriggersWhileTheCatalogIsKnown() throws SQLException {
        try (Space space = Space.create(Database.POSTGRESQL)) {
            Schema schema = Schema.build(SHOP, space, Schema.Keys.AS_WANTED);
            DataSource over = Ours.withRelations(space.dataSource(), Map.of(), List.of(new Key("g_c",
                    SHOP.keys().get(1).child(), CASCADE, SHOP.keys().get(1).parent())));
            try (Connection ours = over.getConnection()) {
                for (String state : List.of("ENABLE", "DISABLE", "ENABLE", "DISABLE")) {
                    space.run("ALTER TABLE p " + state + " TRIGGER ALL");
                    String content = Trial.PREPARED.run(schema, ours, Delete.of("DELETE FROM p WHERE id = 2 AND ? = 1", 1))
                            .content();
                    assertThat(content).as(state).isEqualTo(state.equals("ENABLE")
                            ? schema.initial() // n refuses
                            : schema.initial().replace("(2), ", ""));
                }
            }
        }
    }

    @OnDatabases
    void itIsTold(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema.build(SHOP, space, Schema.Keys.AS_WANTED);
            try (Connection ours = Ours.over(space.dataSource(), Map.of()).getConnection();
                    Statement statement = ours.createStatement()) {
                execute(ours, off(database));
                List<String> steps = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery("EXPLAIN CASCADE DELETE FROM c WHERE id < 3")) {
                    while (rows.next()) {
                        steps.add(rows.getString("action") + " " + rows.getString("row_count") + " by "
                                + rows.getString("carried_out_by") + ": " + rows.getString("reason"));
                    }
                }
                assertThat(steps).hasSize(2);
                assertThat(steps.get(0)).startsWith("DELETE 2 by database");
                assertThat(steps.get(1)).startsWith("REST 0 by nobody: ").containsAnyOf(
                        "foreign_key_checks is 0", "session_replication_role is replica",
                        "PRAGMA foreign_keys was switched off");
            }
        }
    }

    /** What is off because nobody has switched it on is no wish; what somebody switched off is one. */
    @Test
    void sqlitesDefaultIsNoWish() throws SQLException {
        Map<String, String> keep = Map.of("cascade.sqliteForeignKeys", "keep");
        try (Space space = Space.create(Database.SQLITE)) {
            Schema schema = Schema.build(SHOP, space, Schema.Keys.AS_WANTED);
            Delete delete = Delete.of("DELETE FROM c WHERE id = 1");
            try (Connection ours = Ours.over(space.dataSource(), keep).getConnection()) {
                assertThat(Trial.STATEMENT.run(schema, ours, delete).content()).contains("g[(2,3)]");
                execute(ours, "PRAGMA foreign_keys");
                assertThat(Trial.STATEMENT.run(schema, ours, delete).content()).contains("g[(2,3)]");
                execute(ours, "PRAGMA foreign_keys = no");
                assertThat(Trial.STATEMENT.run(schema, ours, delete).content()).contains("g[(1,1), (2,3)]");
            }
            try (Connection ours = Ours.over(space.enforcing(), keep).getConnection()) {
                assertThat(Trial.STATEMENT.run(schema, ours, delete).content()).contains("g[(2,3)]");
                execute(ours.unwrap(SQLiteConnection.class), "PRAGMA foreign_keys = 0");
                assertThat(Trial.STATEMENT.run(schema, ours, delete).content()).contains("g[(1,1), (2,3)]");
            }
        }
        assertThatThrownBy(() -> Ours.over(new UrlDataSource("jdbc:sqlite:"), Map.of("cascade.sqliteForeignKeys", "off")))
                .hasMessageContaining("keep");
    }

    /** What speaks of the pragma and is no statement of its own: a literal, a default, a comment. */
    @ParameterizedTest
    @ValueSource(strings = {
        "CREATE TABLE late (t TEXT DEFAULT 'PRAGMA foreign_keys=%s')",
        "-- PRAGMA foreign_keys = %s\nCREATE TABLE late (t TEXT)",
        "CREATE TABLE late (t TEXT) /* foreign_keys=%s */; PRAGMA user_version = 1"
    })
    void whatOnlySpeaksOfThePragmaSaysNothing(String text) throws SQLException {
        try (Space space = Space.create(Database.SQLITE)) {
            Schema schema = Schema.build(SHOP, space, Schema.Keys.AS_WANTED);
            Map<String, String> keep = Map.of("cascade.sqliteForeignKeys", "keep");
            try (Connection ours = Ours.over(space.dataSource(), keep).getConnection()) {
                execute(ours, text.formatted("off"));
                Delete delete = Delete.of("DELETE FROM c WHERE id = 1");
                assertThat(Trial.STATEMENT.run(schema, ours, delete).content()).contains("g[(2,3)]");
            }
            space.run("DROP TABLE late");
            try (Connection ours = Ours.over(space.dataSource(), Map.of()).getConnection()) {
                execute(ours, text.formatted("on"));
                assertThatThrownBy(() -> execute(ours, "DROP TABLE c")).hasMessageContaining("cascade-jdbc has switched");
            }
        }
    }

    /** The plain driver is asked what it takes the value for. */
    @Newest
    @ParameterizedTest
    @ValueSource(strings = {
        "on", "'yes'", "\"TRUE\"", "[on]", "`true`", "1", "'1'", "+1", "0x1", "2", "01", "255", "256", "257", "-1", "0", "1.5",
        "'1x'", "onn", "full", "extra", "'on '", "0x100",
        "2147483647", "2147483648", "4294967296", "0x7fffffff", "0xffffffff", "0x1ffffffff", "00000000000000000001", "1e9", "'0xg'"
    })
    void aValueIsReadAsSqliteReadsIt(String value) throws SQLException {
        for (String pragma : List.of("PRAGMA foreign_keys = ", "pragma/**/main . [Foreign_Keys]/**/=-- \n")) {
            try (Connection sqlite = new UrlDataSource("jdbc:sqlite:").getConnection();
                    Statement statement = sqlite.createStatement()) {
                statement.execute(pragma + value);
                try (ResultSet on = statement.executeQuery("PRAGMA foreign_keys")) {
                    assertThat(ForeignKeysPragma.said(pragma + value, Lexis.SQLITE)).as(pragma + value).containsExactly(on.getBoolean(1));
                }
            }
        }
    }
}
