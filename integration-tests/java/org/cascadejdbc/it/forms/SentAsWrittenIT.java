package org.cascadejdbc.it.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.SideBySide;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Drivers look into texts: for JDBC's escapes, question marks and the ends of literals. Whatever tables and columns are called,
 * what they send is what was written: the rows of exactly these tables go, as natively, and no others.
 */
class SentAsWrittenIT {
    /** Each means something to somebody. */
    private static final List<String> NAMES = List.of(
            "{fn audit}", "{oj audit}", "{d '2020-01-01'}", "{", "}", "{fn", "a\\", "a\\\\", "\\", "\\\\\\", "a\\b", "a?b", "?",
            "it's", "it''s", "a\"b", "a`b", "a\\`b", "a\\`?`b", "--x", "-- x", "# x", "/* x", "*/ x", "/*! x */", ";", "a;b", "a\\'b",
            "a\\\"b", "'", "\"", "`", "\\'?{fn audit}", "{fn audit}\\", "{fn `audit`}", "'{fn audit}", "?{fn audit}?", "@x", ":x", "$1",
            "$$", "%s", "a\nb", "a\n-- {fn audit}", "{call audit}", "{ts '2020-01-01 00:00:00'}", "{escape '\\'}", "`{fn audit}`",
            "{fn audit}?", "a{fn concat('a', ?)}b", "{?= call audit}", "/*'*/", "q'{fn audit}'");

    private static Stream<Arguments> cases() {
        return Stream.of(
                Arguments.of(Database.MYSQL, ""),
                Arguments.of(Database.MYSQL, "useServerPrepStmts=true"),
                Arguments.of(Database.MYSQL, "sessionVariables=sql_mode=NO_BACKSLASH_ESCAPES"),
                Arguments.of(Database.MYSQL, "sessionVariables=sql_mode='ANSI_QUOTES,STRICT_ALL_TABLES'&rewriteBatchedStatements=true"),
                Arguments.of(Database.MYSQL, "processEscapeCodesForPrepStmts=false&cachePrepStmts=true"),
                Arguments.of(Database.MARIADB, ""),
                Arguments.of(Database.MARIADB, "useServerPrepStmts=true"),
                Arguments.of(Database.POSTGRESQL, ""),
                Arguments.of(Database.POSTGRESQL, "options=-c%20standard_conforming_strings=off%20-c%20escape_string_warning=off"),
                Arguments.of(Database.POSTGRESQL, "preferQueryMode=simple"),
                Arguments.of(Database.SQLITE, ""));
    }

    /** One way of many to delete the rows 1 and 2. */
    @FunctionalInterface
    private interface Deleting {
        void rows(Connection connection) throws SQLException;
    }

    private static Map<String, Deleting> ways() {
        Map<String, Deleting> ways = new LinkedHashMap<>();
        ways.put("plain", connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("DELETE FROM p WHERE id IN (1, 2)");
            }
        });
        ways.put("prepared", connection -> {
            try (PreparedStatement statement = connection.prepareStatement("DELETE FROM p WHERE id IN (?, ?) AND k <> ?")) {
                statement.setInt(1, 1);
                statement.setInt(2, 2);
                statement.setString(3, "?{fn audit}\\'");
                statement.executeUpdate();
            }
        });
        ways.put("prepared by its key", connection -> {
            try (PreparedStatement statement = connection.prepareStatement("DELETE FROM p WHERE id = ?")) {
                for (int id = 1; id <= 2; id++) {
                    statement.setInt(1, id);
                    statement.executeUpdate();
                }
            }
        });
        ways.put("a batch", connection -> {
            try (Statement statement = connection.createStatement()) {
                for (int id = 1; id <= 5; id++) {
                    statement.addBatch("DELETE FROM p WHERE id = " + id + " AND id < 3");
                }
                statement.executeBatch();
            }
        });
        ways.put("a prepared batch", connection -> {
            try (PreparedStatement statement = connection.prepareStatement("DELETE FROM p WHERE id = ? AND id < ?")) {
                for (int id = 1; id <= 5; id++) {
                    statement.setInt(1, id);
                    statement.setInt(2, 3);
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        });
        return ways;
    }

    private static final int AT_ONCE = 11;

    @ParameterizedTest
    @MethodSource("cases")
    void noNameIsAnythingElse(Database database, String parameters) throws SQLException {
        List<String> differences = new ArrayList<>();
        for (int from = 0; from < NAMES.size(); from += AT_ONCE) {
            List<String> names = NAMES.subList(from, Math.min(from + AT_ONCE, NAMES.size()));
            try (Space space = Space.create(database)) {
                build(space, names);
                var natively = SideBySide.with(space.enforcing(), parameters);
                var ours = Ours.over(SideBySide.with(space.dataSource(), parameters), Map.of("cascade.strategy", "emulate"));
                List<String> expected = done(space, names, natively, ways().get("plain"));
                assertThat(expected).filteredOn(each -> each.startsWith("p [") || each.startsWith("c")).allMatch(each -> each.endsWith("[3]"));
                for (Map.Entry<String, Deleting> way : ways().entrySet()) {
                    List<String> done;
                    try {
                        done = done(space, names, ours, way.getValue());
                    } catch (SQLException e) {
                        done = List.of(e.getMessage());
                    }
                    if (!done.equals(expected)) {
                        differences.add(names + ", " + way.getKey() + ": " + done + " instead of " + expected);
                    }
                }
            }
        }
        assertThat(differences).isEmpty();
    }

    /** A table that is called like another one's escape was taken for it, though that is protected. */
    @OnDatabases(h2 = true)
    void protectedIsProtected(Database database) throws SQLException {
        List<String> names = List.of("{fn audit}");
        try (Space space = Space.create(database)) {
            build(space, names);
            for (Map.Entry<String, Deleting> way : ways().entrySet()) {
                for (Map<String, String> options : List.of(
                        Map.of("cascade.strategy", "emulate", "cascade.protect", "audit"),
                        Map.of("cascade.strategy", "emulate", "cascade.protect", "audit", "cascade.maxRows", "100"))) {
                    List<String> done = done(space, names, Ours.over(space.dataSource(), options), way.getValue());
                    assertThat(done).as("%s, %s", way.getKey(), options)
                            .containsExactly("p [3]", "audit [1, 2, 3]", "n [3, null]", "c0 [3]", "g0 [3]");
                }
            }
        }
    }

    // ---- the user's own escapes ------------------------------------------------------------------------------------

    private static final Scenario FAMILY = Scenario.named("escapes")
            .table("p", "id int primary key, d date", "(1,'2000-01-01'),(2,'2001-01-01'),(3,'2020-01-01'),(4,'2020-01-01')")
            .table("c", "id int primary key, p int", "(1,1),(2,2),(3,3),(4,4)")
            .key("c(p)", org.cascadejdbc.DeleteRule.CASCADE, "p(id)");

    /** As the driver has them natively: replaced, also where a word of theirs deletes; sent as they are; or refused. */
    @OnDatabases
    void theUsersEscapesAreTheDrivers(Database database) throws SQLException {
        for (String sql : List.of("DELETE FROM p WHERE d < {d '2000-02-01'}", "DELETE FROM p WHERE id = {fn abs(-2)}",
                "DELETE FROM p WHERE d < {ts '2000-02-01 00:00:00'} OR id = {fn abs(3)}", "DELETE FROM p WHERE id = {fn mod(5, 3)}",
                "DELETE FROM p WHERE d < {d 'x'}", "DELETE FROM p WHERE d < {x 1} OR id = 1",
                "DELETE FROM p WHERE id = 1 AND '{fn now()}' = '{fn now()}'", "DELETE FROM p WHERE id = 1 -- {fn",
                "DELETE FROM p WHERE id = 1 /* {d 'x'} */ AND {fn length('{}')} = 2", "{fn DELETE} FROM p WHERE id = 1",
                "DEL{fn ETE} FROM p WHERE id = 1", "DEL{oj ETE} FROM p WHERE id = 1", "{oj DELETE} FROM p WHERE id = 1",
                "{oj DELETE FROM p WHERE id = 1}", "DELETE FROM {oj p} WHERE id = 1", "DELETE FROM {fn p} WHERE id = 1")) {
            for (boolean escapes : new boolean[] {true, false}) {
                for (boolean prepared : new boolean[] {false, true}) {
                    Object expected;
                    try (Space space = Space.create(database.twin())) {
                        Schema schema = Schema.build(FAMILY, space, Schema.Keys.AS_WANTED);
                        expected = done(schema, space.enforcing(), sql, prepared, escapes);
                    }
                    try (Space space = Space.create(database)) {
                        Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
                        Object done = done(schema, Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys()), sql, prepared, escapes);
                        if (!String.valueOf(done).contains("0A000")) {
                            assertThat(done).as("%s, %s, %s", sql, prepared, escapes).isEqualTo(expected);
                        } else {
                            assertThat(done).as("%s, %s, %s", sql, prepared, escapes)
                                    .isEqualTo("0A000/0 " + schema.initial());
                            assertThat(sql).as("%s, %s", prepared, escapes).containsAnyOf("{oj", "{fn D", "{fn E", "{fn p}");
                        }
                    }
                }
            }
        }
    }

    private static Object done(Schema schema, DataSource source, String sql, boolean prepared, boolean escapes) throws SQLException {
        try (Connection connection = source.getConnection()) {
            String told;
            try (Statement statement = prepared ? connection.prepareStatement(sql) : connection.createStatement()) {
                statement.setEscapeProcessing(escapes);
                int count = statement instanceof PreparedStatement each ? each.executeUpdate() : statement.executeUpdate(sql);
                told = count > 0 ? "some" : "none";
            } catch (SQLException e) {
                told = SideBySide.describe(e);
            }
            return told + " " + schema.content(connection);
        }
    }

    // ---- without the drivers' help ---------------------------------------------------------------------------------

    private static List<String> done(Space space, List<String> names, DataSource source, Deleting way) throws SQLException {
        fill(space, names);
        try (Connection connection = source.getConnection()) {
            way.rows(connection);
        }
        return content(space, names);
    }

    private static void build(Space space, List<String> names) throws SQLException {
        Database database = space.database();
        List<String> statements = new ArrayList<>(List.of(
                "CREATE TABLE p (id INT PRIMARY KEY, k VARCHAR(9))", "CREATE TABLE audit (id INT PRIMARY KEY, p INT)"));
        StringBuilder unset = new StringBuilder("CREATE TABLE n (id INT PRIMARY KEY");
        for (String name : names) {
            unset.append(", ").append(database.quote(name)).append(" INT");
        }
        for (int i = 0; i < names.size(); i++) {
            String quoted = database.quote(names.get(i));
            unset.append(", FOREIGN KEY (").append(quoted).append(") REFERENCES p (id) ON DELETE SET NULL");
            statements.add("CREATE TABLE " + quoted + " (id INT PRIMARY KEY, " + quoted + " INT, CONSTRAINT " + quoted
                    + " FOREIGN KEY (" + quoted + ") REFERENCES p (id) ON DELETE CASCADE)");
            statements.add("CREATE TABLE g" + i + " (id INT PRIMARY KEY, c INT, FOREIGN KEY (c) REFERENCES " + quoted
                    + " (id) ON DELETE CASCADE)");
        }
        statements.add(unset + ")");
        run(space, statements);
    }

    private static void fill(Space space, List<String> names) throws SQLException {
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            statements.add("DELETE FROM g" + i);
            statements.add("DELETE FROM " + space.database().quote(names.get(i)));
        }
        statements.addAll(List.of("DELETE FROM n", "DELETE FROM audit", "DELETE FROM p",
                "INSERT INTO p VALUES (1, 'a'), (2, 'b'), (3, 'c')", "INSERT INTO audit VALUES (1, 1), (2, 2), (3, 3)"));
        for (int i = 0; i < names.size(); i++) {
            statements.add("INSERT INTO " + space.database().quote(names.get(i)) + " VALUES (1, 1), (2, 2), (3, 3)");
            statements.add("INSERT INTO g" + i + " VALUES (1, 1), (2, 2), (3, 3)");
        }
        statements.add("INSERT INTO n VALUES (1" + ", 1".repeat(names.size()) + "), (2" + ", 3".repeat(names.size()) + ")");
        run(space, statements);
    }

    private static List<String> content(Space space, List<String> names) throws SQLException {
        List<String> queries = new ArrayList<>(List.of("p SELECT id FROM p", "audit SELECT id FROM audit"));
        for (String name : names) {
            queries.add("n SELECT " + space.database().quote(name) + " FROM n");
        }
        for (int i = 0; i < names.size(); i++) {
            queries.add("c" + i + " SELECT id FROM " + space.database().quote(names.get(i)));
            queries.add("g" + i + " SELECT id FROM g" + i);
        }
        List<String> content = new ArrayList<>();
        try (Connection connection = space.enforcing().getConnection(); Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String query : queries) {
                List<String> rows = new ArrayList<>();
                try (ResultSet row = statement.executeQuery(query.substring(query.indexOf(' ')))) {
                    while (row.next()) {
                        rows.add(String.valueOf(row.getString(1)));
                    }
                }
                rows.sort(null);
                content.add(query.substring(0, query.indexOf(' ')) + " " + rows);
            }
        }
        return content;
    }

    private static void run(Space space, List<String> statements) throws SQLException {
        try (Connection connection = space.enforcing().getConnection(); Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        }
    }
}
