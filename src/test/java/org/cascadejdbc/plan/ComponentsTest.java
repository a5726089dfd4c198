package org.cascadejdbc.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComponentsTest {
    @Test
    void eachComponentComesAfterThoseThatReachIt() {
        Map<String, List<String>> edges =
                Map.of("a", List.of("b"), "b", List.of("c"), "c", List.of("b", "d"), "d", List.of());

        assertThat(Components.of(List.of("d", "c", "b", "a"), edges::get))
                .containsExactly(List.of("a"), List.of("c", "b"), List.of("d"));
    }

    @Test
    void aNodeThatReachesOnlyItselfIsAloneInItsComponent() {
        assertThat(Components.of(List.of(1), node -> List.of(node))).containsExactly(List.of(1));
    }

    @Test
    void nothingHasNoComponents() {
        assertThat(Components.<Integer>of(List.of(), node -> List.of())).isEmpty();
    }

    @Test
    void aLongChainAndALongRingDoNotOverflowTheStack() {
        int length = 200_000;
        List<Integer> nodes = IntStream.range(0, length).boxed().toList();

        assertThat(Components.of(nodes, n -> n + 1 < length ? List.of(n + 1) : List.<Integer>of()))
                .hasSize(length)
                .first()
                .isEqualTo(List.of(0));
        assertThat(Components.of(nodes, n -> List.of((n + 1) % length))).hasSize(1);
    }

    /** Brute force: two nodes are in one component if and only if each reaches the other. */
    @Test
    void theyAreWhatReachabilitySaysOnRandomGraphs() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            int size = 1 + random.nextInt(9);
            Map<Integer, List<Integer>> edges = randomEdges(random, size);
            boolean[][] reaches = reachability(edges, size);

            List<List<Integer>> components = Components.of(edges.keySet(), edges::get);

            Map<Integer, Integer> place = new HashMap<>();
            components.forEach(component -> component.forEach(node -> place.put(node, components.indexOf(component))));
            assertThat(components.stream().mapToInt(List::size).sum()).isEqualTo(size);
            for (int a = 0; a < size; a++) {
                for (int b = 0; b < size; b++) {
                    boolean together = a == b || (reaches[a][b] && reaches[b][a]);
                    assertThat(place.get(a).equals(place.get(b))).as("%s: %s, %s", edges, a, b).isEqualTo(together);
                    if (reaches[a][b]) {
                        assertThat(place.get(a)).as("%s: %s before %s", edges, a, b).isLessThanOrEqualTo(place.get(b));
                    }
                }
            }
        }
    }

    private static Map<Integer, List<Integer>> randomEdges(Random random, int size) {
        Map<Integer, List<Integer>> edges = new HashMap<>();
        for (int node = 0; node < size; node++) {
            Set<Integer> successors = new LinkedHashSet<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                successors.add(random.nextInt(size));
            }
            edges.put(node, new ArrayList<>(successors));
        }
        return edges;
    }

    private static boolean[][] reachability(Map<Integer, List<Integer>> edges, int size) {
        boolean[][] reaches = new boolean[size][size];
        edges.forEach((from, successors) -> successors.forEach(to -> reaches[from][to] = true));
        for (int via = 0; via < size; via++) {
            for (int a = 0; a < size; a++) {
                for (int b = 0; b < size; b++) {
                    reaches[a][b] |= reaches[a][via] && reaches[via][b];
                }
            }
        }
        return reaches;
    }
}
