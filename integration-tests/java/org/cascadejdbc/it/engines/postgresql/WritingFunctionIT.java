package org.cascadejdbc.it.engines.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * PostgreSQL: functions that are called while rows go, in the forms whose rows cannot be found beforehand and in RETURNING. What
 * they write elsewhere is written once; what they write into the cascade refuses it, with nothing done.
 */
class WritingFunctionIT {
    private static final Scenario FAMILY = Scenario.named("family")
            .table("p", "id int primary key", "(1),(2),(3)")
            .table("c", "id int primary key, p int", "(1,1),(2,2),(3,3)")
            .table("g", "id int primary key, c int", "(1,1),(2,2)")
            .table("s", "id int primary key, p int", "(1,1),(2,2)")
            .table("calls", "id int, what varchar(20)", "(0, 'start')")
            .key("c(p)", CASCADE, "p(id)")
            .key("s(p)", SET_NULL, "p(id)")
            .key("g(c)", CASCADE, "c(id)");

    private static final List<String> FUNCTIONS = List.of(
            "noted(i int) RETURNS int LANGUAGE sql AS 'INSERT INTO @own.calls VALUES (i, ''noted''); SELECT i'",
            "childed(i int) RETURNS boolean LANGUAGE plpgsql AS"
                    + " 'BEGIN INSERT INTO @own.c VALUES (100 + i, i); RETURN true; END'",
            "moved(i int) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN UPDATE @own.c SET p = i WHERE id = 3; RETURN true; END'",
            "nulled(i int) RETURNS boolean LANGUAGE plpgsql AS"
                    + " 'BEGIN INSERT INTO @own.s VALUES (100 + i, i); RETURN true; END'",
            "only_reading(i int) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT count(*) FROM @own.c WHERE p = i); END'");

    /** Natively they delete, and so do we. */
    private static final List<String> HARMLESS = List.of(
            "MERGE INTO p USING (SELECT 1 AS k) s ON p.id = s.k WHEN MATCHED AND noted(1) = 1 THEN DELETE",
            "MERGE INTO p USING (SELECT 1 AS k) s ON p.id = s.k WHEN MATCHED AND random() < 2 THEN DELETE",
            "WITH d AS (DELETE FROM p WHERE id = 1 AND noted(1) = 1 RETURNING *) SELECT id FROM d",
            "WITH d AS (DELETE FROM p WHERE id < 3 AND only_reading(id) = 1 RETURNING *) SELECT count(*) FROM d",
            "WITH w AS (INSERT INTO calls VALUES (5, 'w') RETURNING id) DELETE FROM p USING w WHERE p.id = 1 AND noted(p.id) = 1",
            "DELETE FROM p WHERE id = 1 RETURNING noted(id)",
            "DELETE FROM p WHERE noted(id) = 1 RETURNING noted(id + 1)",
            "DELETE FROM p WHERE id < 3 RETURNING only_reading(id) IS NULL",
            "WITH x AS (SELECT noted(2) AS i) DELETE FROM p WHERE id IN (SELECT i FROM x) RETURNING random() < 2");

    /** Natively a child that is inserted before its parent goes, goes, too, and one that is inserted behind is refused. */
    private static final List<String> WRITING = List.of(
            "MERGE INTO p USING (SELECT 1 AS k) s ON p.id = s.k WHEN MATCHED AND childed(1) THEN DELETE",
            "MERGE INTO p USING (SELECT 1 AS k) s ON p.id = s.k WHEN MATCHED AND moved(1) THEN DELETE",
            "MERGE INTO p USING (SELECT 1 AS k) s ON p.id = s.k WHEN MATCHED AND nulled(1) THEN DELETE",
            "MERGE INTO p USING (SELECT 1 AS k) s ON p.id = s.k WHEN MATCHED THEN DELETE RETURNING childed(p.id)",
            "MERGE INTO p USING seen ON p.id = seen.i WHEN MATCHED THEN DELETE",
            "WITH d AS (DELETE FROM p WHERE id = 1 AND childed(1) RETURNING *) SELECT * FROM d",
            "WITH d AS (DELETE FROM p WHERE id = 1 RETURNING *) SELECT id, childed(id) FROM d",
            "WITH d AS (DELETE FROM p WHERE id === 1 RETURNING *) SELECT id FROM d",
            "WITH w AS (INSERT INTO calls VALUES (5, 'w') RETURNING id) DELETE FROM p USING w WHERE p.id = 1 AND childed(p.id)",
            "DELETE FROM p WHERE id = 1 RETURNING childed(id)",
            "DELETE FROM p WHERE id = 1 RETURNING (SELECT childed(p.id))",
            "DELETE FROM p WHERE noted(id) = 1 RETURNING childed(id)");

    static Stream<Arguments> cases() {
        return Stream.of(Schema.Keys.ABSENT, Schema.Keys.NO_ACTION, Schema.Keys.AS_WANTED)
                .flatMap(keys -> Stream.of(true, false).map(autoCommit -> Arguments.of(keys, autoCommit)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void asNativelyOrRefused(Schema.Keys keys, boolean autoCommit) throws SQLException {
        try (Space twin = Space.create(Database.POSTGRESQL); Space space = Space.create(Database.POSTGRESQL)) {
            Schema natives = build(twin, Schema.Keys.AS_WANTED);
            Schema schema = build(space, keys);
            try (Connection natively = twin.dataSource().getConnection();
                    Connection connection = ours(space, keys).getConnection()) {
                natively.setAutoCommit(autoCommit);
                connection.setAutoCommit(autoCommit);
                for (String sql : HARMLESS) {
                    assertThat(end(connection, sql, schema)).as(sql).isEqualTo(end(natively, sql, natives));
                }
                for (String sql : WRITING) {
                    assertThat(end(connection, sql, schema)).as(sql)
                            .startsWith("0A000 ")
                            .containsPattern("written rows of \\S*\\.[cs], ")
                            .endsWith((autoCommit ? "" : ", then 25P02") + " " + schema.initial());
                }
            }
        }
    }

    /** Where the driver complains of a result, all is done, as natively. */
    @Test
    void asAnUpdate() throws SQLException {
        try (Space twin = Space.create(Database.POSTGRESQL); Space space = Space.create(Database.POSTGRESQL)) {
            Schema natives = build(twin, Schema.Keys.AS_WANTED);
            Schema schema = build(space, Schema.Keys.ABSENT);
            try (Connection natively = twin.dataSource().getConnection();
                    Connection connection = ours(space, Schema.Keys.ABSENT).getConnection()) {
                assertThat(update(connection) + schema.content(connection))
                        .isEqualTo(update(natively) + natives.content(natively))
                        .startsWith("0100E");
            }
        }
    }

    private static String update(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return String.valueOf(statement.executeUpdate("DELETE FROM p WHERE id = 1 RETURNING noted(id)"));
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    /** In a batch, too: each entry alone. */
    @Test
    void batches() throws SQLException {
        try (Space space = Space.create(Database.POSTGRESQL)) {
            Schema schema = build(space, Schema.Keys.ABSENT);
            try (Connection connection = ours(space, Schema.Keys.ABSENT).getConnection();
                    PreparedStatement merge = connection.prepareStatement(
                            "MERGE INTO p USING (SELECT ?::int AS k) s ON p.id = s.k WHEN MATCHED AND childed(p.id) THEN DELETE")) {
                connection.setAutoCommit(false);
                for (int id = 1; id < 4; id++) {
                    merge.setInt(1, id);
                    merge.addBatch();
                }
                assertThat(catchThrowable(merge::executeBatch))
                        .hasMessageContaining("written rows of");
                connection.rollback();
                assertThat(schema.content(connection)).isEqualTo(schema.initial());
            }
        }
    }

    /** The question is asked once for each text; and a statement without such functions is sent as it was. */
    @Test
    void whatCannotWriteCostsNothing() throws SQLException {
        try (Space space = Space.create(Database.POSTGRESQL)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            CountingDataSource counting = new CountingDataSource(space.dataSource());
            try (Connection connection =
                    Ours.withRelations(counting.dataSource(), Map.of(), FAMILY.keys()).getConnection()) {
                for (String sql : List.of(
                        "MERGE INTO p USING (SELECT 1 AS k) s ON p.id = s.k WHEN MATCHED AND random() < 2 THEN DELETE",
                        "WITH d AS (DELETE FROM p WHERE id = 1 RETURNING *) SELECT count(*) FROM d",
                        "DELETE FROM p WHERE id = 1 RETURNING id + length(now()::text)")) {
                    execute(connection, sql);
                    counting.reset();
                    execute(connection, sql);
                    assertThat(counting.statements()).as(sql).hasSize(1);
                }
                execute(connection, "DELETE FROM p WHERE id = 2 RETURNING id, id + 1");
                counting.reset();
                execute(connection, "DELETE FROM p WHERE id = 3 RETURNING id, id + 1");
                assertThat(counting.statements()).as("%s", schema).hasSize(1);
            }
        }
    }

    private static Schema build(Space space, Schema.Keys keys) throws SQLException {
        Schema schema = Schema.build(FAMILY, space, keys);
        for (String function : FUNCTIONS) {
            space.run("CREATE FUNCTION @own." + function);
        }
        space.run("CREATE VIEW @own.seen AS SELECT 1 AS i WHERE @own.childed(1);"
                + " CREATE FUNCTION @own.same(int, int) RETURNS boolean LANGUAGE sql AS 'SELECT @own.childed($1) AND $1 = $2';"
                + " CREATE OPERATOR @own.=== (LEFTARG = int, RIGHTARG = int, FUNCTION = @own.same)");
        return schema;
    }

    private static DataSource ours(Space space, Schema.Keys keys) {
        return keys == Schema.Keys.AS_WANTED
                ? Ours.over(space.dataSource(), Map.of("cascade.strategy", "emulate"))
                : Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys());
    }

    /** The count, rows or error, and what is there then; it is undone. */
    private static String end(Connection connection, String sql, Schema schema) throws SQLException {
        String end;
        try {
            end = execute(connection, sql) + " " + schema.content(connection);
        } catch (SQLException e) {
            end = e.getSQLState() + " " + e.getMessage();
            if (!connection.getAutoCommit()) {
                end += usable(connection);
                connection.rollback();
            }
            end += " " + schema.content(connection);
        }
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
        schema.fill();
        return end;
    }

    private static String usable(Connection connection) {
        try {
            execute(connection, "SELECT 1");
            return "";
        } catch (SQLException e) {
            return ", then " + e.getSQLState();
        }
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
