package org.cascadejdbc.it.engines.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What MariaDB executes and MySQL does not: a DELETE in it is carried out as natively, or refused, and never passes unseen. */
class MariaDbStatementsIT {
    private static final List<String> TABLES = List.of(
            "CREATE TABLE p (id INT PRIMARY KEY, name VARCHAR(20) DEFAULT 'x')",
            "CREATE TABLE c (id INT PRIMARY KEY, p INT, KEY (p))",
            "INSERT INTO p (id, name) VALUES (1, 'one'), (2, 'two'), (3, 'three')",
            "INSERT INTO c VALUES (1, 1), (2, 2), (3, 3)");

    private static final String KEY = "ALTER TABLE c ADD FOREIGN KEY (p) REFERENCES p (id) ON DELETE ";

    /** Of a key that only we carry out: none of these may leave a child behind. */
    @ParameterizedTest
    @ValueSource(strings = {
        "ANALYZE DELETE FROM p WHERE id = 1",
        "ANALYZE FORMAT=JSON DELETE FROM p WHERE id = 1",
        "BEGIN NOT ATOMIC DELETE FROM p WHERE id = 1; END",
        "BEGIN NOT ATOMIC DECLARE n INT DEFAULT 1; DELETE FROM p WHERE id = n; END",
        "IF TRUE THEN DELETE FROM p WHERE id = 1; END IF",
        "WHILE EXISTS (SELECT 1 FROM p WHERE id = 1) DO DELETE FROM p WHERE id = 1; END WHILE",
        "EXECUTE IMMEDIATE 'DELETE FROM p WHERE id = 1'",
        "EXECUTE IMMEDIATE CONCAT('DELETE FROM ', 'p WHERE id = 1')",
        "SET STATEMENT max_statement_time = 10 FOR DELETE FROM p WHERE id = 1",
        "SET STATEMENT foreign_key_checks = 0 FOR DELETE FROM p WHERE id = 1",
        "/*M! SET STATEMENT max_statement_time = 10 FOR */ DELETE FROM p WHERE id = 1",
        "/*M!100100 DELETE FROM p */ WHERE id = 1",
        "/*!100100 DELETE FROM p */ WHERE id = 1",
        "DELETE FROM p /*!50701 WHERE id = 1 */",
        "DELETE FROM p /*M! WHERE id = 1 */",
        "DELETE FROM p WHERE id = 1 RETURNING (SELECT COUNT(*) FROM c)",
        "REPLACE INTO p (id) VALUES (1) RETURNING id",
    })
    void nothingPassesUnseen(String sql) throws SQLException {
        try (Space space = space()) {
            var ours = Ours.withRelationsFile(space.dataSource(), Map.of(), List.of(KEY + "CASCADE"));
            try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute(sql)).isInstanceOf(SQLFeatureNotSupportedException.class);
                assertThat(numbers(statement, "SELECT id FROM p ORDER BY id")).containsExactly(1, 2, 3);
                assertThat(numbers(statement, "SELECT id FROM c ORDER BY id")).containsExactly(1, 2, 3);
            }
        }
    }

    /** Where no key of ours is concerned, they are the database's alone. */
    @Test
    void othersPass() throws SQLException {
        try (Space space = space()) {
            space.run("CREATE TABLE other (id INT PRIMARY KEY)");
            space.run("INSERT INTO other SELECT seq FROM seq_1_to_9");
            var ours = Ours.withRelationsFile(space.dataSource(), Map.of(), List.of(KEY + "CASCADE"));
            try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                statement.execute("ANALYZE DELETE FROM other WHERE id = 1");
                statement.execute("BEGIN NOT ATOMIC DELETE FROM other WHERE id = 2; END");
                statement.execute("EXECUTE IMMEDIATE 'DELETE FROM other WHERE id = 3'");
                statement.execute("SET STATEMENT max_statement_time = 10 FOR DELETE FROM other WHERE id = 4");
                statement.execute("SET STATEMENT max_statement_time = 10 FOR SELECT 1");
                statement.execute("BEGIN NOT ATOMIC SELECT 1; END");
                assertThat(numbers(statement, "SELECT id FROM other ORDER BY id")).containsExactly(5, 6, 7, 8, 9);
                // The catalog is not as it was.
                statement.execute("SET STATEMENT max_statement_time = 10 FOR DROP TABLE c");
                statement.execute("CREATE TABLE c (id INT PRIMARY KEY, p INT, KEY (p))");
                statement.execute("INSERT INTO c VALUES (1, 1)");
                assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 1")).isEqualTo(1);
                assertThat(numbers(statement, "SELECT id FROM c")).isEmpty();
            }
        }
    }

    /** The rows as they were, while others go with them: natively, by virtual keys, and where all is emulated. */
    @ParameterizedTest
    @ValueSource(strings = {"native", "virtual", "emulated"})
    void returning(String way) throws SQLException {
        try (Space space = space()) {
            if (!way.equals("virtual")) {
                space.run(KEY + "CASCADE");
            }
            List<String> relations = List.of(KEY + "CASCADE");
            Map<String, String> options = way.equals("emulated") ? Map.of("cascade.strategy", "emulate") : Map.of();
            var ours = Ours.withRelationsFile(space.dataSource(), options, relations);
            try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                assertThat(statement.execute("DELETE FROM p WHERE id < 3 ORDER BY id RETURNING id, UPPER(name) AS n, p.name")).isTrue();
                try (ResultSet rows = statement.getResultSet()) {
                    assertThat(rows.getMetaData().getColumnLabel(2)).isEqualTo("n");
                    List<String> found = new ArrayList<>();
                    while (rows.next()) {
                        found.add(rows.getInt(1) + rows.getString("n") + rows.getString(3));
                    }
                    assertThat(found).containsExactlyInAnyOrder("1ONEone", "2TWOtwo");
                }
                assertThat(numbers(statement, "SELECT id FROM c")).containsExactly(3);
                try (PreparedStatement prepared = connection.prepareStatement("DELETE FROM p WHERE id = ? RETURNING *, ? + id")) {
                    prepared.setInt(1, 9);
                    prepared.setInt(2, 100);
                    assertThat(prepared.execute()).isTrue();
                    try (ResultSet rows = prepared.getResultSet()) {
                        assertThat(rows.next()).isFalse();
                        assertThat(rows.getMetaData().getColumnCount()).isEqualTo(3);
                    }
                    prepared.setInt(1, 3);
                    assertThat(prepared.execute()).isTrue();
                    try (ResultSet rows = prepared.getResultSet()) {
                        assertThat(rows.next()).isTrue();
                        assertThat(rows.getInt(3)).isEqualTo(103);
                        assertThat(rows.getString("name")).isEqualTo("three");
                    }
                }
                assertThat(numbers(statement, "SELECT id FROM p")).isEmpty();
                assertThat(numbers(statement, "SELECT id FROM c")).isEmpty();
                // As the server refuses it, and not as a list of a query.
                assertThatThrownBy(() -> statement.execute("DELETE FROM p RETURNING COUNT(*)"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("group function");
            }
        }
    }

    /** A key of ours may not know a period, and history is nobody's row: its rows are deleted by the server alone. */
    @Test
    void versionsAndPeriods() throws SQLException {
        try (Space space = Space.create(Database.MARIADB)) {
            space.run("CREATE TABLE p (id INT PRIMARY KEY, x INT) WITH SYSTEM VERSIONING");
            space.run("CREATE TABLE c (id INT PRIMARY KEY, p INT, KEY (p)) WITH SYSTEM VERSIONING");
            space.run("CREATE TABLE e (id INT, a DATE, b DATE, PERIOD FOR pd (a, b), UNIQUE (id))");
            space.run("CREATE TABLE f (id INT PRIMARY KEY, e INT)");
            space.run("INSERT INTO p VALUES (1, 1), (2, 2)");
            space.run("UPDATE p SET x = 9");
            space.run("INSERT INTO c VALUES (1, 1), (2, 2)");
            space.run("INSERT INTO e VALUES (1, '2020-01-01', '2021-01-01')");
            space.run("INSERT INTO f VALUES (1, 1)");
            var ours = Ours.withRelationsFile(space.dataSource(), Map.of(), List.of(
                    KEY + "CASCADE", "ALTER TABLE f ADD FOREIGN KEY (e) REFERENCES e (id) ON DELETE CASCADE"));
            try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 1")).isEqualTo(1);
                assertThat(numbers(statement, "SELECT id FROM c")).containsExactly(2);
                assertThat(numbers(statement, "SELECT id FROM c FOR SYSTEM_TIME ALL ORDER BY id")).containsExactly(1, 2);
                assertThat(numbers(statement, "SELECT COUNT(*) FROM p FOR SYSTEM_TIME ALL")).containsExactly(4);
                assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 1")).isZero(); // history is not there
                history(statement);
                assertThat(numbers(statement, "SELECT id FROM p")).containsExactly(2);
                assertThat(numbers(statement, "SELECT id FROM c")).containsExactly(2);
                assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM e FOR PORTION OF pd FROM '2020-02-01' TO '2020-03-01'"))
                        .isInstanceOf(SQLFeatureNotSupportedException.class);
                assertThat(numbers(statement, "SELECT COUNT(*) FROM e")).containsExactly(1);
                assertThat(numbers(statement, "SELECT COUNT(*) FROM f")).containsExactly(1);
            }
        }
    }

    private static void history(Statement statement) throws SQLException {
        statement.executeUpdate("DELETE HISTORY FROM p BEFORE SYSTEM_TIME NOW() + INTERVAL 1 DAY");
        assertThat(numbers(statement, "SELECT COUNT(*) FROM p FOR SYSTEM_TIME ALL")).containsExactly(1);
        statement.executeUpdate("DELETE HISTORY FROM c");
        assertThat(numbers(statement, "SELECT COUNT(*) FROM c FOR SYSTEM_TIME ALL")).containsExactly(1);
    }

    /** These have neither keys nor transactions: as MySQL's MyISAM, children go first. */
    @ParameterizedTest
    @ValueSource(strings = {"Aria", "MyISAM"})
    void otherEngines(String engine) throws SQLException {
        try (Space space = space()) {
            space.run("ALTER TABLE p ENGINE = " + engine);
            space.run("ALTER TABLE c ENGINE = " + engine);
            for (String rule : List.of("CASCADE", "SET NULL", "RESTRICT")) {
                var ours = Ours.withRelationsFile(space.dataSource(), Map.of(), List.of(KEY + rule));
                try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                    switch (rule) {
                        case "CASCADE" -> {
                            assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 1")).isEqualTo(1);
                            assertThat(numbers(statement, "SELECT id FROM c")).containsExactlyInAnyOrder(2, 3);
                        }
                        case "SET NULL" -> {
                            assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 2")).isEqualTo(1);
                            assertThat(numbers(statement, "SELECT id FROM c WHERE p IS NULL")).containsExactly(2);
                        }
                        default -> {
                            assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM p"))
                                    .isInstanceOf(SQLIntegrityConstraintViolationException.class);
                            assertThat(numbers(statement, "SELECT id FROM p")).containsExactly(3);
                        }
                    }
                }
            }
        }
    }

    /** innodb_snapshot_isolation: a row that is not as the transaction's snapshot has it any more is an error, as natively. */
    @Test
    void snapshotIsolation() throws SQLException {
        List<String> told = new ArrayList<>();
        for (boolean emulated : new boolean[] {false, true}) {
            try (Space space = space()) {
                space.run(KEY + "CASCADE");
                Map<String, String> options = emulated ? Map.of("cascade.strategy", "emulate") : Map.of();
                var ours = Ours.withRelationsFile(space.dataSource(), options, List.of(KEY + "CASCADE"));
                try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                    statement.execute("SET SESSION innodb_snapshot_isolation = ON");
                    connection.setAutoCommit(false);
                    numbers(statement, "SELECT id FROM p");
                    space.run("UPDATE p SET name = 'changed' WHERE id = 1");
                    try {
                        told.add("count " + statement.executeUpdate("DELETE FROM p WHERE id = 1"));
                    } catch (SQLException e) {
                        told.add(e.getClass().getName() + " " + e.getSQLState() + " " + e.getErrorCode());
                    }
                    connection.rollback();
                    assertThat(numbers(statement, "SELECT id FROM c")).hasSize(3);
                }
            }
        }
        assertThat(told.get(1)).isEqualTo(told.get(0)).endsWith("1020");
    }

    /** In these the statements of a cascade would mean something else. */
    @ParameterizedTest
    @ValueSource(strings = {"ORACLE", "EMPTY_STRING_IS_NULL", "MSSQL"})
    void foreignModes(String mode) throws SQLException {
        try (Space space = space()) {
            var ours = Ours.withRelationsFile(space.dataSource(), Map.of(), List.of(KEY + "CASCADE"));
            try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                statement.executeUpdate("DELETE FROM p WHERE id = 1");
                statement.execute("SET sql_mode = '" + mode + "'");
                assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM p WHERE id = 2"))
                        .isInstanceOf(SQLFeatureNotSupportedException.class)
                        .hasMessageContaining("sql_mode has " + mode);
                assertThatThrownBy(() -> statement.executeQuery("EXPLAIN CASCADE DELETE FROM p WHERE id = 2"))
                        .isInstanceOf(SQLFeatureNotSupportedException.class)
                        .hasMessageContaining("sql_mode has " + mode);
                statement.execute("SET sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT'");
                assertThat(statement.executeUpdate("DELETE FROM \"p\" WHERE id = 2 AND \"name\" = 't' || 'wo'")).isEqualTo(1);
                assertThat(numbers(statement, "SELECT id FROM c")).containsExactly(3);
            }
        }
    }

    /** Natively another row goes than a query's ORDER BY would give. */
    @Test
    void orderedByAWindow() throws SQLException {
        try (Space space = space()) {
            var ours = Ours.withRelationsFile(space.dataSource(), Map.of(), List.of(KEY + "CASCADE"));
            try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.executeUpdate(
                                "DELETE FROM p ORDER BY row_number() OVER (ORDER BY id DESC) LIMIT 1"))
                        .isInstanceOf(SQLFeatureNotSupportedException.class)
                        .hasMessageContaining("window function");
                assertThat(statement.executeUpdate("DELETE FROM p ORDER BY id DESC LIMIT 1")).isEqualTo(1);
            }
        }
    }

    /** A recursive query would take the server four times as long for each further table. */
    @Test
    void manyTablesArePlannedQuickly() throws SQLException {
        int tables = 30;
        try (Space space = Space.create(Database.MARIADB)) {
            List<String> keys = new ArrayList<>();
            for (int i = 0; i < tables; i++) {
                space.run("CREATE TABLE t" + i + " (id INT PRIMARY KEY, up INT, KEY (up))");
                space.run("INSERT INTO t" + i + " VALUES (1, 1), (2, 2)");
                if (i > 0) {
                    keys.add("ALTER TABLE t" + i + " ADD FOREIGN KEY (up) REFERENCES t" + (i - 1) + " (id) ON DELETE CASCADE");
                }
            }
            var ours = Ours.withRelationsFile(space.dataSource(), Map.of(), keys);
            try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(20);
                int rows = 0;
                try (ResultSet row = statement.executeQuery("EXPLAIN CASCADE DELETE FROM t0 WHERE id = 1")) {
                    while (row.next()) {
                        rows++;
                    }
                }
                assertThat(rows).isGreaterThanOrEqualTo(tables);
                assertThat(statement.executeUpdate("DELETE FROM t0 WHERE id = 1")).isEqualTo(1);
                assertThat(numbers(statement, "SELECT id FROM t" + (tables - 1))).containsExactly(2);
            }
        }
    }

    /** Its limit of 1,000 levels would be no more than a warning, behind which rows would stay. */
    @Test
    void deepRows() throws SQLException {
        try (Space space = Space.create(Database.MARIADB)) {
            space.run("CREATE TABLE t (id INT PRIMARY KEY, up INT, KEY (up))");
            space.run("INSERT INTO t SELECT seq, seq - 1 FROM seq_1_to_1500");
            var ours = Ours.withRelationsFile(space.dataSource(), Map.of(),
                    List.of("ALTER TABLE t ADD FOREIGN KEY (up) REFERENCES t (id) ON DELETE CASCADE"));
            try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                assertThat(statement.executeUpdate("DELETE FROM t WHERE id = 1")).isEqualTo(1);
                assertThat(numbers(statement, "SELECT COUNT(*) FROM t")).containsExactly(0);
            }
        }
    }

    private static Space space() throws SQLException {
        Space space = Space.create(Database.MARIADB);
        for (String sql : TABLES) {
            space.run(sql);
        }
        return space;
    }

    private static List<Integer> numbers(Statement statement, String query) throws SQLException {
        List<Integer> numbers = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                numbers.add(rows.getInt(1));
            }
        }
        return numbers;
    }
}
