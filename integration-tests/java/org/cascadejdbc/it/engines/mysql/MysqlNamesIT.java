package org.cascadejdbc.it.engines.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Servers;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.UrlDataSource;
import org.cascadejdbc.sql.MysqlNames;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names mean what the server makes of them, whatever its {@code lower_case_table_names} are. The servers of all other
 * tests have 0. A server refuses 2 where the file system tells cases apart, and has 0 then: what is particular to 2, names
 * that the catalog has in several cases, is left to {@code MysqlNamesTest}.
 */
class MysqlNamesIT {
    private static final int READS_ITS_TARGET = 1093;
    private static final String LOWER = "--lower-case-table-names=";

    @AfterAll
    static void end() {
        Servers.mysql("lower1").stop();
        Servers.mysql("lower2").stop();
    }

    /** Error 1093, "Restrictions on Subqueries" in the manual: what is refused natively is, however the name is written. */
    @ParameterizedTest
    @ValueSource(strings = {"p", "tick`tock", "``", "quo\"te", "Ärzte"})
    void aSubSelectReadsItsOwnTable(String name) throws SQLException {
        String table = Database.MYSQL.quote(name);
        try (Space space = Space.create(Database.MYSQL)) {
            space.run("CREATE TABLE " + table + " (id INT PRIMARY KEY)");
            space.run("CREATE TABLE c (id INT PRIMARY KEY, p INT)");
            space.run("INSERT INTO " + table + " VALUES (1), (2)");
            space.run("INSERT INTO c VALUES (1, 1)");
            String delete = "DELETE FROM " + table + " WHERE id = 1 AND EXISTS (SELECT 1 FROM " + table + " AS other)";
            try (Connection ours = Ours.withRelationsFile(space.dataSource(), Map.of(), List.of(
                                    "ALTER TABLE c ADD FOREIGN KEY (p) REFERENCES " + table + " (id) ON DELETE CASCADE"))
                            .getConnection();
                    Connection plain = space.dataSource().getConnection()) {
                for (Connection connection : List.of(plain, ours)) {
                    try (Statement statement = connection.createStatement()) {
                        assertThatThrownBy(() -> statement.executeUpdate(delete)).isInstanceOfSatisfying(
                                SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(READS_ITS_TARGET));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--innodb-native-foreign-keys=ON", ""})
    void whereCaseDoesNotMatter(String keys) throws SQLException {
        String url = Servers.mysql("lower1").start(LOWER + "1 " + keys);
        UrlDataSource server = new UrlDataSource(url);
        for (String strategy : List.of("auto", "emulate")) {
            try (Connection admin = server.getConnection(); Statement statement = admin.createStatement()) {
                run(statement, "DROP DATABASE IF EXISTS Lower",
                        "CREATE DATABASE Lower",
                        "USE lower",
                        "CREATE TABLE `Ärzte` (`Ä` INT PRIMARY KEY, d INT)",
                        "CREATE TABLE Arzte (id INT PRIMARY KEY)",
                        "CREATE TABLE `ıx` (id INT PRIMARY KEY)",
                        "CREATE TABLE ix (id INT PRIMARY KEY)",
                        "CREATE TABLE Kid (ID INT PRIMARY KEY, a INT, FOREIGN KEY (A) REFERENCES `ÄRZTE` (`ä`) ON DELETE CASCADE)",
                        "CREATE TABLE Grand (ID INT PRIMARY KEY, a INT, i INT, "
                                + "FOREIGN KEY (a) REFERENCES KID (id) ON DELETE CASCADE)",
                        "INSERT INTO `Ärzte` VALUES (1,1),(2,2),(3,3)",
                        "INSERT INTO Arzte VALUES (1),(2)",
                        "INSERT INTO ix VALUES (1),(2)",
                        "INSERT INTO `ıx` VALUES (1),(2)",
                        "INSERT INTO Kid VALUES (1,1),(2,2),(3,3)",
                        "INSERT INTO Grand VALUES (1,1,1),(2,2,2),(3,3,1)");
            }
            var ours = Ours.withRelationsFile(
                    new UrlDataSource(url.replaceFirst("(//[^/]+/)", "$1LOWER")),
                    Map.of("cascade.strategy", strategy),
                    List.of("ALTER TABLE GRAND ADD FOREIGN KEY (I) REFERENCES LOWER.IX (ID) ON DELETE SET NULL"));
            try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                String grand = "SELECT GROUP_CONCAT(id, ':', IFNULL(i, '-') ORDER BY id) FROM grand";
                assertThat(statement.executeUpdate("DELETE FROM `äRZTE` WHERE ä = 1")).isEqualTo(1);
                assertThat(text(statement, grand)).isEqualTo("2:2,3:1");
                assertThat(statement.executeUpdate("DELETE FROM lOwEr.ÄRZTE WHERE `Ä` = 2")).isEqualTo(1);
                assertThat(statement.executeUpdate("DELETE FROM arzte WHERE id = 2")).isEqualTo(1);
                assertThat(statement.executeUpdate("DELETE FROM ıx")).isEqualTo(2);
                assertThat(text(statement, grand)).isEqualTo("3:1");
                assertThat(statement.executeUpdate("DELETE FROM IX WHERE id = 1")).isEqualTo(1);
                assertThat(text(statement, grand)).isEqualTo("3:-");
            }
        }
        Servers.mysql("lower1").stop();
    }

    @Test
    void noServerPreservesCaseWhereFilesTellCasesApart() throws SQLException {
        String url = Servers.mysql("lower2").start(LOWER + "2");
        try (Connection connection = new UrlDataSource(url).getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(text(statement, "SELECT @@lower_case_table_names"))
                    .as("2 is tested by MysqlNamesTest only as long as no server has it here")
                    .isEqualTo("0");
        }
    }

    /** The server's own rule, letter by letter. */
    @Test
    void lettersAreLowered() throws SQLException {
        List<String> differences = new ArrayList<>();
        try (Space space = Space.create(Database.MYSQL);
                Connection connection = space.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("WITH RECURSIVE n AS (SELECT 32 AS i UNION ALL SELECT i + 1 FROM n "
                        + "WHERE i < 65533), letters AS (SELECT CONVERT(CAST(UNHEX(LPAD(HEX(i), 4, '0')) AS CHAR CHARACTER SET "
                        + "ucs2) USING utf8mb3) AS letter FROM n WHERE i NOT BETWEEN 55296 AND 57343) SELECT "
                        + "/*+ SET_VAR(cte_max_recursion_depth = 70000) */ letter, LOWER(letter COLLATE utf8mb3_general_ci) "
                        + "FROM letters")) {
            while (rows.next()) {
                if (!MysqlNames.lower(rows.getString(1)).equals(rows.getString(2))) {
                    differences.add(Integer.toHexString(rows.getString(1).codePointAt(0)));
                }
            }
        }
        assertThat(differences).isEmpty();
    }

    /** Letters beyond three bytes become question marks: it is the other table that is meant, and its rows that cascade. */
    @Test
    void lettersThatAreNotKept() throws SQLException {
        String letters = "x".repeat(62) + "äö";
        try (Space space = Space.create(Database.MYSQL_OFF)) {
            space.run("CREATE TABLE `𝒳` (id INT PRIMARY KEY)");
            space.run("CREATE TABLE `" + letters + "` (`𝒴` INT PRIMARY KEY, p INT)");
            space.run("INSERT INTO `?` VALUES (1),(2)");
            space.run("INSERT INTO `" + letters + "` VALUES (1,1),(2,2)");
            var ours = Ours.withRelationsFile(space.dataSource(), Map.of(), List.of(
                    "ALTER TABLE `" + letters + "` ADD FOREIGN KEY (p) REFERENCES `𝒵` (id) ON DELETE CASCADE"));
            try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                assertThat(statement.executeUpdate("DELETE FROM `𝒜` WHERE id = 1")).isEqualTo(1);
                assertThat(text(statement, "SELECT GROUP_CONCAT(`𝒴`) FROM `" + letters + "`")).isEqualTo("2");
            }
        }
    }

    private static void run(Statement statement, String... texts) throws SQLException {
        for (String text : texts) {
            statement.execute(text);
        }
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
