package org.cascadejdbc.it.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;

/** A name means what it means on this connection now. */
class NamesIT {
    private static final Scenario FAMILY = Scenario.named("family")
            .table("p", "id int primary key", "(1),(2)")
            .table("c", "id int primary key, p int", "(1,1),(2,2)")
            .key("c(p)", CASCADE, "p(id)");

    private static final String FIRST_GONE = "p[(2)]\nc[(2,2)]\n";

    @OnDatabases
    void aTemporaryTableThatShadowsTheParentCascadesNothing(Database database) throws SQLException {
        for (boolean knownBefore : new boolean[] {false, true}) {
            try (Space space = Space.create(database)) {
                Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
                List<String> relations = FAMILY.keys().stream().map(key -> key.alterTable(CASCADE)).toList();
                try (Connection connection = Ours.withRelationsFile(space.dataSource(), Map.of(), relations)
                                .getConnection();
                        Statement statement = connection.createStatement();
                        PreparedStatement delete = connection.prepareStatement("DELETE FROM p WHERE id = ?")) {
                    if (knownBefore) {
                        assertThat(deleted(delete, 1)).isEqualTo(1);
                        assertThat(schema.content(connection)).isEqualTo(FIRST_GONE);
                        schema.fill();
                    }
                    statement.execute("CREATE TEMPORARY TABLE p (id int primary key)");
                    statement.execute("INSERT INTO p VALUES (1),(2),(3)");
                    assertThat(deleted(delete, 1)).isEqualTo(1);
                    assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 2")).isEqualTo(1);
                    assertThat(schema.content(connection)).isEqualTo("p[(3)]\nc[(1,1), (2,2)]\n");
                    statement.execute(database == Database.SQLITE ? "DROP TABLE temp.p" : "DROP TABLE p");
                    assertThat(schema.content(connection)).isEqualTo(schema.initial());
                    assertThat(deleted(delete, 1)).isEqualTo(1);
                    assertThat(schema.content(connection)).isEqualTo(FIRST_GONE);
                }
            }
        }
    }

    /** One prepared statement, one relations file, two tenants. */
    @OnDatabases(except = Database.SQLITE)
    void twoTenants(Database database) throws SQLException {
        try (Space one = Space.create(database);
                Space two = Space.create(database)) {
            Schema first = Schema.build(FAMILY, one, Schema.Keys.ABSENT);
            Schema second = Schema.build(FAMILY, two, Schema.Keys.ABSENT);
            List<String> relations = FAMILY.keys().stream().map(key -> key.alterTable(CASCADE)).toList();
            String[] names = {one.say("@own"), two.say("@own")};
            for (boolean bySql : new boolean[] {true, false}) {
                try (Connection connection =
                                Ours.withRelationsFile(one.dataSource(), Map.of(), relations).getConnection();
                        Connection firsts = one.dataSource().getConnection();
                        Connection seconds = two.dataSource().getConnection();
                        PreparedStatement delete = connection.prepareStatement("DELETE FROM p WHERE id = ?")) {
                    assertThat(deleted(delete, 1)).isEqualTo(1);
                    assertThat(first.content(firsts)).isEqualTo(FIRST_GONE);
                    assertThat(second.content(seconds)).isEqualTo(second.initial());
                    to(connection, database, names[1], bySql);
                    delete(connection, 1);
                    assertThat(first.content(firsts)).isEqualTo(FIRST_GONE);
                    assertThat(second.content(seconds)).isEqualTo(FIRST_GONE);
                    to(connection, database, names[0], bySql);
                    delete(connection, 2);
                    assertThat(first.content(firsts)).isEqualTo("p[]\nc[]\n");
                    assertThat(second.content(seconds)).isEqualTo(FIRST_GONE);
                    if (database == Database.POSTGRESQL) { // MySQL's server binds a prepared statement to its database
                        to(connection, database, names[1], bySql);
                        assertThat(deleted(delete, 2)).isEqualTo(1);
                        assertThat(second.content(seconds)).isEqualTo("p[]\nc[]\n");
                    }
                }
                first.fill();
                second.fill();
            }
        }
    }

    /** What strategy=native refuses in one schema is nothing to a table of that name in another one. */
    @OnDatabases(except = Database.SQLITE)
    void aRefusalIsAboutTheTableThatIsMeant(Database database) throws SQLException {
        try (Space one = Space.create(database);
                Space two = Space.create(database)) {
            Schema first = Schema.build(FAMILY, one, Schema.Keys.AS_WANTED);
            Schema second = Schema.build(FAMILY, two, Schema.Keys.ABSENT);
            String relation = two.say("ALTER TABLE @own.c ADD FOREIGN KEY (p) REFERENCES @own.p (id) ON DELETE CASCADE");
            try (Connection connection = Ours.withRelationsFile(
                                    one.dataSource(), Map.of("cascade.strategy", "native"), List.of(relation))
                            .getConnection();
                    Connection seconds = two.dataSource().getConnection()) {
                delete(connection, 1);
                assertThat(first.content(connection)).isEqualTo(FIRST_GONE);
                to(connection, database, two.say("@own"), true);
                assertThatThrownBy(() -> delete(connection, 1)).isInstanceOf(SQLFeatureNotSupportedException.class);
                assertThat(second.content(seconds)).isEqualTo(second.initial());
            }
        }
    }

    private static void to(Connection connection, Database database, String name, boolean bySql) throws SQLException {
        boolean postgreSql = database == Database.POSTGRESQL;
        if (bySql) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(postgreSql ? "SET search_path = " + name : "USE " + name);
            }
        } else if (postgreSql) {
            connection.setSchema(name);
        } else {
            connection.setCatalog(name);
        }
    }

    private static void delete(Connection connection, int id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM p WHERE id = ?")) {
            assertThat(deleted(delete, id)).isEqualTo(1);
        }
    }

    private static int deleted(PreparedStatement delete, int id) throws SQLException {
        delete.setInt(1, id);
        return delete.executeUpdate();
    }
}
