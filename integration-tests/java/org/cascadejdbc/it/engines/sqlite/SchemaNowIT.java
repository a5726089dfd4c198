package org.cascadejdbc.it.engines.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Key;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.UrlDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * On SQLite a DELETE in autocommit may wait for another writer, and that one may change the schema: what holds is the
 * schema that is there when it is the only writer. And a file may be another one than it was.
 */
class SchemaNowIT {
    private static final String CHILD =
            "CREATE TABLE %s (id INTEGER PRIMARY KEY, pid INTEGER REFERENCES p (id) ON DELETE CASCADE)";

    /** Enough that the DELETE has begun to wait; what it does before takes less than a millisecond. */
    private static final int WAIT = 150;

    @TempDir
    private Path directory;

    private static Stream<Arguments> sessions() {
        List<Arguments> sessions = new ArrayList<>();
        for (String journal : List.of("WAL", "DELETE")) {
            for (Map<String, String> options : List.of(
                    Map.of("cascade.sqliteForeignKeys", "keep"),
                    Map.of("cascade.strategy", "emulate"),
                    Map.of("cascade.sqliteForeignKeys", "keep", "cascade.noAction", "cascade"))) {
                for (boolean cascading : new boolean[] {true, false}) {
                    for (boolean prepared : new boolean[] {true, false}) {
                        sessions.add(Arguments.of(journal, options, cascading, prepared));
                    }
                }
            }
        }
        return sessions.stream();
    }

    /** @param cascading whether there is a referencing table from the beginning, so that the DELETE cascades anyway */
    @ParameterizedTest
    @MethodSource("sessions")
    void aTableIsAddedWhileTheDeleteWaits(String journal, Map<String, String> options, boolean cascading, boolean prepared)
            throws Exception {
        Path file = directory.resolve("shop.db");
        UrlDataSource plain = new UrlDataSource("jdbc:sqlite:" + file + "?busy_timeout=10000&synchronous=OFF");
        DataSource ours = Ours.over(plain, options);
        try (Connection writer = plain.getConnection();
                Connection connection = ours.getConnection()) {
            run(writer, "PRAGMA journal_mode = " + journal, "CREATE TABLE p (id INTEGER PRIMARY KEY)",
                    "INSERT INTO p VALUES (1), (2), (3)");
            if (cascading) {
                run(writer, CHILD.formatted("c"), "INSERT INTO c VALUES (1, 1), (2, 2)");
            }
            assertThat(delete(connection, prepared, 3)).isEqualTo(1);
            run(writer, "BEGIN IMMEDIATE");
            CompletableFuture<Integer> count = CompletableFuture.supplyAsync(() -> {
                try {
                    return delete(connection, prepared, 1);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            TimeUnit.MILLISECONDS.sleep(WAIT);
            run(writer, CHILD.formatted("added"), "INSERT INTO added VALUES (1, 1), (2, 2)", "COMMIT");
            assertThat(count.get(20, TimeUnit.SECONDS)).isPositive();
            assertThat(rows(writer, "SELECT id FROM p")).containsExactly("2");
            assertThat(rows(writer, "SELECT pid FROM added")).containsExactly("2");
            assertThat(delete(connection, prepared, 2)).isPositive();
            assertThat(rows(writer, "SELECT pid FROM added")).isEmpty();
        }
    }

    /** A relation to a table that did not exist, and a table that a relation names made anew with rows. */
    @Test
    void aRelationsTableIsMadeWhileTheDeleteWaits() throws Exception {
        UrlDataSource plain = new UrlDataSource("jdbc:sqlite:" + directory.resolve("shop.db") + "?busy_timeout=10000");
        List<Key> keys = List.of(new Key("k", Key.Reference.of("c(pid)"), CASCADE, Key.Reference.of("p(id)")));
        try (Connection writer = plain.getConnection();
                Connection connection = Ours.withRelations(plain, Map.of(), keys).getConnection()) {
            run(writer, "CREATE TABLE p (id INTEGER PRIMARY KEY)", "CREATE TABLE c (id INTEGER PRIMARY KEY, pid)",
                    "CREATE TABLE g (id INTEGER PRIMARY KEY)", "INSERT INTO p VALUES (1), (2)",
                    "INSERT INTO g VALUES (1), (2)");
            assertThat(delete(connection, true, 2)).isEqualTo(1);
            run(writer, "BEGIN IMMEDIATE");
            CompletableFuture<Integer> count = CompletableFuture.supplyAsync(() -> {
                try {
                    return delete(connection, true, 1);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            TimeUnit.MILLISECONDS.sleep(WAIT);
            run(writer, "DROP TABLE c", "CREATE TABLE c (pid TEXT, id INTEGER)", "INSERT INTO c VALUES ('1', 1)", "COMMIT");
            assertThat(count.get(20, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(rows(writer, "SELECT pid FROM c")).isEmpty();
        }
    }

    /** By as many definitions, so that SQLite's own count of them is the same. */
    @Test
    void aFileTakesAnothersPlace() throws SQLException, IOException {
        Path file = directory.resolve("shop.db");
        UrlDataSource plain = new UrlDataSource("jdbc:sqlite:" + file);
        DataSource ours = Ours.over(plain, Map.of("cascade.strategy", "emulate"));
        for (List<String> tables : List.of(
                List.of(CHILD.formatted("c"), "CREATE TABLE other (n)"),
                List.of(CHILD.formatted("c"), CHILD.formatted("d")))) {
            Files.deleteIfExists(file);
            try (Connection connection = plain.getConnection()) {
                run(connection, "CREATE TABLE p (id INTEGER PRIMARY KEY)", tables.get(0), tables.get(1),
                        "INSERT INTO p VALUES (1)", "INSERT INTO c VALUES (1, 1)");
                if (tables.get(1).contains("d (")) {
                    run(connection, "INSERT INTO d VALUES (1, 1)");
                }
            }
            try (Connection connection = ours.getConnection()) {
                run(connection, "PRAGMA foreign_keys = OFF");
                assertThat(delete(connection, true, 1)).isEqualTo(1);
                assertThat(rows(connection, "SELECT id FROM c")).isEmpty();
                if (tables.get(1).contains("d (")) {
                    assertThat(rows(connection, "SELECT id FROM d")).isEmpty();
                }
            }
        }
    }

    private static int delete(Connection connection, boolean prepared, int id) throws SQLException {
        if (!prepared) {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate("DELETE FROM p WHERE id = " + id);
            }
        }
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM p WHERE id = ?")) {
            statement.setInt(1, id);
            return statement.executeUpdate();
        }
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> rows(Connection connection, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }
}
