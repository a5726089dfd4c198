package org.cascadejdbc.it.property.wide;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Newest;
import org.cascadejdbc.it.support.Servers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code PropertyIT} does not vary: all types that can carry a key, names of all alphabets, sessions, threads,
 * what predicates name, columns that change by themselves, schemas that change meanwhile. The native twin alone says
 * what is right. {@code -Dproperty.seed}, {@code -Dproperty.count} (of schemas) and {@code -Ddatabase} as
 * there; {@code -Dwide.vary=TYPES,NAMES} varies those {@link WideDimension dimensions} alone.
 */
class WideIT {
    private static final long FIRST = Long.getLong("property.seed", 1);
    private static final int ON_SQLITE = 150;
    private static final int ON_SERVERS = 40;
    private static final int IN_MEMORY = 20;
    private static final int SHOWN = Integer.getInteger("property.shown", 4);
    private static final int PROGRESS = 100;

    static Stream<Database> databases() {
        return Database.chosen().stream();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void asNativeKeysDo(Database database) throws SQLException {
        Servers.url(database);
        Servers.url(database.twin());
        int count = Integer.getInteger("property.count", database == Database.SQLITE ? ON_SQLITE : database.isInMemory() ? IN_MEMORY : ON_SERVERS);
        Set<WideDimension> varied = WideDimension.chosen(database);
        Tally tally = new Tally();
        List<String> mismatches = new ArrayList<>();
        for (long seed = FIRST; seed < FIRST + count && mismatches.size() < SHOWN; seed++) {
            List<String> found = mismatches(database, seed, varied, tally);
            found.forEach(System.out::println);
            mismatches.addAll(found);
            if ((seed - FIRST) % PROGRESS == PROGRESS - 1) {
                System.out.println(database + " " + seed + ": " + tally);
            }
        }
        System.out.println("WideIT " + database + " from " + FIRST + ": " + tally + ", " + mismatches.size()
                + " mismatches");
        if (!mismatches.isEmpty()) {
            Assertions.fail(mismatches.size() + " mismatches, printed above; the first:" + mismatches.get(0));
        }
        assertThat(tally.cases).isPositive();
        assertThat(tally.impossible).as("schemas that the database does not take").isLessThan(count / 2 + 1);
    }

    /** One that is refused varies nothing: the session ends before its DELETE, natively and through us. */
    @Newest
    @ParameterizedTest
    @MethodSource("databases")
    void everySettingIsTaken(Database database) throws SQLException {
        List<String> refused = new ArrayList<>();
        try (WidePlace place = WidePlace.create(database, "")) {
            for (WideSetting setting : WideSetting.all(database)) {
                try (Connection connection = place.dataSource(place.say(setting.url())).getConnection();
                        Statement statement = connection.createStatement()) {
                    if (!setting.set().isEmpty()) {
                        statement.execute(place.say(setting.set()));
                    }
                } catch (SQLException e) {
                    refused.add(setting + ": " + e.getMessage());
                }
            }
        }
        assertThat(refused).isEmpty();
    }

    /** How often what happened. */
    private static final class Tally {
        private final long start = System.nanoTime();
        private int cases;
        private int impossible;
        private final Map<WideTolerance, Integer> tolerated = new EnumMap<>(WideTolerance.class);

        @Override
        public String toString() {
            return cases + " cases, " + impossible + " schemas impossible, tolerated " + tolerated + ", "
                    + (System.nanoTime() - start) / 1_000_000_000 + " s";
        }
    }

    /** The first mismatch of a schema, shrunk; none if all is well. */
    private static List<String> mismatches(Database database, long seed, Set<WideDimension> varied, Tally tally) {
        Map<String, Integer> fixed = new HashMap<>();
        for (int attempt = 0; attempt < 2; attempt++) {
            WideDice dice = WideDice.of(seed, varied, fixed);
            try (WideComparison comparison = WideComparison.build(WideSchemas.generate(database, dice))) {
                for (int a = 0; a < comparison.schema().acts().size() && !comparison.isApart(); a++) {
                    tally.cases++;
                    WideAct act = comparison.schema().acts().get(a);
                    String mismatch;
                    try {
                        mismatch = comparison.compare(act, tally.tolerated);
                    } catch (SQLException | RuntimeException e) {
                        throw new IllegalStateException(comparison.script() + "\n" + act.described(), e);
                    }
                    if (mismatch != null) {
                        return List.of(shrunk(database, seed, varied, dice.thrown(), a, mismatch));
                    }
                }
                return List.of();
            } catch (WideComparison.Impossible e) {
                dice.thrown().keySet().stream().filter(name -> name.endsWith(".other")).forEach(name ->
                        fixed.put(name, 0));
                if (Boolean.getBoolean("wide.impossible") && attempt > 0) {
                    System.out.println(seed + ": " + e.getMessage());
                }
            } catch (SQLException | RuntimeException e) {
                return List.of(replay(database, seed) + ": " + e + " at " + Stream.of(e.getStackTrace()).limit(8).toList()
                        + (e.getCause() == null ? "" : " by " + e.getCause()));
            }
        }
        tally.impossible++;
        return List.of();
    }

    private static String replay(Database database, long seed) {
        return "-Ddatabase=" + database + " -Dproperty.seed=" + seed + " -Dproperty.count=1";
    }

    private static String shrunk(
            Database database, long seed, Set<WideDimension> varied, Map<String, Integer> thrown, int act,
            String mismatch) {
        String kind = kind(mismatch);
        Map<String, Integer> smallest = WideShrinker.shrink(thrown, fixed -> {
            WideDice dice = WideDice.of(seed, varied, fixed);
            return kind.equals(kind(mismatch(database, dice, act, false))) ? dice.thrown() : null;
        });
        String shown = mismatch(database, WideDice.of(seed, varied, smallest), act, true);
        return "\n==== " + replay(database, seed) + ", act " + act + ", shrunk\n" + (shown == null ? mismatch : shown);
    }

    /** How a mismatch begins tells what it is. */
    private static String kind(String mismatch) {
        return mismatch == null ? "" : mismatch.replaceAll("(?s)\n.*", "").replaceAll("rows of.*", "rows");
    }

    private static String mismatch(Database database, WideDice dice, int act, boolean verbose) {
        try (WideComparison comparison = WideComparison.build(WideSchemas.generate(database, dice))) {
            WideAct of = comparison.schema().acts().get(act);
            String mismatch = comparison.compare(of, new EnumMap<>(WideTolerance.class));
            return mismatch == null || !verbose ? mismatch
                    : comparison.script() + "\n" + of.described() + "\n" + mismatch;
        } catch (SQLException | RuntimeException e) {
            return null;
        }
    }
}
