package org.cascadejdbc.it.engines.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cascadejdbc.it.support.CountingDataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MySQL and MariaDB: what a predicate does besides looking, it does once for each row, also where it finds one row at most. */
class MysqlWritingPredicateIT {
    private static final List<String> DELETES = List.of(
            "DELETE FROM p WHERE id = 1 AND noted(id)",
            "DELETE FROM p WHERE id = 1 AND noted (id)",
            "DELETE FROM p WHERE id = 1 AND `noted`(id)",
            "DELETE FROM p WHERE id = 1 AND @own.noted(id)",
            "DELETE FROM p WHERE noted(id) ORDER BY id LIMIT 1",
            "DELETE FROM p WHERE id < 3 ORDER BY noted(id), id LIMIT 1",
            "DELETE FROM p WHERE id = 1 AND (@n := @n + 1)",
            "DELETE FROM p WHERE id = 2 AND LAST_INSERT_ID(id + 40)",
            "DELETE FROM p WHERE id = 2 AND EXISTS (SELECT 1 FROM looks_harmless WHERE one = 1)",
            "DELETE FROM p WHERE noted(id)",
            "DELETE p FROM p JOIN other ON other.id = p.id AND noted(p.id) WHERE p.id = 3",
            "DELETE FROM p WHERE id = 1 AND noted(id) LIMIT 1",
            "DELETE p, other FROM p JOIN other ON other.id = p.id AND noted(p.id) WHERE p.id = 3",
            "DELETE p, other FROM p JOIN other ON other.id = p.id AND noted(p.id)",
            "DELETE FROM p WHERE id = 3 AND noted(4) = 0",
            "DELETE FROM p WHERE id = (SELECT MAX(id) FROM other WHERE noted(id))");

    static Stream<Arguments> deletes() {
        return Stream.of(Database.MYSQL, Database.MYSQL_OFF, Database.MARIADB)
                .flatMap(database -> DELETES.stream().map(delete -> Arguments.of(database, delete)));
    }

    @ParameterizedTest
    @MethodSource("deletes")
    void asNatively(Database database, String delete) throws SQLException {
        List<String> twin;
        try (Space space = Space.create(database.twin())) {
            create(space, " ON DELETE CASCADE");
            twin = told(space.dataSource().getConnection(), space.say(delete));
        }
        for (String strategy : List.of("emulate", "auto")) {
            try (Space space = Space.create(database)) {
                create(space, " ON DELETE CASCADE");
                assertThat(told(connection(space, strategy), space.say(delete))).as(strategy).isEqualTo(twin);
            }
        }
    }

    /** One statement is one round trip where it makes no difference. */
    @ParameterizedTest
    @ValueSource(strings = {
        "DELETE FROM p WHERE id = 1 AND COALESCE(id, 2) IN (1, 2) AND NOT (id = 7)",
        "DELETE FROM p WHERE id = 1 AND (SELECT COUNT(*) FROM other WHERE LOWER('x') = 'x') > 0",
        "DELETE FROM p WHERE id = 1 AND id BETWEEN (0) AND (5) AND CASE WHEN (id = 1) THEN (1) ELSE (0) END",
    })
    void othersStayOneStatement(String delete) throws SQLException {
        try (Space space = Space.create(Database.MYSQL)) {
            create(space, " ON DELETE CASCADE");
            CountingDataSource counting = new CountingDataSource(space.dataSource());
            try (Connection connection = Ours.over(counting.dataSource(), Map.of("cascade.strategy", "emulate")).getConnection();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate(delete.replace("id = 1", "id = 9"));
                counting.reset();
                assertThat(statement.executeUpdate(delete)).isEqualTo(1);
                assertThat(counting.statements()).as("the DELETE, and how many it has matched").hasSize(2);
            }
        }
    }

    private static Connection connection(Space space, String strategy) throws SQLException {
        return Ours.over(space.dataSource(), Map.of("cascade.strategy", strategy)).getConnection();
    }

    private static void create(Space space, String rule) throws SQLException {
        space.run("CREATE TABLE p (id INT PRIMARY KEY)");
        space.run("CREATE TABLE c (id INT PRIMARY KEY, p INT, CONSTRAINT cp FOREIGN KEY (p) REFERENCES p (id)" + rule + ")");
        space.run("CREATE TABLE other (id INT PRIMARY KEY)");
        space.run("CREATE TABLE calls (i INT)");
        space.run("CREATE FUNCTION noted(i INT) RETURNS INT NOT DETERMINISTIC MODIFIES SQL DATA "
                + "BEGIN INSERT INTO calls VALUES (i); RETURN 1; END");
        space.run("CREATE VIEW looks_harmless AS SELECT noted(99) AS one");
        space.run("INSERT INTO p VALUES (1),(2),(3)");
        space.run("INSERT INTO c VALUES (1,1),(2,2),(3,3)");
        space.run("INSERT INTO other VALUES (1),(2),(3)");
    }

    private static List<String> told(Connection opened, String delete) throws SQLException {
        List<String> told = new ArrayList<>();
        try (Connection connection = opened; Statement statement = connection.createStatement()) {
            statement.execute("SET @n = 0");
            told.add("count " + statement.executeUpdate(delete));
            for (String query : List.of("SELECT @n", "SELECT LAST_INSERT_ID()", "SELECT GROUP_CONCAT(i ORDER BY i) FROM calls",
                    "SELECT GROUP_CONCAT(id ORDER BY id) FROM p", "SELECT GROUP_CONCAT(id ORDER BY id) FROM c")) {
                try (ResultSet row = statement.executeQuery(query)) {
                    row.next();
                    told.add(query + " " + row.getString(1));
                }
            }
        }
        return told;
    }
}
