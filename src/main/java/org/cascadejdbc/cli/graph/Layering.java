package org.cascadejdbc.cli.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts the nodes of a directed graph on layers, so that every edge leads downward. Cycles are broken first: an edge
 * that closes one is turned round. A node is as high as what leads to it allows, unless it has more edges below than
 * above and then stands next to those; and no layer holds many more nodes than a picture is wide.
 */
final class Layering {
    private final int nodes;
    private final int[][] edges;
    private final boolean[] reversed;
    private final List<List<Integer>> below = new ArrayList<>();
    private final List<List<Integer>> above = new ArrayList<>();

    private Layering(int nodes, int[][] edges) {
        this.nodes = nodes;
        this.edges = edges;
        this.reversed = new boolean[edges.length];
        for (int node = 0; node < nodes; node++) {
            below.add(new ArrayList<>());
            above.add(new ArrayList<>());
        }
    }

    /**
     * The result.
     *
     * @param layer of each node, from 0, without gaps
     * @param reversed of each edge, whether it leads upward since it closes a cycle
     */
    record Layers(List<Integer> layer, List<Boolean> reversed) {}

    /** @param edges pairs of a node and the one that is to be below it; the two may not be the same */
    static Layers of(int nodes, int[][] edges) {
        Layering layering = new Layering(nodes, edges);
        layering.breakCycles();
        int[] order = layering.topologicalOrder();
        int[] layer = layering.longestPaths(order);
        layering.lower(order, layer);
        List<Boolean> reversed =
                IntStream.range(0, edges.length).mapToObj(edge -> layering.reversed[edge]).toList();
        return new Layers(layering.limitWidth(layer), reversed);
    }

    /** A depth-first search, without recursion; an edge to a node that is still on the path closes a cycle. */
    private void breakCycles() {
        List<List<Integer>> leaving = new ArrayList<>();
        IntStream.range(0, nodes).forEach(node -> leaving.add(new ArrayList<>()));
        int[] arriving = new int[nodes];
        for (int edge = 0; edge < edges.length; edge++) {
            leaving.get(edges[edge][0]).add(edge);
            arriving[edges[edge][1]]++;
        }
        boolean[] seen = new boolean[nodes];
        boolean[] onPath = new boolean[nodes];
        int[] next = new int[nodes];
        // What nothing leads to comes first; of a cycle, the node from which most leads away.
        List<Integer> starts = IntStream.range(0, nodes).boxed()
                .sorted(Comparator.comparingInt((Integer node) -> arriving[node] == 0 ? 0 : 1)
                        .thenComparingInt(node -> arriving[node] - leaving.get(node).size()))
                .toList();
        for (int start : starts) {
            if (seen[start]) {
                continue;
            }
            Deque<Integer> path = new ArrayDeque<>();
            path.push(start);
            seen[start] = true;
            onPath[start] = true;
            while (!path.isEmpty()) {
                int node = path.peek();
                if (next[node] == leaving.get(node).size()) {
                    onPath[path.pop()] = false;
                    continue;
                }
                int edge = leaving.get(node).get(next[node]++);
                int to = edges[edge][1];
                if (onPath[to]) {
                    reversed[edge] = true;
                } else if (!seen[to]) {
                    seen[to] = true;
                    onPath[to] = true;
                    path.push(to);
                }
            }
        }
        for (int edge = 0; edge < edges.length; edge++) {
            int upper = edges[edge][reversed[edge] ? 1 : 0];
            int lower = edges[edge][reversed[edge] ? 0 : 1];
            below.get(upper).add(lower);
            above.get(lower).add(upper);
        }
    }

    private int[] topologicalOrder() {
        int[] waiting = new int[nodes];
        int[] order = new int[nodes];
        int end = 0;
        for (int node = 0; node < nodes; node++) {
            waiting[node] = above.get(node).size();
            if (waiting[node] == 0) {
                order[end++] = node;
            }
        }
        for (int at = 0; at < end; at++) {
            for (int lower : below.get(order[at])) {
                if (--waiting[lower] == 0) {
                    order[end++] = lower;
                }
            }
        }
        return order;
    }

    private int[] longestPaths(int[] order) {
        int[] layer = new int[nodes];
        for (int node : order) {
            below.get(node).forEach(lower -> layer[lower] = Math.max(layer[lower], layer[node] + 1));
        }
        return layer;
    }

    private void lower(int[] order, int[] layer) {
        for (int at = nodes - 1; at >= 0; at--) {
            int node = order[at];
            if (above.get(node).size() < below.get(node).size()) {
                layer[node] = below.get(node).stream().mapToInt(lower -> layer[lower]).min().orElseThrow() - 1;
            }
        }
    }

    /** A layer that is full sends a node to the next one, and with it what is below. */
    private List<Integer> limitWidth(int[] wanted) {
        int most = Math.max(8, (int) Math.ceil(1.5 * Math.sqrt(nodes)));
        int[] size = new int[2 * nodes + 1];
        int[] layer = new int[nodes];
        Arrays.fill(layer, -1);
        List<Integer> byLayer = IntStream.range(0, nodes).boxed()
                .sorted(Comparator.comparingInt(node -> wanted[node]))
                .toList();
        for (int node : byLayer) {
            int free = wanted[node];
            for (int upper : above.get(node)) {
                free = Math.max(free, layer[upper] + 1);
            }
            while (size[free] >= most) {
                free++;
            }
            layer[node] = free;
            size[free]++;
        }
        int[] number = new int[size.length];
        for (int i = 1; i < size.length; i++) {
            number[i] = number[i - 1] + (size[i - 1] > 0 ? 1 : 0);
        }
        return Arrays.stream(layer).mapToObj(i -> number[i]).toList();
    }
}
