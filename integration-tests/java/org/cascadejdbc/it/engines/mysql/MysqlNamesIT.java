package org.cascadejdbc.it.engines.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.DatabaseServer;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Servers;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.UrlDataSource;
import org.cascadejdbc.sql.MysqlNames;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        Stream.of(Servers.mysql("lower1"), Servers.mysql("lower2"), Servers.mariaDb("lower1"))
                .filter(server -> Files.exists(server.directory()))
                .forEach(DatabaseServer::stop);
    }

    /** Error 1093, "Restrictions on Subqueries" in the manual: what is refused natively is, however the name is written. Not by MariaDB. */
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
    @CsvSource({"MYSQL, --innodb-native-foreign-keys=ON", "MYSQL, ''", "MARIADB, ''"})
    void whereCaseDoesNotMatter(Database database, String keys) throws SQLException {
        assumeTrue(Database.chosen().contains(database));
        DatabaseServer lower = database == Database.MARIADB ? Servers.mariaDb("lower1") : Servers.mysql("lower1");
        String url = lower.start(LOWER + "1 " + keys);
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
        lower.stop();
    }

    /** Of tables whose names differ in case or accents, each has its own columns, keys and stamps. */
    @OnDatabases({Database.MYSQL, Database.MARIADB})
    void namesThatDifferInCaseAndAccents(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            space.run("CREATE TABLE p (id INT PRIMARY KEY); INSERT INTO p VALUES (1),(2); CREATE TABLE oRt (id INT UNIQUE, pid INT)");
            List<String> relations = new ArrayList<>();
            List<String> names = List.of("Ort", "ORT", "ort", "oRT", "Órt", "ört");
            for (String child : names) {
                boolean goes = relations.size() % 2 == 0; // the others have other columns, and stay
                space.run("CREATE TABLE " + child + " (" + (goes ? "pid INT NOT NULL, id INT PRIMARY KEY" : "id TIMESTAMP(3) PRIMARY KEY, pid INT")
                        + "); INSERT INTO " + child + " (id, pid) VALUES (" + (goes ? "7" : "'2020-01-01 1:2:3.4'") + ", 1)");
                relations.add("ALTER TABLE " + child + " ADD FOREIGN KEY (pid) REFERENCES p (id) ON DELETE " + (goes ? "CASCADE" : "SET NULL"));
            }
            try (Connection ours = Ours.withRelationsFile(space.dataSource(), Map.of(), relations).getConnection();
                    Statement statement = ours.createStatement()) {
                assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 1")).isOne();
                for (String child : names) {
                    assertThat(text(statement, "SELECT CONCAT(COUNT(*), COUNT(pid)) FROM " + child)).as(child)
                            .isEqualTo(names.indexOf(child) % 2 == 0 ? "00" : "10");
                }
            }
        }
    }

    /** The same of whole databases. */
    @OnDatabases({Database.MYSQL, Database.MARIADB})
    void databasesThatDifferInCase(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            String own = space.say("@own");
            String upper = own.toUpperCase(Locale.ROOT);
            space.run("CREATE DATABASE " + upper);
            try {
                List<String> relations = new ArrayList<>();
                for (String schema : List.of(upper, own)) {
                    space.run("USE " + schema + "; CREATE TABLE p (id INT PRIMARY KEY); CREATE TABLE c (id INT PRIMARY KEY, pid INT);"
                            + "CREATE TABLE other" + relations.size() + " (id INT PRIMARY KEY, pid INT, FOREIGN KEY (pid) REFERENCES p (id));"
                            + "INSERT INTO p VALUES (1),(2); INSERT INTO c VALUES (1,1)");
                    relations.add("ALTER TABLE " + schema + ".c ADD FOREIGN KEY (pid) REFERENCES " + schema + ".p (id) ON DELETE "
                            + (schema.equals(upper) ? "CASCADE" : "SET NULL"));
                }
                try (Connection ours = Ours.withRelationsFile(space.dataSource(), Map.of(), relations).getConnection();
                        Statement statement = ours.createStatement()) {
                    assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 1")).isOne();
                    assertThat(statement.executeUpdate("DELETE FROM " + upper + ".p WHERE id = 1")).isOne();
                    assertThat(text(statement, "SELECT CONCAT((SELECT COUNT(*) FROM c WHERE pid IS NULL), (SELECT COUNT(*) FROM " + upper
                            + ".c))")).isEqualTo("10");
                }
            } finally {
                space.run("DROP DATABASE " + upper);
            }
        }
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
    @OnDatabases({Database.MYSQL, Database.MARIADB})
    void lettersAreLowered(Database database) throws SQLException {
        List<String> differences = new ArrayList<>();
        int letters = 0;
        try (Space space = Space.create(database);
                Connection connection = space.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET " + (database == Database.MARIADB ? "max_recursive_iterations" : "cte_max_recursion_depth") + " = 70000");
            ResultSet rows = statement.executeQuery("WITH RECURSIVE n AS (SELECT 32 AS i UNION ALL SELECT i + 1 FROM n "
                        + "WHERE i < 65533), letters AS (SELECT CONVERT(CAST(UNHEX(LPAD(HEX(i), 4, '0')) AS CHAR CHARACTER SET "
                        + "ucs2) USING utf8mb3) AS letter FROM n WHERE i NOT BETWEEN 55296 AND 57343) SELECT "
                        + "letter, LOWER(letter COLLATE utf8mb3_general_ci) "
                        + "FROM letters");
            while (rows.next()) {
                letters++;
                if (!MysqlNames.lower(rows.getString(1)).equals(rows.getString(2))) {
                    differences.add(Integer.toHexString(rows.getString(1).codePointAt(0)));
                }
            }
        }
        assertThat(differences).isEmpty();
        assertThat(letters).isEqualTo(65_533 - 32 + 1 - 2048);
    }

    /** Letters beyond three bytes become question marks: it is the other table that is meant, and its rows that cascade. MariaDB has an error (1300). */
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
