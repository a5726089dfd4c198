package org.cascadejdbc.it.engines.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.UrlDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.util.PSQLException;

/** PostgreSQL's errors: the server's own, with positions in the user's statement, and with what they do to a transaction. */
class ServersWordsIT {
    private static final Scenario FAMILY = Scenario.named("family")
            .table("p", "id int primary key, s varchar(20)", "(1, 'a'),(2, 'b')")
            .table("c", "id int primary key, p int", "(1,1),(2,2)")
            .key("c(p)", CASCADE, "p(id)");

    private static final List<String> WRONG = List.of(
            "DELETE FROM p WHERE",
            "DELETE FROM p WHERE id = = 1",
            "DELETE FROM p WHERE id = 1 AND nowhere = 2",
            "DELETE FROM p WHERE id = 'x'::int",
            "DELETE FROM p WHERE nofunction(id) = 1",
            "DELETE FROM p WHERE s = 'ä€😀' AND nowhere = 2",
            "DELETE FROM p AS q WHERE p.id = 1",
            "DELETE FROM p WHERE id = 1 RETURNING nowhere",
            "DELETE FROM p USING c WHERE c.p = p.id AND c.nowhere = 1",
            "WITH x AS (SELECT nowhere FROM c) DELETE FROM p WHERE id = 1",
            "DELETE FROM p WHERE id = 1 AND cascade_t0 = 1"); // a name of ours, and of nobody else

    @ParameterizedTest
    @EnumSource(value = Schema.Keys.class, names = {"ABSENT", "NO_ACTION"})
    void asNatively(Schema.Keys keys) throws SQLException {
        try (Space twin = Space.create(Database.POSTGRESQL); Space space = Space.create(Database.POSTGRESQL)) {
            Schema.build(FAMILY, twin, Schema.Keys.AS_WANTED);
            Schema.build(FAMILY, space, keys);
            for (boolean autoCommit : new boolean[] {true, false}) {
                for (String sql : WRONG) {
                    String ours = plain(Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys()), sql, autoCommit);
                    assertThat(ours).as(sql).isEqualTo(plain(twin.dataSource(), sql, autoCommit));
                }
                String sql = "WITH x AS (SELECT id FROM c WHERE id = ?) DELETE FROM p WHERE id IN (SELECT id FROM x) AND s = ?"
                        + " AND nowhere = ?";
                assertThat(prepared(Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys()), sql, autoCommit))
                        .isEqualTo(prepared(twin.dataSource(), sql, autoCommit));
            }
        }
    }

    /** The state, the position, and whether a transaction is usable afterwards. */
    private static String plain(DataSource dataSource, String sql, boolean autoCommit) throws SQLException {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(autoCommit);
            statement.execute("SELECT 1");
            return end(connection, () -> statement.execute(sql));
        }
    }

    private static String prepared(DataSource dataSource, String sql, boolean autoCommit) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            connection.setAutoCommit(autoCommit);
            statement.setInt(1, 1);
            statement.setString(2, "a");
            statement.setInt(3, 1);
            return end(connection, statement::execute);
        }
    }

    /** The first entry's error, whatever the others would meet in a transaction that is aborted by then. */
    @ParameterizedTest
    @EnumSource(value = Schema.Keys.class, names = {"ABSENT", "NO_ACTION"})
    void inBatchesToo(Schema.Keys keys) throws SQLException {
        try (Space twin = Space.create(Database.POSTGRESQL); Space space = Space.create(Database.POSTGRESQL)) {
            Schema.build(FAMILY, twin, Schema.Keys.AS_WANTED);
            Schema.build(FAMILY, space, keys);
            DataSource ours = Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys());
            for (boolean autoCommit : new boolean[] {true, false}) {
                for (String sql : List.of("DELETE FROM p WHERE id = = ?", "DELETE FROM p WHERE nofunction(id) = ?",
                        "DELETE FROM p WHERE id = ? AND nowhere = 2", "DELETE FROM\u0085p WHERE id = ?",
                        "DELETE FROM p\u0085WHERE id = ?", "DELETE\u001cFROM p WHERE id = ?")) {
                    for (int time = 1; time <= 2; time++) { // before the catalog is read, and after
                        assertThat(batch(ours, sql, autoCommit)).as(sql).isEqualTo(batch(twin.dataSource(), sql, autoCommit));
                    }
                }
            }
        }
    }

    private static String batch(DataSource dataSource, String sql, boolean autoCommit) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            connection.setAutoCommit(autoCommit);
            for (int id = 1; id <= 2; id++) {
                statement.setInt(1, id);
                statement.addBatch();
            }
            return end(connection, () -> {
                try {
                    return statement.executeBatch().length > 0;
                } catch (BatchUpdateException e) {
                    throw new SQLException(Arrays.toString(e.getUpdateCounts()), e.getSQLState());
                }
            }) + " " + connection.getAutoCommit();
        }
    }

    @FunctionalInterface
    private interface Call {
        boolean run() throws SQLException;
    }

    private static String end(Connection connection, Call call) throws SQLException {
        String end;
        try {
            call.run();
            end = "done";
        } catch (PSQLException e) {
            end = e.getSQLState() + " at " + e.getServerErrorMessage().getPosition() + ": " + e.getMessage();
        } catch (SQLException e) {
            end = e.getSQLState() + " " + e;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
            return end;
        } catch (SQLException e) {
            return end + ", then " + e.getSQLState();
        }
    }

    /** Natively enough; the children's tables are another matter. */
    @ParameterizedTest
    @EnumSource(value = Schema.Keys.class, names = {"ABSENT", "NO_ACTION"})
    void columnPrivilegesAreEnough(Schema.Keys keys) throws SQLException {
        try (Space space = Space.create(Database.POSTGRESQL)) {
            Schema schema = Schema.build(FAMILY, space, keys);
            String user = space.say("@own_user");
            space.run("CREATE ROLE " + user + " LOGIN; GRANT USAGE ON SCHEMA @own TO " + user + "; GRANT DELETE, SELECT (id) ON"
                    + " @own.p TO " + user + "; GRANT DELETE, SELECT (p) ON @own.c TO " + user);
            DataSource delegate =
                    new UrlDataSource(space.dataSource().url().replaceFirst("user=[^&]*", "user=" + user));
            try (Connection connection = Ours.withRelations(delegate, Map.of(), FAMILY.keys()).getConnection();
                    Statement statement = connection.createStatement()) {
                assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 1")).isEqualTo(1);
                assertThat(end(connection, () -> statement.execute("DELETE FROM p WHERE id = 2 RETURNING id"))).isEqualTo("done");
            } finally {
                space.run("DROP OWNED BY " + user + "; DROP ROLE " + user);
            }
            try (Connection connection = space.dataSource().getConnection()) {
                assertThat(schema.content(connection)).isEqualTo("p[]\nc[]\n");
            }
        }
    }

    @Test
    void aRuleOnAChildIsToldOf() throws SQLException {
        try (Space space = Space.create(Database.POSTGRESQL)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            space.run("CREATE TABLE @own.log (id int);"
                    + " CREATE RULE noted AS ON DELETE TO @own.c DO ALSO INSERT INTO @own.log VALUES (OLD.id)");
            try (Connection connection = Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys()).getConnection();
                    Statement statement = connection.createStatement()) {
                assertThat(end(connection, () -> statement.execute("DELETE FROM p WHERE id = 1")))
                        .contains("SQLFeatureNotSupportedException", "CREATE RULE", "make a trigger", "nothing was deleted");
                assertThat(schema.content(connection)).isEqualTo(schema.initial());
            }
        }
    }
}
