package org.cascadejdbc.it.engines.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.SET_DEFAULT;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** PostgreSQL: what a SET DEFAULT key makes of rows, and by what they refuse, at all levels and under session settings. */
class PostgresqlDefaultsIT {
    /** The default may be the row that goes, and another key changes the same rows. */
    private static final Scenario OF_THE_DOOMED = Scenario.named("default of the doomed")
            .table("p", "id int primary key", "(1),(2),(3)")
            .table("c", "id int primary key, p int default 1, o int", "(1,1,1),(2,2,1),(3,1,2),(4,3,2)")
            .key("c(p)", SET_DEFAULT, "p(id)")
            .key("c(o)", SET_NULL, "p(id)");

    /** A row that another row references by what SET NULL takes from it. */
    private static final Scenario LOSING = Scenario.named("a reference is lost")
            .table("p", "id int primary key", "(1),(2)")
            .table("c", "id int primary key, p int unique", "(1,1),(2,2)")
            .table("g", "id int primary key, c int", "(1,1)")
            .key("c(p)", SET_NULL, "p(id)")
            .key("g(c)", CASCADE, "c(p)");

    /** With types that have a size, and a default that is another one each time. */
    private static final Scenario SIZED = Scenario.named("sized")
            .table("p", "id varchar(5) primary key, n numeric(6,2) unique", "('a',1),('b\\',2),('c',3)")
            .table("c", "id int primary key, p varchar(5) default 'b\\', o numeric(6,2) default 2", "(1,'a',1),(2,'a',3),(3,'c',1)")
            .key("c(p)", SET_DEFAULT, "p(id)")
            .key("c(o)", SET_DEFAULT, "p(n)");

    private static final Scenario CHANGING = Scenario.named("changing")
            .table("p", "id int primary key", "(1),(2),(3),(4)")
            .table("c", "id int primary key, p int", "(1,1),(2,1)")
            .key("c(p)", SET_DEFAULT, "p(id)");

    /** Several keys of a table, and a default that is another one each time, on one column that two keys share, too. */
    private static final List<Scenario> SEVERAL = List.of(
            Scenario.named("set default and set null")
                    .table("p", "id int primary key", "(1),(2),(3),(4),(5),(6),(7)")
                    .table("c", "id int primary key, p int, o int", "(1,1,1),(2,1,2),(3,2,1),(4,1,null),(5,2,2)")
                    .key("c(p)", SET_DEFAULT, "p(id)")
                    .key("c(o)", SET_NULL, "p(id)"),
            Scenario.named("two defaults")
                    .table("p", "id int primary key", "(1),(2),(3),(4),(5),(6),(7)")
                    .table("c", "id int primary key, p int, o int default 2", "(1,1,1),(2,1,2),(3,2,1),(4,1,null),(5,2,2)")
                    .key("c(p)", SET_DEFAULT, "p(id)")
                    .key("c(o)", SET_DEFAULT, "p(id)"),
            Scenario.named("three keys")
                    .table("p", "id int primary key", "(1),(2),(3),(4),(5),(6),(7)")
                    .table("c", "id int primary key, p int, o int default 2, x int",
                            "(1,1,1,1),(2,1,2,null),(3,2,1,1),(4,1,null,2),(5,2,2,1)")
                    .key("c(p)", SET_DEFAULT, "p(id)")
                    .key("c(o)", SET_DEFAULT, "p(id)")
                    .key("c(x)", SET_NULL, "p(id)"));

    private static final List<String> LEVELS = List.of("read committed", "repeatable read", "serializable");

    static Stream<Arguments> cases() {
        return Stream.of(Schema.Keys.ABSENT, Schema.Keys.NO_ACTION, Schema.Keys.AS_WANTED)
                .flatMap(keys -> Stream.of(true, false).map(autoCommit -> Arguments.of(keys, autoCommit)));
    }

    /** By the server's own word, and not as if another transaction were to blame. */
    @ParameterizedTest
    @MethodSource("cases")
    void refusalsAtAllLevels(Schema.Keys keys, boolean autoCommit) throws SQLException {
        for (Scenario scenario : List.of(OF_THE_DOOMED, LOSING)) {
            try (Space twin = Space.create(Database.POSTGRESQL); Space space = Space.create(Database.POSTGRESQL)) {
                Schema natives = Schema.build(scenario, twin, Schema.Keys.AS_WANTED);
                Schema schema = Schema.build(scenario, space, keys);
                try (Connection natively = twin.dataSource().getConnection();
                        Connection connection = ours(space, keys, scenario).getConnection()) {
                    for (String level : LEVELS) {
                        for (Connection one : List.of(natively, connection)) {
                            execute(one, "SET default_transaction_isolation = '" + level + "'");
                            one.setAutoCommit(autoCommit);
                        }
                        for (String sql : List.of("DELETE FROM p WHERE id = 1", "DELETE FROM p WHERE id < 3", "DELETE FROM p",
                                "DELETE FROM p WHERE id = 3", "DELETE FROM p WHERE id IN (2, 3)")) {
                            assertThat(end(connection, sql, schema)).as("%s, %s, %s", scenario, level, sql)
                                    .isEqualTo(end(natively, sql, natives));
                        }
                        natively.setAutoCommit(true);
                        connection.setAutoCommit(true);
                    }
                }
            }
        }
    }

    /** Rows as keys, with NULL in them: to the database these are values, and no NULL. */
    @ParameterizedTest
    @MethodSource("cases")
    void rowsWithNullInThem(Schema.Keys keys, boolean autoCommit) throws SQLException {
        for (String of : List.of("'(1,)'", "'(,)'", "'(2,b)'", "NULL")) {
            Scenario scenario = Scenario.named("rows")
                    .table("p", "id pair primary key, n int", "('(1,a)',1),('(2,b)',2),('(3,)',3)")
                    .table("c", "id int primary key, p pair default " + of + ", o pair", "(1,'(1,a)','(1,a)'),(2,'(3,)',null)")
                    .key("c(p)", SET_DEFAULT, "p(id)")
                    .key("c(o)", SET_NULL, "p(id)");
            try (Space twin = Space.create(Database.POSTGRESQL); Space space = Space.create(Database.POSTGRESQL)) {
                for (Space one : List.of(twin, space)) {
                    one.run("CREATE TYPE @own.pair AS (x int, y text)");
                }
                Schema natives = build(scenario, twin, Schema.Keys.AS_WANTED);
                Schema schema = build(scenario, space, keys);
                try (Connection natively = twin.dataSource().getConnection();
                        Connection connection = ours(space, keys, scenario).getConnection()) {
                    natively.setAutoCommit(autoCommit);
                    connection.setAutoCommit(autoCommit);
                    for (String sql : List.of("DELETE FROM p WHERE n = 1", "DELETE FROM p WHERE n = 3", "DELETE FROM p")) {
                        assertThat(end(connection, sql, schema)).as("%s, %s", of, sql).isEqualTo(end(natively, sql, natives));
                    }
                }
            }
        }
    }

    /** The catalog is read rightly whatever a backslash means in the session. */
    @ParameterizedTest
    @MethodSource("cases")
    void whateverABackslashMeans(Schema.Keys keys, boolean autoCommit) throws SQLException {
        for (Scenario scenario : List.of(SIZED, CHANGING)) {
            try (Space twin = Space.create(Database.POSTGRESQL); Space space = Space.create(Database.POSTGRESQL)) {
                Schema natives = build(scenario, twin, Schema.Keys.AS_WANTED);
                Schema schema = build(scenario, space, keys);
                try (Connection natively = twin.dataSource().getConnection();
                        Connection connection = ours(space, keys, scenario).getConnection()) {
                    for (Connection one : List.of(natively, connection)) {
                        execute(one, "SET standard_conforming_strings = off; SET escape_string_warning = off");
                        one.setAutoCommit(autoCommit);
                    }
                    String sql = "DELETE FROM p WHERE id = " + (scenario == SIZED ? "'a'" : "1");
                    String expected = end(natively, sql, natives);
                    assertThat(expected).startsWith("1 ");
                    assertThat(end(connection, sql, schema)).as("%s", scenario).isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void changingDefaultsBesideOtherKeys(Schema.Keys keys, boolean autoCommit) throws SQLException {
        for (Scenario scenario : SEVERAL) {
            try (Space twin = Space.create(Database.POSTGRESQL); Space space = Space.create(Database.POSTGRESQL)) {
                Schema natives = build(scenario, twin, Schema.Keys.AS_WANTED);
                Schema schema = build(scenario, space, keys);
                try (Connection natively = twin.dataSource().getConnection();
                        Connection connection = ours(space, keys, scenario).getConnection()) {
                    natively.setAutoCommit(autoCommit);
                    connection.setAutoCommit(autoCommit);
                    for (String sql : List.of("DELETE FROM p WHERE id = 1", "DELETE FROM p WHERE id > 5", "DELETE FROM p")) {
                        twin.run("ALTER SEQUENCE @own.q RESTART 3");
                        space.run("ALTER SEQUENCE @own.q RESTART 3");
                        String expected = end(natively, sql, natives).replaceAll("c\\[.*]", "");
                        // Which row gets which of the values depends on the order.
                        assertThat(end(connection, sql, schema).replaceAll("c\\[.*]", "")).as("%s, %s", scenario, sql)
                                .isEqualTo(expected);
                    }
                    twin.run("ALTER SEQUENCE @own.q RESTART 3");
                    space.run("ALTER SEQUENCE @own.q RESTART 3");
                    assertThat(execute(connection, "DELETE FROM p WHERE id = 1")).isEqualTo(execute(natively,
                            "DELETE FROM p WHERE id = 1"));
                    String sorted = "SELECT array_agg(p ORDER BY p)::text || array_agg(coalesce(o, 0) ORDER BY id)::text FROM c";
                    assertThat(text(connection, sorted)).as("%s", scenario).isEqualTo(text(natively, sorted));
                }
            }
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Schema build(Scenario scenario, Space space, Schema.Keys keys) throws SQLException {
        Schema schema = Schema.build(scenario, space, keys);
        if (scenario == CHANGING || SEVERAL.contains(scenario)) {
            space.run("CREATE SEQUENCE @own.q START 3; ALTER TABLE @own.c ALTER p SET DEFAULT nextval('@own.q')");
        }
        return schema;
    }

    private static DataSource ours(Space space, Schema.Keys keys, Scenario scenario) {
        return keys == Schema.Keys.AS_WANTED
                ? Ours.over(space.dataSource(), Map.of("cascade.strategy", "emulate"))
                : Ours.withRelations(space.dataSource(), Map.of(), scenario.keys());
    }

    /** The count or error, alone and in a batch, and what is there then; it is undone. */
    private static String end(Connection connection, String sql, Schema schema) throws SQLException {
        String end;
        try {
            end = execute(connection, sql) + " " + schema.content(connection);
        } catch (SQLException e) {
            end = e.getSQLState();
        }
        rollback(connection);
        schema.fill();
        try (Statement statement = connection.createStatement()) {
            statement.addBatch(sql);
            statement.addBatch(sql);
            end += " " + statement.executeBatch()[0] + " " + schema.content(connection);
        } catch (BatchUpdateException e) {
            end += " " + e.getSQLState();
        }
        rollback(connection);
        schema.fill();
        return end;
    }

    private static void rollback(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
    }

    private static int execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return statement.getUpdateCount();
        }
    }
}
