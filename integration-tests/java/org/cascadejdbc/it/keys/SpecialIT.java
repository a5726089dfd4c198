package org.cascadejdbc.it.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.RESTRICT;
import static org.cascadejdbc.DeleteRule.SET_DEFAULT;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Outcome;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.UrlDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no native twin can tell: refusals of our own, sessions in unusual states, tables beyond the ordinary. */
class SpecialIT {
    private static final Scenario RING = Scenario.named("ring with RESTRICT")
            .table("a", "id int primary key, b int", "(1,1),(2,2),(3,null)")
            .table("b", "id int primary key, a int, r int", "(1,2,1),(2,1,2),(3,3,3)")
            .key("a(b)", CASCADE, "b(id)")
            .key("b(a)", CASCADE, "a(id)")
            .key("b(r)", RESTRICT, "a(id)");

    private static final Scenario FAMILY = Scenario.named("family")
            .table("p", "id int primary key", "(1),(2)")
            .table("c", "id int primary key, p int", "(1,1),(2,1),(3,2)")
            .key("c(p)", CASCADE, "p(id)");

    private static final String FAMILY_GONE = "p[(2)]\nc[(3,2)]\n";

    @OnDatabases(h2 = true)
    void aRingWhoseRowsAllGoIsNotRestricted(Database database) throws SQLException {
        for (Schema.Keys keys : List.of(Schema.Keys.ABSENT, Schema.Keys.NO_ACTION)) {
            try (Space space = Space.create(database)) {
                Schema schema = Schema.build(RING, space, keys);
                assertThat(delete(schema, Map.of(), "DELETE FROM a WHERE id = 1")).isEqualTo("a[(3,null)]\nb[(3,3,3)]\n");
            }
        }
    }

    /** The row of {@code c} would get 2, then the declared CASCADE would take it with row 2. */
    @OnDatabases(h2 = true)
    void aDefaultThatGoesRefusesThoughTheDeclaredRuleIsAnother(Database database) throws SQLException {
        Scenario scenario = Scenario.named("SET DEFAULT instead of another rule")
                .table("p", "id int primary key", "(1),(2),(3)")
                .table("c", "id int primary key, p int default 2", "(1,1),(2,3)")
                .key("c(p)", SET_DEFAULT, "p(id)");
        for (DeleteRule declared : List.of(CASCADE, SET_NULL, DeleteRule.NO_ACTION)) {
            try (Space space = Space.create(database)) {
                Schema schema = Schema.build(scenario, space, key -> declared);
                assertThat(delete(schema, Map.of(), "DELETE FROM p WHERE id < 3"))
                        .as("%s", declared)
                        .isEqualTo("integrity violation\n" + schema.initial());
            }
        }
    }

    /** MySQL never deletes a row that references itself by NO ACTION; nobody else minds. */
    @OnDatabases(h2 = true)
    void aSelfReferenceThatIsNeverNull(Database database) throws SQLException {
        Scenario scenario = Scenario.named("NOT NULL self reference")
                .table("t", "id int primary key, up int not null", "(1,3),(2,1),(3,2),(4,4),(5,4)")
                .key("t(up)", CASCADE, "t(id)");
        for (Schema.Keys keys : Schema.Keys.values()) {
            try (Space space = Space.create(database)) {
                Schema schema = Schema.build(scenario, space, keys);
                String expected = database.isMySql() && keys == Schema.Keys.NO_ACTION
                        ? "integrity violation\n" + schema.initial()
                        : "t[(4,4), (5,4)]\n";
                Map<String, String> emulate =
                        keys == Schema.Keys.AS_WANTED ? Map.of("cascade.strategy", "emulate") : Map.of();
                assertThat(delete(schema, emulate, "DELETE FROM t WHERE id = 2")).as("%s", keys).isEqualTo(expected);
            }
        }
    }

    @Test
    void mySqlThatDemandsPrimaryKeys() throws SQLException {
        try (Space space = Space.create(Database.MYSQL)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            String url = space.dataSource().url();
            DataSource strict = new UrlDataSource(
                    url + (url.contains("?") ? "&" : "?") + "sessionVariables=sql_require_primary_key=1");
            DataSource ours = Ours.withRelations(strict, Map.of(), FAMILY.keys());
            assertThat(delete(schema, ours, "DELETE FROM p WHERE id = 1")).isEqualTo(FAMILY_GONE);
        }
    }

    /** Both are to be deleted from; only the rows of one would be. */
    @OnDatabases({Database.MYSQL, Database.MARIADB})
    void mySqlTableUnderTwoNames(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            try (Connection connection = ours(schema, Map.of()).getConnection();
                    Statement statement = connection.createStatement()) {
                String sql = "DELETE a, b FROM p AS a JOIN p AS b ON b.id = a.id + 1";
                assertThatExceptionOfType(SQLFeatureNotSupportedException.class)
                        .isThrownBy(() -> statement.executeUpdate(sql))
                        .withMessageContaining("under two names");
                assertThat(schema.content(connection)).isEqualTo(schema.initial());
            }
        }
    }

    /** Neither the catalog's rows nor those by which a key refuses are cut off. */
    @ParameterizedTest
    @CsvSource({"MYSQL, sessionVariables=sql_select_limit=1", "MYSQL, maxRows=1", "MARIADB, sessionVariables=sql_select_limit=1"})
    void mySqlThatLimitsSelects(Database database, String limit) throws SQLException {
        Scenario scenario = Scenario.named("restricted")
                .table("p", "id int primary key", "(1),(2)")
                .table("c", "id int primary key, p int", "(1,1),(2,1),(3,2)")
                .table("r", "id int primary key, c int", "(1,3)")
                .key("c(p)", CASCADE, "p(id)")
                .key("r(c)", RESTRICT, "c(id)");
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(scenario, space, Schema.Keys.ABSENT);
            String url = space.dataSource().url();
            DataSource limited = new UrlDataSource(
                    url + (url.contains("?") ? "&" : "?") + limit);
            DataSource ours = Ours.withRelations(limited, Map.of(), scenario.keys());
            try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                assertThatExceptionOfType(SQLIntegrityConstraintViolationException.class)
                        .isThrownBy(() -> statement.executeUpdate("DELETE FROM p WHERE id = 2"));
                assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 1")).isEqualTo(1);
            }
            try (Connection unlimited = space.dataSource().getConnection()) {
                assertThat(schema.content(unlimited)).isEqualTo("p[(2)]\nc[(3,2)]\nr[(1,3)]\n");
            }
        }
    }

    @OnDatabases({Database.MYSQL, Database.MARIADB})
    void mySqlLeavesWithoutAnyKey(Database database) throws SQLException {
        Scenario scenario = Scenario.named("leaves without keys, generated columns, MyISAM")
                .table("p", "id int primary key", "(1),(2)")
                .table("c", "p int, q int", "(1,1),(1,1),(2,1),(null,1),(2,2)")
                .table("g", "p int, doubled int generated always as (p * 2) stored", "(1,default),(2,default)")
                .table("m", "id int primary key, p int", "(1,1),(2,2)")
                .suffix(database, "ENGINE = MyISAM")
                .key("c(p)", CASCADE, "p(id)")
                .key("c(q)", SET_NULL, "p(id)")
                .key("g(doubled)", CASCADE, "p(id)")
                .key("m(p)", CASCADE, "p(id)");
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(scenario, space, Schema.Keys.ABSENT);
            assertThat(delete(schema, Map.of(), "DELETE FROM p WHERE id = 1"))
                    .isEqualTo("p[(2)]\nc[(2,2), (2,null), (null,null)]\ng[(1,2), (2,4)]\nm[(2,2)]\n");
        }
    }

    @Test
    void sqliteWithoutANameForTheRowId() throws SQLException {
        Scenario scenario = Scenario.named("no name for the row id")
                .table("p", "id int primary key", "(1),(2)")
                .table("c", "rowid int primary key, _rowid_ int, oid int", "(1,1,1),(2,2,2)")
                .key("c(oid)", CASCADE, "p(id)");
        try (Space space = Space.create(Database.SQLITE)) {
            Schema schema = Schema.build(scenario, space, Schema.Keys.ABSENT);
            try (Connection connection = ours(schema, Map.of()).getConnection();
                    Statement statement = connection.createStatement()) {
                assertThat(catchThrowableOfType(SQLFeatureNotSupportedException.class,
                                () -> statement.executeUpdate("DELETE FROM p")).getMessage())
                        .contains("row id");
            }
        }
    }

    /** Children first: a parent that a trigger keeps would have lost them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "BEFORE DELETE ON p WHEN OLD.id = 2 BEGIN SELECT RAISE(IGNORE); END | refused",
        "BEFORE DELETE ON c WHEN OLD.id = 2 BEGIN SELECT RAISE(IGNORE); END | refused",
        "BEFORE DELETE ON p WHEN OLD.id = 3 BEGIN SELECT RAISE(IGNORE); END | p[(3,1)]",
        "AFTER DELETE ON p WHEN OLD.id = 3 BEGIN INSERT INTO p VALUES (4, NULL); END | p[(3,1)]",
        "AFTER DELETE ON c BEGIN DELETE FROM p WHERE up = OLD.p; END | p[]",
    })
    void sqliteTriggersThatKeepRows(String trigger, String expected) throws SQLException {
        Scenario scenario = Scenario.named("kept by a trigger")
                .table("p", "id int primary key, up int", "(1,null),(2,null),(3,1)")
                .table("c", "id int primary key, p int", "(1,1),(2,2)")
                .key("c(p)", CASCADE, "p(id)");
        try (Space space = Space.create(Database.SQLITE)) {
            Schema schema = Schema.build(scenario, space, Schema.Keys.ABSENT);
            space.run("CREATE TRIGGER t " + trigger);
            String content = delete(schema, Map.of(), "DELETE FROM p WHERE id < 3");
            if (expected.equals("refused")) {
                assertThat(content).isEqualTo("integrity violation\n" + schema.initial());
            } else {
                assertThat(content).isEqualTo(expected + "\nc[]\n");
            }
        }
    }

    /** Natively the database refuses where a row still references one that is gone, and else does not. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "SET_NULL    | BEFORE UPDATE ON c BEGIN SELECT RAISE(IGNORE); END",
        "SET_NULL    | BEFORE UPDATE ON c WHEN OLD.id = 2 BEGIN SELECT RAISE(IGNORE); END",
        "SET_NULL    | BEFORE UPDATE OF p ON c WHEN NEW.p IS NULL BEGIN UPDATE c SET p = 3 WHERE id = OLD.id; SELECT RAISE(IGNORE); END",
        "SET_NULL    | BEFORE UPDATE ON c WHEN OLD.id = 4 BEGIN SELECT RAISE(IGNORE); END",
        "SET_DEFAULT | BEFORE UPDATE ON c BEGIN SELECT RAISE(IGNORE); END",
        "SET_DEFAULT | BEFORE UPDATE ON c WHEN OLD.id = 4 BEGIN SELECT RAISE(IGNORE); END",
        "SET_DEFAULT | AFTER UPDATE ON c BEGIN DELETE FROM c WHERE id = OLD.id; END",
    })
    void sqliteTriggersThatKeepRowsFromLettingGo(DeleteRule rule, String trigger) throws SQLException {
        Scenario scenario = Scenario.named("kept from letting go")
                .table("p", "id int primary key", "(1),(2),(3)")
                .table("c", "id int primary key, p int default 3", "(1,1),(2,2),(3,3),(4,null)")
                .key("c(p)", rule, "p(id)");
        List<String> contents = new ArrayList<>();
        for (Schema.Keys keys : List.of(Schema.Keys.AS_WANTED, Schema.Keys.ABSENT)) {
            try (Space space = Space.create(Database.SQLITE)) {
                Schema schema = Schema.build(scenario, space, keys);
                space.run("CREATE TRIGGER t " + trigger);
                contents.add(delete(schema, Map.of(), "DELETE FROM p WHERE id < 3"));
            }
        }
        assertThat(contents.get(1)).isEqualTo(contents.get(0));
    }

    /** In memory, a database attached, a trigger on the children, and a result set open all the while. */
    @Test
    void sqliteInMemoryWithAResultSetOpen() throws SQLException {
        DataSource ours = Ours.withRelationsFile(new UrlDataSource("jdbc:sqlite::memory:"), Map.of(), List.of(
                "ALTER TABLE other.c ADD FOREIGN KEY (p) REFERENCES other.p (id) ON DELETE CASCADE"));
        try (Connection connection = ours.getConnection();
                Statement statement = connection.createStatement();
                Statement reader = connection.createStatement()) {
            for (String sql : List.of("ATTACH ':memory:' AS other", "CREATE TABLE other.p (id INTEGER PRIMARY KEY)",
                    "CREATE TABLE other.c (id INTEGER PRIMARY KEY, p INT)", "CREATE TABLE other.gone (id INT)",
                    "CREATE TRIGGER other.bye AFTER DELETE ON c BEGIN INSERT INTO gone VALUES (old.id); END",
                    "INSERT INTO other.p VALUES (1),(2),(3)", "INSERT INTO other.c VALUES (1,1),(2,1),(3,2)")) {
                statement.execute(sql);
            }
            try (ResultSet rows = reader.executeQuery("SELECT id FROM other.p ORDER BY id")) {
                assertThat(rows.next()).isTrue();
                statement.executeUpdate("DELETE FROM other.p WHERE id = 1");
                assertThat(rows.next()).as("the open result set goes on").isTrue();
                assertThat(rows.getInt(1)).isEqualTo(2);
            }
            try (ResultSet gone = statement.executeQuery("SELECT group_concat(id) FROM other.gone")) {
                assertThat(gone.getString(1)).isEqualTo("1,2");
            }
        }
    }

    @Test
    void sqliteRefusalLeavesResultSetsOpen() throws SQLException {
        DataSource ours = Ours.withRelationsFile(new UrlDataSource("jdbc:sqlite::memory:"), Map.of(),
                List.of("ALTER TABLE c ADD FOREIGN KEY (p) REFERENCES p (id) ON DELETE RESTRICT"));
        try (Connection connection = ours.getConnection();
                Statement statement = connection.createStatement();
                Statement reader = connection.createStatement()) {
            for (String sql : List.of("CREATE TABLE p (id INTEGER PRIMARY KEY)", "CREATE TABLE c (id INT, p INT)",
                    "INSERT INTO p VALUES (1),(2)", "INSERT INTO c VALUES (1,1)")) {
                statement.execute(sql);
            }
            try (ResultSet rows = reader.executeQuery("SELECT id FROM p")) {
                assertThat(rows.next()).isTrue();
                SQLException refusal =
                        catchThrowableOfType(SQLException.class, () -> statement.executeUpdate("DELETE FROM p"));
                assertThat(refusal.getSuppressed()).isEmpty();
                assertThat(rows.next()).isTrue();
            }
        }
    }

    /** DELETE FROM animal takes dogs, too, and the dog's bones would be left. */
    @Test
    void postgreSqlKeysToAnHeirAreNotMissed() throws SQLException {
        Scenario scenario = Scenario.named("inheritance")
                .table("animal", "id int primary key", "(1)")
                .table("dog", "primary key (id)", "(2)")
                .suffix(Database.POSTGRESQL, "INHERITS (animal)")
                .table("bone", "id int primary key, dog int", "(1,2)")
                .key("bone(dog)", CASCADE, "dog(id)");
        try (Space space = Space.create(Database.POSTGRESQL)) {
            Schema schema = Schema.build(scenario, space, Schema.Keys.ABSENT);
            try (Connection connection = ours(schema, Map.of()).getConnection();
                    Statement statement = connection.createStatement()) {
                assertThat(catchThrowableOfType(SQLFeatureNotSupportedException.class,
                                () -> statement.executeUpdate("DELETE FROM animal")).getMessage())
                        .contains("dog");
                assertThat(statement.executeUpdate("DELETE FROM dog")).isEqualTo(1);
                assertThat(schema.content(connection)).isEqualTo("animal[(1)]\ndog[]\nbone[]\n");
            }
        }
    }

    private static DataSource ours(Schema schema, Map<String, String> options) {
        return Ours.withRelations(schema.space().dataSource(), options, schema.scenario().keys());
    }

    private static String delete(Schema schema, Map<String, String> options, String sql) throws SQLException {
        return delete(schema, ours(schema, options), sql);
    }

    /** The content afterwards, and before it the failure if there was one. */
    private static String delete(Schema schema, DataSource ours, String sql) throws SQLException {
        String failure = "";
        try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
            try {
                statement.executeUpdate(sql);
            } catch (SQLException e) {
                failure = new Outcome(-1, e, "").failureKind() + "\n";
            }
            return failure + schema.content(connection);
        }
    }
}
