package org.cascadejdbc.cli.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Nodes on layers, with lines between neighbouring layers only: where an edge spans more layers, it has a bend on each
 * layer on its way, which is a narrow node. Edges that leave the same node and look the same share their bends.
 */
final class LayeredGraph {
    private record Bend(int from, Object look, int layer) {}

    private final List<List<Integer>> layers = new ArrayList<>();
    private final List<Integer> layerOf = new ArrayList<>();
    private final List<List<Integer>> above = new ArrayList<>();
    private final List<List<Integer>> below = new ArrayList<>();
    private final Map<Bend, Integer> bends = new HashMap<>();
    private final int tables;

    LayeredGraph(List<Integer> layer) {
        this.tables = layer.size();
        for (int on : layer) {
            add(on);
        }
    }

    private int add(int layer) {
        int node = layerOf.size();
        layerOf.add(layer);
        above.add(new ArrayList<>());
        below.add(new ArrayList<>());
        while (layers.size() <= layer) {
            layers.add(new ArrayList<>());
        }
        List<Integer> row = layers.get(layer);
        // Ways go through the middle until something is known to be better.
        row.add(isBend(node) ? row.size() / 2 : row.size(), node);
        return node;
    }

    /**
     * Draws an edge.
     *
     * @param look edges from the same node with the same look share their way
     * @return the nodes on its way, both ends included
     */
    List<Integer> connect(int upper, int lower, Object look) {
        List<Integer> way = new ArrayList<>(List.of(upper));
        int at = upper;
        for (int layer = layerOf.get(upper) + 1; layer < layerOf.get(lower); layer++) {
            Bend bend = new Bend(upper, look, layer);
            Integer next = bends.get(bend);
            if (next == null) {
                next = add(layer);
                bends.put(bend, next);
                line(at, next);
            }
            way.add(next);
            at = next;
        }
        line(at, lower);
        way.add(lower);
        return way;
    }

    private void line(int upper, int lower) {
        below.get(upper).add(lower);
        above.get(lower).add(upper);
    }

    int size() {
        return layerOf.size();
    }

    boolean isBend(int node) {
        return node >= tables;
    }

    int layerOf(int node) {
        return layerOf.get(node);
    }

    /** The nodes of each layer, from left to right, which may be reordered. */
    List<List<Integer>> layers() {
        return layers;
    }

    List<Integer> above(int node) {
        return above.get(node);
    }

    List<Integer> below(int node) {
        return below.get(node);
    }
}
