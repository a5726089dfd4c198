package org.cascadejdbc.it.engines.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * On SQLite, keys between columns of all affinities: whichever rows and whichever DELETE, what is left is what native
 * keys leave, or both refuse. Two rows are referenced at a time, so that a row may reference either in its own way.
 */
class SqliteAffinitiesIT {
    private static final List<String> REFERENCED = List.of("INTEGER PRIMARY KEY", "INT PRIMARY KEY", "REAL UNIQUE",
            "TEXT UNIQUE", "BLOB UNIQUE", "COLLATE NOCASE UNIQUE", "TEXT COLLATE NOCASE UNIQUE");
    private static final List<String> REFERENCING = List.of("INTEGER", "REAL", "TEXT", "BLOB", "", "COLLATE NOCASE");
    private static final List<List<String>> PARENTS =
            List.of(List.of("1", "'1'"), List.of("'01'", "1"), List.of("'a'", "'A'"), List.of("x'31'", "'1.0'"));
    private static final List<String> CHILDREN = List.of("1", "'1'", "'01'", "'1.0'", "x'31'", "'A'");
    private static final List<String> WHERE = List.of("rank = 1", "rank = 2", "rank > 0");

    @ParameterizedTest
    @CsvSource({
        "CASCADE, ''", "CASCADE, WITHOUT ROWID", "SET NULL, ''", "SET DEFAULT, ''", "RESTRICT, ''", "NO ACTION, ''"
    })
    void theSameAsNatively(String rule, String suffix) throws SQLException {
        List<String> wrong = new ArrayList<>();
        int cases = 0;
        try (Space space = Space.create(Database.SQLITE);
                Connection ours = Ours.over(space.dataSource(), Map.of("cascade.sqliteForeignKeys", "keep")).getConnection();
                Connection twin = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            run(ours, List.of("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "PRAGMA journal_mode = MEMORY"));
            for (String referenced : REFERENCED) {
                for (String referencing : REFERENCING) {
                    List<String> tables = tables(referenced, referencing, rule, suffix);
                    run(twin, List.of("PRAGMA foreign_keys = OFF"));
                    run(twin, tables);
                    run(ours, tables);
                    for (List<String> parents : PARENTS) {
                        for (String child : CHILDREN) {
                            boolean rowId = suffix.isEmpty() && referenced.startsWith("INTEGER");
                            List<String> taken = parents.stream().filter(k -> !rowId || !k.matches(".*[a-zA-Z].*")).toList();
                            List<String> rows = rows(taken, child);
                            run(twin, List.of("PRAGMA foreign_keys = OFF"));
                            run(twin, rows);
                            run(twin, List.of("PRAGMA foreign_keys = ON"));
                            run(ours, rows);
                            for (String where : WHERE) {
                                String wanted = left(twin, where);
                                String was = left(ours, where);
                                cases++;
                                if (!was.equals(wanted)) {
                                    wrong.add(referenced + " <- " + referencing + " " + parents + " <- " + child + " " + where
                                            + ": " + was + " instead of " + wanted);
                                }
                            }
                        }
                    }
                }
            }
        }
        assertThat(wrong).as("of %s", cases).isEmpty();
    }

    private static List<String> tables(String referenced, String referencing, String rule, String suffix) {
        String key = suffix.isEmpty()
                ? "k " + referenced
                : "id INTEGER PRIMARY KEY, k " + referenced.replace("PRIMARY KEY", "UNIQUE");
        return List.of("DROP TABLE IF EXISTS c", "DROP TABLE IF EXISTS p",
                "CREATE TABLE p (" + key + ", rank INT) " + suffix,
                "CREATE TABLE c (id INTEGER PRIMARY KEY, r " + referencing + " REFERENCES p(k) ON DELETE " + rule + ")");
    }

    private static List<String> rows(List<String> parents, String child) {
        List<String> rows = new ArrayList<>(List.of("DELETE FROM c", "DELETE FROM p"));
        for (int i = 0; i < parents.size(); i++) {
            rows.add("INSERT OR IGNORE INTO p (k, rank) SELECT " + parents.get(i) + ", " + (i + 1));
        }
        rows.add("INSERT INTO c (r) VALUES (" + child + ")");
        return rows;
    }

    private static void run(Connection connection, List<String> all) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : all) {
                statement.execute(sql);
            }
        }
    }

    /** What that DELETE leaves, or that it is refused; nothing of it stays. */
    private static String left(Connection connection, String where) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            try {
                statement.executeUpdate("DELETE FROM p WHERE " + where);
            } catch (SQLException e) {
                return "code " + e.getErrorCode() % 256;
            }
            try (ResultSet row = statement.executeQuery("SELECT coalesce((SELECT group_concat(quote(k)) FROM p), '') "
                    + "|| ' <- ' || coalesce((SELECT group_concat(quote(r)) FROM c), '')")) {
                return row.getString(1);
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
