package org.cascadejdbc.cli.graph;

import java.util.Arrays;
import java.util.List;

/**
 * Where the nodes of each layer stand, from left to right in their order and without overlapping. Each wants to be
 * where the mean of its neighbours is; within a layer, the sum of the squared distances from there is the least that is
 * possible (isotonic regression, by pooling adjacent violators). Bends insist more than tables do, so that long edges
 * are straight.
 */
final class Placement {
    private static final int SWEEPS = 10;
    private static final int WEIGHT_OF_BEND = 4;

    private final LayeredGraph graph;
    private final double[] widths;
    private final double distance;
    private final double[] centers;

    private Placement(LayeredGraph graph, double[] widths, double distance) {
        this.graph = graph;
        this.widths = widths;
        this.distance = distance;
        this.centers = new double[graph.size()];
    }

    /**
     * The centers of all nodes.
     *
     * @param widths of all nodes
     * @param distance between neighbours of a layer
     */
    static double[] of(LayeredGraph graph, double[] widths, double distance) {
        Placement placement = new Placement(graph, widths, distance);
        for (List<Integer> layer : graph.layers()) {
            placement.place(layer, new double[layer.size()]);
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            placement.sweep(sweep % 2 == 0, sweep >= SWEEPS / 2);
        }
        return placement.centers;
    }

    private void sweep(boolean downward, boolean both) {
        int layers = graph.layers().size();
        for (int i = 0; i < layers; i++) {
            List<Integer> layer = graph.layers().get(downward ? i : layers - 1 - i);
            double[] wanted = new double[layer.size()];
            for (int at = 0; at < wanted.length; at++) {
                wanted[at] = wanted(layer.get(at), downward, both);
            }
            place(layer, wanted);
        }
    }

    private double wanted(int node, boolean downward, boolean both) {
        List<Integer> before = downward ? graph.above(node) : graph.below(node);
        List<Integer> after = downward ? graph.below(node) : graph.above(node);
        if (both || before.isEmpty()) {
            int neighbours = before.size() + after.size();
            return neighbours == 0 ? centers[node] : (sum(before) + sum(after)) / neighbours;
        }
        return sum(before) / before.size();
    }

    private double sum(List<Integer> nodes) {
        return nodes.stream().mapToDouble(node -> centers[node]).sum();
    }

    /** Less what is to the left of them, the places must only not decrease; a block is nodes that touch each other. */
    private void place(List<Integer> layer, double[] wanted) {
        int count = layer.size();
        double[] offset = new double[count];
        for (int i = 1; i < count; i++) {
            offset[i] = offset[i - 1] + (widths[layer.get(i - 1)] + widths[layer.get(i)]) / 2 + distance;
        }
        double[] sum = new double[count];
        double[] weight = new double[count];
        int[] start = new int[count];
        int blocks = 0;
        for (int i = 0; i < count; i++) {
            double own = graph.isBend(layer.get(i)) ? WEIGHT_OF_BEND : 1;
            sum[blocks] = own * (wanted[i] - offset[i]);
            weight[blocks] = own;
            start[blocks++] = i;
            while (blocks > 1 && sum[blocks - 2] / weight[blocks - 2] > sum[blocks - 1] / weight[blocks - 1]) {
                blocks--;
                sum[blocks - 1] += sum[blocks];
                weight[blocks - 1] += weight[blocks];
            }
        }
        int[] ends = Arrays.copyOfRange(start, 1, blocks + 1);
        ends[blocks - 1] = count;
        for (int block = 0; block < blocks; block++) {
            for (int i = start[block]; i < ends[block]; i++) {
                centers[layer.get(i)] = sum[block] / weight[block] + offset[i];
            }
        }
    }
}
