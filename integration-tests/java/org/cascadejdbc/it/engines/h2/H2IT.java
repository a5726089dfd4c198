package org.cascadejdbc.it.engines.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.UrlDataSource;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What H2 does otherwise than others, and what of it is told in src/docs/h2.md. */
class H2IT {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String FAMILY = "CREATE TABLE p (id INT PRIMARY KEY); CREATE TABLE c (id INT PRIMARY KEY, p INT);"
            + " INSERT INTO p VALUES (1), (2); INSERT INTO c VALUES (1, 1), (2, 2)";
    private static final String KEY = "ALTER TABLE c ADD CONSTRAINT k FOREIGN KEY (p) REFERENCES p (id) ON DELETE ";

    /** ErrorCode.ADMIN_RIGHTS_REQUIRED. */
    private static final int ADMIN_RIGHTS = 90040;

    private String url;
    /** Keeps the database, and is the plain driver's. */
    private Connection plain;

    @BeforeEach
    void open() throws SQLException {
        open("");
    }

    private void open(String settings) throws SQLException {
        if (plain != null) {
            plain.close();
        }
        url = "jdbc:h2:mem:h2it" + NUMBER.incrementAndGet() + settings;
        plain = DriverManager.getConnection(url);
    }

    @AfterEach
    void close() throws SQLException {
        plain.close();
    }

    private CascadeDataSource ours() {
        return CascadeDataSource.wrap(new UrlDataSource(url));
    }

    private CascadeDataSource cascading(String child, String column, String parent) {
        return CascadeDataSource.builder(new UrlDataSource(url))
                .foreignKey(child, column).references(parent, "id").onDelete(DeleteRule.CASCADE).build();
    }

    private static int run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private int count(String from) throws SQLException {
        try (Statement statement = plain.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + from)) {
            row.next();
            return row.getInt(1);
        }
    }

    private int orphans() throws SQLException {
        return count("c WHERE p IS NOT NULL AND p NOT IN (SELECT id FROM p)");
    }

    @Test
    void setDefaultLeavesNoOrphans() throws SQLException {
        String schema = "CREATE TABLE p (id INT PRIMARY KEY); INSERT INTO p VALUES (1), (7);"
                + " CREATE TABLE c (id INT PRIMARY KEY, p INT DEFAULT 7 REFERENCES p ON DELETE SET DEFAULT);"
                + " INSERT INTO c VALUES (1, 1), (2, 7)";
        run(plain, schema);
        run(plain, "DELETE FROM p WHERE id = 7");
        assertThat(orphans()).as("natively").isEqualTo(1);
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

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLongChainGoes(boolean declared) throws SQLException {
        run(plain, "CREATE TABLE t (id INT PRIMARY KEY, up INT" + (declared ? " REFERENCES t ON DELETE CASCADE" : "") + ");"
                + " CREATE INDEX by_up ON t (up); INSERT INTO t SELECT x, NULLIF(x - 1, 0) FROM SYSTEM_RANGE(1, 8000)");
        if (declared) {
            assertThatThrownBy(() -> run(plain, "DELETE FROM t WHERE id = 1")).hasMessageContaining("StackOverflowError");
        }
        CascadeDataSource ours = declared ? ours() : cascading("t", "up", "t");
        try (Connection connection = ours.getConnection()) {
            assertThat(run(connection, "DELETE FROM t WHERE id = 5000")).isEqualTo(1);
            assertThat(count("t")).isEqualTo(4_999);
        }
    }

    /** A recursive query would take all memory, and H2 would close the database. */
    @Test
    void aRingOfRowsGoes() throws SQLException {
        run(plain, "CREATE TABLE t (id INT PRIMARY KEY, up INT); INSERT INTO t VALUES (1, 3), (2, 1), (3, 2), (4, 4), (5, 4), (6, NULL)");
        try (Connection connection = cascading("t", "up", "t").getConnection()) {
            assertThat(run(connection, "DELETE FROM t WHERE id = 2")).isEqualTo(1);
            assertThat(run(connection, "DELETE FROM t WHERE id = 4")).isEqualTo(1);
            assertThat(count("t WHERE id = 6")).isEqualTo(1);
            assertThat(count("t")).isEqualTo(1);
        }
    }

    /** Two tables of a name: a prepared DELETE is for that of the schema in which it was prepared, as natively. */
    @Test
    void aPreparedDeleteStaysInItsSchema() throws SQLException {
        for (String schema : new String[] {"one", "two"}) {
            run(plain, "CREATE SCHEMA " + schema + "; SET SCHEMA " + schema + "; CREATE TABLE p (id INT PRIMARY KEY); CREATE TABLE c (id INT"
                    + " PRIMARY KEY, p INT REFERENCES p); INSERT INTO p VALUES (1), (2); INSERT INTO c VALUES (1, 1), (2, 2)");
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
        assertThat(count("one.p WHERE id = 2") + count("one.c WHERE id = 2")).isEqualTo(2);
        assertThat(count("one.p") + count("one.c")).isEqualTo(2);
        assertThat(count("two.p WHERE id = 1") + count("two.c WHERE id = 1")).isEqualTo(2);
        assertThat(count("two.p") + count("two.c")).isEqualTo(2);
    }

    /** Natively a row that such a key has let in is not deleted by it. */
    @Test
    void enumsWithOtherMembersAreRefused() throws SQLException {
        String tables = "CREATE TABLE p (id ENUM('a', 'old', 'new', 'more') PRIMARY KEY);"
                + " CREATE TABLE c (id INT PRIMARY KEY, p ENUM('new', 'old', 'a')); CREATE TABLE d (id INT PRIMARY KEY, p ENUM('a', 'old', 'new', 'more'));"
                + " INSERT INTO p VALUES ('new'), ('old'); INSERT INTO c VALUES (1, 'new'); INSERT INTO d VALUES (1, 'new');";
        run(plain, tables + " CREATE TABLE n (id INT PRIMARY KEY, p ENUM('new', 'old', 'a') REFERENCES p ON DELETE CASCADE);"
                + " INSERT INTO n VALUES (1, 'new'), (2, 'old'); DELETE FROM p");
        assertThat(count("n")).as("natively").isOne();
        open();
        run(plain, tables);
        try (Connection connection = cascading("c", "p", "p").getConnection()) {
            assertThatThrownBy(() -> run(connection, "DELETE FROM p")).hasMessageContaining("it compares two ENUMs with other members");
        }
        try (Connection connection = cascading("d", "p", "p").getConnection()) {
            assertThat(run(connection, "DELETE FROM p")).isEqualTo(2);
        }
        assertThat(count("c")).isOne();
        assertThat(count("d")).isZero();
    }

    /** What it names in its WHERE, H2 sees as it was: a row that goes stands in the way of another one. */
    @Test
    void rowsOfOneTableLetGoOfEachOther() throws SQLException {
        run(plain, "CREATE TABLE t (id INT PRIMARY KEY, up INT REFERENCES t ON DELETE NO ACTION);"
                + " INSERT INTO t VALUES (1, NULL), (2, 1), (3, 2)");
        assertThatThrownBy(() -> run(plain, "DELETE FROM t WHERE id > 0")).hasMessageContaining("Referential integrity");
        try (Connection connection = cascading("t", "up", "t").getConnection()) {
            assertThat(run(connection, "DELETE FROM t WHERE id = 1")).isEqualTo(1);
            assertThat(count("t")).isZero();
        }
    }

    /** Texts of ours name H2's functions, which only an alias of an administrator's could hide. */
    @Test
    void nobodyElseMakesAnAlias() throws SQLException {
        run(plain, "CREATE USER mallory PASSWORD 'x'; GRANT ALTER ANY SCHEMA TO mallory; CREATE SCHEMA hers AUTHORIZATION mallory");
        try (Connection mallory = DriverManager.getConnection(url, "mallory", "x")) {
            run(plain, "SET BUILTIN_ALIAS_OVERRIDE TRUE"); // else nobody may
            for (String sql : List.of("SET BUILTIN_ALIAS_OVERRIDE TRUE", "CREATE ALIAS hers.upper FOR 'java.lang.Math.abs'")) {
                assertThatThrownBy(() -> run(mallory, sql))
                        .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getErrorCode()).as(sql).isEqualTo(ADMIN_RIGHTS));
            }
        }
    }

    @Test
    void noTransactionEndsByOurs() throws SQLException {
        run(plain, FAMILY);
        try (Connection connection = cascading("c", "p", "p").getConnection()) {
            connection.setAutoCommit(false);
            run(connection, "INSERT INTO p VALUES (3)");
            assertThat(run(connection, "DELETE FROM p WHERE id = 1")).isEqualTo(1);
            assertThat(count("p")).as("seen by others").isEqualTo(2);
            connection.rollback();
            assertThat(count("p")).isEqualTo(2);
            assertThat(count("c")).isEqualTo(2);
            run(connection, "BEGIN");
            assertThat(run(connection, "DELETE FROM p WHERE id = 1")).isEqualTo(1);
            connection.rollback();
            connection.setAutoCommit(true);
            run(connection, "BEGIN");
            assertThat(run(connection, "DELETE FROM p WHERE id = 1")).isEqualTo(1);
            assertThat(count("p")).as("within BEGIN").isEqualTo(2);
            run(connection, "COMMIT");
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(count("c")).isEqualTo(1);
        }
    }

    /** 6 is H2's own, SNAPSHOT. At SERIALIZABLE its MAX of an indexed column leaves out what the transaction has written. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 6, 8})
    void atAnyIsolationLevel(int level) throws SQLException {
        run(plain, "CREATE TABLE p (id INT PRIMARY KEY); CREATE TABLE c (id INT PRIMARY KEY, p INT); CREATE TABLE g (a VARCHAR(9), c INT);"
                + " INSERT INTO p SELECT x FROM SYSTEM_RANGE(1, 9); INSERT INTO c SELECT x, MOD(x, 9) + 1 FROM SYSTEM_RANGE(1, 99);"
                + " INSERT INTO g SELECT x, x FROM SYSTEM_RANGE(1, 99)");
        try (CascadeDataSource ours = CascadeDataSource.builder(new UrlDataSource(url))
                        .foreignKey("c", "p").references("p", "id").onDelete(DeleteRule.CASCADE)
                        .foreignKey("g", "c").references("c", "id").onDelete(DeleteRule.CASCADE).build();
                Connection connection = ours.getConnection()) {
            connection.setTransactionIsolation(level);
            for (boolean autoCommit : new boolean[] {true, false}) {
                connection.setAutoCommit(autoCommit);
                assertThat(run(connection, "DELETE FROM p WHERE id BETWEEN 3 AND " + (autoCommit ? 4 : 6))).isEqualTo(2);
            }
            connection.commit();
            assertThat(orphans()).isZero();
            assertThat(count("c")).isEqualTo(55);
            assertThat(count("g")).isEqualTo(55);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "''                                      | DELETE FROM `p` WHERE `Id` = 1",
        "''                                      | DELETE FROM \"P\" WHERE id = 1",
        ";DATABASE_TO_LOWER=TRUE                 | DELETE FROM \"p\" WHERE ID = 1",
        ";DATABASE_TO_LOWER=TRUE                 | DELETE FROM `P` WHERE id = 1",
        ";DATABASE_TO_UPPER=FALSE                | DELETE FROM `p` WHERE \"id\" = 1",
        ";CASE_INSENSITIVE_IDENTIFIERS=TRUE      | DELETE FROM \"p\" WHERE \"iD\" = 1",
        ";MODE=MSSQLServer                       | DELETE FROM [P] WHERE [ID] = 1",
        ";MODE=Oracle                            | DELETE FROM p x WHERE x.id = 1",
        ";MODE=DB2                               | DELETE FROM p WHERE id = 1 FETCH FIRST 1 ROWS ONLY",
        ";MODE=MariaDB                           | DELETE FROM p WHERE id = 1 LIMIT 1",
        ";MODE=STRICT                            | DELETE FROM p AS x WHERE x.id = 1",
        ";MODE=LEGACY                            | DELETE FROM p WHERE id = $$1$$",
        ";MODE=HSQLDB                            | DELETE FROM p WHERE id = 1 // and nothing else"
    })
    void namesAndModes(String settings, String delete) throws SQLException {
        open(settings);
        run(plain, FAMILY);
        String[] names = settings.contains("UPPER=FALSE") || settings.contains("LOWER") ? new String[] {"c", "p"} : new String[] {"C", "P"};
        try (Connection connection = cascading(names[0], names[1].equals("p") ? "p" : "P", names[1]).getConnection()) {
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
        "DELETE\u001cFROM p WHERE id = 1", "DELETE FROM sy WHERE id = 1", "DELETE FROM v WHERE id = 1",
        "DELETE FROM U&\"\\0050\" WHERE id = 1", "WITH w AS (SELECT 1) SELECT * FROM OLD TABLE (DELETE FROM p)"
    })
    void isRefused(String delete) throws SQLException {
        run(plain, FAMILY + "; CREATE SYNONYM sy FOR p; CREATE VIEW v AS SELECT * FROM p");
        try (Connection connection = cascading("c", "p", "p").getConnection()) {
            assertThatThrownBy(() -> run(connection, delete)).isInstanceOf(SQLFeatureNotSupportedException.class);
            assertThat(count("p")).isEqualTo(2);
        }
    }

    @Test
    void whatIsSwitchedOffRests() throws SQLException {
        run(plain, FAMILY + "; " + KEY + "CASCADE");
        try (CascadeDataSource ours = ours(); Connection connection = ours.getConnection()) {
            run(connection, "DELETE FROM p WHERE id = 9");
            run(plain, "ALTER TABLE c SET REFERENTIAL_INTEGRITY FALSE");
            run(connection, "DELETE FROM p WHERE id = 1");
            assertThat(count("c")).as("as natively").isEqualTo(2);
            assertThat(ours.keys()).singleElement().satisfies(key -> assertThat(key.resting()).contains("switched off"));
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

    @Test
    void rightsToTheRowsAreEnough() throws SQLException {
        run(plain, FAMILY + "; CREATE USER reader PASSWORD 'x'; GRANT SELECT, DELETE ON p TO reader; GRANT SELECT, DELETE ON c TO reader");
        try (CascadeDataSource ours = CascadeDataSource.builder(new UrlDataSource(url + ";USER=reader;PASSWORD=x"))
                        .foreignKey("c", "p").references("p", "id").onDelete(DeleteRule.CASCADE).build();
                Connection connection = ours.getConnection()) {
            assertThat(run(connection, "DELETE FROM p WHERE id = 1")).isEqualTo(1);
            assertThat(orphans()).isZero();
        }
    }

    /** There nothing tells that the schema has changed but the schema. */
    @Test
    void onAServer() throws SQLException {
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        try {
            url = "jdbc:h2:tcp://localhost:" + server.getPort() + "/mem:served";
            try (Connection there = DriverManager.getConnection(url + ";DB_CLOSE_DELAY=-1")) {
                plain.close();
                plain = there;
                run(plain, FAMILY + "; CREATE TABLE g (id INT PRIMARY KEY, c INT); INSERT INTO g VALUES (1, 1), (2, 2)");
                try (CascadeDataSource ours = CascadeDataSource.builder(new UrlDataSource(url)).noAction("cascade").build();
                        Connection connection = ours.getConnection()) {
                    assertThat(run(connection, "DELETE FROM p WHERE id = 9")).isZero();
                    run(plain, KEY + "NO ACTION");
                    assertThat(run(connection, "DELETE FROM p WHERE id = 1")).isEqualTo(1);
                    assertThat(count("c")).isEqualTo(1);
                    run(plain, "ALTER TABLE g ADD FOREIGN KEY (c) REFERENCES c (id)"
                            .replace("ADD", "ADD CONSTRAINT kg") + " NOCHECK");
                    assertThat(run(connection, "DELETE FROM p WHERE id = 2")).isEqualTo(1);
                    assertThat(count("g")).isEqualTo(1);
                }
            }
        } finally {
            server.stop();
            plain = DriverManager.getConnection("jdbc:h2:mem:none");
        }
    }
}
