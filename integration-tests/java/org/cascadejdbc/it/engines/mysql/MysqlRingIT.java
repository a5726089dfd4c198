package org.cascadejdbc.it.engines.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rings of rows of one table by keys declared ON DELETE CASCADE, in columns that are never NULL. A server with
 * {@code innodb_native_foreign_keys=OFF} goes round in them natively until it gives up (error 6575).
 */
class MysqlRingIT {
    private static final String ONE = "FOREIGN KEY (a) REFERENCES t (id) ON DELETE CASCADE";
    private static final String TWO = ONE + ", FOREIGN KEY (b) REFERENCES t (id) ON DELETE CASCADE";

    @ParameterizedTest
    @CsvSource({"MYSQL_OFF", "MYSQL", "MARIADB"})
    void ofOneKeyGoes(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            create(space, ONE, "(3,5,5),(4,7,3),(5,6,6),(6,3,4),(7,6,6)");
            assertThat(deleted(space, "DELETE FROM t WHERE id = 5")).isEqualTo(1);
            assertThat(rows(space)).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"MYSQL_OFF", "MYSQL", "MARIADB"})
    void ofAllRowsGoes(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            create(space, ONE, "(3,5,5),(4,7,3),(5,6,6),(6,3,4),(7,6,6)");
            assertThat(deleted(space, "DELETE FROM t")).isEqualTo(5);
            assertThat(rows(space)).isZero();
        }
    }

    @Test
    void ofTwoKeysIsRefusedInWords() throws SQLException {
        try (Space space = Space.create(Database.MYSQL_OFF)) {
            create(space, TWO, "(4,5,5),(5,5,5)");
            assertThatThrownBy(() -> space.run("DELETE FROM t WHERE id = 5")).hasMessageContaining("limit of 30");
            assertThatThrownBy(() -> deleted(space, "DELETE FROM t WHERE id = 5"))
                    .isInstanceOfSatisfying(SQLException.class, e -> {
                        assertThat(e.getSQLState()).isEqualTo("HY000");
                        assertThat(e.getErrorCode()).isEqualTo(6575);
                    })
                    .hasMessageContaining("reference each other in a ring")
                    .hasMessageContaining("nothing was deleted");
            assertThat(rows(space)).isEqualTo(2);
        }
    }

    private static void create(Space space, String keys, String rows) throws SQLException {
        space.run("CREATE TABLE t (id INT PRIMARY KEY, a INT NOT NULL, b INT NOT NULL, " + keys + ")");
        space.run("SET foreign_key_checks = 0");
        space.run("INSERT INTO t VALUES " + rows);
        space.run("SET foreign_key_checks = 1");
    }

    private static int deleted(Space space, String sql) throws SQLException {
        try (Connection connection = Ours.over(space.dataSource(), Map.of("cascade.strategy", "emulate")).getConnection();
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static int rows(Space space) throws SQLException {
        try (Connection connection = space.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM t")) {
            row.next();
            return row.getInt(1);
        }
    }
}
