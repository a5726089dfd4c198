package org.cascadejdbc.it.engines.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.differential.Differential;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Key;
import org.cascadejdbc.it.support.Mode;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.PostgresqlExtensions;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Servers;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Keys are compared by the key's own operators, whatever the session's search path finds as {@code =}: each kind of value
 * beside its native twin. The types are in a schema that no search path has.
 */
class PostgresqlKeyTypesIT {
    private static final String TYPES = PostgresqlExtensions.INSTALLED + """
            CREATE SCHEMA IF NOT EXISTS cj_types;
            DROP TYPE IF EXISTS cj_types.color, cj_types.pair CASCADE;
            CREATE TYPE cj_types.color AS ENUM ('red', 'green', 'blue');
            CREATE TYPE cj_types.pair AS (a int, b text);
            CREATE DOMAIN cj_types.email AS cj_ext.citext CHECK (VALUE <> '');
            CREATE DOMAIN cj_types.address AS cj_types.email;
            CREATE DOMAIN cj_types.numbers AS int[];
            CREATE DOMAIN cj_types.id AS int;
            CREATE COLLATION IF NOT EXISTS cj_types.nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
            """;

    /** Three values, the first of which a child may say in another way, without being another value. */
    private record Kind(String parent, String child, String first, String same, String second, String third) {}

    /** A kind of value is one line. */
    private static final List<Kind> KINDS = List.of(
            new Kind("int", "bigint", "1", "1", "2", "3"),
            new Kind("bigint", "smallint", "1", "1", "2", "3"),
            new Kind("numeric", "int", "1.00", "1", "2", "3"),
            new Kind("numeric", "numeric(10,3)", "1.0", "1.000", "2", "3"),
            new Kind("double precision", "real", "0", "'-0'", "2", "3.5"),
            new Kind("cj_ext.citext", "cj_ext.citext", "'a@x'", "'A@X'", "'b@x'", "'c@x'"),
            new Kind("cj_types.email", "cj_ext.citext", "'a@x'", "'A@X'", "'b@x'", "'c@x'"),
            new Kind("cj_ext.citext", "cj_types.address", "'a@x'", "'A@X'", "'b@x'", "'c@x'"),
            new Kind("cj_ext.ltree", "cj_ext.ltree", "'a.b'", "'a.b'", "'a'", "'a.b.c'"),
            new Kind("cj_ext.ean13", "cj_ext.isbn13", "'978-0-393-04002-9'", "'0-393-04002-X'", "'978-0-11-000533-1'",
                    "'978-1-886778-17-7'"),
            new Kind("int[]", "int[]", "array[1,2]", "array[1,2]", "array[1]", "array[2,1]"),
            new Kind("cj_types.numbers", "int[]", "array[1,2]", "array[1,2]", "array[]::int[]", "array[[1],[2]]"),
            new Kind("cj_ext.citext[]", "cj_ext.citext[]", "array['a','b']::cj_ext.citext[]",
                    "array['A','b']::cj_ext.citext[]", "array['a']::cj_ext.citext[]", "array[]::cj_ext.citext[]"),
            new Kind("cj_types.id", "cj_types.id", "1", "1", "2", "3"),
            new Kind("cj_types.color", "cj_types.color", "'red'", "'red'", "'green'", "'blue'"),
            new Kind("cj_types.pair", "cj_types.pair", "'(1,x)'", "'(1,x)'", "'(1,y)'", "'(2,x)'"),
            new Kind("int4range", "int4range", "'[1,3)'", "'[1,2]'", "'empty'", "'(,5)'"),
            new Kind("int4multirange", "int4multirange", "int4multirange(int4range(1,3))",
                    "int4multirange('[1,2]'::int4range)", "int4multirange()", "int4multirange(int4range(1,2), int4range(5,6))"),
            new Kind("uuid", "uuid", "'00000000-0000-0000-0000-00000000000a'", "'0000000000000000000000000000000A'",
                    "'00000000-0000-0000-0000-00000000000b'", "'00000000-0000-0000-0000-00000000000c'"),
            new Kind("timestamptz", "timestamptz", "'2024-10-27 00:30Z'", "'2024-10-27 02:30+02'", "'2024-10-27 01:30Z'",
                    "'infinity'"),
            new Kind("timestamp", "date", "'2024-10-27 00:00'", "'2024-10-27'", "'2024-10-28'", "'2024-10-29'"),
            new Kind("interval", "interval", "'1 day'", "'24:00'", "'1 mon'", "'1 year'"),
            new Kind("text", "varchar(5)", "'a '", "'a '", "'a'", "'b'"),
            new Kind("char(4)", "char(8)", "'a'", "'a '", "'b'", "'c'"),
            new Kind("text", "char(4)", "'a'", "'a'", "'b'", "'c'"),
            new Kind("char(4)", "varchar(9)", "'a'", "'a   '", "'b'", "'c'"),
            new Kind("name", "text", "'a'", "'a'", "'b'", "'c'"),
            new Kind("text COLLATE cj_types.nocase", "text COLLATE cj_types.nocase", "'a'", "'A'", "'b'", "'c'"),
            new Kind("text COLLATE \"C\"", "text COLLATE \"und-x-icu\"", "'a'", "'a'", "'A'", "'b'"),
            new Kind("bytea", "bytea", "'\\x00'", "'\\x00'", "'\\x'", "'\\x01'"),
            new Kind("bit(3)", "bit(3)", "'001'", "'001'", "'010'", "'100'"),
            new Kind("inet", "cidr", "'10.0.0.0/8'", "'10/8'", "'10.0.0.0/9'", "'::1/128'"),
            new Kind("boolean", "boolean", "true", "'t'", "false", "null"),
            new Kind("\"char\"", "\"char\"", "'a'", "'a'", "'b'", "'c'"),
            new Kind("jsonb", "jsonb", "to_jsonb(1)", "to_jsonb(1.0)", "to_jsonb(2)", "'[]'"),
            new Kind("pg_lsn", "pg_lsn", "'0/1'", "'0/1'", "'0/2'", "'0/3'"));

    @BeforeAll
    static void types() throws SQLException {
        try (Connection connection = DriverManager.getConnection(Servers.url(Database.POSTGRESQL));
                Statement statement = connection.createStatement()) {
            statement.execute("SET client_min_messages = error; " + TYPES);
        }
    }

    @TestFactory
    Stream<DynamicTest> asANativeKeyCompares() {
        return KINDS.stream().flatMap(kind -> Stream.of(
                test(alone(kind), Mode.VIRTUAL),
                test(alone(kind), Mode.OVERRIDDEN),
                test(withAnother(kind), Mode.VIRTUAL),
                test(withAnother(kind), Mode.EMULATE)));
    }

    private static DynamicTest test(Scenario scenario, Mode mode) {
        return dynamicTest(scenario + ", " + mode, () -> Differential.compare(scenario, Database.POSTGRESQL, mode));
    }

    private static Scenario alone(Kind kind) {
        return Scenario.named("a key of " + kind.parent() + " from " + kind.child())
                .table("p", "k " + kind.parent() + " unique, n int primary key", parents(kind))
                .table("c", "id int primary key, k " + kind.child() + " unique", children(kind))
                .table("g", "id int primary key, k " + kind.child(), children(kind))
                .table("s", "id int primary key, k " + kind.child(), children(kind))
                .table("r", "id int primary key, k " + kind.child(), "(2," + kind.second() + ")")
                .key("c(k)", DeleteRule.CASCADE, "p(k)")
                .key("g(k)", DeleteRule.CASCADE, "c(k)")
                .key("s(k)", DeleteRule.SET_NULL, "p(k)")
                .key("r(k)", DeleteRule.RESTRICT, "p(k)")
                .delete("DELETE FROM p WHERE n = ?", 1)
                .delete("DELETE FROM p WHERE n = ?", 2)
                .delete("DELETE FROM p WHERE n <> ?", 2);
    }

    private static Scenario withAnother(Kind kind) {
        return Scenario.named("a key of two columns, of " + kind.parent() + " from " + kind.child())
                .table("p", "k " + kind.parent() + ", n int, unique (k, n)", parents(kind))
                .table("c", "n smallint, k " + kind.child() + ", x int", "(1," + kind.same() + ",0), (2," + kind.second()
                        + ",0), (2," + kind.third() + ",1), (null," + kind.first() + ",2)")
                .key("c(k, n)", DeleteRule.CASCADE, "p(k, n)")
                .delete("DELETE FROM p WHERE n = ?", 1)
                .delete("DELETE FROM p WHERE n = ?", 2);
    }

    private static String parents(Kind kind) {
        return "(" + kind.first() + ",1), (" + kind.second() + ",2), (" + kind.third() + ",3)";
    }

    private static String children(Kind kind) {
        return "(1," + kind.same() + "), (2," + kind.second() + "), (3," + kind.third() + "), (4,null)";
    }

    /** There is no such native key, and only one equality of numbers. */
    @Test
    void numbersOfWhicheverTypes() throws SQLException {
        try (Space space = Space.create(Database.POSTGRESQL)) {
            space.run("CREATE TABLE p (k int PRIMARY KEY); CREATE TABLE c (id int PRIMARY KEY, k numeric);"
                    + " INSERT INTO p VALUES (1), (2); INSERT INTO c VALUES (1, 1.0), (2, 2), (3, 1.5)");
            assertThat(after(space, "c(k)", "p(k)", "DELETE FROM p WHERE k = 1")).isEqualTo("2,3");
        }
    }

    @Test
    void whatNoKeyComparesIsRefused() throws SQLException {
        try (Space space = Space.create(Database.POSTGRESQL)) {
            space.run("CREATE TABLE p (k cj_ext.citext PRIMARY KEY, o int UNIQUE); CREATE TABLE c (id int PRIMARY KEY, k text);"
                    + " INSERT INTO p VALUES ('a', 1); INSERT INTO c VALUES (1, 'A')");
            assertThatThrownBy(() -> after(space, "c(k)", "p(k)", "DELETE FROM p"))
                    .isInstanceOf(SQLFeatureNotSupportedException.class)
                    .hasMessageContaining("pg_catalog.text")
                    .hasMessageContaining("cj_ext.citext");
            assertThatThrownBy(() -> after(space, "c(k)", "p(o)", "DELETE FROM p"))
                    .isInstanceOf(SQLFeatureNotSupportedException.class);
            try (Connection connection = space.dataSource().getConnection();
                    Statement statement = connection.createStatement();
                    var row = statement.executeQuery("SELECT count(*) FROM p, c")) {
                row.next();
                assertThat(row.getInt(1)).isEqualTo(1);
            }
        }
    }

    /** Its last pair is no equality: natively a period is contained in others. */
    @Test
    void aKeyWithPeriodIsTheDatabases() throws SQLException {
        try (Space space = Space.create(Database.POSTGRESQL)) {
            space.run("CREATE TABLE p (k int4range, valid daterange, PRIMARY KEY (k, valid WITHOUT OVERLAPS));"
                    + " CREATE TABLE c (id int PRIMARY KEY, k int4range, valid daterange,"
                    + " FOREIGN KEY (k, PERIOD valid) REFERENCES p (k, PERIOD valid));"
                    + " INSERT INTO p VALUES ('[1,2)', '[2020-01-01,2030-01-01)'), ('[2,3)', '[2020-01-01,2030-01-01)');"
                    + " INSERT INTO c VALUES (1, '[1,2)', '[2021-01-01,2022-01-01)')");
            try (Connection connection = Ours.over(space.dataSource(), Map.of()).getConnection();
                    Statement statement = connection.createStatement()) {
                assertThat(statement.executeUpdate("DELETE FROM p WHERE k = '[2,3)'")).isEqualTo(1);
                assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM p")).hasMessageContaining("still referenced");
            }
            assertThatThrownBy(() -> after(space, "c(k,valid)", "p(k,valid)", "DELETE FROM p"))
                    .isInstanceOf(SQLFeatureNotSupportedException.class)
                    .hasMessageContaining("PERIOD");
        }
    }

    /** SET DEFAULT gives each row what the server itself puts in, and what references no row is refused. */
    @TestFactory
    Stream<DynamicTest> aDefaultOfWhateverKind() {
        return Stream.of(
                "k int default nextval('s')", "k int default 10 + random() * 0.1", "k int default (now() > '-infinity')::int",
                "k numeric(4,1) default 2.04", "k smallint default 2", "k int generated by default as identity (start with 2)",
                "k int default nextval('s') * 100").map(column -> dynamicTest(column, () -> {
                    try (Space twin = Space.create(Database.POSTGRESQL); Space space = Space.create(Database.POSTGRESQL)) {
                        String parent = column.contains("numeric") ? "numeric" : "int";
                        for (Space each : List.of(twin, space)) {
                            each.run("CREATE SEQUENCE @own.s START 2; SET search_path = @own;"
                                    + " CREATE TABLE p (k " + parent + " PRIMARY KEY);"
                                    + " CREATE TABLE c (id int PRIMARY KEY, " + column + ");"
                                    + " INSERT INTO p VALUES (1), (2), (3), (4), (10), (20);"
                                    + " INSERT INTO c VALUES (1, 20), (2, 20), (3, 1), (4, 3)");
                        }
                        twin.run("ALTER TABLE c ADD FOREIGN KEY (k) REFERENCES p ON DELETE SET DEFAULT");
                        var ours = Ours.withRelations(space.dataSource(), Map.of(),
                                List.of(new Key("k", Key.Reference.of("c(k)"), DeleteRule.SET_DEFAULT, Key.Reference.of("p(k)"))));
                        assertThat(deleted(ours.getConnection())).isEqualTo(deleted(twin.dataSource().getConnection()));
                    }
                }));
    }

    private static String deleted(Connection opened) throws SQLException {
        try (Connection connection = opened; Statement statement = connection.createStatement()) {
            String state = "";
            try {
                statement.executeUpdate("DELETE FROM p WHERE k = 20");
            } catch (SQLException e) {
                state = e.getSQLState();
            }
            try (var row = statement.executeQuery("SELECT string_agg(c::text, ' ' ORDER BY id) FROM c")) {
                row.next();
                return state + " " + row.getString(1);
            }
        }
    }

    private static String after(Space space, String child, String parent, String delete) throws SQLException {
        var ours = Ours.withRelations(space.dataSource(), Map.of(),
                List.of(new Key("k", Key.Reference.of(child), DeleteRule.CASCADE, Key.Reference.of(parent))));
        try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
            statement.executeUpdate(delete);
            try (var row = statement.executeQuery("SELECT string_agg(id::text, ',' ORDER BY id) FROM c")) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
