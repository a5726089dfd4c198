package org.cascadejdbc.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Graphs;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.TableName;

/** Random graphs of few tables, the same for the same seed: small enough for the law to be tried by brute force. */
final class RandomKeys {
    private static final List<String> ACTIONS = List.of("CASCADE", "CASCADE", "SET NULL", "SET DEFAULT", "NO ACTION");

    private RandomKeys() {}

    /** Tables {@code t0} and on, with keys of all rules and enforcements; some rows can let go, some cannot. */
    static KeyGraph graph(long seed) {
        Random random = new Random(seed);
        int tables = 1 + random.nextInt(6);
        int keys = random.nextInt(2 * tables + 2);
        Graphs graphs = Graphs.graph();
        List<List<String>> columns = new ArrayList<>();
        for (int table = 0; table < tables; table++) {
            columns.add(new ArrayList<>(List.of("id*")));
        }
        for (int key = 0; key < keys; key++) {
            String written = List.of("k" + key + "?", "k" + key, "k" + key + "*").get(random.nextInt(3));
            int referencing = random.nextInt(tables);
            columns.get(referencing).add(written);
            String text = "k" + key + ": t" + referencing + "(k" + key + ") -> t" + random.nextInt(tables) + "(id) "
                    + ACTIONS.get(random.nextInt(ACTIONS.size()));
            switch (random.nextInt(5)) {
                case 0 -> graphs.virtualKey(text);
                case 1 -> graphs.checkedKey(text);
                default -> graphs.nativeKey(text);
            }
        }
        for (int table = 0; table < tables; table++) {
            graphs.table("t" + table + "(" + String.join(", ", columns.get(table)) + ")");
        }
        return graphs.build();
    }

    /** The tables that one gets to from there, by one or more such keys, from the referencing to the referenced. */
    static Set<TableName> reached(TableName from, KeyGraph graph, Predicate<ForeignKey> which) {
        Set<TableName> reached = new HashSet<>();
        int before = -1;
        while (before < reached.size()) {
            before = reached.size();
            for (ForeignKey key : graph.keys()) {
                if (which.test(key) && (key.referencing().equals(from) || reached.contains(key.referencing()))) {
                    reached.add(key.referenced());
                }
            }
        }
        return reached;
    }
}
