package org.cascadejdbc.it.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;

/** Names, values and comments that look like SQL, or like nothing, never change what is recognised. */
class OddNamesIT {
    private static final List<String> NAMES = List.of(
            "delete", "where", "a;b", "wh?re", "a b", "it's", "a\"b", "a`b", "a.b", "--", "/*", "*/", "$$", "$a$",
            "#", "[x", "(", "\\",
            "\u00e4", "a\u00a0b", "e\u0301", "\uff07\uff02", "DELETE FROM p", "p; DROP TABLE p", "\u017fet");
    private static final List<String> VALUES = List.of(
            "DELETE FROM p", "'; DELETE FROM p; --", "a\"b", "?", "??", ":x", "$1", "$$", "/*", "*/", "-- ", "#",
            "a;b", "\u00a0",
            "\ud83d\ude00", "e\u0301", "\uff07", "{d '2020'}", "U&'", "", " ");

    @OnDatabases(except = Database.MYSQL_OFF, h2 = true)
    void names(Database database) throws SQLException {
        for (String name : NAMES) {
            if (database == Database.MYSQL && name.equals("\\")) {
                continue; // Connector/J takes it for an escape, and finds no parameter behind it
            }
            String parent = database.quote(name);
            String child = database.quote(name + "_c");
            try (Space space = Space.create(database)) {
                space.run("CREATE TABLE " + parent + " (" + parent + " int primary key, s varchar(20))");
                space.run("CREATE TABLE " + child + " (id int primary key, " + parent + " int)");
                space.run("INSERT INTO " + parent + " VALUES (1,'DELETE'),(2,'x'),(3,'y'),(4,'z')");
                space.run("INSERT INTO " + child + " VALUES (1,1),(2,2),(3,3),(4,4)");
                String relation = "ALTER TABLE " + child + " ADD FOREIGN KEY (" + parent + ") REFERENCES " + parent + " ("
                        + parent + ") ON DELETE CASCADE";
                try (Connection connection = Ours.withRelationsFile(space.dataSource(), Map.of(), List.of(relation))
                                .getConnection();
                        Statement statement = connection.createStatement()) {
                    String remark = name.replace("/", "").replace("*", "");
                    String delete = "DELETE FROM " + parent + " /* " + remark + " */ WHERE ";
                    // SQLite's plain statements count the rows of native cascades, too.
                    assertThat(statement.executeUpdate(delete + parent + "=1 -- " + name))
                            .as(name)
                            .isEqualTo(database == Database.SQLITE ? 2 : 1);
                    assertThat(prepared(connection, delete + parent + "." + parent + "=?", 2)).as(name).isEqualTo(1);
                    String aliased = "DELETE FROM " + parent + " AS " + child + " WHERE " + child + "." + parent + "=?";
                    assertThat(prepared(connection, aliased, 3))
                            .as(name)
                            .isEqualTo(1);
                    assertThat(count(statement, "SELECT count(*) FROM " + child)).as(name).isEqualTo(1);
                    assertThat(count(statement, "SELECT count(*) FROM " + parent)).as(name).isEqualTo(1);
                }
            }
        }
    }

    private static int prepared(Connection connection, String sql, Object value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, value);
            return statement.executeUpdate();
        }
    }

    private static long count(Statement statement, String query) throws SQLException {
        try (var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @OnDatabases(except = Database.MYSQL_OFF, h2 = true)
    void values(Database database) throws SQLException {
        Scenario scenario = Scenario.named("values")
                .table("p", "id int primary key, s varchar(40)", "")
                .table("c", "id int primary key, p int", "")
                .key("c(p)", CASCADE, "p(id)");
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(scenario, space, Schema.Keys.ABSENT);
            try (Connection ours =
                            Ours.withRelations(space.dataSource(), Map.of(), scenario.keys()).getConnection();
                    Connection plain = space.dataSource().getConnection();
                    PreparedStatement insert = plain.prepareStatement("INSERT INTO p VALUES (?, ?)")) {
                for (String value : VALUES) {
                    for (boolean prepare : new boolean[] {true, false}) {
                        schema.fill();
                        space.run("INSERT INTO c VALUES (1,1),(2,2)");
                        insert(insert, 1, value);
                        insert(insert, 2, "other");
                        if (prepare) {
                            prepared(ours, "DELETE FROM p WHERE s=? /* '? */ AND s<>'; ?'", value);
                        } else {
                            try (Statement statement = ours.createStatement()) {
                                statement.executeUpdate("DELETE FROM p WHERE s=" + Database.literal(value));
                            }
                        }
                        assertThat(schema.content(plain))
                                .as("'%s' %s", value, prepare)
                                .isEqualTo("p[(2,other)]\nc[(2,2)]\n");
                    }
                }
            }
        }
    }

    private static void insert(PreparedStatement insert, int id, String value) throws SQLException {
        insert.setInt(1, id);
        insert.setString(2, value);
        insert.executeUpdate();
    }
}
