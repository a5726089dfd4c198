package org.cascadejdbc.it.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cascadejdbc.it.forms.JdbcFormsIT.rows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.Test;

/** SQLite steps through the rows of RETURNING while the program reads them: here it does other things in between. */
class SqliteReturningIT {
    private static final String RETURNING = "DELETE FROM p WHERE id < 3 RETURNING id, n";

    private static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
            return row.getLong(1);
        }
    }

    private static ResultSet first(Statement statement) throws SQLException {
        ResultSet rows = statement.executeQuery(RETURNING);
        assertThat(rows.next()).isTrue();
        return rows;
    }

    @Test
    void rowsStayOpen() throws SQLException {
        Map<String, JdbcFormsIT.Form> forms = new LinkedHashMap<>();
        forms.put("all is deleted when the first row is read", c -> {
            ResultSet rows = first(c.createStatement());
            return count(c, "p") + " " + count(c, "c") + rows(rows);
        });
        forms.put("another writes", c -> {
            ResultSet rows = first(c.createStatement());
            int updated = c.createStatement().executeUpdate("UPDATE p SET n = 7 WHERE id = 3");
            return updated + rows(rows);
        });
        forms.put("another deletes", c -> {
            ResultSet rows = first(c.createStatement());
            String others = rows(c.createStatement().executeQuery("DELETE FROM p WHERE id = 4 RETURNING id"));
            return others + rows(rows);
        });
        forms.put("the statement is closed, and another deletes", c -> {
            Statement statement = c.createStatement();
            first(statement);
            statement.close();
            return c.createStatement().executeUpdate("DELETE FROM p WHERE id = 4") + " " + count(c, "p");
        });
        forms.put("the rows are closed, and the statement goes on", c -> {
            Statement statement = c.createStatement();
            first(statement).close();
            return rows(statement.executeQuery("DELETE FROM p WHERE id = 3 RETURNING id")) + count(c, "p");
        });
        forms.put("the statement is executed again", c -> {
            PreparedStatement statement = c.prepareStatement("DELETE FROM p WHERE id = ? RETURNING id");
            StringBuilder told = new StringBuilder();
            for (int id = 1; id < 4; id++) {
                statement.setInt(1, id);
                ResultSet rows = statement.executeQuery();
                told.append(rows.next() ? rows.getString(1) : "none");
            }
            statement.close();
            return told.append(count(c, "p")).toString();
        });
        JdbcFormsIT.compare(Database.SQLITE, "", forms);
    }

    /** Its answer would depend on the rows that the cascade has deleted so far. */
    @Test
    void aQueryIsRefused() throws SQLException {
        Scenario scenario = JdbcFormsIT.FAMILY;
        try (Space space = Space.create(Database.SQLITE)) {
            Schema schema = Schema.build(scenario, space, Schema.Keys.ABSENT);
            try (Connection ours = Ours.withRelations(space.dataSource(), Map.of(), scenario.keys()).getConnection();
                    Statement statement = ours.createStatement()) {
                for (String list : List.of("(SELECT count(*) FROM c)", "EXISTS (VALUES (1))", "id IN (SELECT p FROM c)")) {
                    String sql = "DELETE FROM p WHERE id < 3 RETURNING " + list;
                    assertThatThrownBy(() -> statement.execute(sql))
                            .as(sql)
                            .isInstanceOf(SQLFeatureNotSupportedException.class)
                            .hasMessageContaining("a query in RETURNING")
                            .extracting(e -> ((SQLException) e).getSQLState())
                            .isEqualTo("0A000");
                    assertThat(schema.content(ours)).as(sql).isEqualTo(schema.initial());
                }
            }
        }
    }
}
