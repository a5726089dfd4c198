package org.cascadejdbc.it.engines.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** changes() tells after a cascade what it tells after a DELETE with native keys, and last_insert_rowid() is nobody's business. */
class SqliteChangesIT {
    private static final List<String> DELETES = List.of(
            "DELETE FROM p WHERE id = 1", "DELETE FROM p WHERE id IN (2, 3)", "DELETE FROM p WHERE id = 99",
            "DELETE FROM p WHERE id + 0 > 5", "DELETE FROM p WHERE id = 4 RETURNING id");
    private static final List<String> ASKING = List.of(
            "SELECT changes(), last_insert_rowid()", "INSERT INTO log (n) VALUES (CHANGES())", "SELECT 1", "SELECT changes() + 1");

    @ParameterizedTest
    @CsvSource({"CASCADE, true", "CASCADE, false", "SET_NULL, true", "SET_NULL, false"})
    void whatComesAfterACascadeSeesTheCountOfTheDelete(DeleteRule rule, boolean autoCommit) throws SQLException {
        Scenario scenario = Scenario.named("counted")
                .table("p", "id INTEGER PRIMARY KEY", "(1), (2), (3), (4), (5), (6), (7)")
                .table("c", "id INTEGER PRIMARY KEY, p int", "(1, 1), (2, 1), (3, 2), (4, 3), (5, 4), (6, 6), (7, 7), (8, 7)")
                .table("log", "id INTEGER PRIMARY KEY, n int", "(70, 0)")
                .key("c(p)", rule, "p(id)");
        for (String asking : ASKING) {
            try (Space twin = Space.create(Database.SQLITE);
                    Space space = Space.create(Database.SQLITE)) {
                Schema.build(scenario, twin, Schema.Keys.AS_WANTED);
                Schema.build(scenario, space, Schema.Keys.ABSENT);
                try (Connection natively = twin.enforcing().getConnection();
                        Connection ours =
                                Ours.withRelations(space.dataSource(), Map.of(), scenario.keys()).getConnection()) {
                    natively.setAutoCommit(autoCommit);
                    ours.setAutoCommit(autoCommit);
                    assertThat(told(ours, asking)).as(asking).isEqualTo(told(natively, asking));
                }
            }
        }
    }

    /** A table that only the database cascades to, after a DELETE that only compares columns. */
    @ParameterizedTest
    @CsvSource({"DELETE FROM p", "DELETE FROM p WHERE id = 1", "DELETE FROM p WHERE id < 3"})
    void besideWhatTheDatabaseDeletes(String delete) throws SQLException {
        List<String> told = new ArrayList<>();
        for (boolean natively : new boolean[] {true, false}) {
            try (Space space = Space.create(Database.SQLITE)) {
                String key = " INT REFERENCES p (id) ON DELETE CASCADE)";
                space.run("CREATE TABLE p (id INTEGER PRIMARY KEY)");
                space.run("CREATE TABLE c (p" + (natively ? key : " INT)"));
                space.run("CREATE TABLE other (p" + key);
                space.run("INSERT INTO p VALUES (1), (2), (3)");
                space.run("INSERT INTO c VALUES (1), (2), (2)");
                space.run("INSERT INTO other VALUES (1), (1), (2)");
                try (Connection connection = natively ? space.enforcing().getConnection()
                                : Ours.withRelationsFile(space.dataSource(), Map.of(), List.of(
                                        "ALTER TABLE c ADD FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE")).getConnection();
                        Statement statement = connection.createStatement()) {
                    told.add(statement.executeUpdate(delete) + " " + row(statement.executeQuery("SELECT changes()")));
                }
            }
        }
        assertThat(told.get(1)).isEqualTo(told.get(0));
    }

    private static List<String> told(Connection connection, String asking) throws SQLException {
        List<String> told = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement("SELECT changes(), last_insert_rowid()")) {
            statement.executeUpdate("INSERT INTO log VALUES (77, 0)");
            for (String delete : DELETES) {
                if (delete.contains("RETURNING")) {
                    statement.executeQuery(delete).close();
                } else {
                    told.add(delete + ": " + statement.executeUpdate(delete));
                }
                told.add(asking + ": " + (statement.execute(asking) ? row(statement.getResultSet()) : "done"));
                try (ResultSet row = prepared.executeQuery()) {
                    told.add(row.next() ? row.getString(1) + " " + row.getString(2) : "none");
                }
            }
        }
        return told;
    }

    private static String row(ResultSet rows) throws SQLException {
        try (rows) {
            return rows.next() ? rows.getString(1) : "none";
        }
    }
}
