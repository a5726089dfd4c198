package org.cascadejdbc.it.engines.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.RESTRICT;
import static org.cascadejdbc.DeleteRule.SET_DEFAULT;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Mode;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.Function;
import org.sqlite.SQLiteConnection;

/**
 * What an application, or whoever may make a table, puts in the place of SQLite's own functions and pragmas, decides no more
 * here than it does natively: nothing.
 */
class SqliteShadowingIT {
    private static final Scenario FAMILY = Scenario.named("all rules")
            .table("p", "id INTEGER PRIMARY KEY, name TEXT UNIQUE", "(1,'a'),(2,'b'),(3,'c'),(4,'d'),(9,'z')")
            .table("c", "id INTEGER PRIMARY KEY, p INT", "(1,1),(2,1),(3,2)")
            .table("g", "id INTEGER PRIMARY KEY, c INT", "(1,1),(2,3)")
            .table("node", "id INTEGER PRIMARY KEY, p INT, parent INT", "(1,1,NULL),(2,NULL,1),(3,NULL,2),(4,2,4)")
            .table("n", "id INTEGER PRIMARY KEY, p TEXT", "(1,'a'),(2,'b')")
            .table("d", "id INTEGER PRIMARY KEY, p TEXT DEFAULT 'z'", "(1,'a'),(2,'b')")
            .table("e", "id INTEGER PRIMARY KEY, p INT DEFAULT 9", "(1,1),(2,2)")
            .table("r", "id INTEGER PRIMARY KEY, p INT", "(1,3)")
            .key("c(p)", CASCADE, "p(id)")
            .key("g(c)", CASCADE, "c(id)")
            .key("node(p)", CASCADE, "p(id)")
            .key("node(parent)", CASCADE, "node(id)")
            .key("n(p)", SET_NULL, "p(name)")
            .key("d(p)", SET_DEFAULT, "p(name)")
            .key("e(p)", SET_DEFAULT, "p(id)")
            .key("r(p)", RESTRICT, "p(id)");

    private static final List<String> DELETES = List.of(
            "DELETE FROM p WHERE id = 1", "DELETE FROM p WHERE id IN (2, 4)", "DELETE FROM p WHERE id = 3", "DELETE FROM c",
            "DELETE FROM node WHERE id = 1", "DELETE FROM p WHERE id = 9", "DELETE FROM g WHERE id = 2");

    /** Every function that SQLite has, under its name, with as many arguments as one likes. */
    private static final class Lie extends Function {
        @Override
        protected void xFunc() throws SQLException {
            result(0);
        }
    }

    /** COUNT is an aggregate. */
    private static final class LyingCount extends Function.Aggregate {
        @Override
        protected void xStep() {
            // whatever the rows are
        }

        @Override
        protected void xFinal() throws SQLException {
            result(0);
        }
    }

    private static void overload(Connection connection, boolean count) throws SQLException {
        SQLiteConnection raw = connection.unwrap(SQLiteConnection.class);
        List<String> names = new ArrayList<>();
        try (Statement statement = raw.createStatement();
                ResultSet row = statement.executeQuery("SELECT DISTINCT name FROM pragma_function_list WHERE builtin")) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        assertThat(names).contains("typeof", "like", "group_concat", "total_changes", "coalesce", "substr");
        names.remove("count");
        for (String name : names) {
            Function.create(raw, name, new Lie());
        }
        if (count) {
            Function.create(raw, "count", new LyingCount());
        }
    }

    private static DataSource ours(Space space, Mode mode) {
        return switch (mode) {
            case VIRTUAL, OVERRIDDEN -> Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys());
            case EMULATE -> Ours.over(space.dataSource(), Map.of("cascade.strategy", "emulate"));
            case KEEP -> Ours.over(space.dataSource(), Map.of("cascade.sqliteForeignKeys", "keep"));
            default -> Ours.over(space.dataSource(), Map.of());
        };
    }

    private static Object content(Space space, Schema schema) throws SQLException {
        try (Connection connection = space.dataSource().getConnection()) {
            return schema.content(connection);
        }
    }

    /**
     * What is told of all DELETEs, and the rows that are left then.
     *
     * @param mode {@code null} for the native twin
     * @param overloaded whether the functions are, once at the connection's beginning and once after a DELETE
     */
    private static List<String> done(Mode mode, boolean overloaded) throws SQLException {
        List<String> told = new ArrayList<>();
        for (String delete : DELETES) {
            for (boolean before : new boolean[] {true, false}) {
                try (Space space = Space.create(Database.SQLITE)) {
                    boolean virtual = mode == Mode.VIRTUAL;
                    Schema schema = Schema.build(FAMILY, space, virtual ? Schema.Keys.ABSENT : Schema.Keys.AS_WANTED);
                    DataSource source = mode == null ? space.enforcing() : ours(space, mode);
                    try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
                        if (overloaded && before) {
                            overload(connection, false);
                        }
                        statement.executeUpdate("DELETE FROM p WHERE id = 77");
                        if (overloaded && !before) {
                            overload(connection, false);
                        }
                        String count;
                        try {
                            count = String.valueOf(statement.executeUpdate(delete));
                        } catch (SQLException e) {
                            count = "code " + (e.getErrorCode() & 0xff);
                        }
                        told.add(delete + " " + count + " " + content(space, schema));
                    }
                }
            }
        }
        return told;
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void noFunctionOfTheApplicationsDecides(Mode mode) throws SQLException {
        if (FAMILY.modes(Database.SQLITE).contains(mode)) {
            assertThat(done(mode, true)).isEqualTo(done(null, false));
        }
    }

    /** Nothing tells beforehand whether a function of that name is the application's: COUNT is tried where it is relied on. */
    @Test
    void whereOursCannotCountTheyRefuse() throws SQLException {
        try (Space space = Space.create(Database.SQLITE)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.AS_WANTED);
            DataSource ours = Ours.over(space.dataSource(), Map.of("cascade.strategy", "emulate", "cascade.maxRows", "3"));
            try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                overload(connection, true);
                for (String sql : List.of("DELETE FROM p WHERE id = 1", "EXPLAIN CASCADE DELETE FROM p WHERE id = 1")) {
                    assertThatThrownBy(() -> statement.execute(sql)).as(sql)
                            .isInstanceOf(SQLFeatureNotSupportedException.class)
                            .hasMessageContaining("in the place of COUNT");
                }
            }
            assertThat(content(space, schema)).isEqualTo(schema.initial());
        }
    }

    /** What anybody can make who may make a table, so that keys would not be found, or nothing at all. */
    @ParameterizedTest
    @ValueSource(strings = {
        "CREATE TABLE pragma_table_list (schema, name, type, wr, strict)",
        "CREATE VIEW pragma_table_list AS SELECT 'main' AS schema, 'p' AS name, 'table' AS type, 0 AS wr, 0 AS strict",
        "CREATE TABLE pragma_foreign_key_list (id, seq)", "CREATE TABLE pragma_table_xinfo (a)",
        "CREATE TABLE pragma_index_list (a)", "CREATE VIEW pragma_index_xinfo AS SELECT 1 AS a",
        "CREATE TABLE pragma_database_list (seq, name, file)", "CREATE TABLE pragma_function_list (name)"
    })
    void noTableIsTakenForAPragma(String made) throws SQLException {
        for (String place : List.of("main", "temp", "attached")) {
            for (Mode mode : FAMILY.modes(Database.SQLITE)) {
                try (Space space = Space.create(Database.SQLITE)) {
                    Schema schema = Schema.build(FAMILY, space,
                            mode == Mode.VIRTUAL ? Schema.Keys.ABSENT : Schema.Keys.AS_WANTED);
                    String sql = made.replace(" pragma_", " " + place + ".pragma_");
                    if (place.equals("main")) {
                        try (Connection admin = DriverManager.getConnection(space.url()); Statement statement = admin.createStatement()) {
                            statement.execute(sql);
                        }
                    }
                    try (Connection connection = ours(space, mode).getConnection(); Statement statement = connection.createStatement()) {
                        if (!place.equals("main")) {
                            statement.execute("ATTACH ':memory:' AS attached");
                            statement.execute(sql);
                        }
                        statement.executeUpdate("DELETE FROM p WHERE id = 1");
                        try (ResultSet row = statement.executeQuery("SELECT (SELECT count(*) FROM c), (SELECT count(*) FROM g),"
                                + " (SELECT count(*) FROM node), (SELECT p FROM d WHERE id = 1)")) {
                            assertThat(List.of(row.getInt(1), row.getInt(2), row.getInt(3), row.getString(4)))
                                    .as("%s %s in %s", mode, made, place).isEqualTo(List.of(1, 1, 1, "z"));
                        }
                        assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM p WHERE id = 3"))
                                .as(schema.toString()).isInstanceOf(SQLException.class);
                    }
                }
            }
        }
    }

    // ---- our own temporary table -----------------------------------------------------------------------------------

    /** Children may have whatever name, also one that begins like those of our temporary tables. */
    @Test
    void tablesNamedLikeOursHaveKeysToo() throws SQLException {
        try (Space space = Space.create(Database.SQLITE)) {
            space.run("CREATE TABLE p (id INTEGER PRIMARY KEY)");
            space.run("CREATE TABLE cascade_jdbc_rows_1 (p INT REFERENCES p ON DELETE CASCADE)");
            space.run("INSERT INTO p VALUES (1), (2)");
            space.run("INSERT INTO cascade_jdbc_rows_1 VALUES (1), (2)");
            DataSource ours = Ours.over(space.dataSource(), Map.of("cascade.sqliteForeignKeys", "keep"));
            try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                statement.executeUpdate("DELETE FROM p WHERE id = abs(-1)");
                try (ResultSet row = statement.executeQuery("SELECT group_concat(p) FROM main.cascade_jdbc_rows_1")) {
                    assertThat(row.getString(1)).isEqualTo("2");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "CREATE TEMP TABLE cascade_jdbc_rows_1 (node, k0)",
        "CREATE TEMP TABLE cascade_jdbc_rows_1 (node, k0, PRIMARY KEY (node, k0))",
        "CREATE TEMP VIEW cascade_jdbc_rows_1 AS SELECT 1 AS node, 1 AS k0",
        "CREATE TEMP TRIGGER own AFTER INSERT ON cascade_jdbc_rows_1 BEGIN DELETE FROM other; END",
        "CREATE TEMP TRIGGER own BEFORE DELETE ON cascade_jdbc_rows_1 BEGIN DELETE FROM other; END",
        "CREATE TEMP TRIGGER own BEFORE INSERT ON cascade_jdbc_rows_1 BEGIN SELECT RAISE(IGNORE); END",
        "CREATE UNIQUE INDEX temp.own ON cascade_jdbc_rows_1 (node)"
    })
    void whatIsInItsPlaceIsNoticed(String made) throws SQLException {
        for (boolean before : new boolean[] {true, false}) {
            try (Space space = Space.create(Database.SQLITE)) {
                Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
                space.run("CREATE TABLE other (a)");
                space.run("INSERT INTO other VALUES (1)");
                DataSource ours = Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys());
                try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                    boolean onOurs = made.contains(" ON ");
                    if (before != onOurs) {
                        statement.executeUpdate("DELETE FROM p WHERE id = 77");
                    }
                    if (onOurs) {
                        statement.execute("CREATE TEMP TABLE IF NOT EXISTS cascade_jdbc_rows_1 (node, k0, PRIMARY KEY (node, k0))"
                                + " WITHOUT ROWID");
                    } else {
                        statement.execute("DROP TABLE IF EXISTS temp.cascade_jdbc_rows_1");
                    }
                    statement.execute(made);
                    assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM p WHERE id = 1")).as(made)
                            .isInstanceOf(SQLException.class);
                    assertThat(content(space, schema)).isEqualTo(schema.initial());
                    try (ResultSet row = statement.executeQuery("SELECT count(*) FROM other")) {
                        assertThat(row.getInt(1)).isEqualTo(1);
                    }
                }
            }
        }
    }

    @Test
    void theCountsTableIsNobodys() throws SQLException {
        try (Space space = Space.create(Database.SQLITE)) {
            Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            DataSource ours = Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys());
            try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                statement.execute("CREATE TEMP TABLE cascade_jdbc_rows_changes (n INTEGER PRIMARY KEY)");
                statement.execute("INSERT INTO temp.cascade_jdbc_rows_changes VALUES (70), (71)");
                statement.executeUpdate("DELETE FROM p WHERE id IN (2, 4)");
                try (ResultSet row = statement.executeQuery("SELECT changes()")) {
                    assertThat(row.getInt(1)).isEqualTo(2);
                }
                try (ResultSet row = statement.executeQuery("SELECT count(*) FROM temp.cascade_jdbc_rows_changes")) {
                    assertThat(row.getInt(1)).isEqualTo(2);
                }
            }
        }
    }
}
