package org.cascadejdbc.cli.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The order of the nodes within their layers. Each sweep puts the nodes of one layer after another where the mean of
 * their neighbours in the layer before is (the barycenter), downward and upward in turn; the order with the fewest
 * crossing lines is kept. All lines are between neighbouring layers.
 */
final class Ordering {
    private static final int SWEEPS = 12;

    private final LayeredGraph graph;
    private final int[] place;

    private Ordering(LayeredGraph graph) {
        this.graph = graph;
        this.place = new int[graph.size()];
    }

    /** Reorders the graph's layers. */
    static void improve(LayeredGraph graph) {
        Ordering ordering = new Ordering(graph);
        graph.layers().forEach(ordering::number);
        List<List<Integer>> best = copy(graph.layers());
        long fewest = ordering.crossings();
        for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
            ordering.sweep(sweep % 2 == 0);
            long crossings = ordering.crossings();
            if (crossings < fewest) {
                fewest = crossings;
                best = copy(graph.layers());
            }
        }
        for (int layer = 0; layer < best.size(); layer++) {
            Collections.copy(graph.layers().get(layer), best.get(layer));
        }
    }

    private static List<List<Integer>> copy(List<List<Integer>> layers) {
        List<List<Integer>> copy = new ArrayList<>();
        layers.forEach(layer -> copy.add(List.copyOf(layer)));
        return copy;
    }

    private void number(List<Integer> layer) {
        for (int i = 0; i < layer.size(); i++) {
            place[layer.get(i)] = i;
        }
    }

    private void sweep(boolean downward) {
        int layers = graph.layers().size();
        for (int i = 1; i < layers; i++) {
            List<Integer> layer = graph.layers().get(downward ? i : layers - 1 - i);
            double[] wanted = new double[graph.size()];
            for (int node : layer) {
                List<Integer> neighbours = downward ? graph.above(node) : graph.below(node);
                wanted[node] = neighbours.stream().mapToInt(other -> place[other]).average().orElse(place[node]);
            }
            layer.sort(Comparator.comparingDouble(node -> wanted[node]));
            number(layer);
        }
    }

    private long crossings() {
        long crossings = 0;
        for (List<Integer> layer : graph.layers()) {
            crossings += crossingsBelow(layer);
        }
        return crossings;
    }

    /** Lines from left to right; each crosses those before it that end further right, which a Fenwick tree counts. */
    private long crossingsBelow(List<Integer> layer) {
        int[] tree = new int[graph.size() + 1];
        long crossings = 0;
        int lines = 0;
        for (int node : layer) {
            int[] ends = graph.below(node).stream().mapToInt(other -> place[other]).sorted().toArray();
            for (int end : ends) {
                int notRight = 0;
                for (int i = end + 1; i > 0; i -= i & -i) {
                    notRight += tree[i];
                }
                crossings += lines - notRight;
            }
            for (int end : ends) {
                for (int i = end + 1; i < tree.length; i += i & -i) {
                    tree[i]++;
                }
                lines++;
            }
        }
        return crossings;
    }
}
