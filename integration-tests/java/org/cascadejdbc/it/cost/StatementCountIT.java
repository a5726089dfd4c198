package org.cascadejdbc.it.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.CountingDataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;

/** How many statements a point cascade over three levels costs, once the catalog is known. */
class StatementCountIT {
    private static final String DELETE = "delete  from p where id = ? -- as written";

    /** Rows 1 and 4 to warm up, row 2 with one child, row 3 with a thousand. */
    private static final Scenario FAMILY = Scenario.named("family")
            .table("p", "id int primary key", "(1),(2),(3),(4)")
            .table("c", "id int primary key, p int", "(1,1),(2,2)," + rows(3))
            .table("g", "id int primary key, c int", "(1,1),(2,2)," + rows(1000))
            .key("c(p)", CASCADE, "p(id)")
            .key("g(c)", CASCADE, "c(id)");

    private static String rows(int parent) {
        return IntStream.range(1000, 2000)
                .mapToObj(id -> "(" + id + "," + parent + ")")
                .collect(Collectors.joining(","));
    }

    @OnDatabases(h2 = true)
    void anEmulatedCascadeSendsAsManyStatementsForAThousandRowsAsForOne(Database database) throws SQLException {
        for (boolean inTransaction : new boolean[] {false, true}) {
            try (Space space = Space.create(database)) {
                Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
                CountingDataSource counting = new CountingDataSource(space.dataSource());
                DataSource ours = Ours.withRelations(counting.dataSource(), Map.of(), FAMILY.keys());
                try (Connection connection = ours.getConnection()) {
                    connection.setAutoCommit(!inTransaction);
                    delete(connection, 1);
                    delete(connection, 4); // the first has made H2's temporary table, a change of the schema
                    counting.reset();
                    delete(connection, 2);
                    List<String> one = List.copyOf(counting.statements());
                    List<String> brackets = List.copyOf(counting.brackets());
                    counting.reset();
                    delete(connection, 3);
                    System.out.printf("emulated cascade, three tables: %s, %s: %d statements, transaction calls %s%n",
                            database, inTransaction ? "in a transaction" : "autocommit", one.size(), brackets);
                    one.forEach(sql -> System.out.println("    " + sql.replaceAll("\\s+", " ")));
                    assertThat(counting.statements()).isEqualTo(one);
                    assertThat(counting.brackets()).isEqualTo(brackets);
                    assertThat(brackets).as("further round trips").isEmpty();
                    if (database == Database.SQLITE) { // where it looks first whether anything has changed
                        assertThat(one).as("in process").hasSize(inTransaction ? 9 : 8);
                    } else if (database == Database.MARIADB) { // of which one statement cannot delete from all tables in order
                        assertThat(one).as("a statement a table, and six besides").hasSize(9);
                    } else if (database.isInMemory()) { // two of them for each of three levels
                        assertThat(one).as("in process").hasSize(database.isH2() ? 19 : 18);
                    } else {
                        assertThat(one).as("one round trip").hasSize(1);
                    }
                    assertThat(schema.rows(connection, "c")).isEmpty();
                    connection.setAutoCommit(true);
                }
            }
        }
    }

    /** With a cap on rows, which are counted before anything is written. */
    @OnDatabases(h2 = true)
    void whatIsWrittenDownFirstTakesAsManyStatementsForAThousandRowsAsForOne(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            CountingDataSource counting = new CountingDataSource(space.dataSource());
            DataSource ours = Ours.withRelations(counting.dataSource(), Map.of("cascade.maxRows", "5000"), FAMILY.keys());
            try (Connection connection = ours.getConnection()) {
                delete(connection, 1);
                delete(connection, 4);
                counting.reset();
                delete(connection, 2);
                List<String> one = List.copyOf(counting.statements());
                counting.reset();
                delete(connection, 3);
                assertThat(counting.statements())
                        .isEqualTo(one)
                        .hasSize(
                                switch (database) {
                                    case POSTGRESQL -> 1;
                                    case MYSQL, MYSQL_OFF -> 9;
                                    case MARIADB -> 10;
                                    case SQLITE -> 14;
                                    case H2, H2_POSTGRESQL, H2_MYSQL -> 20;
                                    case HSQLDB -> 19;
                                });
                assertThat(schema.rows(connection, "c")).isEmpty();
            }
        }
    }

    @OnDatabases(h2 = true)
    void aNativeCascadeIsTheUsersStatementAndNothingElse(Database database) throws SQLException {
        // one level on the MySQL that has only one level right
        Scenario scenario = database != Database.MYSQL_OFF ? FAMILY : Scenario.named("parent and child")
                .table("p", "id int primary key", "(1),(2)")
                .table("c", "id int primary key, p int", "(1,1),(2,2)")
                .key("c(p)", CASCADE, "p(id)");
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(scenario, space, Schema.Keys.AS_WANTED);
            CountingDataSource counting = new CountingDataSource(space.dataSource());
            try (Connection connection = Ours.over(counting.dataSource(), Map.of()).getConnection()) {
                delete(connection, 1);
                counting.reset();
                delete(connection, 2);
                assertThat(counting.statements()).containsExactly(DELETE);
                assertThat(counting.brackets()).isEmpty();
                assertThat(schema.rows(connection, "c")).doesNotContain("(1,1)", "(2,2)");
            }
        }
    }

    /** It cannot check its own plan guard; where there are relations it is asked for before. */
    @OnDatabases(except = Database.SQLITE, h2 = true)
    void whatRelationsDoNotConcernIsAskedForOnceAndPassedOn(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            CountingDataSource counting = new CountingDataSource(space.dataSource());
            DataSource ours = Ours.withRelations(counting.dataSource(), Map.of(), FAMILY.keys());
            try (Connection connection = ours.getConnection();
                    PreparedStatement delete = connection.prepareStatement("DELETE FROM g WHERE id = ?")) {
                delete.setInt(1, 1);
                assertThat(delete.executeUpdate()).isEqualTo(1);
                counting.reset();
                delete.setInt(1, 2);
                assertThat(delete.executeUpdate()).isEqualTo(1);
                assertThat(counting.statements()).hasSize(database == Database.HSQLDB ? 1 : 2).last().isEqualTo("DELETE FROM g WHERE id = ?");
                assertThat(counting.brackets()).isEmpty();
            }
        }
    }

    @OnDatabases(h2 = true)
    void whatIsNoDeleteCostsNothing(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            CountingDataSource counting = new CountingDataSource(space.dataSource());
            DataSource ours = Ours.withRelations(counting.dataSource(), Map.of(), FAMILY.keys());
            try (Connection connection = ours.getConnection()) {
                delete(connection, 1);
                counting.reset();
                try (PreparedStatement statement = connection.prepareStatement("UPDATE c SET p = p WHERE id = ?")) {
                    statement.setInt(1, 2);
                    assertThat(statement.executeUpdate()).isEqualTo(1);
                }
                assertThat(counting.statements()).containsExactly("UPDATE c SET p = p WHERE id = ?");
                assertThat(counting.brackets()).isEmpty();
            }
        }
    }

    private static void delete(Connection connection, int id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
            statement.setInt(1, id);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }
}
