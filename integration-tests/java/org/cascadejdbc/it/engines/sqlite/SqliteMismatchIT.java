package org.cascadejdbc.it.engines.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SQLite's "foreign key mismatch": with our keys a DELETE fails where one fails with native keys, and nowhere else. */
class SqliteMismatchIT {
    private static final String CHILD = "CREATE TABLE c (id INTEGER PRIMARY KEY, r REFERENCES p(k) ON DELETE CASCADE)";

    private static Stream<List<String>> schemas() {
        return Stream.of(
                List.of("CREATE TABLE p (k)", CHILD),
                List.of("CREATE TABLE p (k TEXT)", "CREATE UNIQUE INDEX i ON p (k COLLATE NOCASE)", CHILD),
                List.of("CREATE TABLE p (k TEXT COLLATE NOCASE)", "CREATE UNIQUE INDEX i ON p (k)", CHILD),
                List.of("CREATE TABLE p (k TEXT COLLATE NOCASE)", "CREATE UNIQUE INDEX i ON p (k COLLATE BINARY)", CHILD),
                List.of("CREATE TABLE p (k)", "CREATE UNIQUE INDEX i ON p (k) WHERE k > 0", CHILD),
                List.of("CREATE TABLE p (k)", "CREATE UNIQUE INDEX i ON p (lower(k))", CHILD),
                List.of("CREATE TABLE p (k TEXT COLLATE NOCASE, PRIMARY KEY (k COLLATE BINARY))", CHILD),
                List.of("CREATE TABLE p (k TEXT COLLATE NOCASE, PRIMARY KEY (k COLLATE BINARY))", CHILD.replace("(k)", "")),
                List.of("CREATE TABLE p (k, l, PRIMARY KEY (k, l))", CHILD.replace("(k)", "")),
                List.of("CREATE TABLE p (k)", CHILD.replace("(k)", "")),
                List.of("CREATE TABLE p (k)", CHILD.replace("(k)", "(rowid)")),
                List.of("CREATE TABLE p (k)", CHILD.replace("(k)", "(missing)")),
                List.of("CREATE TABLE p (k, l, UNIQUE (k, l))", CHILD),
                List.of("CREATE TABLE p (k INTEGER PRIMARY KEY COLLATE NOCASE)", CHILD),
                List.of("CREATE TABLE p (k INTEGER COLLATE NOCASE, PRIMARY KEY (k DESC))", CHILD),
                List.of("CREATE TABLE p (k UNIQUE)", CHILD, "CREATE TABLE g (r REFERENCES c(r))"),
                List.of("CREATE TABLE p (k UNIQUE)", CHILD.replace("CASCADE", "SET NULL"), "CREATE TABLE g (r REFERENCES c(r))"),
                List.of("CREATE TABLE p (k UNIQUE)", CHILD.replace("CASCADE", "NO ACTION"), "CREATE TABLE g (r REFERENCES c(r))"),
                List.of("CREATE TABLE q (k)", "CREATE TABLE p (k UNIQUE)", CHILD.replace("r REF", "s REFERENCES q(k), r REF")),
                List.of("CREATE TABLE q (k)", "CREATE TABLE p (k UNIQUE)",
                        CHILD.replace("r REF", "s REFERENCES q(k), r REF").replace("CASCADE", "SET NULL")));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void failsWhereItFailsNatively(List<String> schema) throws SQLException {
        for (Map<String, String> options : List.of(Map.<String, String>of(),
                Map.of("cascade.sqliteForeignKeys", "keep"), Map.of("cascade.strategy", "emulate"),
                Map.of("cascade.strategy", "emulate", "cascade.sqliteForeignKeys", "keep"))) {
            for (String where : List.of("k = 1", "k = 2", "0")) {
                try (Space space = Space.create(Database.SQLITE);
                        Connection plain = space.dataSource().getConnection();
                        Connection twin = DriverManager.getConnection("jdbc:sqlite::memory:");
                        Connection ours = Ours.over(space.dataSource(), options).getConnection()) {
                    create(plain, schema);
                    create(twin, schema);
                    twin.createStatement().execute("PRAGMA foreign_keys = ON");
                    assertThat(done(ours, where)).as("%s, %s, %s", schema, options, where).isEqualTo(done(twin, where));
                }
            }
        }
    }

    private static void create(Connection connection, List<String> schema) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : schema) {
                statement.execute(table);
            }
            statement.execute("INSERT INTO p (k) VALUES (1), (3)");
            statement.execute("INSERT INTO c (r) VALUES (1)");
        }
    }

    private static String done(Connection connection, String where) throws SQLException {
        String done = "";
        try (Statement statement = connection.createStatement()) {
            try {
                statement.executeUpdate("DELETE FROM p WHERE " + where);
            } catch (SQLException e) {
                done = "code " + (e.getErrorCode() & 0xff) + ": ";
            }
            try (ResultSet row = statement.executeQuery("SELECT (SELECT count(*) FROM p) || ' p, ' || (SELECT count(*) FROM c) "
                    + "|| ' c, ' || (SELECT count(r) FROM c) || ' of p'")) {
                return done + row.getString(1);
            }
        }
    }
}
