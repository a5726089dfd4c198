package org.cascadejdbc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What may delete in a form that is not carried out is refused where it concerns us, and nothing has happened. */
class RefusedFormsIT {
    private static final Scenario FAMILY = Scenario.named("family")
            .table("p", "id int primary key, n int", "(1,1),(2,2)")
            .table("c", "id int primary key, p int", "(1,1),(2,2)")
            .table("alone", "id int primary key, n int", "(1,1),(2,2)")
            .key("c(p)", CASCADE, "p(id)");

    /** With the table's name as {@code %s}. */
    private static List<String> forms(Database database) {
        List<String> forms = new ArrayList<>(List.of(
                "SELECT 1; DELETE FROM %s WHERE id = 1",
                "COMMIT; DELETE FROM %s WHERE id = 1",
                "DELETE FROM %s WHERE id = 1; DELETE FROM %s WHERE id = 2",
                "WITH x AS (SELECT 1 AS id) DELETE FROM %s WHERE id IN (SELECT id FROM x)"));
        switch (database) {
            case POSTGRESQL -> forms.addAll(List.of(
                    "DELETE FROM ONLY %s WHERE id = 1",
                    "DELETE FROM %s USING alone a WHERE a.id = 7",
                    "DELETE FROM %s WHERE id = 1 RETURNING id",
                    "WITH gone AS (DELETE FROM %s WHERE id = 1 RETURNING id) SELECT * FROM gone",
                    "MERGE INTO %s t USING alone a ON t.id = a.id WHEN MATCHED THEN DELETE",
                    "EXPLAIN ANALYZE DELETE FROM %s WHERE id = 1",
                    "TRUNCATE %s"));
            case MYSQL, MYSQL_OFF -> forms.addAll(List.of(
                    "DELETE FROM %s ORDER BY id LIMIT 1",
                    "DELETE QUICK FROM %s WHERE id = 1",
                    "DELETE IGNORE FROM %s WHERE id = 1",
                    "DELETE t FROM %s t WHERE t.id = 1",
                    "DELETE FROM t USING %s t WHERE t.id = 1",
                    "DELETE FROM %s /*! WHERE id = 1 */",
                    "REPLACE INTO %s VALUES (1, 5)",
                    "TRUNCATE TABLE %s"));
            case SQLITE -> forms.addAll(List.of(
                    "DELETE FROM %s WHERE id = 1 RETURNING id",
                    "DELETE FROM %s NOT INDEXED WHERE id = 1",
                    "REPLACE INTO %s VALUES (1, 5)",
                    "INSERT OR REPLACE INTO %s VALUES (1, 5)",
                    "UPDATE OR REPLACE %s SET id = 2 WHERE id = 1"));
        }
        return forms;
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void whereTheyConcernUs(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            try (Connection connection =
                            Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys()).getConnection();
                    Statement statement = connection.createStatement()) {
                for (String form : forms(database)) {
                    String sql = form.replace("%s", "p");
                    assertThatThrownBy(() -> statement.execute(sql))
                            .as(sql)
                            .isInstanceOf(SQLFeatureNotSupportedException.class)
                            .hasMessageContaining("DELETE FROM table");
                    assertThat(schema.content(connection)).as(sql).isEqualTo(schema.initial());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void elsewhereTheyAreTheDatabases(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            try (Connection ours =
                            Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys()).getConnection();
                    Connection plain = space.dataSource().getConnection()) {
                for (String form : forms(database)) {
                    if (form.contains("/*!")) {
                        continue; // such a comment may hold any name
                    }
                    String sql = form.replace("%s", "alone");
                    String expected = outcome(plain, sql) + schema.content(plain);
                    schema.fill();
                    assertThat(outcome(ours, sql) + schema.content(ours)).as(sql).isEqualTo(expected);
                    schema.fill();
                }
            }
        }
    }

    private static String outcome(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            return "result set " + statement.execute(sql) + ", count " + statement.getUpdateCount() + "\n";
        } catch (SQLException e) {
            return e.getClass().getName() + " " + e.getSQLState() + "\n";
        }
    }
}
