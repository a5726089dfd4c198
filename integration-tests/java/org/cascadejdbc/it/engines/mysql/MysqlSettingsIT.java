package org.cascadejdbc.it.engines.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.UrlDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of a session of MySQL or MariaDB that change what statements do: a cascade does the same with each, and keeps it. */
@OnDatabases({Database.MYSQL, Database.MARIADB})
class MysqlSettingsIT {
    /** One statement does the first cascade, several do the second. */
    private static final List<DeleteRule> RULES = List.of(DeleteRule.CASCADE, DeleteRule.SET_NULL);

    private final Database database;

    MysqlSettingsIT(Database database) {
        this.database = database;
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHAIN", "RELEASE", "NO_CHAIN"})
    void whatComesAfterACascadeIsNeitherLostNorCutOff(String completion) throws SQLException {
        for (DeleteRule rule : RULES) {
            try (Space space = shop()) {
                try (Connection ours = ours(space, rule).getConnection();
                        Statement statement = ours.createStatement()) {
                    statement.execute("SET completion_type = '" + completion + "'");
                    assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 1")).isOne();
                    statement.execute("INSERT INTO p VALUES (9)");
                    assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM p WHERE id = 3 AND EXTRACTVALUE(1, '|')"))
                            .isInstanceOf(SQLException.class);
                    statement.execute("INSERT INTO p VALUES (10)");
                    assertThat(text(ours, "SELECT @@completion_type")).isEqualTo(completion);
                }
                try (Connection other = space.dataSource().getConnection()) {
                    assertThat(text(other, "SELECT GROUP_CONCAT(id ORDER BY id) FROM p")).isEqualTo("2,3,9,10");
                    assertThat(text(other, "SELECT COUNT(*) FROM c WHERE pid = 1")).isEqualTo("0");
                }
            }
        }
    }

    /** One that keeps nothing, or keeps what is rolled back: a URL may say so, and a trigger. What we write down is in InnoDB. */
    @ParameterizedTest
    @ValueSource(strings = {"BLACKHOLE", "MyISAM", "MEMORY", "CSV", "ARCHIVE"})
    void temporaryTablesAreOursWhateverTheirEngineIsByDefault(String engine) throws SQLException {
        assumeTrue(database == Database.MYSQL || !List.of("BLACKHOLE", "ARCHIVE").contains(engine), "a plugin of MariaDB's");
        for (Map<String, String> options : List.<Map<String, String>>of(Map.of(), Map.of("cascade.maxRows", "50"))) {
            try (Space space = shop()) {
                UrlDataSource source = new UrlDataSource(space.url() + (space.url().contains("?") ? "&" : "?")
                        + "sessionVariables=default_tmp_storage_engine=" + engine);
                var builder = CascadeDataSource.builder(source);
                options.forEach(builder::property);
                try (Connection ours = builder.foreignKey("c", "pid").references("p", "id").onDelete(DeleteRule.SET_NULL).build()
                                .getConnection();
                        Statement statement = ours.createStatement()) {
                    assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 1")).isOne();
                    assertThat(text(ours, "SELECT ROW_COUNT()")).isEqualTo("1");
                    assertThat(text(ours, "SELECT @@default_tmp_storage_engine")).isEqualToIgnoringCase(engine);
                    assertThat(text(ours, "SELECT GROUP_CONCAT(id ORDER BY id) FROM p")).isEqualTo("2,3");
                    assertThat(text(ours, "SELECT COUNT(*) FROM c WHERE pid = 1")).isEqualTo("0");
                }
            }
        }
    }

    /** Natively error 1175; where a key finds the rows, as natively. */
    @Test
    void safeUpdatesProtectFromACascadeToo() throws SQLException {
        for (DeleteRule rule : RULES) {
            try (Space space = shop();
                    Connection ours = ours(space, rule).getConnection();
                    Statement statement = ours.createStatement()) {
                assertThat(statement.executeUpdate("DELETE FROM p WHERE id > 2")).isOne();
                statement.execute("SET sql_safe_updates = 1");
                for (String sql : List.of("DELETE FROM p", "DELETE FROM p WHERE id + 0 = 1", "DELETE p FROM p JOIN c ON c.pid = p.id")) {
                    assertThatThrownBy(() -> statement.executeUpdate(sql)).as(sql)
                            .hasMessageMatching("(?s).*(sql_safe_updates|safe update mode).*"); // ours, or the server's
                }
                assertThat(text(ours, "SELECT COUNT(*) FROM p")).isEqualTo("2");
                assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 1")).isOne();
                if (database == Database.MARIADB) { // natively, too
                    for (String constant : List.of("", " WHERE TRUE", " WHERE 1 = 1")) {
                        assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM p" + constant + " LIMIT 1"))
                                .isInstanceOf(SQLFeatureNotSupportedException.class)
                                .hasMessageContaining("LIMIT and a WHERE about columns");
                    }
                }
                assertThat(statement.executeUpdate("DELETE FROM p WHERE id + 0 = 2 LIMIT 1")).isOne();
                assertThat(text(ours, "SELECT COUNT(*) FROM c WHERE pid IN (1, 2)")).isEqualTo("0");
            }
        }
    }

    /** A row that is identified by an ENUM's value 0, which has no name, is found by no key, and on MariaDB what is written down is scanned. */
    @Test
    void safeUpdatesDoNotRefuseWhatTheSessionAllows() throws SQLException {
        try (Space space = Space.create(database)) {
            space.run("CREATE TABLE p (id INT PRIMARY KEY); CREATE TABLE c (e ENUM('a', 'b', 'c') PRIMARY KEY, pid INT, n INT,"
                    + " FOREIGN KEY (pid) REFERENCES p (id) ON DELETE NO ACTION); CREATE TABLE g (c ENUM('a', 'b', 'c'))");
            space.run("INSERT INTO p VALUES (1), (2), (3); SET sql_mode = ''; INSERT INTO c VALUES ('a', 1, 1), ('x', 1, 1), ('c', 2, 1);"
                    + " INSERT INTO g VALUES ('a'), ('c')");
            for (String rule : List.of("SET NULL", "CASCADE")) {
                DataSource wrapped = Ours.withRelationsFile(space.dataSource(), Map.of(), List.of(
                        "ALTER TABLE c ADD FOREIGN KEY (pid) REFERENCES p (id) ON DELETE " + rule,
                        "ALTER TABLE g ADD FOREIGN KEY (c) REFERENCES c (e) ON DELETE CASCADE"));
                try (Connection ours = wrapped.getConnection(); Statement statement = ours.createStatement()) {
                    statement.execute("SET sql_safe_updates = 1");
                    assertThat(statement.executeUpdate("DELETE FROM p WHERE id = " + (rule.equals("CASCADE") ? 2 : 1))).isOne();
                    assertThat(text(ours, "SELECT @@sql_safe_updates + 0")).as("the session's own").isEqualTo("1");
                }
            }
            try (Connection other = space.dataSource().getConnection()) {
                assertThat(text(other, "SELECT GROUP_CONCAT(e, IFNULL(pid, '-') ORDER BY e) FROM c")).isEqualTo("-,a-");
                assertThat(text(other, "SELECT GROUP_CONCAT(c) FROM g")).isEqualTo("a");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "LOCK TABLES p WRITE, c WRITE", "/* both */ lock table p WRITE, c WRITE", "SELECT 1; LOCK TABLES p WRITE, c WRITE",
        "-- both\n LOCK TABLES p WRITE, c WRITE; SELECT ';'", "/*!40000 LOCK TABLES p WRITE, c WRITE */", "FLUSH TABLES p, c WITH READ LOCK",
        "UNLOCK TABLES; LOCK TABLES p WRITE, c WRITE"
    })
    void locksOnTablesStay(String lock) throws SQLException {
        for (DeleteRule rule : RULES) {
            try (Space space = shop();
                    Connection ours = ours(space, "&allowMultiQueries=true", rule).getConnection();
                    Statement statement = ours.createStatement()) {
                statement.execute("DELETE FROM p WHERE id = 99");
                statement.execute(lock);
                assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM p WHERE id = 1"))
                        .isInstanceOf(SQLFeatureNotSupportedException.class)
                        .hasMessageContaining("LOCK TABLES");
                assertThatThrownBy(() -> text(ours, "SELECT COUNT(*) FROM mysql.user"))
                        .hasMessageContaining("LOCK TABLES"); // they are still held
                statement.execute(lock.contains("FLUSH") ? "/* done */ UNLOCK TABLES" : "UNLOCK TABLES");
                assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 1")).isOne();
            }
        }
    }

    /** Natively a DELETE without a subquery knows none of these limits. */
    @ParameterizedTest
    @ValueSource(strings = {"max_join_size = 1", "sql_select_limit = 0", "max_execution_time = 1"})
    void limitsOnQueriesDoNotHoldForACascade(String limit) throws SQLException {
        assumeTrue(database == Database.MYSQL || !limit.startsWith("max_execution_time"), "MariaDB's holds for a DELETE, too");
        for (DeleteRule rule : RULES) {
            try (Space space = shop()) {
                space.run("INSERT INTO p WITH RECURSIVE n (n) AS (SELECT 100 UNION ALL SELECT n + 1 FROM n WHERE n < 999) SELECT n FROM n;"
                        + "INSERT INTO c SELECT id + 1000, id FROM p; INSERT INTO c SELECT id + 2000, id FROM p");
                try (Connection ours = ours(space, rule).getConnection();
                        Connection counting = limited(space, rule).getConnection()) {
                    assertThat(deleted(ours, limit, "DELETE FROM p WHERE id + 0 BETWEEN 100 AND 499")).isEqualTo(400);
                    assertThat(deleted(ours, limit, "DELETE FROM p WHERE id = 1")).isOne();
                    assertThat(deleted(ours, limit, "DELETE FROM p WHERE id IN (SELECT pid FROM c WHERE pid BETWEEN 500 AND 509)"))
                            .isEqualTo(10);
                    assertThat(deleted(counting, limit, "DELETE FROM p WHERE id + 0 BETWEEN 510 AND 599")).isEqualTo(90);
                }
                try (Connection other = space.dataSource().getConnection()) {
                    assertThat(text(other, "SELECT COUNT(*) FROM p")).isEqualTo("402");
                    assertThat(text(other, "SELECT COUNT(*) FROM c LEFT JOIN p ON p.id = c.pid WHERE c.pid IS NOT NULL AND p.id IS NULL"))
                            .isEqualTo("0");
                    assertThat(text(other, "SELECT COUNT(*) FROM c WHERE pid IS NOT NULL")).isEqualTo("806");
                }
            }
        }
    }

    /** Where the server can do without a temporary table, which it forbids there. */
    @ParameterizedTest
    @ValueSource(strings = {"", "INSERT INTO p VALUES (50)"})
    void anXaTransactionHasWhatOneStatementDoes(String before) throws SQLException {
        for (DeleteRule rule : RULES) {
            try (Space space = shop();
                    Connection ours = ours(space, rule).getConnection();
                    Statement statement = ours.createStatement()) {
                statement.execute("XA START 'a'");
                if (!before.isEmpty()) {
                    statement.execute(before);
                }
                if (rule == DeleteRule.CASCADE || database == Database.MARIADB) { // which allows a temporary table
                    assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 1")).isOne();
                    assertThat(statement.executeUpdate("DELETE FROM p WHERE id + 0 = 2")).isOne();
                } else {
                    assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM p WHERE id = 1"))
                            .hasMessageContaining("not an XA transaction").hasMessageContaining("nothing was deleted");
                    assertThat(statement.executeUpdate("INSERT INTO p VALUES (51)")).isOne(); // it goes on
                }
                statement.execute("XA END 'a'");
                statement.execute("XA ROLLBACK 'a'");
                assertThat(text(ours, "SELECT COUNT(*) FROM p")).isEqualTo("3");
                if (database == Database.MYSQL) {
                    statement.execute("SET xa_detach_on_prepare = OFF");
                }
                statement.execute("XA START 'b'");
                assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 1")).isOne();
                statement.execute("XA END 'b'");
                statement.execute("XA COMMIT 'b' ONE PHASE");
                assertThat(text(ours, "SELECT GROUP_CONCAT(id) FROM p")).isEqualTo("2,3");
                assertThat(text(ours, "SELECT COUNT(*) FROM c WHERE pid = 1")).isEqualTo("0");
            }
        }
    }

    /** What a routine sets of how texts are read, the server takes back; what it sets of what they do, is seen. */
    @Test
    void whatARoutineSetsIsAsTheServerHasItAfterwards() throws SQLException {
        String names = database == Database.MYSQL ? "SET NAMES latin1" : "SET NAMES utf8mb3"; // others MariaDB's driver forbids
        try (Space space = shop();
                Connection ours = ours(space, DeleteRule.CASCADE).getConnection();
                Statement statement = ours.createStatement()) {
            statement.execute("CREATE PROCEDURE careful () BEGIN SET sql_safe_updates = 1; "
                    + "SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'; " + names + "; END");
            statement.execute("CREATE FUNCTION careless () RETURNS INT DETERMINISTIC BEGIN SET sql_safe_updates = 0; "
                    + "SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'; " + names + "; RETURN 1; END");
            assertThat(statement.executeUpdate("DELETE FROM p WHERE id = \"1\" OR '\\'' = \"'\"")).isEqualTo(3);
            statement.execute("INSERT INTO p VALUES (1), (2)");
            statement.execute("INSERT INTO c VALUES (1, 1), (2, 2)");
            statement.execute("CALL careful()");
            for (int look = 0; look < 2; look++) {
                assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM p")).hasMessageContaining("sql_safe_updates");
                assertThat(text(ours, "SELECT careless() FROM p LIMIT 1")).isEqualTo("1");
                assertThat(text(ours, "SELECT CONCAT(@@sql_safe_updates + 0, @@character_set_client, LOCATE('ANSI', @@sql_mode))"))
                        .isEqualTo("1utf8mb40");
            }
            assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 1")).isOne();
            assertThat(text(ours, "SELECT GROUP_CONCAT(pid) FROM c")).isEqualTo("2");
        }
    }

    private static int deleted(Connection connection, String limit, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET " + limit);
            return statement.executeUpdate(sql);
        }
    }

    private static CascadeDataSource limited(Space space, DeleteRule rule) {
        return CascadeDataSource.builder(space.dataSource())
                .foreignKey("c", "pid").references("p", "id").onDelete(rule)
                .maxRows(10_000)
                .build();
    }

    private Space shop() throws SQLException {
        Space space = Space.create(database);
        space.run("CREATE TABLE p (id INT PRIMARY KEY);"
                + "CREATE TABLE c (id INT PRIMARY KEY, pid INT, KEY (pid));"
                + "INSERT INTO p VALUES (1), (2), (3); INSERT INTO c VALUES (1, 1), (2, 2), (3, 3)");
        return space;
    }

    private static CascadeDataSource ours(Space space, DeleteRule rule) {
        return ours(space, "", rule);
    }

    private static CascadeDataSource ours(Space space, String options, DeleteRule rule) {
        return CascadeDataSource.builder(new UrlDataSource(space.url() + options))
                .foreignKey("c", "pid").references("p", "id").onDelete(rule)
                .build();
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
