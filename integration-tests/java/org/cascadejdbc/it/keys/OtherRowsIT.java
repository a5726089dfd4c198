package org.cascadejdbc.it.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Key;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.Assumptions;

/**
 * Nobody loses what they did not ask to lose: random statements of every kind but DELETE, and DELETEs where keys are switched
 * off, each executed through us and then on the plain driver, on a twin with the same schema and rows. Either every table is
 * as the twin's, or the statement has failed and every row is kept. As many as one likes:
 * {@code -Dother.seed=1000 -Dother.count=500 -Dother.database=SQLITE}.
 */
class OtherRowsIT {
    private static final int FIRST = Integer.getInteger("other.seed", 1);
    private static final int SCHEMAS = Integer.getInteger("other.count", 12);
    private static final String ONLY = System.getProperty("other.database");
    private static final int STATEMENTS = 40;
    private static final int TABLES = 5;
    private static final List<DeleteRule> RULES = List.of(DeleteRule.CASCADE, DeleteRule.SET_NULL, DeleteRule.SET_DEFAULT);

    private final Random random = new Random();
    private Database database;

    private boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    private int number() {
        return random.nextInt(7);
    }

    private String table() {
        return "t" + random.nextInt(TABLES);
    }

    /** Tables that reference each other by every rule, with a second key by which rows may be in each other's way. */
    private List<String> schema() {
        List<String> statements = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < TABLES; i++) {
            String replaces = database == Database.SQLITE && one(3) ? " ON CONFLICT REPLACE" : "";
            StringBuilder inline = new StringBuilder();
            for (String column : List.of("a", "b")) {
                if (!one(4)) {
                    String rule = Key.sql(RULES.get(random.nextInt(RULES.size())));
                    String key = " FOREIGN KEY (" + column + ") REFERENCES " + table() + " (id) ON DELETE " + rule;
                    keys.add("ALTER TABLE t" + i + " ADD CONSTRAINT k" + i + column + key);
                    inline.append(',').append(key);
                }
            }
            statements.add("CREATE TABLE t" + i + " (id INTEGER PRIMARY KEY, u INTEGER UNIQUE" + replaces
                    + (database == Database.HSQLDB ? ", a INTEGER DEFAULT NULL, b INTEGER DEFAULT NULL" : ", a INTEGER, b INTEGER") + (database == Database.SQLITE ? inline : "") + ")");
        }
        if (database != Database.SQLITE) {
            statements.addAll(keys);
        }
        return statements;
    }

    /** They come after the rows. */
    private List<String> triggers() {
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < TABLES; i++) {
            if (database == Database.SQLITE && one(4)) {
                String event = one(2) ? "INSERT" : "UPDATE OF b";
                String body = List.of(
                        "REPLACE INTO " + table() + " VALUES (NEW.id, NEW.u, NULL, NULL)",
                        "INSERT INTO " + table() + " VALUES (NEW.id + 10, NEW.u, NULL, NULL)",
                        "UPDATE OR REPLACE " + table() + " SET u = NEW.u WHERE id = NEW.id",
                        "UPDATE " + table() + " SET b = NULL WHERE id = NEW.id").get(random.nextInt(4));
                statements.add("CREATE TRIGGER g" + i + " AFTER " + event + " ON t" + i + " BEGIN " + body + "; END");
            }
        }
        return statements;
    }

    private List<String> rows() {
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < TABLES; i++) {
            statements.add("INSERT INTO t" + i + " VALUES (0, 0, NULL, NULL), (1, 1, NULL, NULL), (2, 2, NULL, NULL), "
                    + "(3, 3, NULL, NULL), (4, NULL, NULL, NULL)");
        }
        for (int i = 0; i < TABLES; i++) {
            for (int id = 0; id < 5; id++) {
                statements.add("UPDATE t" + i + " SET a = " + random.nextInt(5) + (one(2) ? ", b = " + random.nextInt(5) : "")
                        + " WHERE id = " + id);
            }
        }
        return statements;
    }

    private String values() {
        return "(" + number() + ", " + (one(3) ? "NULL" : number()) + ", NULL, " + (one(2) ? "NULL" : random.nextInt(5)) + ")";
    }

    private String statement() {
        String t = table();
        List<String> all = new ArrayList<>(List.of(
                "INSERT INTO " + t + " VALUES " + values(),
                "UPDATE " + t + " SET u = " + number() + " WHERE id = " + number(),
                "UPDATE " + t + " SET b = " + number() + " WHERE id < 3",
                "UPDATE " + t + " SET id = " + number() + " WHERE id = " + number()));
        switch (database) {
            case SQLITE -> all.addAll(List.of(
                    "REPLACE INTO " + t + " VALUES " + values(),
                    "INSERT OR REPLACE INTO " + t + " SELECT id, u, a, b FROM " + table() + " WHERE id = " + number(),
                    "WITH w AS (SELECT " + number() + " AS n) REPLACE INTO main." + t + " (id, u) SELECT n, n FROM w",
                    "UPDATE OR REPLACE " + t + " SET u = " + number() + " WHERE id = " + number(),
                    "UPDATE OR REPLACE " + t + " SET id = id + 1 WHERE id = " + number(),
                    "INSERT INTO " + t + " VALUES " + values() + " ON CONFLICT (id) DO UPDATE SET u = excluded.u",
                    "INSERT OR IGNORE INTO " + t + " VALUES " + values(),
                    "DROP TABLE IF EXISTS x" + number(),
                    "CREATE TABLE x" + number() + " AS SELECT * FROM " + t,
                    one(6) ? "DROP TABLE " + t : "SELECT 1",
                    one(6) ? "ALTER TABLE " + t + " RENAME TO r" + number() : "VACUUM"));
            case POSTGRESQL -> all.addAll(List.of(
                    "INSERT INTO " + t + " VALUES " + values() + " ON CONFLICT (id) DO UPDATE SET u = excluded.u",
                    "MERGE INTO " + t + " USING (VALUES (" + number() + ")) AS v (n) ON id = n WHEN MATCHED THEN UPDATE SET b = NULL"
                            + " WHEN NOT MATCHED THEN INSERT (id) VALUES (n)",
                    one(4) ? "TRUNCATE " + t : "TRUNCATE t0, t1, t2, t3, t4",
                    "DROP TABLE " + t,
                    "SET session_replication_role = replica; DELETE FROM " + t + " WHERE id = " + number(),
                    "CREATE TABLE x" + number() + " AS SELECT * FROM " + t));
            case HSQLDB -> all.addAll(List.of(
                    "MERGE INTO " + t + " USING (VALUES (" + number() + ")) AS v (n) ON id = n WHEN MATCHED THEN UPDATE SET b = NULL"
                            + " WHEN NOT MATCHED THEN INSERT (id) VALUES (n)",
                    "TRUNCATE TABLE " + t + (one(2) ? " AND COMMIT NO CHECK" : ""),
                    "DROP TABLE " + t,
                    "CREATE TABLE x" + number() + " AS (SELECT * FROM " + t + ") WITH DATA"));
            default -> all.addAll(List.of(
                    "REPLACE INTO " + t + " VALUES " + values(),
                    "INSERT INTO " + t + " VALUES " + values() + " ON DUPLICATE KEY UPDATE u = VALUES(u)",
                    "UPDATE IGNORE " + t + " SET u = " + number() + " WHERE id = " + number(),
                    "TRUNCATE TABLE " + t,
                    "DROP TABLE " + t,
                    "SET foreign_key_checks = 0; DELETE FROM " + t + " WHERE id = " + number(),
                    "SET foreign_key_checks = 0; REPLACE INTO " + t + " VALUES " + values(),
                    "CREATE TABLE x" + number() + " AS SELECT * FROM " + t));
        }
        return all.get(random.nextInt(all.size()));
    }

    private String content(Connection connection) throws SQLException {
        StringBuilder content = new StringBuilder();
        try (Statement statement = connection.createStatement()) {
            for (int i = 0; i < TABLES; i++) {
                List<String> rows = new ArrayList<>();
                try (ResultSet row = statement.executeQuery("SELECT * FROM t" + i)) {
                    while (row.next()) {
                        rows.add("(" + row.getString(1) + "," + row.getString(2) + "," + row.getString(3) + ","
                                + row.getString(4) + ")");
                    }
                } catch (SQLException e) {
                    rows.add("none");
                }
                Collections.sort(rows);
                content.append('t').append(i).append(rows).append('\n');
            }
        }
        return content.toString();
    }

    /** A statement; what switches keys off for it is before a semicolon, and is taken back. */
    private void execute(Connection connection, String sql, boolean prepared) throws SQLException {
        int semicolon = sql.indexOf(';');
        String off = semicolon < 0 ? null : sql.substring(0, semicolon);
        String own = sql.substring(semicolon + 1).strip();
        try (Statement statement = connection.createStatement()) {
            if (off != null) {
                statement.execute(off);
            }
            try {
                if (prepared) {
                    try (PreparedStatement made = connection.prepareStatement(own)) {
                        made.execute();
                    }
                } else {
                    statement.execute(own);
                }
            } finally {
                if (off != null) {
                    statement.execute(off.replace("= 0", "= 1").replace("= replica", "= origin"));
                }
            }
        }
    }

    private static void build(Space space, List<String> statements) throws SQLException {
        for (String sql : statements) {
            space.run(sql);
        }
    }

    private void run(int seed) throws SQLException {
        random.setSeed(seed);
        List<String> statements = schema();
        List<String> rows = rows();
        rows.addAll(triggers());
        // Elsewhere it would carry out what is switched off: emulate is always us.
        Map<String, String> options = database == Database.SQLITE && one(4) ? Map.of("cascade.strategy", "emulate") : Map.of();
        try (Space space = Space.create(database); Space twin = Space.create(database)) {
            build(space, statements);
            build(twin, statements);
            build(space, rows);
            build(twin, rows);
            List<String> history = new ArrayList<>();
            int done = 0;
            try (Connection ours = Ours.over(space.dataSource(), options).getConnection();
                    Connection plain = twin.dataSource().getConnection()) {
                for (int i = 0; i < STATEMENTS; i++) {
                    String sql = statement();
                    boolean prepared = one(3) && !sql.startsWith("VACUUM");
                    String before = content(ours);
                    history.add(sql);
                    String replay = "-Dother.seed=" + seed + " -Dother.count=1 on " + database + " " + options + "\n"
                            + String.join(";\n", statements) + ";\n" + String.join(";\n", rows) + ";\n-- then\n"
                            + String.join(";\n", history);
                    try {
                        execute(ours, sql, prepared);
                    } catch (SQLException e) {
                        history.remove(history.size() - 1);
                        assertThat(content(ours)).as("everything is kept: %s, %s", e.getMessage(), replay).isEqualTo(before);
                        continue;
                    }
                    try {
                        execute(plain, sql, prepared);
                    } catch (SQLException e) {
                        fail("the plain driver fails: " + e.getMessage() + ", " + replay, e);
                    }
                    done++;
                    assertThat(content(ours)).as(replay).isEqualTo(content(plain));
                }
            }
            assertThat(done).as("statements that were executed, seed %s", seed).isGreaterThan(STATEMENTS / 8);
        }
    }

    @OnDatabases(h2 = true)
    void areAsOnThePlainDriver(Database on) throws SQLException {
        Assumptions.assumeTrue(ONLY == null || on.name().equals(ONLY));
        database = on;
        for (int seed = FIRST; seed < FIRST + SCHEMAS; seed++) {
            run(seed);
        }
    }
}
