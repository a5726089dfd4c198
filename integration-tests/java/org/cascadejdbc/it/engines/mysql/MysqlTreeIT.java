package org.cascadejdbc.it.engines.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.CountingDataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Key;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A tree in one table whose key MySQL enforces row by row: one statement, or several where rows have no order. On MariaDB it is always
 * several, since no statement there deletes in an order: what they leave is the same.
 */
class MysqlTreeIT {
    private static final String KEY = "t(p)";

    private final List<String> sent = new ArrayList<>();

    private String delete(Database database, String columns, String key, String rows, String... deletes)
            throws SQLException {
        try (Space space = Space.create(database)) {
            space.run("CREATE TABLE @own.t (" + columns + ")");
            space.run("INSERT INTO @own.t VALUES " + rows);
            CountingDataSource counting = new CountingDataSource(space.dataSource());
            Key wanted = Scenario.named("tree").key(key, CASCADE, key.equals(KEY) ? "t(id)" : "t(id, tenant)").keys().get(0);
            DataSource ours = Ours.withRelations(counting.dataSource(), Map.of(), List.of(wanted));
            try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                statement.executeUpdate("DELETE FROM t WHERE id < 0"); // the catalog is known then
                StringBuilder told = new StringBuilder();
                for (String delete : deletes) {
                    counting.reset();
                    told.append(statement.executeUpdate(delete)).append(' ');
                    sent.addAll(counting.statements());
                }
                try (var left = statement.executeQuery("SELECT GROUP_CONCAT(id ORDER BY id) FROM t")) {
                    left.next();
                    return told + String.valueOf(left.getString(1));
                }
            }
        }
    }

    private static String tree(String rule) {
        return "id INT PRIMARY KEY, p INT, level INT, FOREIGN KEY (p) REFERENCES t (id) " + rule;
    }

    @ParameterizedTest
    @CsvSource({"MYSQL, ''", "MYSQL, ON DELETE RESTRICT", "MYSQL_OFF, ''", "MYSQL_OFF, ON DELETE RESTRICT", "MARIADB, ''", "MARIADB, ON DELETE RESTRICT"})
    void aTreeGoesInOneStatement(Database database, String rule) throws SQLException {
        assertThat(delete(database, tree(rule),
                KEY, "(1,NULL,0),(2,1,0),(3,2,0),(4,2,0),(9,NULL,0),(5,9,0)", "DELETE FROM t WHERE id = 1"))
                .isEqualTo("1 5,9");
        if (database != Database.MARIADB) {
            assertThat(sent).hasSize(1);
        }
    }

    /** Some of the rows that the DELETE matches are below others; two keys give a row several levels. */
    @OnDatabases({Database.MYSQL, Database.MYSQL_OFF, Database.MARIADB})
    void rowsGoByTheirGreatestLevel(Database database) throws SQLException {
        assertThat(delete(database, tree(""), KEY, "(1,NULL,0),(2,1,0),(3,2,0),(4,3,0),(5,NULL,0)",
                "DELETE FROM t WHERE id IN (1, 3)"))
                .isEqualTo("2 5");
        if (database != Database.MARIADB) {
            assertThat(sent).hasSize(2);
            assertThat(sent.get(1)).startsWith("SELECT ").contains("@cascade_jdbc_matched");
        }
    }

    @OnDatabases({Database.MYSQL, Database.MYSQL_OFF, Database.MARIADB})
    void aKeyOfSeveralColumns(Database database) throws SQLException {
        assertThat(delete(database, "id VARCHAR(9), tenant INT, p VARCHAR(9), PRIMARY KEY (id, tenant),"
                        + " FOREIGN KEY (p, tenant) REFERENCES t (id, tenant)",
                "t(p, tenant)", "('1',1,NULL),('2',1,'1'),('3',1,'2'),('1',2,NULL),('4',2,'1')",
                "DELETE FROM t WHERE id = '1' AND tenant = 1"))
                .isEqualTo("1 1,4");
        if (database != Database.MARIADB) {
            assertThat(sent.get(0)).startsWith("DELETE ");
        }
    }

    /** One that goes to a ring goes round it: no row of it can be the first. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "MYSQL     | (1,NULL,0),(2,1,0),(3,5,0),(4,3,0),(5,4,0),(6,4,0)",
        "MYSQL     | (1,NULL,0),(2,1,0),(3,3,0),(6,3,0)",
        "MYSQL_OFF | (1,NULL,0),(2,1,0),(3,5,0),(4,3,0),(5,4,0),(6,4,0)",
        "MYSQL_OFF | (1,NULL,0),(2,1,0),(3,3,0),(6,3,0)",
        "MARIADB   | (1,NULL,0),(2,1,0),(3,5,0),(4,3,0),(5,4,0),(6,4,0)",
        "MARIADB   | (1,NULL,0),(2,1,0),(3,3,0),(6,3,0)",
    })
    void aRingGoesInSeveral(Database database, String rows) throws SQLException {
        assertThat(delete(database, tree(""), KEY,
                rows.replace("(3,5", "(3,NULL").replace("(3,3", "(3,NULL"),
                "UPDATE t SET p = " + (rows.contains("(3,5") ? "5" : "3") + " WHERE id = 3",
                "DELETE FROM t WHERE id = 3"))
                .isEqualTo("1 1 1,2");
        if (database != Database.MARIADB) {
            assertThat(sent).hasSizeGreaterThan(5);
            assertThat(sent.get(1)).contains("level23");
        }
    }

    /** As many levels as are told apart, and more. */
    @ParameterizedTest
    @CsvSource({"MYSQL, 24", "MYSQL, 25", "MYSQL, 60", "MYSQL_OFF, 24", "MYSQL_OFF, 25", "MYSQL_OFF, 60", "MARIADB, 24", "MARIADB, 25", "MARIADB, 60"})
    void aDeepTreeGoesToo(Database database, int rows) throws SQLException {
        String values = IntStream.rangeClosed(1, rows)
                .mapToObj(id -> "(" + id + "," + (id == 1 ? "NULL" : id - 1) + ",0)")
                .collect(Collectors.joining(","));
        String again = "INSERT INTO t VALUES (901,NULL,0),(902,901,0)";
        String delete = "DELETE FROM t WHERE p IS NULL";
        assertThat(delete(database, tree(""), KEY, values, delete, again, delete)).isEqualTo("1 2 1 null");
        if (database != Database.MARIADB) {
            assertThat(sent.stream().filter(sql -> sql.contains("level23")).count())
                    .as("tried once only").isEqualTo(rows > 24 ? 1 : 2);
        }
    }

    /** That is the same error, but comes again: what has no ring stays one statement. */
    @OnDatabases({Database.MYSQL, Database.MYSQL_OFF, Database.MARIADB})
    void aRowThatOthersReferenceIsRefusedAndTheNextTreeGoesInOneStatement(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            space.run("CREATE TABLE @own.t (" + tree("") + ")");
            space.run("CREATE TABLE @own.other (t INT, FOREIGN KEY (t) REFERENCES t (id))");
            space.run("INSERT INTO @own.t VALUES (1,NULL,0),(2,1,0),(3,NULL,0),(4,3,0)");
            space.run("INSERT INTO @own.other VALUES (2)");
            CountingDataSource counting = new CountingDataSource(space.dataSource());
            DataSource ours = Ours.withRelations(
                    counting.dataSource(), Map.of(), Scenario.named("tree").key(KEY, CASCADE, "t(id)").keys());
            try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM t WHERE id = 1"))
                        .isInstanceOf(SQLIntegrityConstraintViolationException.class)
                        .hasMessageContaining("other");
                counting.reset();
                assertThat(statement.executeUpdate("DELETE FROM t WHERE id = 3")).isEqualTo(1);
                assertThat(counting.statements().size() == 1).isEqualTo(database != Database.MARIADB);
                connection.commit();
                try (var left = statement.executeQuery("SELECT COUNT(*) FROM t")) {
                    left.next();
                    assertThat(left.getInt(1)).isEqualTo(2);
                }
            }
        }
    }
}
