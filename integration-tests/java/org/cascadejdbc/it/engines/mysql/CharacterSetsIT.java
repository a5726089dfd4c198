package org.cascadejdbc.it.engines.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.CascadeDataSourceBuilder;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.UrlDataSource;
import org.cascadejdbc.sql.Alphabet;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.Recognition;
import org.cascadejdbc.sql.StatementRecognizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a statement is to the server depends on the bytes that the driver writes and on the character set that the server
 * reads them in. The server is asked: what it takes for a DELETE from a table, we take for one, or refuse.
 */
class CharacterSetsIT {
    private static final int NO_SUCH_TABLE = 1146;
    private static final int SYNTAX_ERROR = 1064;
    private static final String TABLE = "cascade_jdbc_missing";
    /** Each has a character in it that may be a blank, a letter, half of one, or a backslash. */
    private static final List<String> TEXTS = List.of(
            "DELETE%sFROM " + TABLE,
            "%sDELETE FROM " + TABLE,
            "DELETE FROM%s" + TABLE,
            "DELETE FROM " + TABLE + "%sWHERE a = 1",
            "DELETE FROM " + TABLE + " --%s@ (\n",
            "DELETE FROM " + TABLE + " WHERE a = '%s\\''",
            "DELETE FROM " + TABLE + " WHERE a = '%s\\' OR 1 = 1 -- '",
            "DELETE FROM " + TABLE + " WHERE a = '%s' OR 1 = '",
            "DELETE FROM " + TABLE + " WHERE a = '\\%s' OR b = '\\'",
            "DELETE FROM " + TABLE + " WHERE `%s\\` = 1");
    /** So many for each pair; the property is for a long run. */
    private static final int RANDOM = Integer.getInteger("characters", 6);

    /** By which each character is a byte. */
    private static final String BYTES = "ISO-8859-1";

    private static final List<String> INTERESTING = List.of("utf8mb4", "utf8mb3", "latin1", "cp850", "gbk", "gb18030", "big5",
            "sjis", "cp932", "ujis", "eucjpms", "euckr", "gb2312", "binary", "swe7");

    private static final String ODD = "[^|~\u00a0\u00e9\u0085\u00a5\u203e\u3000\u2003\u2028\ufeff\uff1b\u8868\u4e2d\u9019\u8a93\u0130\u0131\u017f"
            + "\u212a\u044f\u0451\u05d0\u0e01\u20ac\uff71\uac00\uff5e\u2015";

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1", "windows-1252", "GBK", "Shift_JIS", "EUC-JP", "GB18030"})
    void whatTheServerTakesForADeleteIsOneOrRefused(String driver) throws SQLException {
        int deletes = 0;
        try (Space space = Space.create(Database.MYSQL);
                Connection connection = new UrlDataSource(space.url() + "&characterEncoding=" + driver).getConnection();
                Statement statement = connection.createStatement()) {
            for (String server : driver.equals(BYTES) ? characterSets(statement) : INTERESTING) {
                statement.execute("SET NAMES " + server);
                Lexis lexis = Lexis.MYSQL.withAlphabet(new Alphabet(server, driver));
                for (String character : characters(server, driver)) {
                    for (String text : driver.equals(BYTES) ? TEXTS.subList(0, 6) : TEXTS) {
                        deletes += compare(statement, text.replace("%s", character), lexis) ? 1 : 0;
                    }
                }
            }
        }
        assertThat(deletes).as("what both took for a DELETE").isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "DELETE\u00a0FROM p", "\u00a0DELETE FROM p", "DELETE FROM\u00a0p", "DELETE FROM p\u00a0WHERE id = 1",
        "DELETE FROM p --\u00a0 WHERE FALSE\n", "SELECT 1;\u00a0DELETE FROM p", "DELETE FROM `p`\u00a0WHERE id < 3",
        "(\u00a0DELETE FROM p)", "EXPLAIN\u00a0ANALYZE DELETE\u00a0FROM p"
    })
    void aBlankOfLatin1HidesNoDelete(String sql) throws SQLException {
        for (String options : List.of("&characterEncoding=ISO-8859-1", "&characterEncoding=Cp1252",
                "&connectionCollation=latin1_german1_ci", "&characterEncoding=windows-1250")) {
            try (Space space = shop();
                    Connection ours = ours(space, options + "&allowMultiQueries=true").getConnection();
                    Statement statement = ours.createStatement()) {
                assertThatThrownBy(() -> statement.execute(sql)).as(escaped(sql) + options).isInstanceOf(SQLException.class);
                assertThat(number(ours, "SELECT COUNT(*) FROM p")).isEqualTo(3);
                assertThat(number(ours, "SELECT COUNT(*) FROM c WHERE pid NOT IN (SELECT id FROM p)")).isZero();
            }
        }
    }

    /** Names are compared with what the catalog has, whatever becomes of literals. */
    @ParameterizedTest
    @ValueSource(strings = {"latin1", "ascii", "binary", "sjis", "utf8mb3", "cp1251"})
    void namesThatLiteralsCannotHave(String connectionSet) throws SQLException {
        for (String rule : List.of("CASCADE", "SET NULL", "RESTRICT")) {
            try (Space space = Space.create(Database.MYSQL)) {
                space.run("CREATE TABLE p (id INT PRIMARY KEY)");
                space.run("CREATE TABLE `\u03a3\u0391\u03a3\u8868` (id INT PRIMARY KEY, `\u0436` INT)");
                space.run("INSERT INTO p VALUES (1),(2)");
                space.run("INSERT INTO `\u03a3\u0391\u03a3\u8868` VALUES (1,1)");
                try (Connection ours = Ours.withRelationsFile(space.dataSource(), Map.of(), List.of("ALTER TABLE "
                                        + "`\u03a3\u0391\u03a3\u8868` ADD FOREIGN KEY (`\u0436`) REFERENCES p (id) ON DELETE " + rule))
                                .getConnection();
                        Statement statement = ours.createStatement()) {
                    statement.execute("SET character_set_connection = '" + connectionSet + "'");
                    assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 2")).as(rule).isOne();
                    if (!rule.equals("RESTRICT")) {
                        assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 1")).as(rule).isOne();
                    }
                }
            }
        }
    }

    /** What the server tells of names comes in a character set that may lack their letters; mariadb-java-client forbids that. */
    @ParameterizedTest
    @ValueSource(strings = {"latin1", "ascii", "sjis", "NULL"})
    void namesThatResultsCannotHave(String resultSet) throws SQLException {
        try (Space space = Space.create(Database.MYSQL)) {
            String schema = "cj_results_\u0431\u0430\u0437\u0430";
            space.run("CREATE DATABASE `" + schema + "`; USE `" + schema + "`; CREATE TABLE p (id INT PRIMARY KEY); "
                    + "CREATE TABLE `\u0436` (id INT PRIMARY KEY, `\u00e9` INT); CREATE TABLE `\u0431` (id INT PRIMARY KEY, `\u00e9` INT);"
                    + "INSERT INTO p VALUES (1),(2); INSERT INTO `\u0436` VALUES (1,1),(2,2); INSERT INTO `\u0431` VALUES (1,1),(2,2)");
            try (Connection ours = CascadeDataSource.builder(space.dataSource())
                            .foreignKey(schema + ".\u0436", "\u00e9").references(schema + ".p", "id").onDelete(DeleteRule.CASCADE)
                            .foreignKey(schema + ".\u0431", "\u00e9").references(schema + ".p", "id").onDelete(DeleteRule.SET_NULL)
                            .build()
                            .getConnection();
                    Statement statement = ours.createStatement()) {
                statement.execute("SET character_set_results = " + resultSet);
                statement.execute("USE `" + schema + "`");
                assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 1")).isOne();
                assertThat(number(ours, "SELECT COUNT(*) FROM `\u0436`")).isOne();
                assertThat(number(ours, "SELECT COUNT(*) FROM `\u0431` WHERE `\u00e9` IS NULL")).isOne();
            } finally {
                space.run("DROP DATABASE `" + schema + "`");
            }
        }
    }

    /** What the server is asked first, since it may refuse it: it must be asked about the same text. */
    @ParameterizedTest
    @ValueSource(strings = {"latin1", "ascii", "binary", "sjis", "utf8mb3", "cp1251"})
    void aTextThatIsCheckedFirst(String connectionSet) throws SQLException {
        for (Database database : List.of(Database.MYSQL, Database.MARIADB)) {
            try (Space space = Space.create(database)) {
                space.run("CREATE TABLE p (id INT PRIMARY KEY, `\u0436\u00e9` INT, name VARCHAR(9) CHARACTER SET utf8mb4)");
                space.run("CREATE TABLE `\u8868` (id INT PRIMARY KEY, pid INT)");
                space.run("INSERT INTO p VALUES (1,1,'\u0436'),(2,2,NULL),(3,3,NULL); INSERT INTO `\u8868` VALUES (1,1),(2,2),(3,3)");
                try (Connection ours = Ours.withRelationsFile(space.dataSource(), Map.of(), List.of("ALTER TABLE `\u8868` ADD "
                                        + "FOREIGN KEY (pid) REFERENCES p (id) ON DELETE CASCADE"))
                                .getConnection();
                        Statement statement = ours.createStatement()) {
                    statement.execute("SET character_set_connection = '" + connectionSet + "'");
                    assertThat(statement.executeUpdate("DELETE FROM p WHERE id < 3 ORDER BY `\u0436\u00e9` LIMIT 1")).isOne();
                    assertThat(statement.executeUpdate("DELETE FROM p WHERE id IN (SELECT pid FROM `\u8868` WHERE pid = 2)")).isOne();
                    assertThat(number(ours, "SELECT COUNT(*) FROM p")).as(database.name()).isOne();
                    assertThat(number(ours, "SELECT COUNT(*) FROM `\u8868`")).as(database.name()).isOne();
                }
            }
        }
    }

    @Test
    void lettersInLiteralsAreDeletedByInEveryCharacterSetThatHasThem() throws SQLException {
        for (String driver : List.of("ISO-8859-1", "Cp1252", "GBK", "Shift_JIS", "UTF-8")) {
            String name = driver.equals("ISO-8859-1") || driver.equals("Cp1252") ? "M\u00fcl\u00a0ler" : "\u8868\u4e2d";
            try (Space space = shop();
                    Connection ours = ours(space, "&characterEncoding=" + driver).getConnection();
                    Statement statement = ours.createStatement()) {
                statement.execute("UPDATE p SET name = '" + name + "' WHERE id = 2");
                assertThat(statement.executeUpdate("DELETE FROM p WHERE name = '" + name + "' -- " + name)).as(driver).isOne();
                assertThat(number(ours, "SELECT COUNT(*) FROM c")).as(driver).isEqualTo(2);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Shift_JIS|sjis|DELETE FROM p WHERE name = '\u00a5' OR '1' = ' OR id = 3 -- '",
        "UTF-8|gbk|DELETE FROM p WHERE name = '\u8868\\' OR name <> ' OR id = 3 -- '",
        "UTF-8|latin1|DELETE\u00e0FROM p",
        "ISO-8859-1|utf8mb4|DELETE FROM p WHERE name <> '\u00e0'",
        "ISO-8859-1|latin1|DELETE FROM p WHERE name <> '\u8868'"
    })
    void whatTheServerReadsOtherwiseIsRefused(String driverServerSql) throws SQLException {
        String[] parts = driverServerSql.split("\\|", -1);
        try (Space space = shop();
                Connection ours = ours(space, "&characterEncoding=" + parts[0]).getConnection();
                Statement statement = ours.createStatement()) {
            statement.execute("DELETE FROM p WHERE id = 99");
            statement.execute("SET NAMES " + parts[1]);
            assertThatThrownBy(() -> statement.execute(parts[2]))
                    .isInstanceOf(SQLFeatureNotSupportedException.class)
                    .hasMessageContaining("U+")
                    .hasMessageContaining(parts[1]);
            assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 1")).as("ASCII is the same").isOne();
            assertThat(number(ours, "SELECT COUNT(*) FROM c")).isEqualTo(2);
        }
    }

    @Test
    void aNameThatTheCharacterSetLacksIsRefused() throws SQLException {
        try (Space space = shop()) {
            space.run("CREATE TABLE `\u8868` (id INT PRIMARY KEY, cid INT, FOREIGN KEY (cid) REFERENCES c (id) ON DELETE CASCADE);"
                    + "INSERT INTO `\u8868` VALUES (1, 1)");
            try (Connection ours = emulating(space, "&characterEncoding=Cp1252").getConnection();
                    Statement statement = ours.createStatement()) {
                assertThatThrownBy(() -> statement.execute("DELETE FROM p"))
                        .isInstanceOf(SQLFeatureNotSupportedException.class)
                        .hasMessageContaining("latin1");
            }
            try (Connection ours = ours(space, "&characterEncoding=Cp1252").getConnection();
                    Statement statement = ours.createStatement()) {
                assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 1")).as("what MySQL does itself, we do not name").isOne();
            }
            try (Connection driver = space.dataSource().getConnection()) {
                assertThat(number(driver, "SELECT COUNT(*) FROM `\u8868`")).isZero();
            }
        }
    }

    /** {@code SET NAMES} that the driver does not know of: bytes of UTF-8 are other letters, and may be another table's name. */
    @ParameterizedTest
    @ValueSource(strings = {"SET NULL", "CASCADE"})
    void aNameThatIsAnotherToTheServerIsRefused(String rule) throws SQLException {
        try (Space space = shop()) {
            space.run("CREATE TABLE `\u00e4` (id INT PRIMARY KEY, cid INT, FOREIGN KEY (cid) REFERENCES c (id)"
                    + " ON DELETE " + rule + ");"
                    + "CREATE TABLE `\u00c3\u00a4` (id INT PRIMARY KEY, cid INT);"
                    + "INSERT INTO `\u00e4` VALUES (1, 1), (2, 2); INSERT INTO `\u00c3\u00a4` VALUES (1, 1), (2, 2)");
            try (Connection ours = emulating(space, "").getConnection(); Statement statement = ours.createStatement()) {
                statement.execute("SET NAMES latin1");
                assertThatThrownBy(() -> statement.execute("DELETE FROM p WHERE id = 1"))
                        .isInstanceOf(SQLFeatureNotSupportedException.class)
                        .hasMessageContaining("latin1")
                        .hasMessageContaining("SET NAMES");
                assertThat(number(ours, "SELECT COUNT(*) FROM p")).isEqualTo(3);
                statement.execute("SET NAMES utf8mb4");
                assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 1 AND name <> '\u8868'")).isOne();
                assertThat(number(ours, "SELECT COUNT(*) FROM `\u00e4` WHERE cid = 1")).isZero();
                assertThat(number(ours, "SELECT COUNT(*) FROM `\u00c3\u00a4` WHERE cid = 1")).isOne();
            }
            try (Connection ours = emulating(space, "&characterEncoding=Cp1252").getConnection();
                    Statement statement = ours.createStatement()) {
                assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 2")).isOne();
                assertThat(number(ours, "SELECT COUNT(*) FROM `\u00e4` WHERE cid IS NOT NULL")).isZero();
                assertThat(number(ours, "SELECT COUNT(*) FROM `\u00c3\u00a4`")).isEqualTo(2);
            }
        }
    }

    private static Space shop() throws SQLException {
        Space space = Space.create(Database.MYSQL);
        space.run("CREATE TABLE p (id INT PRIMARY KEY, name VARCHAR(20) CHARACTER SET utf8mb4);"
                + "CREATE TABLE c (id INT PRIMARY KEY, pid INT, KEY (pid));"
                + "INSERT INTO p VALUES (1, 'a'), (2, 'b'), (3, 'c'); INSERT INTO c VALUES (1, 1), (2, 2), (3, 3)");
        return space;
    }

    private static int number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static CascadeDataSource ours(Space space, String options) {
        return builder(space, options).build();
    }

    /** Statements of ours name all tables. */
    private static CascadeDataSource emulating(Space space, String options) {
        return builder(space, options).strategy("emulate").build();
    }

    private static CascadeDataSourceBuilder builder(Space space, String options) {
        return CascadeDataSource.builder(new UrlDataSource(space.url() + options))
                .foreignKey("c", "pid").references("p", "id").onDelete(DeleteRule.CASCADE);
    }

    private static boolean compare(Statement statement, String sql, Lexis lexis) {
        SQLException error = error(statement, sql);
        boolean deletes = error.getErrorCode() == NO_SUCH_TABLE && error.getMessage().contains("." + TABLE + "'");
        Recognition recognition = new StatementRecognizer(lexis).recognize(sql);
        if (deletes) {
            assertThat(recognition).as("%s in %s", escaped(sql), lexis.alphabet())
                    .isInstanceOfAny(Recognition.Delete.class, Recognition.Unclear.class);
        }
        if (recognition instanceof Recognition.Delete delete
                && delete.parts().get(0).target().table().name().text().equals(TABLE)) {
            assertThat(error.getErrorCode()).as("%s in %s: %s", escaped(sql), lexis.alphabet(), error).isNotEqualTo(SYNTAX_ERROR);
            return true;
        }
        return false;
    }

    /** No such table, or what else the server understands. */
    private static SQLException error(Statement statement, String sql) {
        try {
            statement.execute(sql);
            throw new AssertionError(escaped(sql) + " is executed");
        } catch (SQLException e) {
            return e;
        }
    }

    private static String escaped(String sql) {
        StringBuilder text = new StringBuilder();
        sql.chars().forEach(c -> text.append(
                c < 0x7f ? String.valueOf((char) c) : String.format(Locale.ROOT, "\\u%04x", c)));
        return text.toString();
    }

    /** Those that a client may have. */
    private static List<String> characterSets(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("SELECT CHARACTER_SET_NAME FROM information_schema.CHARACTER_SETS "
                + "WHERE CHARACTER_SET_NAME NOT IN ('ucs2', 'utf16', 'utf16le', 'utf32') ORDER BY 1")) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    private static List<String> characters(String server, String driver) {
        List<String> characters = new ArrayList<>();
        for (int c = 0x7f; driver.equals(BYTES) && c <= 0xff; c++) {
            characters.add(String.valueOf((char) c));
        }
        if (driver.equals(BYTES)) {
            return characters;
        }
        ODD.codePoints().mapToObj(Character::toString).forEach(characters::add);
        Random random = new Random((server + driver).hashCode());
        for (int i = 0; i < RANDOM; i++) {
            characters.add(Character.toString(0xa0 + random.nextInt(i % 2 == 0 ? 0xd000 : 0x700)));
        }
        return characters;
    }
}
