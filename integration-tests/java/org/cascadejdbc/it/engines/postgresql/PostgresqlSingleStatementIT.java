package org.cascadejdbc.it.engines.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.it.support.CountingDataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.Test;

/** What a statement that is its own cascade on PostgreSQL has to be careful about, beside the rows. */
class PostgresqlSingleStatementIT {
    private static final Scenario FAMILY = Scenario.named("family")
            .table("p", "id int primary key, n text", "(1,'one'),(2,'two'),(3,'three'),(4,'four')")
            .table("c", "id int primary key, p int", "(1,1),(2,2),(3,3),(4,4)")
            .table("d", "id int primary key, c int", "(1,1),(2,2),(3,3),(4,4)")
            .table("s", "id int, n text", "(1,'s'),(3,'t')")
            .key("c(p)", CASCADE, "p(id)")
            .key("d(c)", SET_NULL, "c(id)");

    private static final List<String> FORMS = List.of(
            "DELETE FROM p WHERE id = 1 RETURNING *",
            "WITH w AS (SELECT 1 AS id) DELETE FROM p USING w WHERE w.id = p.id",
            "WITH gone AS (DELETE FROM p WHERE id = 1 RETURNING *) SELECT * FROM gone",
            "WITH gone AS (DELETE FROM p WHERE id = 1) SELECT 1",
            "MERGE INTO p USING s ON s.id = p.id AND p.id = 1 WHEN MATCHED THEN DELETE",
            "MERGE INTO p USING s ON s.id = p.id AND p.id = 1 WHEN MATCHED THEN DELETE RETURNING p.*");

    /** What is to be done with connections through the library, one over a counter. */
    @FunctionalInterface
    private interface Body {
        void run(Schema schema, CountingDataSource counting, Connection ours, Statement statement) throws SQLException;
    }

    private static void with(Map<String, String> options, Body body) throws SQLException {
        try (Space space = Space.create(Database.POSTGRESQL)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            CountingDataSource counting = new CountingDataSource(space.dataSource());
            try (Connection ours = Ours.withRelations(counting.dataSource(), options, FAMILY.keys()).getConnection();
                    Statement statement = ours.createStatement()) {
                body.run(schema, counting, ours, statement);
            }
        }
    }

    @Test
    void oneRoundTripOnceTheCatalogIsKnown() throws SQLException {
        with(Map.of(), (schema, counting, ours, statement) -> {
            for (String form : FORMS) {
                statement.execute(form);
                counting.reset();
                statement.execute(form);
                assertThat(counting.statements()).as(form).hasSize(1);
                assertThat(counting.brackets()).as(form).isEmpty();
            }
        });
    }

    /** The name comes to mean another table without the library's hearing: a function changes the search path. */
    @Test
    void theRightTableOrNone() throws SQLException {
        for (String columns : List.of("id int, n text", "id int, n text, more int", "id int", "n int")) {
            for (boolean inTransaction : new boolean[] {false, true}) {
                for (String form : FORMS) {
                    try (Space space = Space.create(Database.POSTGRESQL)) {
                        Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
                        space.run("CREATE TABLE @other.p (" + columns + "); INSERT INTO @other.p VALUES (1);"
                                + " CREATE FUNCTION turn() RETURNS text LANGUAGE sql AS"
                                + " 'SELECT set_config(''search_path'', ''@other,@own'', false)'");
                        String key = space.say("ALTER TABLE @own.c ADD FOREIGN KEY (p) REFERENCES @own.p (id) ON"
                                + " DELETE CASCADE");
                        try (Connection ours = Ours.withRelationsFile(space.dataSource(), Map.of(), List.of(key))
                                .getConnection()) {
                            turnedAway(schema, ours, form, inTransaction, columns.contains("id"));
                        }
                    }
                }
            }
        }
    }

    private static void turnedAway(Schema schema, Connection ours, String form, boolean inTransaction, boolean works)
            throws SQLException {
        try (Statement statement = ours.createStatement()) {
            statement.execute(form);
            schema.fill();
            ours.setAutoCommit(!inTransaction);
            statement.execute("SELECT turn()");
            if (works) {
                statement.execute(form);
            } else {
                assertThat(catchThrowableOfType(SQLException.class, () -> statement.execute(form)).getSQLState())
                        .as(form).isEqualTo("42703");
            }
            if (inTransaction && works) {
                ours.commit();
            } else if (inTransaction) {
                ours.rollback();
            }
            String other = schema.space().say("@other.p");
            String own = schema.space().say("@own.");
            assertThat(schema.rows(ours, other)).as(form).hasSize(works ? 0 : 1);
            assertThat(schema.rows(ours, own + "p")).as(form).hasSize(4);
            assertThat(schema.rows(ours, own + "c")).as(form).hasSize(4);
        }
    }

    @Test
    void aColumnThatSomebodyElseAddsIsReturned() throws SQLException {
        with(Map.of(), (schema, counting, ours, statement) -> {
            String form = "DELETE FROM p WHERE id = (SELECT min(id) FROM p) RETURNING *";
            assertThat(columns(statement, form)).containsExactly("id", "n");
            schema.space().run("ALTER TABLE p ADD COLUMN more int");
            assertThat(columns(statement, form)).containsExactly("id", "n", "more");
            schema.space().run("ALTER TABLE p DROP COLUMN n");
            assertThat(columns(statement, form)).containsExactly("id", "more");
            assertThat(schema.rows(ours, "c")).containsExactly("(4,4)");
        });
    }

    private static List<String> columns(Statement statement, String sql) throws SQLException {
        List<String> labels = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                labels.add(rows.getMetaData().getColumnLabel(i));
            }
            assertThat(rows.next()).isTrue();
        }
        return labels;
    }

    @Test
    void aCursorsRow() throws SQLException {
        with(Map.of(), (schema, counting, ours, statement) -> {
            ours.setAutoCommit(false);
            statement.execute("DECLARE rows_of_p CURSOR FOR SELECT * FROM p ORDER BY id FOR UPDATE");
            for (int id = 1; id <= 2; id++) {
                statement.execute("FETCH rows_of_p");
                if (id == 1) {
                    assertThat(statement.executeUpdate("DELETE FROM p WHERE CURRENT OF rows_of_p")).isEqualTo(1);
                } else {
                    assertThat(columns(statement, "DELETE FROM p WHERE CURRENT OF rows_of_p RETURNING n, id"))
                            .containsExactly("n", "id");
                }
            }
            assertThat(schema.rows(ours, "p")).containsExactly("(3,three)", "(4,four)");
            assertThat(schema.rows(ours, "c")).containsExactly("(3,3)", "(4,4)");
            assertThat(schema.rows(ours, "d")).containsExactly("(1,null)", "(2,null)", "(3,3)", "(4,4)");
            ours.rollback();
        });
    }

    @Test
    void rowsAreCountedBeforeTheFirstGoes() throws SQLException {
        for (String form : List.of("DELETE FROM p WHERE id <= %d RETURNING *",
                "DELETE FROM p USING (VALUES (1), (1), (2), (3)) v(id) WHERE v.id = p.id AND v.id <= %d",
                "WITH w AS (SELECT 1 AS one) DELETE FROM p USING w WHERE p.id <= w.one * %d",
                "WITH gone AS (DELETE FROM p WHERE id <= %d RETURNING id) SELECT count(*) FROM gone")) {
            with(Map.of("cascade.maxRows", "3"), (schema, counting, ours, statement) -> {
                SQLException refusal =
                        catchThrowableOfType(SQLException.class, () -> statement.execute(form.formatted(2)));
                assertThat((Throwable) refusal).as(form).hasMessageContaining("cascade.maxRows");
                assertThat(refusal.getSQLState()).isEqualTo("23503");
                assertThat(schema.content(ours)).isEqualTo(schema.initial());
                statement.execute(form.formatted(1));
                assertThat(schema.rows(ours, "c")).as(form).containsExactly("(2,2)", "(3,3)", "(4,4)");
            });
        }
    }

    /** Its parameters are those of one USING, its functions called once. */
    @Test
    void usingIsEvaluatedOnceWhereRowsAreCounted() throws SQLException {
        with(Map.of("cascade.maxRows", "100"), (schema, counting, ours, statement) -> {
            statement.execute("CREATE TEMPORARY SEQUENCE calls");
            String sql = "DELETE FROM p USING (SELECT CAST(? AS int) AS id, nextval('calls')) x WHERE x.id = p.id";
            try (PreparedStatement delete = ours.prepareStatement(sql)) {
                delete.setInt(1, 1);
                assertThat(delete.executeUpdate()).isEqualTo(1);
            }
            assertThat(schema.rows(ours, "c")).containsExactly("(2,2)", "(3,3)", "(4,4)");
            try (ResultSet next = statement.executeQuery("SELECT nextval('calls')")) {
                next.next();
                assertThat(next.getInt(1)).isEqualTo(2);
            }
        });
    }

    /** Each with a word of what its refusal says. */
    @Test
    void whatIsRefusedSaysWhy() throws SQLException {
        Map<String, String> limited = Map.of("cascade.maxRows", "100");
        refused(limited, "DELETE FROM p USING s WHERE s.id = p.id RETURNING *", "both USING and RETURNING");
        refused(limited, "DELETE FROM p WHERE CURRENT OF x", "of a cursor");
        refused(limited, FORMS.get(4), "of a MERGE");
        refused(Map.of(), "WITH cascade_t0 AS (SELECT 1 AS id) DELETE FROM p USING cascade_t0 t WHERE t.id ="
                + " p.id", "cascade_t0");
        refused(Map.of(), "WITH \"cascade_x3\" AS (SELECT 1), gone AS (DELETE FROM p WHERE id = 1 RETURNING id) SELECT * FROM"
                + " \"cascade_x3\", gone", "cascade_x3");
        String written = "in a statement that also writes to";
        refused(Map.of(), "WITH a AS (INSERT INTO c VALUES (9, 1) RETURNING p) DELETE FROM p WHERE id IN (SELECT"
                + " p FROM a)", written);
        refused(Map.of(), "WITH a AS (UPDATE ONLY c SET p = 1 RETURNING p) DELETE FROM p WHERE id = 1", written);
        refused(Map.of(), "WITH gone AS (DELETE FROM p WHERE id = 1 RETURNING id) DELETE FROM d WHERE id = 1", written);
        refused(Map.of(), "WITH gone AS (DELETE FROM p WHERE id = 1 RETURNING *) INSERT INTO p SELECT id + 9, n"
                + " FROM gone", written);
        refused(Map.of(), "DELETE FROM p WHERE id = 1 RETURNING jsonb_build_object(?, n) ? 'a', ? + id", "");
    }

    private static void refused(Map<String, String> options, String sql, String why) throws SQLException {
        with(options, (schema, counting, ours, statement) -> {
            SQLException refusal = catchThrowableOfType(SQLException.class, () -> statement.execute(sql));
            assertThat((Throwable) refusal).as(sql).isNotNull();
            assertThat((Throwable) refusal).as(sql).hasMessageContaining(why);
            assertThat(refusal.getSQLState()).as(sql + refusal).startsWith(why.isEmpty() ? "42" : "0A000");
            assertThat(schema.content(ours)).isEqualTo(schema.initial());
        });
    }

    /** A question mark of a plain statement is an operator; nobody's quotes or labels count. */
    @Test
    void operatorsThatLookLikeParameters() throws SQLException {
        with(Map.of(), (schema, counting, ours, statement) -> {
            String list = "jsonb_build_object('a', n) ? 'a' AS \"a?\", '?' , jsonb_build_object('b', 1) ?|"
                    + " array['b', '?']";
            assertThat(columns(statement, "DELETE FROM p WHERE id = 1 AND '{}'::jsonb ? 'x' IS FALSE RETURNING "
                    + list))
                    .containsExactly("a?", "?column?", "?column?");
            try (var prepared = ours.prepareStatement("DELETE FROM p WHERE id = ? RETURNING"
                    + " jsonb_build_object('a', n) ?? 'a' AS \"a?\", ?")) {
                prepared.setInt(1, 2);
                prepared.setString(2, "x");
                try (ResultSet row = prepared.executeQuery()) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getMetaData().getColumnLabel(1)).isEqualTo("a?");
                    assertThat(row.getBoolean(1)).isTrue();
                    assertThat(row.getString(2)).isEqualTo("x");
                }
            }
            assertThat(schema.rows(ours, "c")).containsExactly("(3,3)", "(4,4)");
        });
    }

    /** A query of ours that only forces a check must not make the target's triggers fire again. */
    @Test
    void triggersOfTheStatementFireOnce() throws SQLException {
        for (String form : FORMS) {
            with(Map.of(), (schema, counting, ours, statement) -> {
                schema.space().run("CREATE TABLE fired (at text); CREATE FUNCTION note() RETURNS trigger LANGUAGE"
                        + " plpgsql AS 'BEGIN"
                        + " INSERT INTO fired VALUES (tg_when); RETURN NULL; END'");
                for (String when : List.of("BEFORE", "AFTER")) {
                    schema.space().run("CREATE TRIGGER " + when + "_p " + when
                            + " DELETE ON p FOR EACH STATEMENT EXECUTE FUNCTION note()");
                }
                statement.execute(form);
                assertThat(schema.rows(ours, "fired")).as(form).containsExactly("(AFTER)", "(BEFORE)");
            });
        }
    }
}
