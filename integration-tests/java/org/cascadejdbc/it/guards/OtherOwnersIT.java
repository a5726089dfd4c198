package org.cascadejdbc.it.guards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.UrlDataSource;
import org.junit.jupiter.api.Test;
import org.sqlite.Function;
import org.sqlite.SQLiteConnection;

/**
 * With whose rights code of a stranger's table runs on the other databases: MySQL's with the stranger's own; SQLite has one user, and
 * what a file's author may do there is {@code trusted_schema}'s to say.
 */
class OtherOwnersIT {
    @OnDatabases({Database.MYSQL, Database.MYSQL_OFF, Database.MARIADB})
    void mysqlRunsATableCodeAsWhoWroteIt(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            space.run("CREATE TABLE p (id int PRIMARY KEY)");
            space.run("INSERT INTO p VALUES (1), (2), (3)");
            space.run("CREATE TABLE @other.log (who varchar(200))");
            space.run("CREATE USER @own_m");
            space.run("GRANT ALL ON @other.* TO @own_m");
            space.run("GRANT REFERENCES ON @own.p TO @own_m");
            try (Connection connection = as(space, "@own_m");
                    Statement mallory = connection.createStatement()) {
                for (String sql : List.of(
                        "CREATE TABLE @other.child (id int PRIMARY KEY, p int, FOREIGN KEY (p) REFERENCES @own.p (id))",
                        "INSERT INTO @other.child VALUES (1, 1), (2, 2)",
                        "CREATE FUNCTION @other.f() RETURNS int DETERMINISTIC SQL SECURITY INVOKER BEGIN"
                                + " INSERT INTO @other.log VALUES (CURRENT_USER()); RETURN 1; END",
                        "CREATE TRIGGER @other.t BEFORE DELETE ON @other.child FOR EACH ROW SET @x = @other.f()",
                        "CREATE TRIGGER @other.u BEFORE UPDATE ON @other.child FOR EACH ROW SET @x = @other.f()")) {
                    mallory.execute(space.say(sql));
                }
                for (String sql : List.of("CREATE DEFINER = root@localhost TRIGGER @other.d AFTER DELETE ON @other.child"
                                + " FOR EACH ROW SET @x = 1",
                        "ALTER TABLE @other.child ADD g int AS (@other.f())",
                        "ALTER TABLE @other.child ADD CHECK (@other.f() > 0)",
                        "ALTER TABLE @other.child ALTER p SET DEFAULT (@other.f())",
                        "CREATE INDEX i ON @other.child ((@other.f()))")) {
                    assertThatThrownBy(() -> mallory.execute(space.say(sql))).as(sql).isInstanceOf(SQLException.class);
                }
                for (Map<String, String> options : List.of(
                        Map.of("cascade.noAction", "cascade"), Map.of("cascade.noAction", "setNull"))) {
                    DataSource ours = Ours.over(space.dataSource(), options);
                    execute(ours, "DELETE FROM p WHERE id = " + (options.containsValue("cascade") ? 1 : 2));
                    ((CascadeDataSource) ours).check();
                    ((CascadeDataSource) ours).explain("DELETE FROM p");
                }
                assertThat(told(space, "SELECT DISTINCT who FROM @other.log")).containsExactly(space.say("@own_m@%"));
                assertThat(told(space, "SELECT CONCAT(id, ' ', COALESCE(p, 0)) FROM @other.child")).containsExactly("2 0");
            } finally {
                space.run("DROP USER @own_m");
            }
        }
    }

    /** Who owns another database may put a view in the place of a table, whose functions run with the rights of whoever reads it. */
    @OnDatabases({Database.MYSQL, Database.MYSQL_OFF, Database.MARIADB})
    void mysqlRunsNoViewThatHasTakenATablesPlace(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            space.run("CREATE TABLE p (id int PRIMARY KEY)");
            space.run("INSERT INTO p VALUES (1), (2), (3), (4)");
            space.run("CREATE USER @own_m");
            space.run("GRANT ALL ON @other.* TO @own_m");
            space.run("GRANT REFERENCES ON @own.p TO @own_m");
            for (Map<String, String> options : List.of(
                    Map.of("cascade.noAction", "cascade", "cascade.maxRows", "10"), Map.of("cascade.noAction", "cascade"))) {
                try (Connection own = as(space, "@own_m");
                        Statement mallory = own.createStatement();
                        Connection connection = Ours.over(space.dataSource(), options).getConnection();
                        Statement root = connection.createStatement()) {
                    mallory.execute(space.say("DROP VIEW IF EXISTS @other.child"));
                    mallory.execute(space.say("DROP FUNCTION IF EXISTS @other.f"));
                    mallory.execute(space.say(
                            "CREATE TABLE @other.child (id int PRIMARY KEY, p int, FOREIGN KEY (p) REFERENCES @own.p (id))"));
                    root.executeUpdate("DELETE FROM p ORDER BY id DESC LIMIT 1"); // its catalog is known now
                    mallory.execute(space.say("DROP TABLE @other.child"));
                    mallory.execute(space.say("CREATE FUNCTION @other.f() RETURNS int DETERMINISTIC SQL SECURITY INVOKER BEGIN"
                            + " SET @evil = CURRENT_USER(); RETURN 1; END"));
                    mallory.execute(space.say("CREATE SQL SECURITY INVOKER VIEW @other.child AS"
                            + " SELECT id, @other.f() AS p FROM (SELECT 1 AS id) AS one WHERE @other.f() > 0"));

                    assertThat(root.executeUpdate("DELETE FROM p WHERE id = 1 OR id = 2")).isBetween(0, 2);
                    try (PreparedStatement batch = connection.prepareStatement("DELETE FROM p WHERE id = ?")) {
                        for (int id = 1; id <= 5; id++) {
                            batch.setInt(1, id);
                            batch.addBatch();
                        }
                        batch.executeBatch();
                    }
                    try (ResultSet row = root.executeQuery("SELECT @evil")) {
                        row.next();
                        assertThat(row.getString(1)).as("%s", options).isNull();
                    }
                    root.executeUpdate("INSERT IGNORE INTO p VALUES (1), (2), (3), (4)");
                }
            }
            space.run("DROP USER @own_m");
        }
    }

    /**
     * Nor one in the DELETE's own database, put there by who may drop that table and make a view of its name, whether or not the
     * optimizer merges it. No round trip asks before.
     */
    @OnDatabases({Database.MYSQL, Database.MYSQL_OFF, Database.MARIADB})
    void norInItsOwnDatabase(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            space.run("CREATE TABLE p (id int PRIMARY KEY)");
            space.run("CREATE TABLE q (id int PRIMARY KEY, p int)");
            space.run("CREATE USER @own_m");
            space.run("GRANT ALL ON @other.* TO @own_m");
            space.run("GRANT DROP, CREATE, CREATE VIEW, INSERT, INDEX ON @own.child TO @own_m");
            space.run("GRANT REFERENCES ON @own.p TO @own_m");
            try (Connection own = as(space, "@own_m");
                    Statement mallory = own.createStatement()) {
                mallory.execute(space.say("CREATE TABLE @other.ones (id int PRIMARY KEY, p int)"));
                mallory.execute(space.say("INSERT INTO @other.ones VALUES (1, 1)"));
                mallory.execute(space.say("CREATE FUNCTION @other.f() RETURNS int DETERMINISTIC SQL SECURITY INVOKER BEGIN"
                        + " SET @evil = CURRENT_USER(); RETURN 1; END"));
                for (String key : List.of("id int PRIMARY KEY, p int", "id int, p int", "id int NOT NULL, p int, UNIQUE (id)",
                        "id bigint PRIMARY KEY, p bigint")) {
                    for (int each = 0; each < Rule.values().length; each++) {
                        Rule rule = Rule.values()[each];
                        DataSource ours = rule.over(space);
                        String view = (each + key.length()) % 2 == 0
                                ? "SELECT id, @other.f() AS p FROM (SELECT 1 AS id) AS one WHERE @other.f() > 0"
                                : "SELECT id, p FROM @other.ones WHERE @other.f() > 0";
                        mallory.execute(space.say("DROP TABLE IF EXISTS @own.child"));
                        attack(space, ours, mallory, key + " " + rule, List.of(
                                "CREATE TABLE @own.child (" + key + (key.contains("bigint") ? ")" : ", FOREIGN KEY (p) REFERENCES @own.p (id))"),
                                "DROP TABLE @own.child", "CREATE SQL SECURITY INVOKER VIEW @own.child AS " + view));
                    }
                }
            }
            space.run("DROP USER @own_m");
        }
    }

    private static Connection as(Space space, String user) throws SQLException {
        String name = space.say(user);
        return new UrlDataSource(space.url().replaceFirst("([?&]user=)[^&]*", "$1" + name)).getConnection(name, "");
    }

    /** By which statements of ours name the table. */
    private enum Rule {
        CASCADE(Map.of("cascade.noAction", "cascade"), ""),
        SET_NULL(Map.of("cascade.noAction", "setNull"), ""),
        MAX_ROWS(Map.of("cascade.noAction", "cascade", "cascade.maxRows", "10"), ""),
        EMULATED(Map.of("cascade.strategy", "emulate"), ""),
        VIRTUAL(Map.of(), "ALTER TABLE child ADD FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE"),
        VIRTUAL_RESTRICT(Map.of(), "ALTER TABLE child ADD FOREIGN KEY (p) REFERENCES p (id) ON DELETE RESTRICT"),
        BELOW(Map.of(), "ALTER TABLE q ADD FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE;"
                + " ALTER TABLE child ADD FOREIGN KEY (p) REFERENCES q (id) ON DELETE SET NULL");

        @SuppressWarnings("ImmutableEnumChecker") // all of them are Map.of
        private final Map<String, String> options;

        private final String relations;

        Rule(Map<String, String> options, String relations) {
            this.options = options;
            this.relations = relations;
        }

        DataSource over(Space space) {
            return relations.isEmpty()
                    ? Ours.over(space.dataSource(), options)
                    : Ours.withRelationsFile(space.dataSource(), options, List.of(relations.split("; ")));
        }
    }

    /** @param hers how she makes the table; then what she does when it is known */
    private static void attack(Space space, DataSource ours, Statement mallory, String how, List<String> hers) throws SQLException {
        space.run("INSERT IGNORE INTO p VALUES (1), (2), (3), (4)");
        mallory.execute(space.say(hers.get(0)));
        List<String> deletes = List.of("DELETE FROM p WHERE id = 1 OR id = 2", "DELETE FROM p WHERE id = 3", "EXPLAIN CASCADE DELETE FROM p");
        for (String delete : deletes) {
            try (Connection connection = ours.getConnection(); Statement root = connection.createStatement()) {
                told(root, delete + (delete.contains("WHERE") ? " AND id > 70" : " WHERE id > 70"), how); // all is known now
                for (String one : hers.subList(1, hers.size())) {
                    mallory.execute(space.say(one));
                }
                told(root, delete, how);
                try (PreparedStatement batch = connection.prepareStatement("DELETE FROM p WHERE id = ?")) {
                    for (int id = 1; id <= 5; id++) {
                        batch.setInt(1, id);
                        batch.addBatch();
                    }
                    batch.executeBatch();
                } catch (SQLException refused) {
                    assertThat(refused.getSQLState()).as("%s %s %s", how, delete, refused).isIn("0A000", "23000", "42000");
                }
                try (ResultSet row = root.executeQuery("SELECT @evil")) {
                    row.next();
                    assertThat(row.getString(1)).as("%s: %s", how, delete).isNull();
                }
            }
            mallory.execute(space.say("DROP VIEW @own.child"));
            mallory.execute(space.say(hers.get(0)));
        }
    }

    private static void told(Statement root, String delete, String how) throws SQLException {
        try {
            root.execute(delete);
        } catch (SQLException refused) {
            assertThat(refused.getSQLState()).as("%s %s %s", how, delete, refused).isIn("0A000", "23000", "42000");
        }
    }

    /** What is documented: what the server sets back, and what stays. */
    @OnDatabases({Database.MYSQL, Database.MARIADB})
    void whatATriggerSetsOnMysql(Database database) throws SQLException {
        Map<String, String> back = Map.of("sql_mode", "''", "foreign_key_checks", "0", "unique_checks", "0", "sql_safe_updates", "1",
                "collation_connection", "'utf8mb4_bin'");
        Map<String, String> stays = Map.of("time_zone", "'+13:00'", "transaction_read_only", "1", "transaction_isolation",
                "'READ-UNCOMMITTED'", "max_join_size", "1000", "lock_wait_timeout", "7");
        try (Space space = Space.create(database)) {
            space.run("CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int PRIMARY KEY, p int, FOREIGN KEY (p) REFERENCES p (id))");
            space.run("INSERT INTO p VALUES (1), (2); INSERT INTO c VALUES (1, 1), (2, 2)");
            StringBuilder body = new StringBuilder();
            back.forEach((name, value) -> body.append("SET SESSION ").append(name).append(" = ").append(value).append("; "));
            stays.forEach((name, value) -> body.append("SET SESSION ").append(name).append(" = ").append(value).append("; "));
            space.run("CREATE TRIGGER t BEFORE DELETE ON c FOR EACH ROW BEGIN " + body + "END");
            try (Connection connection = Ours.over(space.dataSource(), Map.of("cascade.noAction", "cascade")).getConnection();
                    Statement statement = connection.createStatement()) {
                Map<String, String> before = new TreeMap<>();
                for (String name : back.keySet()) {
                    before.put(name, value(statement, name));
                }
                assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 1")).isOne();
                for (String name : back.keySet()) {
                    assertThat(value(statement, name)).as(name).isEqualTo(before.get(name));
                }
                for (Map.Entry<String, String> each : stays.entrySet()) {
                    assertThat(value(statement, each.getKey())).as(each.getKey()).isEqualTo(each.getValue().replace("'", ""));
                }
            }
        }
    }

    private static String value(Statement statement, String variable) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT @@SESSION." + variable)) {
            row.next();
            return row.getString(1);
        }
    }

    /** A trigger of the file calls a function of the application, where the connection trusts the file. */
    @Test
    void sqliteTrustsAFileAsTheConnectionSays() throws SQLException {
        for (String trusted : List.of("ON", "OFF")) {
            List<String> told = new ArrayList<>();
            for (boolean natively : new boolean[] {true, false}) {
                try (Space space = Space.create(Database.SQLITE)) {
                    space.run("CREATE TABLE p (id INTEGER PRIMARY KEY)");
                    space.run("CREATE TABLE c (id INTEGER PRIMARY KEY, p INTEGER"
                            + (natively ? " REFERENCES p (id) ON DELETE CASCADE)" : ")"));
                    space.run("CREATE TRIGGER t BEFORE DELETE ON c BEGIN SELECT hit(); END");
                    space.run("INSERT INTO p VALUES (1), (2)");
                    space.run("INSERT INTO c VALUES (1, 1), (2, 2)");
                    DataSource source = natively
                            ? space.enforcing()
                            : CascadeDataSource.builder(space.dataSource()).foreignKey("c", "p").references("p", "id")
                                    .onDelete(DeleteRule.CASCADE).build();
                    told.add(hits(source, trusted) + told(space, "SELECT id FROM c"));
                }
            }
            assertThat(told.get(1)).isEqualTo(told.get(0));
            assertThat(told.get(0)).isEqualTo(trusted.equals("ON") ? "1 hits, trusted: 1[2]" : "0 hits, trusted: 0[1, 2]");
        }
    }

    private static String hits(DataSource source, String trusted) throws SQLException {
        AtomicInteger hits = new AtomicInteger();
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            Function.create(connection.unwrap(SQLiteConnection.class), "hit", new Function() {
                @Override
                protected void xFunc() throws SQLException {
                    hits.incrementAndGet();
                    result(1);
                }
            });
            statement.execute("PRAGMA trusted_schema = " + trusted);
            try {
                statement.execute("DELETE FROM p WHERE id = 1");
            } catch (SQLException e) {
                assertThat(e.getMessage()).contains("unsafe use of hit()");
            }
            try (ResultSet row = statement.executeQuery("PRAGMA trusted_schema")) {
                return hits + " hits, trusted: " + row.getInt(1);
            }
        }
    }

    private static List<String> told(Space space, String query) throws SQLException {
        List<String> told = new ArrayList<>();
        try (Connection connection = space.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(space.say(query))) {
            while (rows.next()) {
                told.add(rows.getString(1));
            }
        }
        return told;
    }

    private static void execute(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
