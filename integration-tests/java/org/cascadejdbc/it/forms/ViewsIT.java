package org.cascadejdbc.it.forms;

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
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.Test;

/** A DELETE from a view is the database's, unless a table under it has keys that are ours. */
class ViewsIT {
    private static final Scenario FAMILY = Scenario.named("family")
            .table("p", "id int primary key, n int", "(1,1),(2,2)")
            .table("c", "id int primary key, p int", "(1,1),(2,2)")
            .table("alone", "id int primary key, n int", "(1,1),(2,2)")
            .key("c(p)", CASCADE, "p(id)");

    /** Views with a name that tells: those over p, and those that are not. */
    private static List<String> views(Database database) {
        List<String> views = new ArrayList<>(List.of(
                "CREATE VIEW over_p AS SELECT * FROM p",
                "CREATE VIEW over_over_p AS SELECT id FROM over_p WHERE id > 0",
                "CREATE VIEW {Over p} AS SELECT * FROM over_over_p",
                "CREATE VIEW free_c AS SELECT * FROM c",
                "CREATE VIEW free_alone AS SELECT * FROM alone",
                "CREATE VIEW free_free_alone AS SELECT id FROM free_alone WHERE id > 0",
                "CREATE VIEW free_nothing AS SELECT 1 AS id"));
        switch (database) {
            case POSTGRESQL -> views.addAll(List.of(
                    "CREATE VIEW over_by_rule AS SELECT * FROM alone",
                    "CREATE RULE r AS ON DELETE TO over_by_rule DO INSTEAD DELETE FROM p WHERE id = OLD.id",
                    "CREATE VIEW free_by_rule AS SELECT * FROM c",
                    "CREATE RULE r AS ON DELETE TO free_by_rule DO INSTEAD DELETE FROM alone WHERE id = OLD.id",
                    "CREATE VIEW free_function AS SELECT id FROM generate_series(1, 2) AS s (id)",
                    "CREATE VIEW @other.over_p2 AS SELECT * FROM p"));
            case MYSQL, MYSQL_OFF, MARIADB, H2, H2_POSTGRESQL, H2_MYSQL, HSQLDB -> views.add("CREATE VIEW @other.over_p2 AS SELECT * FROM @own.p");
            case SQLITE -> {
                views.replaceAll(view -> view.replace("VIEW over", "VIEW free").replace("FROM over", "FROM free")
                        .replace("{Over p}", "free_quoted"));
                views.add("CREATE TRIGGER t INSTEAD OF DELETE ON free_alone BEGIN "
                        + "DELETE FROM alone WHERE id = OLD.id; END");
            }
        }
        return views;
    }

    private static List<String> names(Space space, boolean over) {
        return views(space.database()).stream()
                .filter(view -> view.startsWith("CREATE VIEW "))
                .map(view -> view.substring("CREATE VIEW ".length(), view.indexOf(" AS")))
                .filter(name -> name.matches("(?i)(@other\\.|\\{)?over.*") == over)
                .map(space::say)
                .toList();
    }

    @OnDatabases(h2Lower = true)
    void overAnEmulatedTable(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            for (String view : views(database)) {
                space.run(view);
            }
            assertThat(names(space, true)).hasSize(switch (database) {
                case POSTGRESQL -> 5;
                case MYSQL, MYSQL_OFF, MARIADB, H2, H2_POSTGRESQL, H2_MYSQL, HSQLDB -> 4;
                case SQLITE -> 0;
            });
            try (Connection ours = Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys()).getConnection();
                    Statement statement = ours.createStatement()) {
                for (String view : names(space, true)) {
                    for (String form : List.of("DELETE FROM %s WHERE id = 1", "SELECT 1; DELETE FROM %s")) {
                        String sql = form.formatted(view);
                        assertThatThrownBy(() -> statement.executeUpdate(sql))
                                .as(sql)
                                .isInstanceOf(SQLFeatureNotSupportedException.class)
                                .hasMessageContaining(
                                        form.startsWith("DELETE") ? space.say("DELETE FROM @own.p ") : plain(view));
                    }
                }
                assertThat(schema.content(ours)).isEqualTo(schema.initial());
            }
        }
    }

    @OnDatabases
    void elsewhereItIsTheDatabases(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            for (String view : views(database)) {
                space.run(view);
            }
            int deleted = 0;
            try (Connection ours = Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys()).getConnection();
                    Connection plain = space.dataSource().getConnection()) {
                for (String view : names(space, false)) {
                    String sql = "DELETE FROM " + view + " WHERE id = 1";
                    String expected = outcome(plain, sql) + schema.content(plain);
                    schema.fill();
                    assertThat(outcome(ours, sql) + schema.content(ours)).as(sql).isEqualTo(expected);
                    deleted += expected.contains(schema.initial()) ? 0 : 1;
                    schema.fill();
                }
            }
            assertThat(deleted).isGreaterThanOrEqualTo(database == Database.SQLITE ? 1 : 3);
        }
    }

    /** Without schema and quotes. */
    private static String plain(String name) {
        return name.replaceAll("[\"`]", "").replaceFirst(".*\\.", "");
    }

    private static String outcome(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql) + "\n";
        } catch (SQLException e) {
            return e.getClass().getName() + " " + e.getSQLState() + "\n";
        }
    }

    /** What is under a temporary view is not in the catalog. */
    @Test
    void temporaryViewsOfPostgresql() throws SQLException {
        try (Space space = Space.create(Database.POSTGRESQL)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            try (Connection ours =
                            Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys()).getConnection();
                    Statement statement = ours.createStatement()) {
                statement.executeUpdate("DELETE FROM p WHERE id = 99");
                statement.execute("CREATE TEMP VIEW passing AS SELECT * FROM p");
                statement.execute("CREATE TEMP VIEW p AS SELECT * FROM " + space.say("@own.p"));
                for (String sql : List.of(
                        "DELETE FROM passing WHERE id = 1", "DELETE FROM p WHERE id = 1",
                        "DELETE FROM p WHERE id = 1 RETURNING id")) {
                    assertThatThrownBy(() -> statement.execute(sql))
                            .as(sql)
                            .isInstanceOf(SQLFeatureNotSupportedException.class)
                            .hasMessageContaining("temporary view");
                }
                assertThat(statement.executeUpdate(space.say("DELETE FROM @own.p WHERE id = 1"))).isEqualTo(1);
                assertThat(schema.rows(ours, "c")).containsExactly("(2,2)");
            }
        }
    }
}
