package org.cascadejdbc.it.engines.hsqldb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.CheckReport;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.UrlDataSource;
import org.hsqldb.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What HSQLDB does otherwise than others, and what of it is told in src/docs/hsqldb.md. */
class HsqldbIT {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String[] FAMILY = {
        "CREATE TABLE p (id INT PRIMARY KEY)", "CREATE TABLE c (id INT PRIMARY KEY, p INT)", "INSERT INTO p VALUES 1, 2",
        "INSERT INTO c VALUES (1, 1), (2, 2)"
    };
    private static final String KEY = "ALTER TABLE c ADD CONSTRAINT k FOREIGN KEY (p) REFERENCES p (id) ON DELETE ";
    private static final String TWICE_CHANGED = "27000";

    private String url;
    /** Keeps the database, and is the plain driver's. */
    private Connection plain;

    @BeforeAll
    static void leaveTheLoggingAlone() {
        System.setProperty("hsqldb.reconfig_logging", "false");
    }

    @BeforeEach
    void open() throws SQLException {
        open("");
    }

    private void open(String settings) throws SQLException {
        url = "jdbc:hsqldb:mem:hsqldbit" + NUMBER.incrementAndGet() + settings;
        plain = DriverManager.getConnection(url);
    }

    @AfterEach
    void close() throws SQLException {
        run(plain, "SHUTDOWN");
        plain.close();
    }

    private CascadeDataSource ours() {
        return CascadeDataSource.wrap(new UrlDataSource(url));
    }

    private CascadeDataSource cascading(String child, String column, String parent) {
        return CascadeDataSource.builder(new UrlDataSource(url))
                .foreignKey(child, column).references(parent, "id").onDelete(DeleteRule.CASCADE).build();
    }

    /** A session's limit of rows is none of the catalog's, nor of what stands in the way of a DELETE. */
    @Test
    void maxRowsHideNothing() throws SQLException {
        run(plain, FAMILY);
        run(plain, "CREATE TABLE r (id INT PRIMARY KEY, p INT)", "INSERT INTO r VALUES (1, 2)");
        try (Connection connection = CascadeDataSource.builder(new UrlDataSource(url))
                .foreignKey("c", "p").references("p", "id").onDelete(DeleteRule.CASCADE)
                .foreignKey("r", "p").references("p", "id").onDelete(DeleteRule.RESTRICT)
                .build().getConnection()) {
            run(connection, "SET MAXROWS 1");
            assertThat(run(connection, "DELETE FROM p WHERE id = 1")).isOne();
            assertThatThrownBy(() -> run(connection, "DELETE FROM p WHERE id = 2")).isInstanceOf(SQLIntegrityConstraintViolationException.class);
        }
        assertThat(count("p") + count("c")).isEqualTo(2);
    }

    /** A query finds no row by an index of them, though a native key does. */
    @ParameterizedTest
    @CsvSource({"INTERVAL DAY TO SECOND, '1 00:00:00', true", "INTERVAL HOUR, '5', true", "INTERVAL YEAR TO MONTH, '1-02', false"})
    void intervalsOfDaysAreRefused(String type, String value, boolean refused) throws SQLException {
        String literal = "INTERVAL '" + value + "' " + type.substring(9);
        run(plain, "CREATE TABLE p (id " + type + " PRIMARY KEY)", "CREATE TABLE c (id INT PRIMARY KEY, p " + type + ")",
                "CREATE INDEX i ON c (p)", "INSERT INTO p VALUES " + literal, "INSERT INTO c VALUES (1, " + literal + ")");
        try (Connection connection = cascading("c", "p", "p").getConnection()) {
            if (refused) {
                assertThat(count("c JOIN p ON c.p = p.id")).as("what a query finds").isZero();
                assertThatThrownBy(() -> run(connection, "DELETE FROM p")).hasMessageContaining("it is an INTERVAL of days or times");
            } else {
                assertThat(run(connection, "DELETE FROM p")).isOne();
            }
        }
        assertThat(count("c")).isEqualTo(refused ? 1 : 0);
        run(plain, "ALTER TABLE c ADD FOREIGN KEY (p) REFERENCES p ON DELETE CASCADE");
        try (Connection connection = ours().getConnection()) {
            run(connection, "DELETE FROM p");
            assertThat(count("c")).as("a native key's").isZero();
        }
    }

    /** A prepared DELETE is for the table of the schema in which it was prepared, as natively. */
    @Test
    void aPreparedDeleteStaysInItsSchema() throws SQLException {
        for (String schema : new String[] {"ONE", "TWO"}) {
            run(plain, "CREATE SCHEMA " + schema, "SET SCHEMA " + schema);
            run(plain, FAMILY);
            run(plain, KEY + "NO ACTION");
        }
        try (Connection connection = CascadeDataSource.builder(new UrlDataSource(url)).noAction("cascade").build().getConnection()) {
            connection.setSchema("ONE");
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM p WHERE id = ?")) {
                delete.setInt(1, 1);
                connection.setSchema("TWO");
                assertThat(delete.executeUpdate()).isOne();
                assertThat(connection.getSchema()).isEqualTo("TWO");
                assertThat(run(connection, "DELETE FROM p WHERE id = 2")).isOne();
            }
        }
        assertThat(count("ONE.p WHERE id = 2") + count("ONE.c WHERE id = 2")).isEqualTo(2);
        assertThat(count("ONE.p") + count("ONE.c") + count("TWO.p") + count("TWO.c")).isEqualTo(4);
    }

    private static int run(Connection connection, String... statements) throws SQLException {
        int count = 0;
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                count = statement.executeUpdate(sql);
            }
        }
        return count;
    }

    private static int count(Connection connection, String from) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + from)) {
            row.next();
            return row.getInt(1);
        }
    }

    private int count(String from) throws SQLException {
        return count(plain, from);
    }

    private int orphans() throws SQLException {
        return count("c WHERE p IS NOT NULL AND p NOT IN (SELECT id FROM p)");
    }

    @Test
    void setDefaultLeavesNoOrphans() throws SQLException {
        String[] schema = {
            "CREATE TABLE p (id INT PRIMARY KEY)", "INSERT INTO p VALUES 1, 7",
            "CREATE TABLE c (id INT PRIMARY KEY, p INT DEFAULT 7 REFERENCES p ON DELETE SET DEFAULT)", "INSERT INTO c VALUES (1, 1), (2, 7)"
        };
        run(plain, schema);
        run(plain, "DELETE FROM p WHERE id = 7");
        assertThat(orphans()).as("natively").isEqualTo(1);
        close();
        open();
        run(plain, schema);
        try (Connection connection = ours().getConnection()) {
            assertThatThrownBy(() -> run(connection, "DELETE FROM p WHERE id = 7"))
                    .isInstanceOfSatisfying(SQLIntegrityConstraintViolationException.class,
                            e -> assertThat(e.getSQLState()).isEqualTo("23503"));
            assertThat(count("p")).isEqualTo(2);
            assertThat(run(connection, "DELETE FROM p WHERE id = 1")).isEqualTo(1);
            assertThat(count("c WHERE p = 7")).isEqualTo(2);
        }
    }

    private static String[] chain(boolean declared) {
        return new String[] {
            "CREATE TABLE t (id INT PRIMARY KEY, up INT" + (declared ? " REFERENCES t ON DELETE CASCADE" : "") + ")",
            "CREATE INDEX by_up ON t (up)",
            "INSERT INTO t (SELECT x, NULLIF(x - 1, 0) FROM UNNEST(SEQUENCE_ARRAY(1, 9000, 1)) AS s (x))"
        };
    }

    /** A database of its own: the error leaves a lock of HSQLDB's behind, for which other DELETEs then wait for ever. */
    @Test
    void nativelyALongChainEndsTheStack() throws SQLException {
        try (Connection alone = DriverManager.getConnection("jdbc:hsqldb:mem:hsqldbit" + NUMBER.incrementAndGet())) {
            run(alone, chain(true));
            assertThatThrownBy(() -> run(alone, "DELETE FROM t WHERE id = 1")).isInstanceOf(SQLException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLongChainGoes(boolean declared) throws SQLException {
        run(plain, chain(declared));
        try (Connection connection = (declared ? ours() : cascading("t", "up", "t")).getConnection()) {
            assertThat(run(connection, "DELETE FROM t WHERE id = 8000")).isEqualTo(1);
            assertThat(count("t")).isEqualTo(7_999);
        }
    }

    @Test
    void aRowThatIsSetDoesNotGo() throws SQLException {
        String[] schema = {
            "CREATE TABLE p (id INT PRIMARY KEY)", "CREATE TABLE c (id INT PRIMARY KEY, a INT, b INT)", "INSERT INTO p VALUES 1, 2",
            "INSERT INTO c VALUES (1, 1, 1), (2, 2, NULL)"
        };
        run(plain, schema);
        try (CascadeDataSource ours = CascadeDataSource.builder(new UrlDataSource(url))
                        .foreignKey("c", "a").references("p", "id").onDelete(DeleteRule.CASCADE)
                        .foreignKey("c", "b").references("p", "id").onDelete(DeleteRule.SET_NULL).build();
                Connection connection = ours.getConnection()) {
            assertThatThrownBy(() -> run(connection, "DELETE FROM p WHERE id = 1"))
                    .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(TWICE_CHANGED));
            assertThat(run(connection, "DELETE FROM p WHERE id = 2")).isEqualTo(1);
            run(plain, "SET DATABASE SQL TDC DELETE FALSE");
            assertThat(run(connection, "DELETE FROM p WHERE id = 1")).isEqualTo(1);
            assertThat(count("c")).isZero();
        }
        run(plain, "INSERT INTO p VALUES 1", "INSERT INTO c VALUES (1, 1, 1)", "SET DATABASE SQL TDC DELETE TRUE",
                "ALTER TABLE c ADD FOREIGN KEY (a) REFERENCES p ON DELETE CASCADE",
                "ALTER TABLE c ADD FOREIGN KEY (b) REFERENCES p ON DELETE SET NULL");
        assertThatThrownBy(() -> run(plain, "DELETE FROM p")).as("natively")
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(TWICE_CHANGED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOCKS", "MVLOCKS", "MVCC"})
    void noTransactionEndsByOurs(String model) throws SQLException {
        run(plain, FAMILY);
        run(plain, "SET DATABASE TRANSACTION CONTROL " + model);
        try (Connection connection = cascading("c", "p", "p").getConnection()) {
            connection.setAutoCommit(false);
            run(connection, "INSERT INTO p VALUES 3");
            assertThat(run(connection, "DELETE FROM p WHERE id = 1")).isEqualTo(1);
            assertThat(count(connection, "c")).isEqualTo(1);
            connection.rollback();
            assertThat(count(connection, "p")).isEqualTo(2);
            assertThat(count(connection, "c")).isEqualTo(2);
            run(connection, "SAVEPOINT mine", "DELETE FROM p WHERE id = 1", "ROLLBACK TO SAVEPOINT mine");
            connection.commit();
            assertThat(count(connection, "c")).isEqualTo(2);
            connection.setAutoCommit(true);
            assertThat(run(connection, "DELETE FROM p WHERE id = 1")).isEqualTo(1);
            assertThat(connection.getAutoCommit()).isTrue();
            run(plain, KEY + "NO ACTION", "CREATE TABLE g (c INT REFERENCES c)", "INSERT INTO g VALUES 2");
            assertThatThrownBy(() -> run(connection, "DELETE FROM p WHERE id = 2"))
                    .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23504"));
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(count("p")).isEqualTo(1);
        }
    }

    /** Where tables are locked a child comes before the cascade, or finds no parent any more: also by a virtual key. */
    @ParameterizedTest
    @ValueSource(strings = {"LOCKS", "MVLOCKS"})
    void nobodyGetsInBetween(String model) throws Exception {
        run(plain, FAMILY);
        run(plain, "SET DATABASE TRANSACTION CONTROL " + model);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Connection connection = cascading("c", "p", "p").getConnection();
                Connection writer = DriverManager.getConnection(url)) {
            connection.setAutoCommit(false);
            run(connection, "DELETE FROM p WHERE id = 1");
            Future<Integer> insert = other.submit(() -> run(writer, "INSERT INTO c (SELECT 9, id FROM p WHERE id = 1)"));
            assertThatThrownBy(() -> insert.get(300, TimeUnit.MILLISECONDS)).as("waits").isInstanceOf(Exception.class);
            connection.commit();
            assertThat(insert.get(30, TimeUnit.SECONDS)).isZero();
            assertThat(orphans()).isZero();
        } finally {
            other.shutdownNow();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "''                    | DELETE FROM p WHERE id = 1",
        "''                    | DELETE FROM \"P\" AS x WHERE x.id = 1",
        "''                    | DELETE FROM public.p x WHERE x.id = 1",
        "''                    | DELETE FROM PUBLIC.PUBLIC.P WHERE id = 1",
        "''                    | DELETE FROM p WHERE id > 0 LIMIT 1",
        ";sql.syntax_mys=true  | DELETE FROM `P` WHERE id = 1",
        ";sql.syntax_pgs=true  | DELETE FROM p WHERE id = 1",
        ";sql.syntax_ora=true  | DELETE FROM p WHERE id = 1",
        ";sql.syntax_mss=true  | DELETE FROM p WHERE id = 1",
        ";sql.syntax_db2=true  | DELETE FROM p WHERE id = 1"
    })
    void namesAndModes(String settings, String delete) throws SQLException {
        close();
        open(settings);
        run(plain, FAMILY);
        try (Connection connection = cascading("c", "p", "p").getConnection()) {
            assertThat(run(connection, delete)).isEqualTo(1);
            assertThat(orphans()).isZero();
            assertThat(count("c")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE FROM p\u00a0WHERE id = 1", "DELETE\u3000FROM p WHERE id = 1", "DELETE FROM\u2028p\u202fWHERE\u2003id\u1680= 1"})
    void blanksOfAllKinds(String delete) throws SQLException {
        run(plain, FAMILY);
        try (Connection connection = cascading("c", "p", "p").getConnection()) {
            assertThat(run(connection, delete)).isOne();
            assertThat(count("c")).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "DELETE\u0085FROM p WHERE id = 1",
        "DELETE FROM sy WHERE id = 1", "DELETE FROM v WHERE id = 1",
        "MERGE INTO p USING (VALUES (1)) AS s (x) ON id = s.x WHEN MATCHED THEN DELETE", "TRUNCATE TABLE p AND COMMIT NO CHECK"
    })
    void isRefused(String delete) throws SQLException {
        run(plain, FAMILY);
        run(plain, "CREATE SYNONYM sy FOR p", "CREATE VIEW v AS SELECT * FROM p");
        try (Connection connection = cascading("c", "p", "p").getConnection()) {
            assertThatThrownBy(() -> run(connection, delete)).isInstanceOf(SQLException.class);
            assertThat(count("p")).isEqualTo(2);
        }
    }

    /** HSQLDB looks for a carriage return first, wherever it is. */
    @Test
    void aCommentEndsWhereItEndsForHsqldb() throws SQLException {
        String delete = "DELETE FROM p -- all\n WHERE id = 1\r\n";
        run(plain, FAMILY);
        assertThat(run(plain, delete)).as("natively").isEqualTo(2);
        run(plain, "INSERT INTO p VALUES 1, 2");
        try (Connection connection = cascading("c", "p", "p").getConnection()) {
            assertThat(run(connection, delete)).isEqualTo(2);
            assertThat(count("c")).isZero();
        }
    }

    @Test
    void aTemporaryTableComesFirst() throws SQLException {
        run(plain, FAMILY);
        try (Connection connection = cascading("c", "p", "p").getConnection()) {
            run(connection, "DECLARE LOCAL TEMPORARY TABLE p (id INT) ON COMMIT PRESERVE ROWS", "INSERT INTO p VALUES 1");
            assertThat(run(connection, "DELETE FROM p WHERE id = 1")).isEqualTo(1);
            assertThat(count("p")).isEqualTo(2);
            assertThat(count("c")).isEqualTo(2);
            assertThat(run(connection, "DELETE FROM public.p WHERE id = 1")).isEqualTo(1);
            assertThat(count("c")).isEqualTo(1);
            run(connection, "DROP TABLE session.p");
            assertThat(run(connection, "DELETE FROM p")).isEqualTo(1);
            assertThat(count("c")).isZero();
        }
    }

    /** Rows are known by whatever identifies them; a table without that stands at the end of a chain. */
    @Test
    void keysOfAllTypes() throws SQLException {
        run(plain, "CREATE COLLATION names FOR INFORMATION_SCHEMA.SQL_TEXT FROM \"German\"", "CREATE TYPE money AS DECIMAL(8, 2)",
                "CREATE TABLE p (id VARCHAR(9) COLLATE \"German\", t TIMESTAMP(3) WITH TIME ZONE, b BOOLEAN, PRIMARY KEY (id, t, b))",
                "CREATE TABLE c (u UUID, v VARBINARY(4), m money, i INTERVAL DAY(4), p VARCHAR(9) COLLATE \"German\", PRIMARY KEY (v, u, m, i))",
                "CREATE TABLE g (x UUID, y VARBINARY(4))",
                "INSERT INTO p VALUES ('a', TIMESTAMP'2024-01-01 00:00:00+1:00', TRUE), ('\u00e4', TIMESTAMP'2024-01-01 00:00:00+2:00', FALSE)",
                "INSERT INTO c VALUES (UUID(), X'01', 1.50, INTERVAL '3' DAY, 'a'), (UUID(), X'02', 2.50, INTERVAL '30' DAY, '\u00e4')",
                "INSERT INTO g (SELECT u, v FROM c)", "INSERT INTO g (SELECT u, v FROM c)");
        try (CascadeDataSource ours = CascadeDataSource.builder(new UrlDataSource(url))
                        .foreignKey("c", "p").references("p", "id").onDelete(DeleteRule.CASCADE)
                        .foreignKey("g", "x", "y").references("c", "u", "v").onDelete(DeleteRule.CASCADE).build();
                Connection connection = ours.getConnection();
                PreparedStatement delete = connection.prepareStatement("DELETE FROM p WHERE id = ?")) {
            delete.setString(1, "a");
            assertThat(delete.executeUpdate()).isEqualTo(1);
            assertThat(count("c")).isEqualTo(1);
            assertThat(count("g")).isEqualTo(2);
            run(connection, "ALTER SESSION RESET ALL");
            delete.setString(1, "\u00e4");
            assertThat(delete.executeUpdate()).isEqualTo(1);
            assertThat(count("g")).isZero();
        }
    }

    @Test
    void aSchemaChangedByOthersIsSeen() throws SQLException {
        run(plain, FAMILY);
        try (CascadeDataSource ours = CascadeDataSource.builder(new UrlDataSource(url)).noAction("cascade").build();
                Connection connection = ours.getConnection()) {
            assertThat(run(connection, "DELETE FROM p WHERE id = 9")).isZero();
            run(plain, KEY + "NO ACTION");
            assertThat(run(connection, "DELETE FROM p WHERE id = 1")).isEqualTo(1);
            assertThat(count("c")).isEqualTo(1);
        }
    }

    /** HSQLDB lets nobody else write to a temporary table, not even whoever has declared it. */
    @Test
    void onlyAnAdministratorsKeysAreCarriedOut() throws SQLException {
        run(plain, FAMILY);
        run(plain, "CREATE USER reader PASSWORD 'x'", "GRANT SELECT, DELETE ON p TO reader", "GRANT SELECT, DELETE ON c TO reader");
        try (CascadeDataSource ours = CascadeDataSource.builder(new UrlDataSource(url + ";user=READER;password=x"))
                        .foreignKey("c", "p").references("p", "id").onDelete(DeleteRule.CASCADE).build();
                Connection connection = ours.getConnection()) {
            assertThatThrownBy(() -> run(connection, "DELETE FROM p WHERE id = 1"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("GRANT DBA");
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(count("p")).isEqualTo(2);
            run(plain, "GRANT DBA TO reader");
            assertThat(run(connection, "DELETE FROM p WHERE id = 1")).isEqualTo(1);
            assertThat(orphans()).isZero();
        }
        run(plain, "REVOKE DBA FROM reader RESTRICT", KEY + "CASCADE");
        try (CascadeDataSource ours = CascadeDataSource.wrap(new UrlDataSource(url + ";user=READER;password=x"));
                Connection connection = ours.getConnection()) {
            assertThat(run(connection, "DELETE FROM p WHERE id = 2")).as("natively").isEqualTo(1);
            assertThat(count("c")).isZero();
        }
    }

    @Test
    void theCheckFindsOrphansAndRepairsThem() throws SQLException {
        run(plain, FAMILY);
        run(plain, KEY + "CASCADE", "SET DATABASE REFERENTIAL INTEGRITY FALSE", "INSERT INTO c VALUES (3, 99)",
                "SET DATABASE REFERENTIAL INTEGRITY TRUE");
        try (CascadeDataSource ours = ours()) {
            CheckReport report = ours.check();
            assertThat(report.findings()).isNotEmpty();
            for (String sql : report.findings().get(0).repairs().get(0).sql()) {
                run(plain, sql);
            }
            assertThat(orphans()).isZero();
            assertThat(ours.check().findings()).isEmpty();
        }
    }

    @Test
    void explainCountsAndChangesNothing() throws SQLException {
        run(plain, FAMILY);
        try (Connection connection = cascading("c", "p", "p").getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN CASCADE DELETE FROM p WHERE id = 1")) {
            assertThat(rows.next()).isTrue();
            assertThat(count("c")).isEqualTo(2);
        }
    }

    /** By their names those of the rows of all tables, at the places that the columns have in the DELETE's own; of ours none. */
    @Test
    void keysOfADelete() throws SQLException {
        run(plain, "CREATE TABLE p (id INT PRIMARY KEY)", "CREATE TABLE c (other INT PRIMARY KEY, p INT)", "INSERT INTO p VALUES 1, 2",
                "INSERT INTO c VALUES (10, 1), (20, 2)");
        try (Connection connection = cascading("c", "p", "p").getConnection(); Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 1", new String[] {"ID"})).isEqualTo(1);
            assertThat(keys(statement)).isEmpty();
            assertThat(count("c")).isEqualTo(1);
        }
        run(plain, KEY + "CASCADE");
        try (Statement statement = plain.createStatement()) {
            statement.executeUpdate("DELETE FROM p", new String[] {"ID"});
            assertThat(keys(statement)).as("natively").containsExactlyInAnyOrder(2, 20);
        }
    }

    /** An empty set is one object for the whole JVM, and closed once it has been asked for. */
    private static List<Integer> keys(Statement statement) throws SQLException {
        List<Integer> keys = new ArrayList<>();
        try (ResultSet rows = statement.getGeneratedKeys()) {
            while (rows.next()) {
                keys.add(rows.getInt(1));
            }
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isEqualTo("24501");
        }
        return keys;
    }

    /** A result set that a statement gave before stays open, unless the URL says {@code close_result}. */
    @ParameterizedTest
    @CsvSource({"'', false", ";close_result=true, true"})
    void resultSetsStayOpen(String settings, boolean closed) throws SQLException {
        close();
        open(settings);
        run(plain, FAMILY);
        try (Connection connection = cascading("c", "p", "p").getConnection();
                Statement ours = connection.createStatement();
                Statement natively = plain.createStatement()) {
            for (Statement statement : List.of(ours, natively)) {
                ResultSet before = statement.executeQuery("SELECT id FROM p ORDER BY id");
                statement.executeUpdate("DELETE FROM p WHERE id = 1");
                assertThat(before.isClosed()).isEqualTo(closed);
            }
            assertThat(count("c")).as("by ours").isEqualTo(1);
        }
    }

    /** There nothing tells that the schema has changed but the schema. */
    @Test
    void onAServer() throws SQLException, IOException {
        Server server = new Server();
        server.setSilent(true);
        server.setLogWriter(null);
        server.setErrWriter(null);
        try (ServerSocket free = new ServerSocket(0)) {
            server.setPort(free.getLocalPort());
        }
        server.setDatabaseName(0, "served");
        server.setDatabasePath(0, "mem:served" + NUMBER.incrementAndGet());
        server.start();
        String embedded = url;
        try (Connection there = DriverManager.getConnection("jdbc:hsqldb:hsql://localhost:" + server.getPort() + "/served")) {
            url = there.getMetaData().getURL();
            run(there, FAMILY);
            try (CascadeDataSource ours = CascadeDataSource.builder(new UrlDataSource(url)).noAction("cascade").build();
                    Connection connection = ours.getConnection()) {
                assertThat(run(connection, "DELETE FROM p WHERE id = 9")).isZero();
                run(there, KEY + "NO ACTION");
                assertThat(run(connection, "DELETE FROM p WHERE id = 1")).isEqualTo(1);
                assertThat(count(there, "c")).isEqualTo(1);
                run(connection, "DECLARE LOCAL TEMPORARY TABLE p (id INT)");
                assertThat(run(connection, "DELETE FROM p")).isZero();
                assertThat(count(there, "p")).isEqualTo(1);
                run(there, "ALTER TABLE c DROP CONSTRAINT k", KEY + "CASCADE", "SET DATABASE REFERENTIAL INTEGRITY FALSE");
                assertThat(run(connection, "DELETE FROM public.p")).isEqualTo(1);
                assertThat(count(there, "c")).as("switched off").isEqualTo(1);
            }
        } finally {
            url = embedded;
            server.stop();
        }
    }

    /** Of two rows that one UPDATE changes HSQLDB does not see that one referenced the other: so what SET NULL changes, we look at. */
    @ParameterizedTest
    @ValueSource(strings = {"CASCADE", "NO ACTION"})
    void noRowLosesWhatItReferences(String rule) throws SQLException {
        run(plain, "CREATE TABLE p (id INT PRIMARY KEY)", "INSERT INTO p VALUES 1, 2",
                "CREATE TABLE t (id INT PRIMARY KEY, p INT REFERENCES p ON DELETE SET NULL, up INT, up_p INT, UNIQUE (id, p))",
                "ALTER TABLE t ADD FOREIGN KEY (up, up_p) REFERENCES t (id, p) ON DELETE " + rule,
                "INSERT INTO t VALUES (1, 1, NULL, NULL), (2, 2, 1, 1)");
        String orphans = "t AS a WHERE up IS NOT NULL AND NOT EXISTS (SELECT 1 FROM t AS b WHERE b.id = a.up AND b.p = a.up_p)";
        try (Connection connection = ours().getConnection()) {
            assertThatThrownBy(() -> run(connection, "DELETE FROM p"))
                    .isInstanceOfSatisfying(SQLIntegrityConstraintViolationException.class,
                            e -> assertThat(e.getSQLState()).isEqualTo("23504"));
            assertThat(count("p")).isEqualTo(2);
            assertThat(count(orphans)).isZero();
        }
        assertThat(run(plain, "UPDATE t SET p = NULL")).as("natively").isEqualTo(2);
        assertThat(count(orphans)).as("natively").isEqualTo(1);
    }

    /** Rows that nothing identifies are not written down, and count all the same: each once, by whichever keys it is changed. */
    @Test
    void limitsCountRowsWithoutAKey() throws SQLException {
        run(plain, "CREATE TABLE p (id INT PRIMARY KEY)", "INSERT INTO p VALUES 1, 2", "CREATE TABLE c (a INT, b INT)",
                "INSERT INTO c VALUES (1, 2), (1, 1), (2, 1), (2, 2)");
        for (int maxRows = 3; maxRows <= 4; maxRows++) {
            try (CascadeDataSource ours = CascadeDataSource.builder(new UrlDataSource(url))
                            .maxRows(maxRows)
                            .foreignKey("c", "a").references("p", "id").onDelete(DeleteRule.SET_NULL)
                            .foreignKey("c", "b").references("p", "id").onDelete(DeleteRule.SET_NULL).build();
                    Connection connection = ours.getConnection()) {
                assertThat(explained(connection, "DELETE FROM p WHERE id = 1").contains("cascade.maxRows")).isEqualTo(maxRows == 3);
                if (maxRows == 3) {
                    assertThatThrownBy(() -> run(connection, "DELETE FROM p WHERE id = 1"))
                            .isInstanceOf(SQLException.class).hasMessageContaining("4 rows");
                    assertThat(count("c WHERE a = 1 OR b = 1")).isEqualTo(3);
                } else {
                    assertThat(run(connection, "DELETE FROM p WHERE id = 1")).isEqualTo(1);
                    assertThat(count("c WHERE a IS NULL OR b IS NULL")).isEqualTo(3);
                }
            }
        }
    }

    private static String explained(Connection connection, String delete) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery("EXPLAIN CASCADE " + delete)) {
            while (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    text.append(rows.getString(i)).append(' ');
                }
            }
        }
        return text.toString();
    }

    @Test
    void atTheEndThereIsATableWithoutAKey() throws SQLException {
        run(plain, FAMILY);
        run(plain, "CREATE TABLE g (c INT)", "INSERT INTO g VALUES 1, 1, 2");
        try (CascadeDataSource ours = CascadeDataSource.builder(new UrlDataSource(url))
                        .foreignKey("c", "p").references("p", "id").onDelete(DeleteRule.CASCADE)
                        .foreignKey("g", "c").references("c", "id").onDelete(DeleteRule.CASCADE).build();
                Connection connection = ours.getConnection()) {
            assertThat(run(connection, "DELETE FROM p WHERE id = 1")).isEqualTo(1);
            assertThat(count("g")).isEqualTo(1);
        }
    }
}
