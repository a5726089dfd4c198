package org.cascadejdbc.it.engines.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.CountingDataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteConnection;

/** On SQLite our statements stay prepared: they must not answer as they did when they were. */
class KeptStatementsIT {
    private static final String KEYS_OFF = "PRAGMA foreign_keys = OFF";
    private static final String DELETE = "DELETE FROM p WHERE id = ?";

    private static final Scenario FAMILY = Scenario.named("family")
            .table("p", "id int primary key", "(1),(2),(3)")
            .table("c", "id int primary key, p int", "(1,1),(2,2),(3,3)")
            .key("c(p)", CASCADE, "p(id)");

    private static long delete(Connection connection, String sql, int id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, id);
            return statement.executeUpdate();
        }
    }

    /** What we do not see, since it goes to the driver's own connection. */
    private static void behindOurBack(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.unwrap(SQLiteConnection.class).createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aCascadeThatComesAgainPreparesNothingAndTheEndOfTheConnectionClosesAll() throws SQLException {
        try (Space space = Space.create(Database.SQLITE)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            CountingDataSource counting = new CountingDataSource(space.dataSource());
            DataSource ours = Ours.withRelations(counting.dataSource(), Map.of(), FAMILY.keys());
            try (Connection connection = ours.getConnection()) {
                delete(connection, DELETE, 1);
                List<String> kept = List.copyOf(counting.open());
                delete(connection, DELETE, 2);

                assertThat(counting.open()).isEqualTo(kept).doesNotHaveDuplicates().contains("BEGIN", "COMMIT");
                assertThat(schema.rows(connection, "c")).containsExactly("(3,3)");
            }
            assertThat(counting.open()).isEmpty();
        }
    }

    @Test
    void noMoreAreKeptThanAHundred() throws SQLException {
        try (Space space = Space.create(Database.SQLITE)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            CountingDataSource counting = new CountingDataSource(space.dataSource());
            DataSource ours = Ours.withRelations(counting.dataSource(), Map.of(), FAMILY.keys());
            try (Connection connection = ours.getConnection()) {
                for (int i = 0; i < 200; i++) {
                    assertThat(delete(connection, "DELETE FROM p WHERE id = ? AND id < 3 AND id <> 10" + i, i)).isLessThan(2);
                    assertThat(delete(connection, "DELETE FROM p WHERE id = ? AND id = 10" + i, i)).isZero();
                }
                assertThat(counting.open()).hasSize(100);
                assertThat(schema.rows(connection, "c")).containsExactly("(3,3)");
            }
        }
    }

    @Test
    void afterAnErrorAllAreClosedAndTheNextCascadeIsRight() throws SQLException {
        try (Space space = Space.create(Database.SQLITE)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            CountingDataSource counting = new CountingDataSource(space.dataSource());
            DataSource ours = Ours.withRelations(counting.dataSource(), Map.of(), FAMILY.keys());
            try (Connection connection = ours.getConnection()) {
                String missing = "DELETE FROM p WHERE nothing = ?";
                assertThatThrownBy(() -> delete(connection, missing, 1)).hasMessageContaining("nothing");
                delete(connection, DELETE, 1);
                String otherRow = "DELETE FROM p WHERE r.id = ?";
                assertThatThrownBy(() -> delete(connection, otherRow, 2)).hasMessageContaining("r.id");
                assertThat(schema.rows(connection, "c")).containsExactly("(2,2)", "(3,3)");

                assertThat(delete(connection, DELETE, 2)).isEqualTo(1);
                assertThat(schema.rows(connection, "c")).containsExactly("(3,3)");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        KEYS_OFF,
        "CREATE TABLE d (id INTEGER PRIMARY KEY, p INT REFERENCES p (id) ON DELETE CASCADE)",
        "CREATE TRIGGER t BEFORE DELETE ON c BEGIN UPDATE p SET id = 20 WHERE id = 2; END",
        "CREATE TEMP TRIGGER t BEFORE DELETE ON c BEGIN UPDATE p SET id = 20 WHERE id = 2; END",
        "CREATE TEMP TABLE p AS SELECT 2 AS id",
        "ATTACH ':memory:' AS other"
    })
    void whatChangesBehindOurBackIsSeen(String change) throws SQLException {
        try (Space ours = Space.create(Database.SQLITE);
                Space twin = Space.create(Database.SQLITE)) {
            Schema schema = Schema.build(FAMILY, ours, Schema.Keys.AS_WANTED);
            Schema reference = Schema.build(FAMILY, twin, Schema.Keys.AS_WANTED);
            boolean temporaryParent = change.contains("TEMP TABLE p");
            try (Connection connection =
                            Ours.over(ours.enforcing(), Map.of("cascade.strategy", "emulate")).getConnection();
                    Connection nativeOne = twin.enforcing().getConnection()) {
                delete(connection, DELETE, 1);
                delete(nativeOne, DELETE, 1);
                behindOurBack(connection, change);
                if (!change.equals(KEYS_OFF)) {
                    behindOurBack(nativeOne, change);
                }
                if (change.startsWith("ATTACH")) {
                    for (Connection each : List.of(connection, nativeOne)) {
                        behindOurBack(each, "CREATE TABLE other.p AS SELECT 2 AS id");
                        behindOurBack(each, "CREATE TABLE other.c AS SELECT 2 AS id, 2 AS p");
                    }
                }
                assertThat(delete(connection, DELETE, 2)).isEqualTo(delete(nativeOne, DELETE, 2));
                assertThat(schema.rows(connection, "main.c")).isEqualTo(reference.rows(nativeOne, "main.c"));
                assertThat(schema.rows(connection, "main.p")).isEqualTo(reference.rows(nativeOne, "main.p"))
                        .hasSize(temporaryParent ? 2 : 1);
            }
        }
    }
}
