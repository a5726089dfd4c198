package org.cascadejdbc.it.guards;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.it.faults.FaultTrial;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.UrlDataSource;
import org.junit.jupiter.api.Test;

/**
 * A user with rights on the parent only: natively enough, for us not. Each error names what is to be granted, and
 * nothing has changed; when all of it is granted, the cascade works.
 */
class PrivilegesIT {
    /** A user of a space's server; it can do nothing yet. */
    private record User(Space space, String name) implements AutoCloseable {
        static User create(Space space) throws SQLException {
            User user = new User(space, space.say("@own_user"));
            if (space.database().isMySql()) {
                space.run("CREATE USER " + user.name);
            } else {
                space.run("CREATE ROLE " + user.name + " LOGIN; GRANT USAGE ON SCHEMA @own TO " + user.name);
            }
            return user;
        }

        void grant(String privileges) throws SQLException {
            space.run("GRANT " + privileges + " TO " + name);
        }

        DataSource dataSource() {
            String url = space.dataSource().url();
            return new UrlDataSource(url.replaceFirst("user=[^&]*", "user=" + name));
        }

        @Override
        public void close() throws SQLException {
            space.run(space.database().isMySql() ? "DROP USER " + name
                    : "DROP OWNED BY " + name + "; DROP ROLE " + name);
        }
    }

    @OnDatabases({Database.POSTGRESQL, Database.MYSQL, Database.MARIADB})
    void nativelyTheParentIsEnough(Database database) throws SQLException {
        try (Space space = Space.create(database); User user = User.create(space)) {
            Schema schema = Schema.build(FaultTrial.FAMILY, space, Schema.Keys.AS_WANTED);
            user.grant("SELECT, DELETE ON @own.p");
            assertThat(delete(user.dataSource())).isEqualTo("done");
            assertThat(content(schema)).isEqualTo(FaultTrial.GONE.replace("other_work[]\n", ""));
        }
    }

    @Test
    void postgresqlSaysOneByOneWhatToGrant() throws SQLException {
        List<String> wanted = List.of(
                "SELECT, DELETE ON c", "SELECT, DELETE ON g", "SELECT, DELETE ON s");
        try (Space space = Space.create(Database.POSTGRESQL); User user = User.create(space)) {
            Schema schema = Schema.build(FaultTrial.FAMILY, space, Schema.Keys.ABSENT);
            user.grant("SELECT, DELETE ON @own.p");
            assertThat(untilItWorks(schema, user)).containsExactlyInAnyOrderElementsOf(wanted);
        }
    }

    @OnDatabases({Database.MYSQL, Database.MARIADB})
    void mySqlSaysOneByOneWhatToGrant(Database database) throws SQLException {
        List<String> wanted = List.of(
                "CREATE TEMPORARY TABLES ON the database", "SELECT, DELETE ON c", "SELECT, DELETE ON g",
                "SELECT, DELETE ON s");
        try (Space space = Space.create(database); User user = User.create(space)) {
            Schema schema = Schema.build(FaultTrial.FAMILY, space, Schema.Keys.ABSENT);
            user.grant("SELECT, DELETE ON @own.p");
            for (String table : List.of("c", "g", "s")) {
                user.grant("SELECT ON @own." + table);
            }
            assertThat(untilItWorks(schema, user)).containsExactlyInAnyOrderElementsOf(wanted);
        }
    }

    /** MySQL's catalog shows a user only what he has some right on. */
    @OnDatabases({Database.MYSQL, Database.MARIADB})
    void mySqlRelationOnATableThatTheUserMayNotSee(Database database) throws SQLException {
        try (Space space = Space.create(database); User user = User.create(space)) {
            Schema schema = Schema.build(FaultTrial.FAMILY, space, Schema.Keys.ABSENT);
            user.grant("SELECT, DELETE ON @own.p");
            assertThat(delete(ours(user))).contains("there is no referencing table c").contains("no rights");
            assertThat(content(schema)).isEqualTo(schema.initial());
        }
    }

    /**
     * MariaDB's catalog shows the columns of such a key, and its rule only to those who may do more with its table than read it. What
     * the server cascades by it, and we below it, is not forgotten.
     */
    @OnDatabases({Database.MYSQL, Database.MARIADB})
    void aKeyWhoseRuleTheUserMayNotSee(Database database) throws SQLException {
        try (Space space = Space.create(database); User user = User.create(space)) {
            Schema schema = Schema.build(FaultTrial.FAMILY, space, Schema.Keys.ABSENT);
            space.run("ALTER TABLE c ADD FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE");
            for (String table : List.of("p", "g", "s")) {
                user.grant("SELECT, DELETE, UPDATE ON @own." + table);
            }
            user.grant("SELECT ON @own.c");
            user.grant("CREATE TEMPORARY TABLES ON @own.*");
            DataSource ours = Ours.withRelations(user.dataSource(), Map.of(), FaultTrial.FAMILY.keys().subList(1, 3));
            assertThat(delete(ours)).startsWith("42").contains("GRANT SELECT, DELETE ON c", "nothing was deleted");
            assertThat(content(schema)).isEqualTo(schema.initial());
            user.grant("DELETE ON @own.c");
            assertThat(delete(ours)).isEqualTo("done");
            assertThat(content(schema)).isEqualTo(FaultTrial.GONE.replace("other_work[]\n", ""));
        }
    }

    private static List<String> untilItWorks(Schema schema, User user) throws SQLException {
        DataSource ours = ours(user);
        List<String> granted = new ArrayList<>();
        String told = delete(ours);
        while (!told.equals("done") && granted.size() < 9) {
            assertThat(told).startsWith("42").contains("GRANT ").contains("nothing was deleted");
            assertThat(content(schema)).as("after %s", told).isEqualTo(schema.initial());
            String grant = told.replaceFirst("(?s).*GRANT (.*?)( of the DELETE's table)? TO this user.*", "$1");
            granted.add(grant);
            user.grant(grant.replaceFirst("ON the database", "ON @own.*")
                    .replaceFirst("DELETE ON (\\w)$", "DELETE, UPDATE ON @own.$1"));
            told = delete(ours);
        }
        assertThat(content(schema)).as(told).isEqualTo(FaultTrial.GONE.replace("other_work[]\n", ""));
        return granted;
    }

    private static DataSource ours(User user) {
        return Ours.withRelations(user.dataSource(), Map.of(), FaultTrial.FAMILY.keys());
    }

    private static String delete(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM p WHERE id = 1");
            return "done";
        } catch (SQLException e) {
            return e.getSQLState() + " " + e.getMessage();
        }
    }

    private static String content(Schema schema) throws SQLException {
        try (Connection connection = schema.space().dataSource().getConnection()) {
            return schema.content(connection);
        }
    }
}
