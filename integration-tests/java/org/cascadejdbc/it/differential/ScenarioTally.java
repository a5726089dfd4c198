package org.cascadejdbc.it.differential;

import java.util.Map;
import java.util.TreeMap;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Mode;

/** How many DELETEs were compared, per database and mode. */
final class ScenarioTally {
    private static final Map<String, Integer> COUNTS = new TreeMap<>();

    private ScenarioTally() {}

    static synchronized void count(Database database, Mode mode) {
        COUNTS.merge(database + " " + mode, 1, Integer::sum);
    }

    static synchronized int of(Database database, Mode mode) {
        return COUNTS.getOrDefault(database + " " + mode, 0);
    }

    static synchronized void print() {
        COUNTS.forEach((what, count) -> System.out.printf("differential cases compared: %-22s %6d%n", what, count));
    }
}
