package org.cascadejdbc.it.property;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Servers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random schemas, rows and DELETEs: what we do is what native keys do, and both are what the law says. As many as one
 * likes by {@code -Dproperty.seed=1 -Dproperty.count=10000 -Ddatabase=SQLITE}; the count is one of schemas,
 * each with eight DELETEs. A seed gives the same case everywhere.
 */
class PropertyIT {
    private static final long FIRST = Long.getLong("property.seed", 1);
    private static final int ON_SQLITE = 150;
    private static final int ON_SERVERS = 25;
    private static final int SHOWN = Integer.getInteger("property.shown", 4);
    private static final int PROGRESS = 100;

    static Stream<Database> databases() {
        return Database.chosen().stream();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void asNativeKeysDo(Database database) throws SQLException {
        Servers.url(database);
        int count = Integer.getInteger("property.count", database == Database.SQLITE ? ON_SQLITE : ON_SERVERS);
        Tally tally = new Tally();
        long start = System.nanoTime();
        List<String> mismatches = new ArrayList<>();
        for (long seed = FIRST; seed < FIRST + count && mismatches.size() < SHOWN; seed++) {
            List<String> found = mismatches(PropertySchemas.generate(database, seed), tally);
            found.forEach(System.out::println);
            mismatches.addAll(found);
            if ((seed - FIRST) % PROGRESS == PROGRESS - 1) {
                System.out.printf("%s %d: %s, %.1f s%n", database, seed, tally, (System.nanoTime() - start) / 1e9);
            }
        }
        System.out.printf("PropertyIT %s from %d: %s, %d mismatches, %.1f s%n", database, FIRST, tally,
                mismatches.size(), (System.nanoTime() - start) / 1e9);
        if (!mismatches.isEmpty()) {
            Assertions.fail(mismatches.size() + " mismatches, printed above; the first:" + mismatches.get(0));
        }
        assertThat(tally.cases).isPositive();
    }

    /** How often what happened. */
    private static final class Tally {
        private int cases;
        private int refused;
        private final Map<PropertyTolerance, Integer> tolerated = new EnumMap<>(PropertyTolerance.class);

        void count(PropertyComparison.Verdict verdict) {
            cases++;
            refused += verdict.refused() ? 1 : 0;
            if (verdict.tolerance() != null) {
                tolerated.merge(verdict.tolerance(), 1, Integer::sum);
            }
        }

        @Override
        public String toString() {
            return cases + " cases, " + refused + " refused, tolerated " + tolerated;
        }
    }

    /** The first mismatch of a schema, shrunk; none if all is well. */
    private static List<String> mismatches(PropertyCase schema, Tally tally) {
        try (PropertyComparison comparison = new PropertyComparison(schema)) {
            for (PropertyDelete delete : schema.deletes()) {
                PropertyComparison.Verdict verdict = comparison.compare(delete);
                tally.count(verdict);
                if (verdict.mismatch() != null) {
                    return List.of(shrunk(schema.only(delete), verdict.mismatch()));
                }
            }
            if (schema.seed() % 4 == 0) {
                PropertyComparison.Verdict verdict = comparison.limited(schema.deletes().get(0));
                return verdict.mismatch() == null ? List.of() : List.of(schema + verdict.mismatch());
            }
            return List.of();
        } catch (SQLException | RuntimeException e) {
            return List.of(replay(schema) + ": " + e + "\n" + schema.script(schema.keys()));
        }
    }

    private static String replay(PropertyCase schema) {
        return "-Ddatabase=" + schema.database() + " -Dproperty.seed=" + schema.seed()
                + " -Dproperty.count=1";
    }

    private static String shrunk(PropertyCase failing, String mismatch) {
        String kind = kind(mismatch);
        PropertyCase smallest = PropertyShrinker.shrink(failing, smaller -> kind.equals(kind(mismatch(smaller))));
        List<String> lines = new ArrayList<>();
        lines.add("\n==== " + replay(failing) + ", shrunk, " + smallest.mode());
        lines.add(smallest.script(smallest.keys()));
        lines.add("-- ours declares " + smallest.declared().stream().map(PropertyKey::constraint).toList());
        lines.add("-- relations " + smallest.relations().stream().map(PropertyKey::alterTable).toList());
        lines.add(smallest.database().say(smallest.deletes().get(0).toString()));
        lines.add(Objects.toString(mismatch(smallest), mismatch));
        return String.join("\n", lines);
    }

    /** How a mismatch begins tells what it is. */
    private static String kind(String mismatch) {
        return mismatch == null ? "" : mismatch.replaceAll("(?s)\n.*", "").replaceAll("[0-9]+", "");
    }

    private static String mismatch(PropertyCase schema) {
        try (PropertyComparison comparison = new PropertyComparison(schema)) {
            return comparison.compare(schema.deletes().get(0)).mismatch();
        } catch (SQLException | RuntimeException e) {
            return null;
        }
    }
}
