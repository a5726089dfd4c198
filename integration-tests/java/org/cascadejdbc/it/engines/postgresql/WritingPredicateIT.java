package org.cascadejdbc.it.engines.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.RESTRICT;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.CountingDataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.transactions.Interleaving;
import org.cascadejdbc.it.transactions.Interleaving.Order;
import org.cascadejdbc.it.transactions.Interleaving.Players;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PostgreSQL: predicates that call functions which write, also to the cascade's own tables: once, and seen by the keys. */
class WritingPredicateIT {
    private static final Scenario FAMILY = Scenario.named("family")
            .table("p", "id int primary key", "(1),(2),(3)")
            .table("c", "id int primary key, p int", "(1,1),(2,2),(3,3)")
            .table("g", "id int primary key, c int", "(1,1),(2,2)")
            .table("calls", "id int, what varchar(20)", "(0, 'start')")
            .key("c(p)", CASCADE, "p(id)")
            .key("g(c)", CASCADE, "c(id)");

    private static final Scenario REFUSING = Scenario.named("refusing")
            .table("p", "id int primary key", "(1),(2),(3)")
            .table("c", "id int primary key, p int", "(1,1),(2,2)")
            .table("g", "id int primary key, c int", "(1,1),(2,2)")
            .table("calls", "id int, what varchar(20)", "(0, 'start')")
            .key("c(p)", RESTRICT, "p(id)");

    private static final List<String> FUNCTIONS = List.of(
            "noted(i int) RETURNS int LANGUAGE sql AS"
                    + " 'INSERT INTO @own.calls VALUES (i, ''noted''); SELECT i'",
            "childed(i int) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER AS"
                    + " 'BEGIN INSERT INTO @own.c VALUES (100 + i, i); RETURN true; END'",
            "orphaning(i int) RETURNS boolean LANGUAGE plpgsql AS"
                    + " 'BEGIN DELETE FROM @own.g WHERE c = i; DELETE FROM @own.c WHERE p = i; RETURN true; END'",
            "only_reading(i int) RETURNS int LANGUAGE sql AS 'SELECT count(*)::int FROM @own.c WHERE p = i'",
            "changing(i int) RETURNS boolean LANGUAGE plpgsql AS"
                    + " 'BEGIN UPDATE @own.p SET id = id WHERE id = i; RETURN true; END'",
            "removing(i int) RETURNS boolean LANGUAGE plpgsql AS"
                    + " 'BEGIN DELETE FROM @own.c WHERE p = i; DELETE FROM @own.p WHERE id = i; RETURN true; END'");

    private static final List<String> DELETES = List.of(
            "DELETE FROM p WHERE noted(id) = 1",
            "DELETE FROM p WHERE id < 3 AND childed(id)",
            "DELETE FROM p WHERE id = 1 AND orphaning(id)",
            "DELETE FROM p USING c WHERE c.p = p.id AND noted(c.id) < 3",
            "DELETE FROM p WHERE id IN (SELECT i FROM seen)",
            "DELETE FROM p WHERE id === 1",
            "DELETE FROM p WHERE id <=> 1",
            "DELETE FROM p WHERE (id::text)::hidden IS NOT NULL AND id = 1",
            "DELETE FROM p AS q WHERE only_reading(q.id) = 1 AND q.id > 1",
            "WITH x AS (SELECT noted(2) AS i) DELETE FROM p WHERE id IN (SELECT i FROM x)",
            "DELETE FROM p WHERE childed(id) AND false",
            "DELETE FROM p WHERE noted(id) = 1 RETURNING id",
            "DELETE FROM p WHERE id = 1 AND changing(1)",
            "DELETE FROM p WHERE id IN (2, 3) AND changing(id + 1)",
            "DELETE FROM p WHERE id = 1 AND changing(2)",
            "DELETE FROM p USING c WHERE c.p = p.id AND p.id < 3 AND changing(c.p)",
            "DELETE FROM p AS q WHERE id = 3 AND removing(3) RETURNING q.id",
            "DELETE FROM p WHERE noted(3) = 3 AND changing(id) AND false",
            "DELETE FROM p WHERE id = 1 AND set_config('search_path', 'pg_catalog', false) <> ''",
            "DELETE FROM p WHERE set_config('search_path', 'pg_catalog', false) = '' RETURNING p.id",
            "DELETE FROM p AS q WHERE q.id < 3 AND set_config('search_path', 'nowhere', true) <> '' RETURNING q.id");

    /** What the predicate's functions have written is undone, in a transaction and without one, which goes on as it was. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anExplanationChangesNothing(boolean inTransaction) throws SQLException {
        try (Space space = Space.create(Database.POSTGRESQL)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            for (String function : FUNCTIONS) {
                space.run("CREATE FUNCTION " + function);
            }
            try (Connection connection =
                            Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys()).getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(!inTransaction);
                statement.executeUpdate("INSERT INTO p VALUES (7)");
                for (String delete : List.of("DELETE FROM p WHERE noted(id) = 1", "DELETE FROM p WHERE id < 3 AND childed(id)")) {
                    try (ResultSet steps = statement.executeQuery("EXPLAIN CASCADE " + delete)) {
                        assertThat(steps.next()).as(delete).isTrue();
                    }
                }
                if (inTransaction) {
                    connection.commit();
                }
                assertThat(schema.content(connection)).isEqualTo(schema.initial().replace("p[(1), (2), (3)]", "p[(1), (2), (3), (7)]"));
            }
        }
    }

    static Stream<Arguments> cases() {
        return Stream.of(Schema.Keys.ABSENT, Schema.Keys.NO_ACTION, Schema.Keys.AS_WANTED)
                .flatMap(keys -> Stream.of(true, false).map(autoCommit -> Arguments.of(keys, autoCommit)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void asNatively(Schema.Keys keys, boolean autoCommit) throws SQLException {
        for (Scenario scenario : List.of(FAMILY, REFUSING)) {
            try (Space twin = Space.create(Database.POSTGRESQL); Space space = Space.create(Database.POSTGRESQL)) {
                Schema natives = build(scenario, twin, Schema.Keys.AS_WANTED);
                Schema schema = build(scenario, space, keys);
                try (Connection natively = twin.dataSource().getConnection();
                        Connection connection = ours(space, keys, scenario).getConnection()) {
                    natively.setAutoCommit(autoCommit);
                    connection.setAutoCommit(autoCommit);
                    for (String sql : DELETES) {
                        String expected = end(natively, sql, natives);
                        assertThat(end(connection, sql, schema)).as("%s, %s", scenario, sql).isEqualTo(expected);
                    }
                }
            }
        }
    }

    /** A batch, prepared and plain: each entry's predicate once. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void batches(boolean prepared) throws SQLException {
        try (Space twin = Space.create(Database.POSTGRESQL); Space space = Space.create(Database.POSTGRESQL)) {
            Schema natives = build(FAMILY, twin, Schema.Keys.AS_WANTED);
            Schema schema = build(FAMILY, space, Schema.Keys.ABSENT);
            try (Connection natively = twin.dataSource().getConnection();
                    Connection connection = ours(space, Schema.Keys.ABSENT, FAMILY).getConnection()) {
                String expected = batch(natively, prepared, natives);
                assertThat(expected).contains("noted").contains("[1, 0, 1, 0, 1]");
                assertThat(batch(connection, prepared, schema)).isEqualTo(expected);
            }
        }
    }

    private static String batch(Connection connection, boolean prepared, Schema schema) throws SQLException {
        int[] ids = {1, 7, 2, 8, 3};
        int[] counts;
        if (prepared) {
            try (PreparedStatement statement = connection.prepareStatement("DELETE FROM p WHERE id = noted(?)")) {
                for (int id : ids) {
                    statement.setInt(1, id);
                    statement.addBatch();
                }
                counts = statement.executeBatch();
            }
        } else {
            try (Statement statement = connection.createStatement()) {
                for (int id : ids) {
                    statement.addBatch("DELETE FROM p WHERE id = noted(" + id + ")");
                }
                counts = statement.executeBatch();
            }
        }
        return Arrays.toString(counts) + schema.content(connection);
    }

    /** Overtaken by another transaction it is run again; the function is not. */
    @ParameterizedTest
    @EnumSource(value = Order.class, names = {"WRITTEN_BEFORE", "WRITTEN_AND_ROLLED_BACK"})
    void overtaken(Order order) throws Exception {
        for (boolean inTransaction : new boolean[] {true, false}) {
            Interleaving interleaving = new Interleaving(order, Connection.TRANSACTION_READ_COMMITTED, inTransaction,
                    "DELETE FROM p WHERE id = 1 AND noted(id) = 1", List.of("INSERT INTO c VALUES (9, 1)"));
            try (Space twin = Space.create(Database.POSTGRESQL);
                    Space space = Space.create(Database.POSTGRESQL);
                    Players natives = Players.of(build(FAMILY, twin, Schema.Keys.AS_WANTED), twin.dataSource());
                    Players players = Players.of(build(FAMILY, space, Schema.Keys.NO_ACTION),
                            ours(space, Schema.Keys.NO_ACTION, FAMILY))) {
                assertThat(interleaving.run(players)).isEqualTo(interleaving.run(natives));
            }
        }
    }

    /** The question is asked once for each text that leaves it open, and for no other. */
    @Test
    void theQuestionIsAskedOnce() throws SQLException {
        try (Space space = Space.create(Database.POSTGRESQL)) {
            build(FAMILY, space, Schema.Keys.ABSENT);
            CountingDataSource counting = new CountingDataSource(space.dataSource());
            try (Connection connection =
                    Ours.withRelations(counting.dataSource(), Map.of(), FAMILY.keys()).getConnection()) {
                for (String sql : List.of("DELETE FROM p WHERE id = 1", "DELETE FROM p WHERE id = abs(id) AND id = 2")) {
                    execute(connection, sql);
                    counting.reset();
                    execute(connection, sql);
                    assertThat(counting.statements()).hasSize(1);
                }
            }
        }
    }

    private static Schema build(Scenario scenario, Space space, Schema.Keys keys) throws SQLException {
        Schema schema = Schema.build(scenario, space, keys);
        for (String function : FUNCTIONS) {
            space.run("CREATE FUNCTION @own." + function);
        }
        space.run("CREATE VIEW @own.seen AS SELECT @own.noted(1) AS i;"
                + " CREATE FUNCTION @own.same(int, int) RETURNS boolean LANGUAGE sql AS 'SELECT @own.noted($1) = $2';"
                + " CREATE OPERATOR @own.=== (LEFTARG = int, RIGHTARG = int, FUNCTION = @own.same);"
                + " CREATE FUNCTION @own.alike(int, int) RETURNS boolean LANGUAGE sql AS"
                + " 'SELECT CASE WHEN $1 = $2 THEN @own.childed($1) END';"
                + " CREATE OPERATOR @own.<=> (LEFTARG = int, RIGHTARG = int, FUNCTION = @own.alike);"
                + " CREATE TYPE @own.hidden AS (t text);"
                + " CREATE FUNCTION @own.hide(text) RETURNS @own.hidden LANGUAGE sql AS"
                + " 'SELECT @own.noted(5); SELECT ROW($1)::@own.hidden';"
                + " CREATE CAST (text AS @own.hidden) WITH FUNCTION @own.hide(text)");
        return schema;
    }

    private static DataSource ours(Space space, Schema.Keys keys, Scenario scenario) {
        return keys == Schema.Keys.AS_WANTED
                ? Ours.over(space.dataSource(), Map.of("cascade.strategy", "emulate"))
                : Ours.withRelations(space.dataSource(), Map.of(), scenario.keys());
    }

    /** The count or error, and what is there then; it is undone. */
    private static String end(Connection connection, String sql, Schema schema) throws SQLException {
        String before = path(connection);
        String end;
        try {
            end = execute(connection, sql);
            end += path(connection).equals(before) ? "" : " with another path";
            setPath(connection, before);
            end += " " + schema.content(connection);
        } catch (SQLException e) {
            end = e.getSQLState();
        }
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
        end += path(connection).equals(before) ? "" : ", in the end still";
        setPath(connection, before);
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
        schema.fill();
        return end;
    }

    private static String path(Connection connection) throws SQLException {
        return execute(connection, "SHOW search_path");
    }

    private static void setPath(Connection connection, String path) throws SQLException {
        execute(connection, "SET search_path = " + path);
    }

    private static String execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return String.valueOf(statement.getUpdateCount());
            }
            StringBuilder rows = new StringBuilder();
            try (ResultSet row = statement.getResultSet()) {
                while (row.next()) {
                    rows.append(row.getString(1)).append(' ');
                }
            }
            return rows.toString();
        }
    }
}
