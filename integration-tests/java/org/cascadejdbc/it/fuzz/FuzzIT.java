package org.cascadejdbc.it.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;

/**
 * Random spellings of DELETEs, and random damage to them: what we delete is what the database without us deletes from
 * the same table, with the cascade of that, or nothing at all. What the database refuses, we refuse. A spelling that
 * does not change the meaning ({@link FuzzMutation.Kind#keepsMeaning}) must be carried out.
 *
 * <p>A failure is told with the seed of its input, shrunk: {@code -Dfuzz.seed=<that seed> -Dfuzz.count=1} runs it
 * again. By hand as many as one likes: {@code mvn verify -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false
 * -Dit.test=FuzzIT -Dfuzz.seed=1000 -Dfuzz.count=20000}.
 */
class FuzzIT {
    private static final long FIRST = Long.getLong("fuzz.seed", 1);
    private static final int COUNT = 200;
    private static final int SHOWN = Integer.getInteger("fuzz.shown", 10);

    /** What is refused however well it is meant, by a part of the message, and why. */
    private static final Map<String, String> MAY_BE_REFUSED = Map.of(
            "the driver does not see where", "pgjdbc takes /*/ for a whole comment, and reads on inside",
            "is not found behind FROM by the same name", "whether p is db.p depends on the current database",
            "optimizer hint behind a comment", "it is not told apart from a comment that looks like a hint",
            "RETURNING and numbered or named parameters", "the two parts of the DELETE number them anew");

    /** What is carried out although database or driver refuse it, by their message, and why. */
    private static final Map<Pattern, String> MAY_BE_CARRIED_OUT = Map.of(
            Pattern.compile("Not a valid escape sequence"),
            "Connector/J looks for escapes in comments, even behind the end",
            Pattern.compile("MySQL.*near ';", Pattern.DOTALL),
            "MySQL takes one semicolon, we pass over empty statements");

    /** What one execution did. The rows are {@code null} where the failed transaction does not show them. */
    private record Result(SQLException failure, FuzzInput.Answer answer, Map<String, Set<Integer>> rows) {}

    private enum Verdict {
        CARRIED_OUT,
        REFUSED,
        DATABASE_ERROR
    }

    @OnDatabases(except = Database.MYSQL_OFF, h2 = true)
    void whatTheDatabaseDeletesOrNothing(Database database) throws SQLException {
        Scenario scenario = FuzzFamily.scenario(database);
        List<String> failures = new ArrayList<>();
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        int count = Integer.getInteger("fuzz.count", database == Database.SQLITE ? COUNT * 3 : COUNT);
        try (Space space = Space.create(database)) {
            Schema.build(scenario, space, Schema.Keys.ABSENT);
            String name = database == Database.SQLITE ? "main" : space.say("@own");
            if (database == Database.H2 || database == Database.HSQLDB) { // where it is quoted
                name = name.toUpperCase(Locale.ROOT);
            }
            Connection plain = space.dataSource().getConnection();
            Connection ours = Ours.withRelations(space.dataSource(), Map.of(), scenario.keys()).getConnection();
            try {
                plain.setAutoCommit(false);
                ours.setAutoCommit(false);
                Map<String, Set<Integer>> initial = FuzzFamily.read(plain);
                plain.rollback();
                for (long seed = FIRST; seed < FIRST + count && failures.size() < SHOWN; seed++) {
                    FuzzInput input = FuzzInput.random(database, name, seed);
                    String failure;
                    try {
                        failure = failure(input, plain, ours, initial, verdicts);
                    } catch (SQLException e) {
                        throw new SQLException("-Dfuzz.seed=" + seed + " -Dfuzz.count=1: " + input, e);
                    }
                    if (failure != null) {
                        failures.add(shrunk(input, seed, plain, ours, initial));
                    }
                }
                assertThat(FuzzFamily.read(plain)).as("after all was rolled back").isEqualTo(initial);
            } finally {
                close(plain);
                close(ours);
            }
        }
        System.out.println("FuzzIT " + database + " from " + FIRST + ": " + verdicts);
        assertThat(failures).as(() -> String.join("\n", failures)).isEmpty();
        assertThat(verdicts).containsKeys(Verdict.CARRIED_OUT);
    }

    /** SQLite's driver cannot close a prepared statement that is nothing but a comment. */
    private static void close(Connection connection) throws SQLException {
        try {
            connection.close();
        } catch (SQLException e) {
            if (!"The prepared statement has been finalized".equals(e.getMessage())) {
                throw e;
            }
        }
    }

    private static String shrunk(
            FuzzInput input, long seed, Connection plain, Connection ours, Map<String, Set<Integer>> initial)
            throws SQLException {
        FuzzInput smallest = input;
        for (int i = smallest.mutations().size() - 1; i >= 0; i--) {
            FuzzInput smaller = smallest.without(i);
            if (failure(smaller, plain, ours, initial, new EnumMap<>(Verdict.class)) != null) {
                smallest = smaller;
            }
        }
        return "-Dfuzz.seed=" + seed + " -Dfuzz.count=1 on " + input.database() + ": "
                + failure(smallest, plain, ours, initial, new EnumMap<>(Verdict.class)) + "\n  " + smallest;
    }

    /** {@code null} where all is well. */
    private static String failure(
            FuzzInput input,
            Connection plain,
            Connection ours,
            Map<String, Set<Integer>> initial,
            Map<Verdict, Integer> verdicts)
            throws SQLException {
        Result expected = run(input, plain);
        Result actual = run(input, ours);
        boolean unchanged = actual.rows == null || actual.rows.equals(initial);
        if (actual.failure != null && !unchanged) {
            return "failed, and yet changed rows: " + actual.failure + " " + actual.rows;
        }
        if (expected.failure != null) {
            verdicts.merge(Verdict.DATABASE_ERROR, 1, Integer::sum);
            return actual.failure != null || mayBeCarriedOut(expected.failure.getMessage()) ? null
                    : "carried out (" + actual.answer + ") what the database refuses: " + expected.failure;
        }
        if (actual.failure != null) {
            verdicts.merge(Verdict.REFUSED, 1, Integer::sum);
            boolean refused = actual.failure instanceof SQLFeatureNotSupportedException;
            return refused && (!input.keepsMeaning() || mayRefuse(actual.failure.getMessage())) ? null
                    : "failed: " + actual.failure;
        }
        verdicts.merge(Verdict.CARRIED_OUT, 1, Integer::sum);
        Map<String, Set<Integer>> wanted = FuzzFamily.cascade(expected.rows);
        if (!actual.rows.equals(wanted)) {
            return "expected " + wanted + "\n  was " + actual.rows;
        }
        return actual.answer.equals(expected.answer) || isNamedLess(input, expected.answer, actual.answer) ? null
                : "expected " + expected.answer + "\n  was " + actual.answer;
    }

    /** SQLite names the last expression by its text with all comments behind it, we by its text. */
    private static boolean isNamedLess(FuzzInput input, FuzzInput.Answer expected, FuzzInput.Answer actual) {
        List<String> wanted = expected.rows();
        List<String> were = actual.rows();
        return input.database() == Database.SQLITE && wanted.size() == were.size() && !wanted.isEmpty()
                && wanted.get(0).startsWith(were.get(0))
                && wanted.subList(1, wanted.size()).equals(were.subList(1, were.size()));
    }

    private static boolean mayBeCarriedOut(String message) {
        return MAY_BE_CARRIED_OUT.keySet().stream().anyMatch(pattern -> pattern.matcher(message).find());
    }

    private static boolean mayRefuse(String message) {
        return MAY_BE_REFUSED.keySet().stream().anyMatch(message::contains);
    }

    private static Result run(FuzzInput input, Connection connection) throws SQLException {
        try {
            FuzzInput.Answer answer = null;
            SQLException failure = null;
            try {
                answer = input.execute(connection);
            } catch (SQLException e) {
                failure = e;
            } catch (RuntimeException e) { // a driver's own
                failure = new SQLException(e);
            }
            return new Result(failure, answer, rows(connection, failure));
        } finally {
            connection.rollback();
        }
    }

    private static Map<String, Set<Integer>> rows(Connection connection, SQLException failure) throws SQLException {
        try {
            return FuzzFamily.read(connection);
        } catch (SQLException aborted) {
            if (failure == null || failure instanceof SQLFeatureNotSupportedException) {
                throw aborted;
            }
            return null;
        }
    }
}
