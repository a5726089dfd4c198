package org.cascadejdbc.it.engines.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.SideBySide;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * MySQL's catalog shows a role only what it has rights on. What one has seen through a DataSource is not taken for all that
 * there is when another one deletes: each DELETE ends as if it were the first, natively and by keys that only we carry out.
 */
class MysqlRolesIT {
    private static final Scenario FAMILY = Scenario.named("seen and not seen")
            .table("p", "id int primary key", "(1),(2),(3),(4)")
            .table("c", "id int primary key, p int", "(1,1),(2,2),(3,3),(4,4)")
            .table("g", "id int primary key, c int", "(1,1),(2,2),(3,3),(4,4)")
            .key("c(p)", org.cascadejdbc.DeleteRule.CASCADE, "p(id)")
            .key("g(c)", org.cascadejdbc.DeleteRule.CASCADE, "c(id)");

    /** How the second one comes in. */
    enum Change {
        SET_ROLE,
        PROCEDURE,
        ANOTHER_CONNECTION,
        ANOTHER_USER
    }

    /** A user who may be both: one who sees all tables, and one who sees only the parent, or not the last table. */
    private record Roles(Space space, String user, String all, String few) implements AutoCloseable {
        static Roles create(Space space, String seen) throws SQLException {
            String own = space.say("@own");
            Roles roles = new Roles(space, own + "_u", own + "_all", own + "_few");
            for (String sql : List.of("CREATE ROLE @all, @few", "CREATE USER @user", "CREATE USER @user2",
                    "GRANT ALL ON @own.* TO @all", "GRANT CREATE TEMPORARY TABLES, EXECUTE ON @own.* TO @user",
                    "GRANT CREATE TEMPORARY TABLES, EXECUTE ON @own.* TO @user2",
                    "GRANT @all TO @user", "GRANT @few TO @user", "GRANT @all TO @user2",
                    "SET DEFAULT ROLE @all " + (space.database() == Database.MARIADB ? "FOR" : "TO") + " @user2",
                    "CREATE PROCEDURE be_all() SQL SECURITY INVOKER SET ROLE @all",
                    "CREATE PROCEDURE be_few() SQL SECURITY INVOKER SET ROLE @few")) {
                space.run(roles.named(sql));
            }
            for (String table : seen.split(",", -1)) {
                space.run(roles.named("GRANT SELECT, DELETE, UPDATE ON @own." + table + " TO @few"));
            }
            return roles;
        }

        private String named(String sql) {
            return sql.replace("@all", all).replace("@few", few).replace("@user", user);
        }

        @Override
        public void close() throws SQLException {
            space.run(named("DROP USER @user, @user2"));
            space.run(named("DROP ROLE @all, @few"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"p", "p,c", "p,g"})
    void oneDoesNotSeeWithTheEyesOfAnother(String seen) throws SQLException {
        for (Database database : List.of(Database.MYSQL, Database.MYSQL_OFF, Database.MARIADB)) {
            boolean natively = database == Database.MYSQL_OFF;
            for (Change change : Change.values()) {
                for (boolean allFirst : new boolean[] {true, false}) {
                    try (Space space = Space.create(database)) {
                        Schema schema = Schema.build(FAMILY, space, natively ? Schema.Keys.AS_WANTED : Schema.Keys.NO_ACTION);
                        try (Roles roles = Roles.create(space, seen)) {
                            for (String strategy : List.of("auto", "emulate")) {
                                schema.fill();
                                String alone = told(roles, schema, strategy, change, allFirst, false);
                                schema.fill();
                                assertThat(told(roles, schema, strategy, change, allFirst, true))
                                        .as("%s, %s, %s sees %s, all first: %s", database, strategy, change, seen, allFirst)
                                        .isEqualTo(alone);
                            }
                        }
                    }
                }
            }
        }
    }

    /** Two DELETEs by the one and the other. */
    private static String told(Roles roles, Schema schema, String strategy, Change change, boolean allFirst, boolean together)
            throws SQLException {
        List<String> told = new ArrayList<>();
        DataSource ours = ours(roles, strategy);
        if (together && (change == Change.SET_ROLE || change == Change.PROCEDURE)) {
            try (Connection connection = ours.getConnection(roles.user(), "")) {
                told.add(delete(roles, connection, change, allFirst, 1));
                told.add(delete(roles, connection, change, !allFirst, 2));
            }
        } else {
            for (int id = 1; id <= 2; id++) {
                boolean all = allFirst == (id == 1);
                DataSource source = together ? ours : ours(roles, strategy);
                String user = change == Change.ANOTHER_USER && all ? roles.user() + "2" : roles.user();
                try (Connection connection = source.getConnection(user, "")) {
                    told.add(delete(roles, connection, change, all, id));
                }
            }
        }
        try (Connection connection = schema.space().dataSource().getConnection()) {
            return told + " " + schema.content(connection);
        }
    }

    private static DataSource ours(Roles roles, String strategy) {
        return Ours.over(roles.space().dataSource(), Map.of("cascade.strategy", strategy, "cascade.noAction", "cascade"));
    }

    private static String delete(Roles roles, Connection connection, Change change, boolean all, int id) {
        String role = all ? roles.all() : roles.few();
        try (Statement statement = connection.createStatement()) {
            if (change == Change.PROCEDURE) {
                statement.execute("CALL be_" + (all ? "all" : "few") + "()");
            } else if (change != Change.ANOTHER_USER || !all) {
                statement.execute("SET ROLE " + role);
            }
            return String.valueOf(statement.executeUpdate("DELETE FROM p WHERE id = " + id));
        } catch (SQLException e) {
            return SideBySide.describe(e);
        }
    }
}
