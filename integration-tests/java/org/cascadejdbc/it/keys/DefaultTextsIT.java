package org.cascadejdbc.it.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Space;

/**
 * SET DEFAULT sets what an INSERT without the column would, whatever text the default is, and by whichever rules the session
 * reads texts: no text of the catalog is read by other rules than those by which it was written.
 */
class DefaultTextsIT {
    private static final List<String> MYSQL = List.of(
            "'it''s'", "'a\\\\b'", "'a\\nb'", "'\\''", "'\"'", "'`'", "'?'", "'{d ''2020-01-01''}'", "'{fn now()}'", "'--'", "'*/'",
            "(concat('it''s', '!'))", "(concat('it\\'s', \"\\\"\"))", "(concat('a\\\\', 'b'))", "(concat('\\\\''', '\\\\'))",
            "(concat('?', '{fn now()}'))", "(concat('a', 'b', '\\n', '\\t', '\\0'))", "(concat(x'27', _latin1'\\''))", "(char(39, 92))",
            "(1 + 2)", "(if(1 = 1, 'yes', 'no'))", "(concat('%', '\\%', '\\_'))", "(json_unquote(json_object('k', 'it''s')))",
            "(concat('--', '/*', '#', ';'))", "(concat('a', `n`))", "(cast(date'2020-01-01' as char))", "(concat(n, `n`, ')'))", "('x')", "(concat('a''', '''b'))", "(concat('\\\\', '''', ')', '('))");

    private static final List<String> SQLITE = List.of(
            "'it''s'", "'a\\b'", "\"it's\"", "\"plain\"", "plain", "'\"'", "[plain]", "`it``s`", "n", "\"n\"", "(1 + 2)", "('a' || 'b')", "-1", "1.50", "x'27'",
            "'?'", "('A?' || '?')", "'{d 1}'", "null", "true", "(x'27')", "'--'", "+7", "('it''s')", "(-3 * 2)");

    private static final List<String> MODES = List.of("", "NO_BACKSLASH_ESCAPES", "ANSI_QUOTES", "ANSI_QUOTES,NO_BACKSLASH_ESCAPES",
            "PIPES_AS_CONCAT,IGNORE_SPACE,STRICT_ALL_TABLES");

    @OnDatabases({Database.MYSQL, Database.MARIADB, Database.SQLITE})
    void areSetAsAnInsertSetsThem(Database database) throws SQLException {
        List<String> different = new ArrayList<>();
        List<String> texts = database == Database.MARIADB ? MYSQL.stream().filter(text -> !text.contains("_latin1")).toList() // its own slip
                : database.isMySql() ? MYSQL : SQLITE;
        try (Space space = Space.create(database)) {
            for (int i = 0; i < texts.size(); i++) {
                String columns = "id INT PRIMARY KEY, n INT DEFAULT 7, k VARCHAR(50) DEFAULT " + texts.get(i);
                run(space, "CREATE TABLE p" + i + " (k VARCHAR(50), n INT, PRIMARY KEY (k, n))",
                        "CREATE TABLE one" + i + " (" + columns + ")", "CREATE TABLE two" + i + " (" + columns + ")",
                        "CREATE TABLE s" + i + " (k VARCHAR(50) PRIMARY KEY, n INT)");
            }
            for (String mode : database.isMySql() ? MODES : List.of("")) {
                for (int i = 0; i < texts.size(); i++) {
                    // MySQL itself reads an expression by the session's rules when it opens the table, and then it fails natively.
                    if (mode.contains("NO_BACKSLASH") && texts.get(i).startsWith("(") && texts.get(i).matches(".*(''|\\\\').*")) {
                        continue;
                    }
                    int n = texts.get(i).contains("`n`") ? 7 : 1;
                    run(space, "DELETE FROM one" + i, "DELETE FROM two" + i, "DELETE FROM p" + i, "DELETE FROM s" + i,
                            "INSERT INTO one" + i + " (id) VALUES (1)", "INSERT INTO two" + i + " (id) VALUES (1)");
                    String wanted = rows(space, i);
                    run(space, "INSERT INTO p" + i + " SELECT k, n FROM one" + i + " WHERE k IS NOT NULL",
                            "INSERT INTO s" + i + " SELECT k, 99 FROM one" + i + " WHERE k IS NOT NULL",
                            "INSERT INTO p" + i + " VALUES ('gone', " + n + ")", "INSERT INTO s" + i + " VALUES ('gone', 98)",
                            "UPDATE one" + i + " SET k = 'gone'", "UPDATE two" + i + " SET k = 'gone', n = " + n);
                    var ours = Ours.withRelationsFile(space.dataSource(), Map.of(), List.of(
                            "ALTER TABLE one" + i + " ADD FOREIGN KEY (k) REFERENCES s" + i + " (k) ON DELETE SET DEFAULT",
                            "ALTER TABLE two" + i + " ADD FOREIGN KEY (k, n) REFERENCES p" + i + " (k, n) ON DELETE SET DEFAULT"));
                    String told = texts.get(i) + " " + mode + ": ";
                    try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                        if (!mode.isEmpty()) {
                            statement.execute("SET sql_mode = '" + mode + "'");
                        }
                        statement.executeUpdate("DELETE FROM s" + i + " WHERE k = 'gone'");
                        statement.executeUpdate("DELETE FROM p" + i + " WHERE k = 'gone'");
                    } catch (SQLException e) {
                        different.add(told + e.getMessage());
                        continue;
                    }
                    if (!rows(space, i).equals(wanted)) {
                        different.add(told + rows(space, i) + " instead of " + wanted);
                    }
                }
            }
        }
        assertThat(different).isEmpty();
    }

    private static String rows(Space space, int i) throws SQLException {
        StringBuilder rows = new StringBuilder();
        try (Connection connection = space.dataSource().getConnection(); Statement statement = connection.createStatement()) {
            for (String table : List.of("one" + i, "two" + i)) {
                try (ResultSet row = statement.executeQuery("SELECT k, n FROM " + table)) {
                    row.next();
                    rows.append(row.getString(1)).append(' ').append(row.getString(2)).append(", ");
                }
            }
        }
        return rows.toString();
    }

    private static void run(Space space, String... statements) throws SQLException {
        try (Connection connection = space.dataSource().getConnection(); Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        }
    }
}
