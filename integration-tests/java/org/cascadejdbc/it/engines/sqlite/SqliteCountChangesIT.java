package org.cascadejdbc.it.engines.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * With SQLite's deprecated pragma every statement that writes gives a row: a cascade is refused in words, or, where the driver
 * counts all the same, carried out.
 */
class SqliteCountChangesIT {
    private static final String DELETE = "DELETE FROM p WHERE id = 1";

    @ParameterizedTest
    @ValueSource(strings = {"execute", "prepared", "batch", "prepared batch"})
    void isRefusedInWords(String way) throws SQLException {
        try (Space space = Space.create(Database.SQLITE)) {
            space.run("CREATE TABLE p (id INTEGER PRIMARY KEY)");
            space.run("CREATE TABLE c (pid INTEGER)");
            space.run("INSERT INTO p VALUES (1)");
            space.run("INSERT INTO c VALUES (1)");
            List<String> relation = List.of("ALTER TABLE c ADD FOREIGN KEY (pid) REFERENCES p (id) ON DELETE CASCADE");
            try (Connection connection =
                            Ours.withRelationsFile(space.dataSource(), Map.of(), relation).getConnection();
                    Statement statement = connection.createStatement();
                    PreparedStatement prepared = connection.prepareStatement(DELETE)) {
                statement.execute("PRAGMA count_changes = ON");
                assertThatThrownBy(() -> delete(way, statement, prepared))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("PRAGMA count_changes=OFF")
                        .hasMessageContaining("nothing was deleted");
                assertThat(rows(statement)).isEqualTo(2);
                statement.execute("PRAGMA count_changes = OFF");
                delete(way, statement, prepared);
                assertThat(rows(statement)).isZero();
            }
        }
    }

    @Test
    void orCarriedOut() throws SQLException {
        try (Space space = Space.create(Database.SQLITE)) {
            space.run("CREATE TABLE p (id INTEGER PRIMARY KEY)");
            space.run("CREATE TABLE c (pid INTEGER REFERENCES p (id) ON DELETE CASCADE)");
            space.run("INSERT INTO p VALUES (1)");
            space.run("INSERT INTO c VALUES (1)");
            try (Connection connection = Ours.over(space.dataSource(), Map.of()).getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA count_changes = ON");
                assertThat(statement.executeUpdate(DELETE)).isEqualTo(2); // the driver's count, as natively
                assertThat(rows(statement)).isZero();
            }
        }
    }

    private static void delete(String way, Statement statement, PreparedStatement prepared) throws SQLException {
        switch (way) {
            case "execute" -> statement.execute(DELETE);
            case "prepared" -> prepared.executeUpdate();
            case "batch" -> {
                statement.addBatch(DELETE);
                statement.executeBatch();
            }
            default -> {
                prepared.addBatch();
                prepared.executeBatch();
            }
        }
    }

    private static int rows(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT (SELECT COUNT(*) FROM p) + (SELECT COUNT(*) FROM c)")) {
            row.next();
            return row.getInt(1);
        }
    }
}
