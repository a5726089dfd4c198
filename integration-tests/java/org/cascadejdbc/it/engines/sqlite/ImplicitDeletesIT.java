package org.cascadejdbc.it.engines.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * SQLite, whose pragma we switch on: DROP TABLE and REPLACE would delete what references the rows that go, which the plain
 * driver keeps. Such a statement is refused; one that reaches no such row does what it does on the plain driver, the twin.
 */
class ImplicitDeletesIT {
    private static final List<String> SCHEMA = List.of(
            "CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT UNIQUE, boss INTEGER REFERENCES customer ON DELETE CASCADE)",
            "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customer ON DELETE CASCADE)",
            "CREATE TABLE note (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customer ON DELETE SET NULL)",
            "CREATE TABLE pref (id INTEGER PRIMARY KEY, customer TEXT DEFAULT 'dan' REFERENCES customer (name) ON DELETE SET DEFAULT)",
            "CREATE TABLE item (id INTEGER PRIMARY KEY, order_id INTEGER REFERENCES orders ON DELETE CASCADE)",
            "CREATE TABLE lone (id INTEGER PRIMARY KEY, name TEXT)",
            "CREATE TABLE swap (id INTEGER PRIMARY KEY, code TEXT UNIQUE ON CONFLICT REPLACE)",
            "CREATE TABLE swap_child (id INTEGER PRIMARY KEY, swap_id INTEGER REFERENCES swap ON DELETE CASCADE)",
            "CREATE TABLE intake (id INTEGER PRIMARY KEY, name TEXT)",
            "CREATE TRIGGER intake_added AFTER INSERT ON intake BEGIN REPLACE INTO customer (id, name) VALUES (NEW.id, NEW.name); END",
            "CREATE TABLE gate (id INTEGER PRIMARY KEY, name TEXT)",
            "CREATE TRIGGER gate_added AFTER INSERT ON gate BEGIN INSERT INTO intake VALUES (NEW.id, NEW.name); END",
            "CREATE VIEW door AS SELECT id, name FROM customer",
            "CREATE TRIGGER door_added INSTEAD OF INSERT ON door BEGIN INSERT INTO gate VALUES (NEW.id, NEW.name); END",
            "CREATE TABLE audit (n INTEGER)",
            "CREATE TRIGGER audited AFTER INSERT ON lone BEGIN INSERT INTO audit VALUES (1); END",
            "INSERT INTO customer VALUES (1, 'ada', NULL), (2, 'bob', NULL), (3, 'cyd', 2), (4, 'dan', NULL)",
            "INSERT INTO orders VALUES (1, 1), (2, 2), (3, 1)",
            "INSERT INTO note VALUES (1, 1), (2, NULL)",
            "INSERT INTO pref VALUES (1, 'ada'), (2, 'bob')",
            "INSERT INTO item VALUES (1, 1), (2, 2)",
            "INSERT INTO lone VALUES (1, 'x')",
            "INSERT INTO swap VALUES (1, 'a'), (2, 'b'), (3, 'c')",
            "INSERT INTO swap_child VALUES (1, 1)");
    private static final List<String> TABLES = List.of("customer", "orders", "note", "pref", "item", "lone", "swap",
            "swap_child", "intake", "gate", "audit");

    /** How a statement is executed. */
    private enum How {
        UPDATE,
        LARGE_UPDATE,
        EXECUTE,
        GENERATED_KEYS,
        PREPARED,
        PREPARED_EXECUTE,
        BATCH,
        PREPARED_BATCH;

        long run(Connection connection, String sql) throws SQLException {
            boolean prepared = name().startsWith("PREPARED");
            try (Statement statement = prepared ? connection.prepareStatement(sql) : connection.createStatement()) {
                PreparedStatement own = prepared ? (PreparedStatement) statement : null;
                return switch (this) {
                    case UPDATE -> statement.executeUpdate(sql);
                    case LARGE_UPDATE -> statement.executeLargeUpdate(sql);
                    case EXECUTE -> {
                        statement.execute(sql);
                        yield statement.getUpdateCount();
                    }
                    case GENERATED_KEYS -> statement.executeUpdate(sql, Statement.RETURN_GENERATED_KEYS);
                    case PREPARED -> own.executeUpdate();
                    case PREPARED_EXECUTE -> {
                        own.execute();
                        yield own.getUpdateCount();
                    }
                    case BATCH -> {
                        statement.addBatch("INSERT INTO audit VALUES (7)");
                        statement.addBatch(sql);
                        yield Arrays.stream(statement.executeBatch()).sum();
                    }
                    case PREPARED_BATCH -> {
                        own.addBatch();
                        yield Arrays.stream(own.executeBatch()).sum();
                    }
                };
            }
        }
    }

    private static Space space() throws SQLException {
        Space space = Space.create(Database.SQLITE);
        for (String sql : SCHEMA) {
            space.run(sql);
        }
        return space;
    }

    private static String content(Connection connection) throws SQLException {
        StringBuilder content = new StringBuilder();
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                List<String> rows = new ArrayList<>();
                try (ResultSet row = statement.executeQuery("SELECT * FROM " + table + " ORDER BY 1")) {
                    while (row.next()) {
                        StringBuilder text = new StringBuilder();
                        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                            text.append(i == 1 ? "" : ",").append(row.getString(i));
                        }
                        rows.add(text.toString());
                    }
                } catch (SQLException e) {
                    rows.add("dropped");
                }
                content.append(table).append(rows).append('\n');
            }
        }
        return content.toString();
    }

    /** What it did: count and rows, or the refusal. */
    private static String outcome(DataSource dataSource, String sql, How how, boolean transaction) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(!transaction);
            String result;
            try {
                result = how.run(connection, sql) + "\n";
            } catch (SQLException e) {
                assertThat(e.getMessage()).as(sql).contains("PRAGMA foreign_keys = OFF", "cascade.sqliteForeignKeys=keep");
                if (how != How.BATCH && how != How.PREPARED_BATCH) {
                    assertThat((Throwable) e).as(sql).isInstanceOf(SQLIntegrityConstraintViolationException.class);
                }
                result = "refused\n";
            }
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT count(*) FROM temp.sqlite_master")) {
                assertThat(row.getInt(1)).as("nothing is left behind").isZero();
            }
            if (transaction) {
                connection.commit();
                connection.setAutoCommit(true);
            }
            return result + content(connection);
        }
    }

    private static void assertKept(String sql, How how, boolean transaction) throws SQLException {
        try (Space space = space()) {
            String before;
            try (Connection plain = space.dataSource().getConnection()) {
                before = content(plain);
            }
            String batched = how == How.BATCH ? before.replace("audit[1]", "audit[1, 7]") : before;
            assertThat(outcome(Ours.over(space.dataSource(), Map.of()), sql, how, transaction))
                    .as("%s by %s", sql, how)
                    .isEqualTo("refused\n" + batched);
        }
    }

    private static void assertAsPlain(String sql, How how, boolean transaction) throws SQLException {
        try (Space twin = space(); Space space = space()) {
            assertThat(outcome(Ours.over(space.dataSource(), Map.of()), sql, how, transaction))
                    .as("%s by %s", sql, how)
                    .isEqualTo(outcome(twin.dataSource(), sql, how, transaction));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWouldTakeOtherRowsIsRefused(How how) throws SQLException {
        for (boolean transaction : new boolean[] {false, true}) {
            for (String sql : List.of(
                    "DROP TABLE customer",
                    "/* c */ drop table if exists main.\"customer\" -- x",
                    "INSERT OR REPLACE INTO customer VALUES (1, 'eve', NULL)",
                    "REPLACE INTO customer (id, name) VALUES (9, 'new'), (2, 'eve')",
                    "REPLACE INTO 'customer' (name) VALUES ('ada')",
                    "REPLACE INTO customer SELECT id, name || '!', NULL FROM customer",
                    "WITH v (a) AS (VALUES (1)) INSERT OR REPLACE INTO customer SELECT a, 'x', NULL FROM v",
                    "UPDATE OR REPLACE customer SET name = 'ada' WHERE id = 4",
                    "UPDATE OR REPLACE customer SET id = 2 WHERE id = 4",
                    "INSERT INTO swap VALUES (9, 'a')",
                    "INSERT INTO swap VALUES (9, 'a') ON CONFLICT (id) DO NOTHING",
                    "UPDATE swap SET code = 'a' WHERE id = 2",
                    "INSERT INTO intake VALUES (1, 'eve')",
                    "INSERT INTO gate VALUES (1, 'eve')",
                    "INSERT INTO door VALUES (1, 'eve')",
                    "DROP TABLE swap")) {
                assertKept(sql, how, transaction);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTakesNoOtherRowPasses(How how) throws SQLException {
        for (boolean transaction : new boolean[] {false, true}) {
            for (String sql : List.of(
                    "DROP TABLE item",
                    "DROP TABLE IF EXISTS missing",
                    "INSERT OR REPLACE INTO customer VALUES (4, 'eve', NULL)",
                    "REPLACE INTO customer VALUES (7, 'eve', 1), (3, 'sid', 1)",
                    "REPLACE INTO item VALUES (1, 3)",
                    "REPLACE INTO lone VALUES (1, 'y')",
                    "REPLACE INTO lone VALUES (2, replace('y', 'y', 'z'))",
                    "UPDATE OR REPLACE customer SET name = 'dan' WHERE id = 3",
                    "UPDATE OR REPLACE customer SET boss = NULL",
                    "UPDATE OR REPLACE orders SET customer_id = NULL WHERE id = 3",
                    "INSERT INTO customer VALUES (1, 'eve', NULL) ON CONFLICT (id) DO UPDATE SET name = 'eva' WHERE id = 4",
                    "INSERT INTO swap VALUES (9, 'b')",
                    "UPDATE swap SET code = 'c' WHERE id = 2",
                    "INSERT INTO intake VALUES (4, 'eve')",
                    "INSERT INTO door VALUES (8, 'eve')",
                    "INSERT INTO lone VALUES (3, 'replace')",
                    "ALTER TABLE customer RENAME TO client",
                    "ALTER TABLE lone DROP COLUMN name",
                    "DROP TABLE lone",
                    "CREATE TABLE replaced AS SELECT * FROM customer")) {
                assertAsPlain(sql, how, transaction);
            }
        }
    }

    private static final String REBUILD = "CREATE TABLE customer_new (id INTEGER PRIMARY KEY, name TEXT, boss INTEGER);"
            + "INSERT INTO customer_new SELECT id, name, boss FROM customer; DROP TABLE customer;"
            + "ALTER TABLE customer_new RENAME TO customer";

    /** Without what would be in the way of the plain driver, too: triggers and views of the table. */
    private static Space rebuildable() throws SQLException {
        Space space = space();
        space.run("DROP VIEW door; DROP TRIGGER intake_added");
        return space;
    }

    private static void rebuild(Connection connection, boolean atOnce) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : atOnce ? List.of(REBUILD) : List.of(REBUILD.split(";", -1))) {
                statement.executeUpdate(sql);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', false", "'', true", "cascade.protect=orders, false", "cascade.maxRows=1, false", "cascade.strategy=emulate, false",
        "cascade.unrecognized=pass, true"
    })
    void aTableIsRebuiltWithTheWayOut(String option, boolean atOnce) throws SQLException {
        try (Space space = rebuildable()) {
            Map<String, String> options = option.isEmpty() ? Map.of() : Map.of(option.split("=", -1)[0], option.split("=", -1)[1]);
            DataSource ours = Ours.over(space.dataSource(), options);
            String before;
            try (Connection connection = ours.getConnection()) {
                before = content(connection);
                connection.setAutoCommit(false);
                execute(connection, "PRAGMA foreign_keys = OFF"); // which SQLite ignores here
                assertThatThrownBy(() -> rebuild(connection, atOnce))
                        .isInstanceOf(SQLIntegrityConstraintViolationException.class)
                        .hasMessageContaining("rows of main.");
                connection.rollback();
                assertThat(content(connection)).isEqualTo(before);
                connection.setAutoCommit(true);
                execute(connection, "PRAGMA foreign_keys = OFF");
                connection.setAutoCommit(false);
                rebuild(connection, atOnce);
                connection.commit();
                connection.setAutoCommit(true);
                assertThat(content(connection)).isEqualTo(before);
                execute(connection, "DELETE FROM orders WHERE id = 2"); // it stays off
                assertThat(content(connection)).contains(option.endsWith("emulate") ? "item[1,1]" : "item[1,1, 2,2]");
                assertThat(execute(connection, "PRAGMA foreign_keys")).isEqualTo("0");
            }
            DataSource keep = Ours.over(space.dataSource(), Map.of("cascade.sqliteForeignKeys", "keep"));
            try (Connection connection = keep.getConnection()) {
                rebuild(connection, atOnce);
                assertThat(content(connection)).contains("note[1,1, 2,null]");
            }
        }
    }

    private static String execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                try (ResultSet row = statement.getResultSet()) {
                    return row.next() ? row.getString(1) : null;
                }
            }
            return null;
        }
    }

    /** As SQLite's own documentation has it (lang_altertable.html, 7), in one text. */
    @Test
    void theWholeProcedureIsOneText() throws SQLException {
        try (Space space = rebuildable(); Connection connection = Ours.over(space.dataSource(), Map.of()).getConnection();
                Statement statement = connection.createStatement()) {
            String before = content(connection);
            statement.executeUpdate("PRAGMA foreign_keys = OFF; BEGIN;" + REBUILD + "; COMMIT; PRAGMA foreign_keys = ON");
            assertThat(content(connection)).isEqualTo(before);
            assertThat(execute(connection, "PRAGMA foreign_keys")).isEqualTo("1");
        }
    }

    /** A text that fails within the transaction which it began; and what a rollback brings back is not in the way. */
    @Test
    void aTextThatFailsHalfWay() throws SQLException {
        try (Space space = space(); Connection connection = Ours.over(space.dataSource(), Map.of()).getConnection();
                Statement statement = connection.createStatement();
                PreparedStatement delete = connection.prepareStatement("DELETE FROM customer WHERE id = ?")) {
            delete.setInt(1, 77);
            delete.executeUpdate();
            delete.executeUpdate();
            String before = content(connection);
            assertThatThrownBy(() -> statement.executeUpdate("BEGIN; UPDATE lone SET name = 'z'; REPLACE INTO customer (id) VALUES (1)"))
                    .hasMessageContaining("REPLACE");
            statement.executeUpdate("ROLLBACK");
            assertThat(content(connection)).isEqualTo(before);
            delete.setInt(1, 1);
            delete.executeUpdate();
            assertThat(content(connection)).contains("orders[2,2]");
        }
    }

    @Test
    void aRollbackInTheTextCannotTakeTheGuardAway() throws SQLException {
        try (Space space = space(); Connection connection = Ours.over(space.dataSource(), Map.of()).getConnection();
                Statement statement = connection.createStatement()) {
            String before = content(connection);
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> statement.executeUpdate("ROLLBACK; BEGIN; REPLACE INTO customer (id) VALUES (1)"))
                    .isInstanceOf(SQLException.class);
            connection.rollback();
            assertThat(content(connection)).isEqualTo(before);
        }
    }

    @Test
    void returningGivesItsRows() throws SQLException {
        for (boolean transaction : new boolean[] {false, true}) {
            try (Space space = space(); Connection connection = Ours.over(space.dataSource(), Map.of()).getConnection();
                    PreparedStatement replace = connection.prepareStatement(
                            "INSERT OR REPLACE INTO customer VALUES (?, ?, NULL), (14, 'm', NULL) RETURNING id, name")) {
                connection.setAutoCommit(!transaction);
                replace.setInt(1, 4);
                replace.setString(2, "zoe");
                try (ResultSet rows = replace.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getString(2)).isEqualTo("zoe");
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).isEqualTo(14);
                }
                String before = content(connection);
                replace.setInt(1, 1);
                assertThatThrownBy(replace::executeQuery).isInstanceOf(SQLIntegrityConstraintViolationException.class);
                assertThat(content(connection)).isEqualTo(before);
                if (transaction) {
                    connection.commit();
                }
            }
        }
    }

    /** In autocommit what comes before the entry that is refused stays, as after any error. */
    @Test
    void aPreparedBatchEndsAtTheEntryThatIsRefused() throws SQLException {
        try (Space space = space(); Connection connection = Ours.over(space.dataSource(), Map.of()).getConnection();
                PreparedStatement replace = connection.prepareStatement("REPLACE INTO customer VALUES (?, ?, NULL)")) {
            for (int id : new int[] {20, 4, 1, 21}) {
                replace.setInt(1, id);
                replace.setString(2, "n" + id);
                replace.addBatch();
            }
            assertThatThrownBy(replace::executeBatch).hasMessageContaining("ON CONFLICT DO UPDATE");
            assertThat(content(connection))
                    .contains("customer[1,ada,null, 2,bob,null, 3,cyd,2, 4,n4,null, 20,n20,null]", "orders[1,1, 2,2, 3,1]");
        }
    }

    /** Whoever has asked for the pragma has asked for what it does: SQLite's own answer. */
    @ParameterizedTest
    @ValueSource(strings = {"url", "config", "pragma", "pool"})
    void whoAskedForThePragmaGetsIt(String way) throws SQLException {
        try (Space space = space(); HikariDataSource pool = new HikariDataSource()) {
            SQLiteConfig config = new SQLiteConfig();
            config.enforceForeignKeys(true);
            SQLiteDataSource configured = new SQLiteDataSource(config);
            configured.setUrl(space.url());
            pool.setJdbcUrl(space.url());
            pool.setMaximumPoolSize(1);
            if (way.equals("pool")) {
                pool.setConnectionInitSql("PRAGMA foreign_keys = ON");
            }
            DataSource delegate = switch (way) {
                case "url" -> space.enforcing();
                case "config" -> configured;
                case "pool" -> pool;
                default -> space.dataSource();
            };
            try (Connection connection = CascadeDataSource.wrap(delegate).getConnection()) {
                if (way.equals("pragma")) {
                    execute(connection, "PRAGMA foreign_keys = true");
                }
                execute(connection, "REPLACE INTO customer VALUES (1, 'eve', NULL)");
                assertThat(content(connection)).contains("orders[2,2]", "note[1,null, 2,null]");
            }
        }
    }

    /** The pool hands the same connection out again, on which it was we who switched the pragma on; also another of ours. */
    @Test
    void insideAPoolThePragmaStaysOurs() throws SQLException {
        try (Space space = space(); HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(space.url());
            pool.setMaximumPoolSize(1);
            for (int i = 0; i < 3; i++) {
                try (Connection connection = CascadeDataSource.wrap(pool).getConnection()) {
                    connection.setAutoCommit(i != 1);
                    assertThatThrownBy(() -> execute(connection, "REPLACE INTO customer VALUES (1, 'eve', NULL)"))
                            .isInstanceOf(SQLIntegrityConstraintViolationException.class);
                    assertThat(content(connection)).contains("orders[1,1, 2,2, 3,1]");
                }
            }
        }
    }

    /** A key that refuses keeps everything, with the way out in the error. */
    @Test
    void aDropThatAKeyRefusesTellsTheWayOut() throws SQLException {
        try (Space space = Space.create(Database.SQLITE)) {
            space.run("CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p INTEGER REFERENCES p)");
            space.run("INSERT INTO p VALUES (1); INSERT INTO c VALUES (1)");
            try (Connection connection = Ours.over(space.dataSource(), Map.of()).getConnection()) {
                assertThatThrownBy(() -> execute(connection, "DROP TABLE p"))
                        .isInstanceOf(SQLIntegrityConstraintViolationException.class)
                        .hasMessageContaining("PRAGMA foreign_keys = OFF");
            }
        }
    }

    /** What comes to be after the connection was opened, through it, is seen. */
    @Test
    void definitionsThatComeLaterCount() throws SQLException {
        try (Space space = Space.create(Database.SQLITE);
                Connection connection = Ours.over(space.dataSource(), Map.of()).getConnection()) {
            execute(connection, "CREATE TABLE p (id INTEGER PRIMARY KEY, u UNIQUE ON CONFLICT REPLACE)");
            execute(connection, "CREATE TABLE c (p INTEGER REFERENCES p ON DELETE CASCADE)");
            execute(connection, "INSERT INTO p VALUES (1, 'a')");
            execute(connection, "INSERT INTO c VALUES (1)");
            assertThatThrownBy(() -> execute(connection, "INSERT INTO p VALUES (2, 'a')"))
                    .isInstanceOf(SQLIntegrityConstraintViolationException.class);
            execute(connection, "CREATE TEMP TABLE w (n)");
            PreparedStatement before = connection.prepareStatement("INSERT INTO w VALUES (?)");
            execute(connection, "CREATE TEMP TRIGGER wt AFTER INSERT ON w BEGIN REPLACE INTO p VALUES (NEW.n, 'z'); END");
            execute(connection, "INSERT INTO w VALUES (5)");
            assertThatThrownBy(() -> execute(connection, "INSERT INTO w VALUES (1)"))
                    .isInstanceOf(SQLIntegrityConstraintViolationException.class);
            before.setInt(1, 1);
            assertThatThrownBy(before::executeUpdate).isInstanceOf(SQLIntegrityConstraintViolationException.class);
            before.setInt(1, 6);
            before.addBatch();
            before.setInt(1, 1);
            before.addBatch();
            assertThatThrownBy(before::executeBatch).hasMessageContaining("so nothing was done");
            before.close();
            assertThat(execute(connection, "SELECT count(*) FROM c")).isEqualTo("1");
        }
    }

    /** A migration drops and makes tables before those are there that the relations name. */
    @Test
    void relationsThatDoNotFitYetAreNothingToAMigration() throws SQLException {
        try (Space space = Space.create(Database.SQLITE)) {
            space.run("CREATE TABLE old (id INTEGER PRIMARY KEY)");
            try (Connection connection = Ours.withRelationsFile(space.dataSource(), Map.of(), List.of(
                                    "ALTER TABLE missing ADD FOREIGN KEY (p) REFERENCES nowhere (id) ON DELETE CASCADE"))
                            .getConnection();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("DROP TABLE old");
                statement.executeUpdate("CREATE TABLE t (id INTEGER PRIMARY KEY ON CONFLICT REPLACE)");
                assertThat(statement.executeUpdate("INSERT INTO t VALUES (1)")).isEqualTo(1);
            }
        }
    }
}
