package org.cascadejdbc.it.engines.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody else has put into a file: a DELETE does there what it does on the plain driver, the twin. */
class SqliteStrangeFilesIT {
    private static final List<Map<String, String>> OPTIONS = List.of(
            Map.of(), Map.of("cascade.strategy", "emulate"), Map.of("cascade.strategy", "emulate", "cascade.maxRows", "100"));

    /** Where a constraint, or a trigger's statement, says ON CONFLICT, the database's own actions abort all the same. */
    @ParameterizedTest
    @CsvSource({"REPLACE", "IGNORE", "FAIL", "ABORT"})
    void noActionReplacesAnotherRow(String conflict) throws SQLException {
        String unique = " UNIQUE ON CONFLICT " + conflict + " DEFAULT 2 REFERENCES p ON DELETE SET DEFAULT";
        for (List<String> child : List.of(
                List.of("CREATE TABLE c (id INTEGER PRIMARY KEY, p" + unique + ")"),
                List.of("CREATE TABLE c (id, p DEFAULT 2 REFERENCES p ON DELETE SET DEFAULT, PRIMARY KEY (p) ON CONFLICT " + conflict
                        + ") WITHOUT ROWID"),
                List.of("CREATE TABLE c (id, p INTEGER PRIMARY KEY ON CONFLICT " + conflict + " DEFAULT 2 REFERENCES p ON DELETE SET DEFAULT)"),
                List.of("CREATE TABLE c (id INTEGER PRIMARY KEY, p NOT NULL ON CONFLICT " + conflict + " DEFAULT 2 REFERENCES p"
                        + " ON DELETE SET NULL)"),
                List.of("CREATE TABLE c (id INTEGER PRIMARY KEY, p REFERENCES p ON DELETE SET NULL)",
                        "CREATE TRIGGER t AFTER UPDATE ON c BEGIN INSERT OR " + conflict + " INTO log VALUES (5, old.id); END"),
                List.of("CREATE TABLE c (id INTEGER PRIMARY KEY, p REFERENCES p ON DELETE SET NULL)",
                        "CREATE TABLE kept (a UNIQUE ON CONFLICT " + conflict + ")", "INSERT INTO kept VALUES (5)",
                        "CREATE TRIGGER t AFTER UPDATE ON c BEGIN INSERT INTO kept VALUES (5); END"))) {
            compare(child, "DELETE FROM p WHERE id = 1", "c", "log");
        }
    }

    /** SQLite keeps a view whose table, column or function is no longer there, and no DELETE looks at it. */
    @ParameterizedTest
    @ValueSource(strings = {"SELECT * FROM nowhere", "SELECT gone FROM p", "SELECT hidden(id) AS h FROM p", "SELECT * FROM v",
        "SELECT a.id FROM p AS a JOIN w ON w.id = a.id"})
    void aBrokenViewIsInNobodysWay(String query) throws SQLException {
        List<String> schema = List.of("CREATE TABLE c (id INTEGER PRIMARY KEY, p REFERENCES p ON DELETE CASCADE)",
                "CREATE VIEW v AS " + query, "CREATE VIEW w AS SELECT id FROM v", "CREATE VIEW whole AS SELECT id FROM p",
                "CREATE TRIGGER instead INSTEAD OF DELETE ON whole BEGIN INSERT INTO log VALUES (old.id, 0); END");

        compare(schema, "DELETE FROM p WHERE id = 1", "c", "log");
        compare(schema, "DELETE FROM whole WHERE id = 1", "c", "log");
        compare(schema, "DELETE FROM v", "c", "log");
        try (Space space = space(schema)) {
            CascadeDataSource ours = CascadeDataSource.wrap(space.dataSource());
            assertThat(ours.keys()).hasSize(1);
            assertThat(ours.explain("DELETE FROM p WHERE id = 1").deletedRows()).isEqualTo(2);
            assertThat(ours.check().toString()).doesNotContain("not checked");
        }
    }

    private static void compare(List<String> schema, String delete, String... tables) throws SQLException {
        String natively;
        try (Space space = space(schema)) {
            natively = done(space, space.enforcing(), delete, tables);
        }
        for (Map<String, String> options : OPTIONS) {
            try (Space space = space(schema)) {
                assertThat(done(space, Ours.over(space.dataSource(), options), delete, tables)).as("%s %s %s", schema, options, delete)
                        .isEqualTo(natively);
            }
        }
    }

    private static Space space(List<String> schema) throws SQLException {
        Space space = Space.create(Database.SQLITE);
        space.run("CREATE TABLE p (id INTEGER PRIMARY KEY)");
        space.run("CREATE TABLE log (a UNIQUE, b)");
        space.run("INSERT INTO log VALUES (5, 'first')");
        for (String sql : schema) {
            space.run(sql);
        }
        space.run("INSERT INTO p VALUES (1), (2), (3)");
        space.run("INSERT INTO c VALUES (1, 1), (2, 2)");
        return space;
    }

    private static String done(Space space, DataSource source, String delete, String... tables) throws SQLException {
        StringBuilder told = new StringBuilder();
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            try (var prepared = connection.prepareStatement(delete)) {
                told.append(prepared.executeUpdate());
            } catch (SQLException e) {
                told.append(e.getErrorCode());
            }
            told.append(rows(statement, "SELECT * FROM p"));
        }
        try (Connection connection = space.dataSource().getConnection(); Statement statement = connection.createStatement()) {
            for (String table : tables) {
                told.append(' ').append(table).append(rows(statement, "SELECT * FROM " + table));
            }
            return told.toString();
        }
    }

    private static List<String> rows(Statement statement, String query) throws SQLException {
        List<String> all = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.append(rows.getString(i)).append(' ');
                }
                all.add(row.toString().strip());
            }
        }
        return all;
    }
}
