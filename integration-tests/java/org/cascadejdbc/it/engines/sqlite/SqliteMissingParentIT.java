package org.cascadejdbc.it.engines.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A key of SQLite whose referenced table does not exist: where keys act, writing to its own table is an error, also for the
 * cascade that comes to it.
 */
class SqliteMissingParentIT {
    private static final List<String> DELETES = List.of(
            "DELETE FROM p WHERE id = 1", "DELETE FROM c WHERE id = 1", "DELETE FROM c", "DELETE FROM g", "DELETE FROM p",
            "DELETE FROM other WHERE id = 1", "DELETE FROM p WHERE id = 7");

    @ParameterizedTest
    @ValueSource(strings = {"auto", "emulate", "overridden"})
    void asNatively(String how) throws SQLException {
        assertThat(told(how)).isEqualTo(told("natively"));
    }

    private static List<String> told(String how) throws SQLException {
        List<String> told = new ArrayList<>();
        try (Space space = Space.create(Database.SQLITE)) {
            space.run("CREATE TABLE p (id INTEGER PRIMARY KEY)");
            space.run("CREATE TABLE other (id INTEGER PRIMARY KEY)");
            String rule = how.equals("overridden") ? "NO ACTION" : "CASCADE";
            space.run("CREATE TABLE c (id INTEGER PRIMARY KEY, pid INT REFERENCES p (id) ON DELETE " + rule
                    + ", gone INT REFERENCES gone (id) ON DELETE CASCADE)");
            space.run("CREATE TABLE g (id INTEGER PRIMARY KEY, cid INT REFERENCES c (id) ON DELETE CASCADE)");
            space.run("INSERT INTO p VALUES (1),(2)");
            space.run("INSERT INTO other VALUES (1)");
            space.run("INSERT INTO c VALUES (1,1,5),(2,2,NULL)");
            space.run("INSERT INTO g VALUES (1,1),(2,2)");
            try (Connection connection = switch (how) {
                        case "natively" -> space.enforcing().getConnection();
                        case "overridden" -> Ours.withRelationsFile(space.dataSource(), Map.of(), List.of(
                                "ALTER TABLE c ADD FOREIGN KEY (pid) REFERENCES p (id) ON DELETE CASCADE")).getConnection();
                        default -> Ours.over(space.dataSource(), Map.of("cascade.strategy", how)).getConnection();
                    };
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                for (String delete : DELETES) {
                    try {
                        told.add(delete + ": " + connection.prepareStatement(delete).executeUpdate());
                    } catch (SQLException e) {
                        told.add(delete + ": " + (e.getErrorCode() & 0xff));
                    }
                    for (String table : List.of("p", "c", "g")) {
                        try (ResultSet row = statement.executeQuery("SELECT group_concat(id) FROM " + table)) {
                            row.next();
                            told.add(table + " " + row.getString(1));
                        }
                    }
                    connection.rollback();
                }
            }
        }
        return told;
    }
}
