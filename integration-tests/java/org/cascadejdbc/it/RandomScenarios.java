package org.cascadejdbc.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.cascadejdbc.DeleteRule;

/**
 * Small graphs that nobody thought of: up to five tables, keys of CASCADE and SET NULL in any direction, each
 * table also to itself. With these two rules the order of the keys does not matter natively, and
 * PostgreSQL, which follows them to any depth, speaks for all. The seed is in the name.
 */
final class RandomScenarios {
    private static final int SCENARIOS = 16;
    private static final int ROWS = 9;

    private RandomScenarios() {}

    static List<Scenario> all() {
        return IntStream.rangeClosed(1, SCENARIOS).mapToObj(RandomScenarios::scenario).toList();
    }

    private static Scenario scenario(int seed) {
        Random random = new Random(seed);
        Scenario scenario = Scenario.named("random graph " + seed);
        int tables = 2 + random.nextInt(4);
        List<List<Integer>> parents = new ArrayList<>();
        for (int t = 0; t < tables; t++) {
            List<Integer> references = random.ints(1 + random.nextInt(3), 0, tables).boxed().toList();
            parents.add(references);
            scenario.table("t" + t, body(references.size()), values(random, references.size()));
        }
        for (int t = 0; t < tables; t++) {
            for (int k = 0; k < parents.get(t).size(); k++) {
                DeleteRule rule = random.nextInt(3) == 0 ? DeleteRule.SET_NULL : DeleteRule.CASCADE;
                scenario.key("t" + t + "(r" + k + ")", rule, "t" + parents.get(t).get(k) + "(id)");
            }
        }
        for (int t = 0; t < tables; t++) {
            scenario.delete("DELETE FROM t" + t + " WHERE id = ?", 1 + random.nextInt(ROWS));
        }
        scenario.delete("DELETE FROM t0 WHERE id IN (?, ?, ?)", 1, 1 + random.nextInt(ROWS), 1 + random.nextInt(ROWS))
                .delete("DELETE FROM t1 WHERE r0 IN (SELECT id FROM t0 WHERE r0 > ?)", random.nextInt(ROWS));
        // natively MySQL gives up at some depth, and both count what the scan still finds
        return scenario.allFollow(Database.POSTGRESQL).withoutMySql(Mode.AUTO).without(Database.SQLITE, Mode.AUTO);
    }

    private static String body(int references) {
        StringBuilder body = new StringBuilder("id int primary key");
        for (int k = 0; k < references; k++) {
            body.append(", r").append(k).append(" int");
        }
        return body.toString();
    }

    private static String values(Random random, int references) {
        List<String> rows = new ArrayList<>();
        for (int id = 1; id <= ROWS; id++) {
            StringBuilder row = new StringBuilder("(" + id);
            for (int k = 0; k < references; k++) {
                row.append(',').append(random.nextInt(3) == 0 ? "null" : String.valueOf(1 + random.nextInt(ROWS)));
            }
            rows.add(row + ")");
        }
        return String.join(",", rows);
    }
}
