package org.cascadejdbc.it.engines.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * MySQL's temporary tables hide others of the same name: a cascade neither takes their rows for those of the tables that
 * it concerns, nor misses these. And a column's type is the one of now.
 */
class MysqlTemporaryTablesIT {
    private static final List<String> TABLES = List.of(
            "CREATE TABLE p (id INT PRIMARY KEY)",
            "CREATE TABLE c (id INT PRIMARY KEY, p INT, KEY (p))",
            "CREATE TABLE g (id INT PRIMARY KEY, c INT, KEY (c))",
            "CREATE TABLE anonymous (p INT)",
            "CREATE TABLE s (id INT PRIMARY KEY, p INT)",
            "CREATE TABLE r (p INT)",
            "INSERT INTO p VALUES (1),(2),(3)",
            "INSERT INTO c VALUES (1,1),(2,2)",
            "INSERT INTO g VALUES (1,1),(2,2)",
            "INSERT INTO anonymous VALUES (1)",
            "INSERT INTO s VALUES (1,1)",
            "INSERT INTO r VALUES (3)");

    /** Unseen: made by a procedure. The keys concerned let the cascade be one statement, or several. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "c         | c(p) p CASCADE",
        "g         | c(p) p CASCADE, g(c) c CASCADE",
        "c         | c(p) p CASCADE, s(p) p SET NULL",
        "anonymous | anonymous(p) p CASCADE",
        "anonymous | anonymous(p) p SET NULL",
        "s         | s(p) p SET NULL",
        "r         | c(p) p CASCADE, r(p) p RESTRICT",
        "p         | c(p) p CASCADE",
    })
    void hideTablesOfACascade(String hidden, String keys) throws SQLException {
        hideTablesOfACascade(Database.MYSQL_OFF, hidden, keys);
        hideTablesOfACascade(Database.MARIADB, hidden, keys); // where they can be opened twice
    }

    private static void hideTablesOfACascade(Database database, String hidden, String keys) throws SQLException {
        for (boolean seen : new boolean[] {false, true}) {
            try (Space space = Space.create(database)) {
                for (String sql : TABLES) {
                    space.run(sql);
                }
                String make = "CREATE TEMPORARY TABLE " + hidden + " AS SELECT * FROM " + hidden;
                space.run("CREATE PROCEDURE hide() " + make);
                var ours = Ours.withRelationsFile(space.dataSource(), Map.of(), relations(keys));
                try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                    statement.executeUpdate("DELETE FROM p WHERE id = 9");
                    statement.execute(seen ? make : "CALL hide()");
                    if (hidden.equals("p")) { // natively its own rows go, and no others
                        assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 1")).isEqualTo(1);
                    } else {
                        if (seen) { // its own rows would be counted
                            assertThatThrownBy(() -> statement.executeQuery("EXPLAIN CASCADE DELETE FROM p WHERE id IN (1, 3)"))
                                    .isInstanceOf(SQLFeatureNotSupportedException.class)
                                    .hasMessageContaining("." + hidden + ", which a temporary table");
                        }
                        assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM p WHERE id IN (1, 3)"))
                                .as("%s, %s", keys, seen)
                                .isInstanceOf(SQLFeatureNotSupportedException.class)
                                .hasMessageContaining("." + hidden + ", which a temporary table");
                        assertThat(number(statement, "SELECT COUNT(*) FROM " + hidden)).isPositive();
                    }
                    int rows = number(statement, "SELECT COUNT(*) FROM c");
                    statement.execute("DROP TEMPORARY TABLE " + hidden);
                    assertThat(number(statement, "SELECT COUNT(*) FROM c")).isEqualTo(rows).isEqualTo(2);
                    assertThat(number(statement, "SELECT COUNT(*) FROM p")).isEqualTo(3);
                    statement.executeUpdate("DELETE FROM p WHERE id = 1");
                    assertThat(number(statement, "SELECT COUNT(*) FROM p")).isEqualTo(2);
                }
            }
        }
    }

    /** Then the server does not tell that it cannot be opened twice, but that a column is not there. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"c(p) p CASCADE", "c(p) p CASCADE, s(p) p SET NULL", "c(p) p CASCADE, c(id) p SET NULL"})
    void hideThemWithOtherColumns(String keys) throws SQLException {
        try (Space space = Space.create(Database.MYSQL)) {
            for (String sql : TABLES) {
                space.run(sql);
            }
            var ours = Ours.withRelationsFile(space.dataSource(), Map.of(), relations(keys));
            try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                statement.execute("CREATE TEMPORARY TABLE c (n INT)");
                assertThatThrownBy(() -> statement.executeQuery("EXPLAIN CASCADE DELETE FROM p WHERE id = 1"))
                        .isInstanceOf(SQLFeatureNotSupportedException.class)
                        .hasMessageContaining(".c, which a temporary table");
                assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM p WHERE id = 1"))
                        .isInstanceOf(SQLFeatureNotSupportedException.class)
                        .hasMessageContaining(".c, which a temporary table");
                assertThat(number(statement, "SELECT COUNT(*) FROM p")).isEqualTo(3);
            }
        }
    }

    private static List<String> relations(String keys) {
        return List.of(keys.split(", ")).stream()
                .map(key -> key.replaceFirst("(\\w+)\\((\\w+)\\) (\\w+) (.*)",
                        "ALTER TABLE $1 ADD FOREIGN KEY ($2) REFERENCES $3 (id) ON DELETE $4"))
                .toList();
    }

    @OnDatabases({Database.MYSQL, Database.MYSQL_OFF})
    void areReadByThePredicate(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            for (String sql : TABLES) {
                space.run(sql);
            }
            String delete = "DELETE FROM p WHERE id IN (SELECT id FROM chosen)";
            for (String keys : List.of("c(p) p CASCADE, g(c) c CASCADE", "c(p) p CASCADE, s(p) p SET NULL")) {
                var ours = Ours.withRelationsFile(space.dataSource(), Map.of(), relations(keys));
                try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                    statement.execute("CREATE TEMPORARY TABLE chosen AS SELECT 1 AS id");
                    assertThatThrownBy(() -> statement.executeUpdate(delete))
                            .isInstanceOf(SQLFeatureNotSupportedException.class)
                            .hasMessageContaining("reads a temporary table")
                            .hasMessageContaining("chosen");
                    assertThat(number(statement, "SELECT COUNT(*) FROM p")).isEqualTo(3);
                }
            }
        }
    }

    /** The catalog of another session's time is not used: names have other numbers by now. */
    @OnDatabases({Database.MYSQL, Database.MYSQL_OFF})
    void typesAreThoseOfNow(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            space.run("CREATE TABLE p (k ENUM('new','old') PRIMARY KEY)");
            space.run("CREATE TABLE c (id INT PRIMARY KEY, k ENUM('new','old'), KEY (k))");
            space.run("INSERT INTO p VALUES ('new'),('old')");
            space.run("INSERT INTO c VALUES (1,'new'),(2,'old')");
            var ours = Ours.withRelationsFile(space.dataSource(), Map.of(),
                    List.of("ALTER TABLE c ADD FOREIGN KEY (k) REFERENCES p (k) ON DELETE CASCADE"));
            try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                statement.executeUpdate("DELETE FROM p WHERE FALSE");
                space.run("ALTER TABLE c MODIFY k ENUM('old','new')");
                statement.executeUpdate("DELETE FROM p WHERE k = 'new'");
                assertThat(number(statement, "SELECT GROUP_CONCAT(id) FROM c")).isEqualTo(1);
            }
        }
    }

    private static int number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }
}
