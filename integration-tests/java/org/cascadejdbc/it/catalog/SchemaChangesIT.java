package org.cascadejdbc.it.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.Test;

/** DDL that passes through a connection is followed at once, by that connection and by those beside it. */
class SchemaChangesIT {
    private static final Scenario FAMILY = Scenario.named("family")
            .table("p", "id int primary key", "(1),(2),(3)")
            .table("c", "id int primary key, p int", "(1,1),(2,2),(3,3)")
            .key("c(p)", CASCADE, "p(id)");

    @OnDatabases(h2 = true)
    void aTableThatIsMadeAfterwardsCascadesToo(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema.build(FAMILY, space, Schema.Keys.NO_ACTION);
            DataSource ours = Ours.over(space.dataSource(), Map.of("cascade.noAction", "cascade"));
            try (Connection one = ours.getConnection();
                    Connection other = ours.getConnection();
                    PreparedStatement prepared = other.prepareStatement("DELETE FROM p WHERE id = ?")) {
                assertThat(delete(prepared, 1)).isEqualTo(1);
                run(one, "CREATE TABLE g (id int primary key, c int, FOREIGN KEY (c) REFERENCES c (id))");
                run(one, "INSERT INTO g VALUES (1, 2), (2, 3)");
                assertThat(delete(prepared, 2)).isEqualTo(1);
                assertThat(rows(one)).isEqualTo("p 1, c 1, g 1");
                run(one, "DROP TABLE g");
                assertThat(delete(prepared, 3)).isEqualTo(1);
            }
        }
    }

    @Test
    void whatIsNotCommittedIsSeenByNobodyElseAndWhatIsByAll() throws SQLException {
        try (Space space = Space.create(Database.POSTGRESQL)) {
            Schema.build(FAMILY, space, Schema.Keys.NO_ACTION);
            DataSource ours = Ours.over(space.dataSource(), Map.of("cascade.noAction", "cascade"));
            try (Connection one = ours.getConnection();
                    Connection other = ours.getConnection()) {
                one.setAutoCommit(false);
                run(one, "CREATE TABLE g (id int primary key, c int REFERENCES c (id))");
                run(one, "INSERT INTO g VALUES (1, 1)");
                assertThat(update(one, "DELETE FROM p WHERE id = 1")).isEqualTo(1);
                assertThat(rows(one)).isEqualTo("p 2, c 2, g 0");
                one.commit();
                run(one, "INSERT INTO g VALUES (1, 2)");
                one.commit();
                assertThat(update(other, "DELETE FROM p WHERE id = 2")).isEqualTo(1);
                assertThat(rows(other)).isEqualTo("p 1, c 1, g 0");

                run(one, "DROP TABLE g");
                assertThat(update(one, "DELETE FROM p WHERE id = 99")).isZero();
                one.rollback();
                run(one, "INSERT INTO g VALUES (1, 3)");
                one.commit();
                assertThat(update(one, "DELETE FROM p WHERE id = 3")).isEqualTo(1);
                assertThat(rows(one)).isEqualTo("p 0, c 0, g 0");
            }
        }
    }

    @OnDatabases(h2 = true)
    void whatOthersChangeIsSeenAfterRefresh(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema.build(FAMILY, space, Schema.Keys.NO_ACTION);
            try (CascadeDataSource ours = CascadeDataSource.builder(space.dataSource())
                            .property("cascade.noAction", "cascade")
                            .build();
                    Connection connection = ours.getConnection()) {
                assertThat(update(connection, "DELETE FROM p WHERE id = 1")).isPositive();
                space.run("CREATE TABLE g (id int primary key, c int, FOREIGN KEY (c) REFERENCES c (id))");
                space.run("INSERT INTO g VALUES (1, 2)");
                ours.refresh();
                assertThat(update(connection, "DELETE FROM p WHERE id = 2")).isPositive();
                assertThat(rows(connection)).isEqualTo("p 1, c 1, g 0");
            }
        }
    }

    /** A migration that runs beside us, after we have started. */
    @OnDatabases(h2 = true)
    void aRelationsTableThatOthersMakeAfterwardsIsFound(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            space.run("CREATE TABLE p (id int primary key)");
            space.run("INSERT INTO p VALUES (1), (2)");
            DataSource ours = CascadeDataSource.builder(space.dataSource())
                    .foreignKey("c", "p").references("p", "id").onDelete(CASCADE)
                    .foreignKey("g", "c").references("c", "id").onDelete(CASCADE)
                    .build();
            try (Connection connection = ours.getConnection()) {
                assertThatThrownBy(() -> update(connection, "DELETE FROM p")).hasMessageContaining("no referencing table c");
                space.run("CREATE TABLE c (id int primary key, p int)");
                assertThatThrownBy(() -> update(connection, "DELETE FROM p")).hasMessageContaining("no referencing table g");
                space.run("CREATE TABLE g (id int primary key, c int)");
                space.run("INSERT INTO c VALUES (1, 1), (2, 2)");
                space.run("INSERT INTO g VALUES (1, 1), (2, 2)");
                assertThat(update(connection, "DELETE FROM p WHERE id = 1")).isPositive();
                assertThat(rows(connection)).isEqualTo("p 1, c 1, g 1");
            }
        }
    }

    private static int delete(PreparedStatement statement, int id) throws SQLException {
        statement.setInt(1, id);
        return statement.executeUpdate();
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static String rows(Connection connection) throws SQLException {
        StringBuilder counts = new StringBuilder();
        for (String table : new String[] {"p", "c", "g"}) {
            try (Statement statement = connection.createStatement();
                    var count = statement.executeQuery("SELECT count(*) FROM " + table)) {
                count.next();
                counts.append(counts.isEmpty() ? "" : ", ").append(table).append(' ').append(count.getInt(1));
            }
        }
        return counts.toString();
    }
}
