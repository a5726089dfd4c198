package org.cascadejdbc.it.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Key;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.Test;

/** TRUNCATE with keys that the database does not know: as if it knew them. */
class TruncateIT {
    private static final Scenario FAMILY = Scenario.named("family")
            .table("p", "id int primary key, p int", "(1,1),(2,1)")
            .table("c", "id int primary key, p int", "(1,1),(2,2)")
            .table("g", "id int primary key, c int", "(1,1),(2,2)")
            .table("alone", "id int primary key", "(1)")
            .key("p(p)", CASCADE, "p(id)")
            .key("c(p)", CASCADE, "p(id)")
            .key("g(c)", CASCADE, "c(id)");

    private static List<String> statements(Database database) {
        List<String> statements = new ArrayList<>(List.of(
                "TRUNCATE p", "TRUNCATE TABLE c", "TRUNCATE g", "truncate table alone", "TRUNCATE @own.p",
                "TRUNCATE nosuch"));
        if (database == Database.POSTGRESQL) {
            statements.addAll(List.of(
                    "TRUNCATE p, c", "TRUNCATE p, c, g",
                    "TRUNCATE TABLE ONLY p, c *, g RESTART IDENTITY", "TRUNCATE c, g RESTRICT",
                    "TRUNCATE ONLY (g)", "TRUNCATE p, c, g CASCADE", "TRUNCATE g CASCADE", "TRUNCATE {c}"));
        }
        return statements;
    }

    /** Empty where it succeeds. PostgreSQL's driver has one class for all errors. */
    private static String failure(Connection connection, Database database, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return "";
        } catch (SQLException e) {
            return (database == Database.POSTGRESQL ? "" : e.getClass().getName()) + " " + e.getSQLState() + " "
                    + e.getErrorCode();
        }
    }

    @OnDatabases(except = Database.SQLITE)
    void asWithNativeKeys(Database database) throws SQLException {
        try (Space twin = Space.create(database);
                Space space = Space.create(database)) {
            Schema expected = Schema.build(FAMILY, twin, Schema.Keys.AS_WANTED);
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            int refused = 0;
            try (Connection nativeKeys = twin.enforcing().getConnection();
                    Connection ours =
                            Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys()).getConnection()) {
                for (String sql : statements(database)) {
                    String failure = failure(nativeKeys, database, twin.say(sql));
                    assertThat(failure(ours, database, space.say(sql))).as(sql).isEqualTo(failure);
                    assertThat(schema.content(ours)).as(sql).isEqualTo(expected.content(nativeKeys));
                    refused += failure.isEmpty() ? 0 : 1;
                    expected.fill();
                    schema.fill();
                }
            }
            assertThat(refused).isBetween(4, statements(database).size() - 2);
        }
    }

    /** A declared key is the database's business, whatever its rule has become. */
    @OnDatabases(except = Database.SQLITE, h2 = true)
    void declaredKeysArePassed(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.NO_ACTION);
            try (Connection plain = space.dataSource().getConnection();
                    Connection ours =
                            Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys()).getConnection()) {
                for (String sql : statements(database)) {
                    String failure = failure(plain, database, space.say(sql));
                    String content = schema.content(plain);
                    schema.fill();
                    assertThat(failure(ours, database, space.say(sql))).as(sql).isEqualTo(failure);
                    assertThat(schema.content(ours)).as(sql).isEqualTo(content);
                    schema.fill();
                }
            }
        }
    }

    @OnDatabases(except = Database.SQLITE)
    void theErrorSaysWhichKeyAndWhatToWrite(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            try (Connection ours = Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys()).getConnection();
                    Statement statement = ours.createStatement()) {
                SQLException refusal = catchThrowableOfType(
                        SQLException.class, () -> statement.execute("TRUNCATE p"));
                assertThat((Throwable) refusal)
                        .hasMessageContainingAll("c(p)", ".c ", "DELETE FROM", ".p ", "same TRUNCATE");
            }
            try (Connection passing = Ours.withRelations(
                                    space.dataSource(), Map.of("cascade.unrecognized", "pass"), FAMILY.keys())
                            .getConnection()) {
                assertThat(failure(passing, database, "TRUNCATE p")).isEmpty();
                assertThat(schema.rows(passing, "p")).isEmpty();
            }
        }
    }

    @OnDatabases(except = Database.SQLITE)
    void aTemporaryTableThatShadowsIsTruncated(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            try (Connection ours = Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys()).getConnection();
                    Statement statement = ours.createStatement()) {
                assertThat(failure(ours, database, "TRUNCATE p")).isNotEmpty();
                statement.execute("CREATE TEMPORARY TABLE p (id int primary key)");
                statement.execute("INSERT INTO p VALUES (7)");
                assertThat(failure(ours, database, "TRUNCATE p")).isEmpty();
                assertThat(schema.rows(ours, "p")).isEmpty();
                statement.execute("DROP TABLE p");
                assertThat(schema.content(ours)).isEqualTo(schema.initial());
                assertThat(failure(ours, database, "TRUNCATE p")).isNotEmpty();
                assertThat(schema.content(ours)).isEqualTo(schema.initial());
            }
        }
    }

    @Test
    void partitionsAndCascadeOnPostgresql() throws SQLException {
        Scenario scenario = Scenario.named("partitioned")
                .table("p", "id int primary key", "(1),(15)")
                .suffix(Database.POSTGRESQL, "PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES "
                        + "FROM (0) TO (10); CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20)")
                .table("c", "id int primary key, p int", "(1,1)")
                .table("g", "id int primary key, c int", "(1,1)")
                .key("c(p)", CASCADE, "p(id)")
                .key("g(c)", CASCADE, "c(id)");
        Key declared = scenario.keys().get(1);
        try (Space twin = Space.create(Database.POSTGRESQL);
                Space space = Space.create(Database.POSTGRESQL)) {
            Schema expected = Schema.build(scenario, twin, Schema.Keys.AS_WANTED);
            Schema schema = Schema.build(scenario, space, key -> key.equals(declared) ? CASCADE : null);
            try (Connection nativeKeys = twin.dataSource().getConnection();
                    Connection ours = Ours.withRelations(space.dataSource(), Map.of(), scenario.keys().subList(0, 1))
                            .getConnection()) {
                for (String sql : List.of(
                        "TRUNCATE p", "TRUNCATE p1", "TRUNCATE p2", "TRUNCATE p1, c", "TRUNCATE p1, c, g",
                        "TRUNCATE p, c", "TRUNCATE p, c CASCADE", "TRUNCATE c CASCADE")) {
                    String failure = failure(nativeKeys, Database.POSTGRESQL, sql);
                    assertThat(failure(ours, Database.POSTGRESQL, sql)).as(sql).isEqualTo(failure);
                    assertThat(schema.content(ours)).as(sql).isEqualTo(expected.content(nativeKeys));
                    expected.fill();
                    schema.fill();
                }
                // Natively c and g would be truncated: with a virtual key that must be said.
                assertThat(failure(ours, Database.POSTGRESQL, "TRUNCATE p CASCADE")).isEqualTo(" 0A000 0");
                assertThat(schema.content(ours)).isEqualTo(schema.initial());
            }
        }
    }

    /** A key is not inherited: what CASCADE truncates, it truncates without the tables that inherit from it. */
    @Test
    void cascadeLeavesTheRowsOfHeirsOnPostgresql() throws SQLException {
        Scenario scenario = Scenario.named("heirs")
                .table("p", "id int primary key", "(1),(2)")
                .table("c", "id int primary key, p int", "(1,1)")
                .table("heir", "id int primary key, p int", "(2,2)")
                .suffix(Database.POSTGRESQL, "INHERITS (c)")
                .key("c(p)", CASCADE, "p(id)")
                .key("heir(p)", CASCADE, "p(id)");
        Key declared = scenario.keys().get(0);
        try (Space space = Space.create(Database.POSTGRESQL)) {
            Schema schema = Schema.build(scenario, space, key -> key.equals(declared) ? CASCADE : null);
            try (Connection plain = space.dataSource().getConnection();
                    Connection ours = Ours.withRelations(space.dataSource(), Map.of(), scenario.keys().subList(1, 2))
                            .getConnection()) {
                assertThat(failure(plain, Database.POSTGRESQL, "TRUNCATE p CASCADE")).isEmpty();
                assertThat(schema.rows(plain, "heir")).hasSize(1);
                schema.fill();
                assertThat(failure(ours, Database.POSTGRESQL, "TRUNCATE p CASCADE")).isEqualTo(" 0A000 0");
                assertThat(schema.content(ours)).isEqualTo(schema.initial());
                assertThat(failure(ours, Database.POSTGRESQL, "TRUNCATE p, c CASCADE")).isEmpty();
                assertThat(schema.rows(ours, "heir")).isEmpty();
            }
        }
    }

    /** Somebody else has made the tables anew: the name means another table than the one in our catalog. */
    @Test
    void aTableThatWasMadeAnewIsLookedUpAgain() throws SQLException {
        try (Space space = Space.create(Database.POSTGRESQL)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            try (Connection ours = Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys()).getConnection()) {
                assertThat(failure(ours, Database.POSTGRESQL, "TRUNCATE p")).isNotEmpty();
                space.run("DROP TABLE p; CREATE TABLE p (id int primary key, p int); INSERT INTO p VALUES (1,1),(2,1)");
                assertThat(failure(ours, Database.POSTGRESQL, "TRUNCATE p")).isEqualTo(" 0A000 0");
                assertThat(schema.content(ours)).isEqualTo(schema.initial());
            }
        }
    }
}
