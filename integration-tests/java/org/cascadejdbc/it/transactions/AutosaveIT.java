package org.cascadejdbc.it.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.RESTRICT;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.UrlDataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is left of a PostgreSQL transaction after a failure, where pgjdbc makes savepoints by itself: as with native keys. */
class AutosaveIT {
    private static final Scenario FAMILY = Scenario.named("family")
            .table("p", "id int primary key", "(1),(2),(3),(4),(5)")
            .table("c", "id int primary key, p int", "(1,1),(2,2),(4,4)")
            .table("r", "id int primary key, p int", "(3,3)")
            .key("c(p)", CASCADE, "p(id)")
            .key("r(p)", RESTRICT, "p(id)");

    private static final List<String> MODES = List.of(
            "", "&autosave=always", "&autosave=conservative", "&autosave=always&cleanupSavepoints=true",
            "&autosave=always&preferQueryMode=simple", "&autosave=always&prepareThreshold=-1");

    static Stream<Arguments> modes() {
        return MODES.stream().flatMap(mode -> Stream.of(Schema.Keys.ABSENT, Schema.Keys.NO_ACTION, Schema.Keys.AS_WANTED)
                .map(keys -> Arguments.of(mode, keys)));
    }

    @ParameterizedTest
    @MethodSource("modes")
    void statements(String mode, Schema.Keys keys) throws SQLException {
        compare(mode, keys, connection -> Stream.of("DELETE FROM p WHERE id = 1", "DELETE FROM p WHERE id = 3",
                        "SELECT 1", "DELETE FROM p WHERE id = 5", "DELETE FROM p WHERE id = 1 / 0", "DELETE FROM p WHERE id = 2")
                .map(sql -> end(connection, sql))
                .toList()
                .toString());
    }

    @ParameterizedTest
    @MethodSource("modes")
    void plainBatch(String mode, Schema.Keys keys) throws SQLException {
        compare(mode, keys, connection -> {
            try (Statement statement = connection.createStatement()) {
                for (int id = 1; id <= 5; id++) {
                    statement.addBatch("DELETE FROM p WHERE id = " + id);
                }
                return batch(statement);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("modes")
    void preparedBatch(String mode, Schema.Keys keys) throws SQLException {
        compare(mode, keys, connection -> {
            try (PreparedStatement statement = connection.prepareStatement("DELETE FROM p WHERE id = ?")) {
                for (int id = 1; id <= 5; id++) {
                    statement.setInt(1, id);
                    statement.addBatch();
                }
                return batch(statement);
            }
        });
    }

    @FunctionalInterface
    private interface Work {
        String on(Connection connection) throws SQLException;
    }

    /** The counts, the errors, whether what comes next works, and what is there in the end. */
    private static void compare(String mode, Schema.Keys keys, Work work) throws SQLException {
        for (boolean autoCommit : new boolean[] {false, true}) {
            String natively;
            try (Space space = Space.create(Database.POSTGRESQL)) {
                natively = end(Schema.build(FAMILY, space, Schema.Keys.AS_WANTED), space,
                        new UrlDataSource(space.url() + mode), autoCommit, work);
            }
            try (Space space = Space.create(Database.POSTGRESQL)) {
                Schema schema = Schema.build(FAMILY, space, keys);
                DataSource delegate = new UrlDataSource(space.url() + mode);
                DataSource ours = keys == Schema.Keys.AS_WANTED
                        ? Ours.over(delegate, Map.of("cascade.strategy", "emulate"))
                        : Ours.withRelations(delegate, Map.of(), FAMILY.keys());
                assertThat(end(schema, space, ours, autoCommit, work)).as("autocommit %s", autoCommit).isEqualTo(natively);
            }
        }
    }

    private static String end(Schema schema, Space space, DataSource dataSource, boolean autoCommit, Work work)
            throws SQLException {
        String end;
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(autoCommit);
            end = end(connection, "DELETE FROM r WHERE id = 0");
            end += work.on(connection) + end(connection, "UPDATE r SET id = id + 10");
            if (!autoCommit) {
                connection.commit();
            }
        }
        try (Connection connection = space.dataSource().getConnection()) {
            return end + " " + schema.content(connection);
        }
    }

    private static String batch(Statement statement) {
        try {
            return Arrays.toString(statement.executeBatch());
        } catch (BatchUpdateException e) {
            return e.getSQLState() + Arrays.toString(e.getUpdateCounts());
        } catch (SQLException e) {
            return "no batch's error: " + e;
        }
    }

    private static String end(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql) ? "rows" : String.valueOf(statement.getUpdateCount());
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }
}
