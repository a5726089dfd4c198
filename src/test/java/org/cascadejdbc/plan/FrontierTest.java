package org.cascadejdbc.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Graphs;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.TableName;
import org.junit.jupiter.api.Test;

/** The law of the frontier: no table at either end of an emulated key may lose rows by a native CASCADE key. */
class FrontierTest {
    private static final TableName TARGET = Graphs.name("t0");

    private static Set<ForeignKey> emulated(KeyGraph graph) {
        Optional<CascadePlan> plan = new CascadePlanner(graph, Strategy.AUTO, false).plan(TARGET);
        Set<ForeignKey> keys = new HashSet<>();
        plan.ifPresent(found -> {
            keys.addAll(found.cascades());
            keys.addAll(found.updates());
            keys.addAll(found.checks());
        });
        return keys;
    }

    /** What a DELETE from the target may come to: from the tables that may lose rows, all keys that reference them. */
    private static Set<ForeignKey> inReach(KeyGraph graph) {
        return graph.keys().stream()
                .filter(key -> key.referenced().equals(TARGET) || loses(key.referenced(), graph))
                .collect(Collectors.toSet());
    }

    private static boolean loses(TableName table, KeyGraph graph) {
        return RandomKeys.reached(table, graph, key -> key.action() == ReferentialAction.CASCADE).contains(TARGET);
    }

    /** Tried one key after the other, as long as the law is broken. */
    private static Set<ForeignKey> byTheLaw(KeyGraph graph) {
        Set<ForeignKey> inReach = inReach(graph);
        Set<ForeignKey> emulated = inReach.stream().filter(key -> !key.isNative()).collect(Collectors.toSet());
        Optional<ForeignKey> unlawful;
        do {
            unlawful = inReach.stream()
                    .filter(key -> key.action() == ReferentialAction.CASCADE && !emulated.contains(key))
                    .filter(key -> emulated.stream().anyMatch(other -> key.referencing().equals(other.referencing())
                            || key.referencing().equals(other.referenced())))
                    .findAny();
            unlawful.ifPresent(emulated::add);
        } while (unlawful.isPresent());
        return emulated;
    }

    @Test
    void emulatedIsExactlyWhatTheLawAsksForOnRandomGraphs() {
        for (long seed = 0; seed < 500; seed++) {
            KeyGraph graph = RandomKeys.graph(seed);

            assertThat(emulated(graph)).as("seed %s: %s", seed, graph.keys()).isEqualTo(byTheLaw(graph));
        }
    }

    /** Each key is an end of each other one: whoever looked at a table more than once would be at it for long. */
    @Test
    void aTableWithTenThousandKeysTakesNoTime() {
        int count = 10_000;
        Graphs graphs = Graphs.graph()
                .table("t0(id*)")
                .table("child(id*, " + IntStream.range(0, count).mapToObj(i -> "k" + i + "?")
                        .collect(Collectors.joining(", ")) + ")");
        IntStream.range(0, count).forEach(i -> graphs.virtualKey("child(k" + i + ") -> t0(id) CASCADE"));
        KeyGraph graph = graphs.build();

        assertThat(Effort.isSmall(() -> emulated(graph))).hasSize(count);
    }
}
