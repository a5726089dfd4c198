package org.cascadejdbc.it.engines.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.it.faults.FaultTrial;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * PostgreSQL's row-level security hides a child: a native key deletes it all the same, our statements do not see it. No
 * orphan may come of that.
 */
class RowSecurityIT {
    private static final String PARENT_1_GONE = FaultTrial.GONE.replace("other_work[]\n", "");

    private static Schema build(Space space, Schema.Keys keys) throws SQLException {
        Schema schema = Schema.build(FaultTrial.FAMILY, space, keys);
        space.run("CREATE ROLE @own_tenant; GRANT USAGE ON SCHEMA @own TO @own_tenant;"
                + " GRANT ALL ON ALL TABLES IN SCHEMA @own TO @own_tenant");
        return schema;
    }

    private static void hide(Space space, String table) throws SQLException {
        space.run("ALTER TABLE @own." + table + " ENABLE ROW LEVEL SECURITY;"
                + " CREATE POLICY hides_2 ON @own." + table + " USING (id <> 2)");
    }

    private static String delete(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return "done";
        } catch (SQLFeatureNotSupportedException e) {
            return "refused " + e.getSQLState() + " " + e.getMessage();
        } catch (SQLException e) {
            return e.getSQLState() + " " + e.getMessage();
        }
    }

    private interface Steps {
        void run(Schema schema, Connection connection, Connection owner) throws SQLException;
    }

    private static void asTenant(Schema.Keys keys, Steps test) throws SQLException {
        try (Space space = Space.create(Database.POSTGRESQL)) {
            Schema schema = build(space, keys);
            try (Connection connection = (keys == Schema.Keys.AS_WANTED
                                    ? space.dataSource()
                                    : Ours.withRelations(space.dataSource(), Map.of(), FaultTrial.FAMILY.keys()))
                            .getConnection();
                    Connection owner = space.dataSource().getConnection()) {
                delete(connection, space.say("SET ROLE @own_tenant"));
                test.run(schema, connection, owner);
            } finally {
                space.run("DROP OWNED BY @own_tenant; DROP ROLE @own_tenant");
            }
        }
    }

    @Test
    void aNativeKeySeesHiddenRows() throws SQLException {
        asTenant(Schema.Keys.AS_WANTED, (schema, connection, owner) -> {
            hide(schema.space(), "c");
            assertThat(delete(connection, "DELETE FROM p WHERE id = 1")).isEqualTo("done");
            assertThat(schema.content(owner)).isEqualTo(PARENT_1_GONE);
        });
    }

    /** Also where the policy comes after the cascade was prepared. */
    @ParameterizedTest
    @ValueSource(strings = {"c", "g", "s"})
    void aVirtualKeyIsRefused(String table) throws SQLException {
        asTenant(Schema.Keys.ABSENT, (schema, connection, owner) -> {
            assertThat(delete(connection, "DELETE FROM p WHERE id = 99")).isEqualTo("done");
            hide(schema.space(), table);
            for (String sql : new String[] {"DELETE FROM p WHERE id = 1", "DELETE FROM p WHERE id = 1 RETURNING id",
                    "WITH d AS (DELETE FROM p WHERE id = 1) SELECT 1"}) {
                assertThat(delete(connection, sql))
                        .startsWith("refused 0A000")
                        .contains("row-level security").contains("." + table).contains("BYPASSRLS");
                assertThat(schema.content(owner)).isEqualTo(schema.initial());
            }
            delete(connection, "RESET ROLE"); // a superuser, for whom no policy holds
            assertThat(delete(connection, "DELETE FROM p WHERE id = 1")).isEqualTo("done");
            assertThat(schema.content(owner)).isEqualTo(PARENT_1_GONE);
        });
    }

    /** The database itself refuses to leave a hidden row behind; what has no hidden row goes. */
    @ParameterizedTest
    @ValueSource(strings = {"c", "g", "s"})
    void aDeclaredKeyIsWatchedByTheDatabase(String table) throws SQLException {
        asTenant(Schema.Keys.NO_ACTION, (schema, connection, owner) -> {
            hide(schema.space(), table);
            for (String level : List.of("read committed", "repeatable read", "serializable")) {
                delete(connection, "SET default_transaction_isolation = '" + level + "'");
                for (boolean autoCommit : new boolean[] {true, false}) {
                    connection.setAutoCommit(autoCommit);
                    assertThat(delete(connection, "DELETE FROM p WHERE id = 1")).as(level)
                            .startsWith("23503")
                            .contains("row-level security").contains("." + table).contains("BYPASSRLS")
                            .doesNotContain("transaction");
                    if (!autoCommit) {
                        assertThat(delete(connection, "SELECT 1")).as(level).startsWith("25P02");
                        connection.rollback();
                    }
                    connection.setAutoCommit(true);
                }
                assertThat(schema.content(owner)).isEqualTo(schema.initial());
            }
            delete(connection, "RESET default_transaction_isolation");
            assertThat(delete(connection, "DELETE FROM p WHERE id = 2")).isEqualTo("done");
            assertThat(schema.content(owner))
                    .isEqualTo("p[(1)]\nc[(1,1), (2,1)]\ng[(1,1), (2,2)]\ns[(1,1), (2,2), (3,null)]\n");
        });
    }

    /** A policy on the DELETE's own table says which rows there are, natively as here. */
    @Test
    void thePolicyOfTheDeletesOwnTableHolds() throws SQLException {
        asTenant(Schema.Keys.ABSENT, (schema, connection, owner) -> {
            hide(schema.space(), "p");
            assertThat(delete(connection, "DELETE FROM p")).isEqualTo("done");
            assertThat(schema.content(owner)).isEqualTo("p[(2)]\nc[(3,2)]\ng[(3,3)]\ns[(1,null), (2,null), (3,3)]\n");
        });
    }
}
