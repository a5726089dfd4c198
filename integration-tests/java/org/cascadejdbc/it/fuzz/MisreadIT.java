package org.cascadejdbc.it.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.sql.Connection;
import java.sql.PreparedStatement;
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

/**
 * No input is misread: with us a DELETE does what it does on the native twin, or it is refused and nothing has
 * changed. Which of them is pinned, input for input.
 */
class MisreadIT {
    private static Scenario scenario(Database database) {
        boolean postgreSql = database == Database.POSTGRESQL;
        String backslash = database.isMySql() ? "\\\\" : "\\";
        return Scenario.named("misread")
                .table(
                        "p",
                        "id int primary key, s varchar(60), d date, data " + (postgreSql ? "jsonb" : "varchar(20)"),
                        "(1,'one','2020-01-01','[\"k\"]'),(2,'a;b','2021-01-01','[]'),(3,'it''s','2021-01-01','[]'),"
                                + "(4,'C:" + backslash + "','2021-01-01','[\"k\"]'),(5,'?','2021-01-01',null),"
                                + "(6,'a_b','2021-01-01',null),(7,'; DELETE FROM p; --','2021-01-01',null),"
                                + "(8,'a\u00a0b','2021-01-01',null),(9,'\ud83d\ude00','2021-01-01',null)")
                .table("c", "id int primary key, p int", "(1,1),(2,2),(3,3),(4,4),(5,5),(6,6),(7,7),(8,8),(9,9)")
                .table("g", "id int primary key, c int", "(1,1),(2,2),(3,3),(4,4),(5,5),(6,6),(7,7),(8,8),(9,9)")
                .table("u", "id int primary key", "(3)")
                .key("c(p)", CASCADE, "p(id)")
                .key("g(c)", CASCADE, "c(id)");
    }

    /** What was done: the count and the rows, or the failure. */
    private record Done(long count, SQLException failure, String content) {}

    @OnDatabases(except = Database.MYSQL_OFF)
    void asTheTwinOrNotAtAll(Database database) throws SQLException {
        Scenario scenario = scenario(database);
        List<String> differences = new ArrayList<>();
        int carriedOut = 0;
        try (Space space = Space.create(database);
                Space twinSpace = Space.create(database)) {
            Schema schema = Schema.build(scenario, space, Schema.Keys.ABSENT);
            Schema twin = Schema.build(scenario, twinSpace, Schema.Keys.AS_WANTED);
            for (MisreadInputs.Input input : MisreadInputs.all()) {
                if (input.database() != (database == Database.MARIADB ? Database.MYSQL : database)) {
                    continue;
                }
                try (Connection ours =
                                Ours.withRelations(space.dataSource(), Map.of(), scenario.keys()).getConnection();
                        Connection theirs = twinSpace.enforcing().getConnection()) {
                    Done expected = execute(input, theirs, twin);
                    Done actual = execute(input, ours, schema);
                    String difference = difference(input, expected, actual, schema.initial());
                    if (difference != null) {
                        differences.add(input + "\n  " + difference);
                    }
                    carriedOut += input.outcome() == MisreadInputs.Outcome.CARRIED_OUT ? 1 : 0;
                }
            }
        }
        assertThat(differences).as(() -> String.join("\n", differences)).isEmpty();
        assertThat(carriedOut).isGreaterThan(20);
    }

    private static String difference(MisreadInputs.Input input, Done expected, Done actual, String initial) {
        switch (input.outcome()) {
            case CARRIED_OUT -> {
                if (actual.failure != null || expected.failure != null) {
                    return "failed: " + actual.failure + ", natively " + expected.failure;
                }
                if (expected.content.equals(initial) && !input.sql().endsWith("id=?")) {
                    return "the twin deletes nothing: the input shows nothing";
                }
                if (expected.content.startsWith("p[]") || !actual.content.equals(expected.content)) {
                    return "expected\n" + expected.content + "  was\n" + actual.content;
                }
                return actual.count == expected.count ? null : "count " + actual.count + ", not " + expected.count;
            }
            case REFUSED -> {
                boolean theServers = expected.failure != null && actual.failure != null
                        && expected.failure.getSQLState() != null
                        && expected.failure.getSQLState().equals(actual.failure.getSQLState());
                if (!(actual.failure instanceof SQLFeatureNotSupportedException) && !theServers) {
                    return "not refused: " + actual.failure + " " + actual.content;
                }
            }
            case DATABASE_ERROR -> {
                if (expected.failure == null || actual.failure == null
                        || actual.failure instanceof SQLFeatureNotSupportedException) {
                    return "no database error: " + actual.failure + ", natively " + expected.failure;
                }
            }
        }
        return actual.content.equals(initial) ? null : "refused, but changed\n" + actual.content;
    }

    private static Done execute(MisreadInputs.Input input, Connection connection, Schema schema) throws SQLException {
        schema.fill();
        try (Statement statement = connection.createStatement()) {
            if (!input.session().isEmpty()) {
                statement.execute(input.session());
            }
        }
        long count = -1;
        SQLException failure = null;
        try {
            count = count(input, connection);
        } catch (SQLException e) {
            failure = e;
        }
        try (Connection plain = schema.space().dataSource().getConnection()) {
            return new Done(count, failure, schema.content(plain));
        }
    }

    private static long count(MisreadInputs.Input input, Connection connection) throws SQLException {
        if (input.parameters() == null) {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(input.sql());
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(input.sql())) {
            for (int i = 0; i < input.parameters().size(); i++) {
                statement.setObject(i + 1, input.parameters().get(i));
            }
            return statement.executeUpdate();
        }
    }
}
