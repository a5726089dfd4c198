package org.cascadejdbc.cli.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.cli.graph.Route.Stretch;

/**
 * Lays out tables that hang together, in the usual steps (Sugiyama's): layers, the order within them, places, ways.
 * Curves run only between two layers; past the boxes of a layer every way is vertical, in a place of its own.
 */
final class ComponentLayout {
    private static final double BETWEEN_BOXES = 28;
    private static final double WIDTH_OF_BEND = 12;
    /** Above a box, for the arrow's head and its label. */
    private static final double APPROACH = 34;
    private static final double FLATTEST_CURVE = 34;
    private static final double STEEPEST_CURVE = 170;
    /** For the longest rule, {@code SET DEFAULT}. */
    private static final double WIDTH_OF_LABEL = 72;
    /** With more keys than this a table would be too wide for their labels; its rows are there still. */
    static final int MOST_LABELS = 8;
    private static final double WIDTH_OF_PORT = 18;
    private static final double LOOP = 18;

    /** What is drawn alike, and may share its way; a key that leads upward is alone. */
    private record Look(DeleteRule rule, boolean byDatabase, boolean enforced, int upward) {}

    private record Edge(NumberedKey key, List<Integer> way, Look look, boolean upward) {
        int number() {
            return key.number();
        }

        int upper() {
            return way.get(0);
        }

        int lower() {
            return way.get(way.size() - 1);
        }
    }

    private final SchemaGraph graph;
    private final List<Integer> tables;
    private final List<Edge> edges = new ArrayList<>();
    private final List<List<NumberedKey>> selfReferences = new ArrayList<>();
    private final List<List<Edge>> arriving = new ArrayList<>();
    private final List<Map<Look, List<Edge>>> leaving = new ArrayList<>();
    private final LayeredGraph layered;
    private final String schema;

    private ComponentLayout(SchemaGraph graph, List<Integer> tables, List<NumberedKey> keys) {
        this.graph = graph;
        this.tables = tables;
        this.schema = graph.commonSchema();
        Map<Integer, Integer> local = new HashMap<>();
        for (int table : tables) {
            local.put(table, local.size());
            selfReferences.add(new ArrayList<>());
            arriving.add(new ArrayList<>());
            leaving.add(new LinkedHashMap<>());
        }
        List<NumberedKey> drawn = new ArrayList<>();
        for (NumberedKey key : keys) {
            if (key.isSelfReference()) {
                selfReferences.get(local.get(key.from())).add(key);
            } else {
                drawn.add(key);
            }
        }
        int[][] pairs = drawn.stream()
                .map(key -> new int[] {local.get(key.from()), local.get(key.to())})
                .toArray(int[][]::new);
        Layering.Layers layers = Layering.of(tables.size(), pairs);
        layered = new LayeredGraph(layers.layer());
        for (int i = 0; i < pairs.length; i++) {
            boolean upward = layers.reversed().get(i);
            NumberedKey key = drawn.get(i);
            Look look = new Look(key.info().rule(), key.info().carriedOutByDatabase(), key.info().enforced(),
                    upward ? key.number() : -1);
            int upper = pairs[i][upward ? 1 : 0];
            int lower = pairs[i][upward ? 0 : 1];
            Edge edge = new Edge(key, layered.connect(upper, lower, look), look, upward);
            edges.add(edge);
            arriving.get(lower).add(edge);
            leaving.get(upper).computeIfAbsent(look, first -> new ArrayList<>()).add(edge);
        }
    }

    /** @param tables those of one of the graph's components */
    static Layout of(SchemaGraph graph, List<Integer> tables) {
        List<NumberedKey> keys = graph.keysOf(tables);
        return new ComponentLayout(graph, tables, keys).layout();
    }

    private Layout layout() {
        Ordering.improve(layered);
        double[] widths = new double[layered.size()];
        double[] room = new double[layered.size()];
        for (int node = 0; node < widths.length; node++) {
            widths[node] = layered.isBend(node) ? WIDTH_OF_BEND : width(node);
            // A loop is to the right of its box; the box stays in the middle of what is kept free.
            room[node] = widths[node] + 2 * loopWidth(node);
        }
        double[] centers = Placement.of(layered, room, BETWEEN_BOXES);
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        for (int node = 0; node < widths.length; node++) {
            left = Math.min(left, centers[node] - widths[node] / 2);
            right = Math.max(right, centers[node] + widths[node] / 2 + loopWidth(node));
        }
        for (int node = 0; node < widths.length; node++) {
            centers[node] -= left;
        }
        Vertical vertical = vertical(centers);
        List<Box> boxes = new ArrayList<>();
        List<Route.Loop> loops = new ArrayList<>();
        for (int node = 0; node < tables.size(); node++) {
            Box box = new Box(tables.get(node), centers[node] - widths[node] / 2,
                    vertical.tops.get(layered.layerOf(node)), widths[node],
                    Box.height(rows(node).size()), sortedRows(node, centers));
            boxes.add(box);
            loops.addAll(loops(node, box));
        }
        List<Route> routes = routes(boxes, centers, vertical);
        double bottom = vertical.bottoms.get(vertical.bottoms.size() - 1);
        return new Layout(right - left, bottom, boxes, routes, loops);
    }

    // ---- sizes ----------------------------------------------------------------------------------------------------

    /** All keys of a table: those from above, those that lead upward, those to itself. */
    private List<NumberedKey> rows(int node) {
        List<NumberedKey> keys = new ArrayList<>();
        arriving.get(node).stream().filter(edge -> !edge.upward()).forEach(edge -> keys.add(edge.key()));
        leaving.get(node).values().forEach(edges ->
                edges.stream().filter(Edge::upward).forEach(edge -> keys.add(edge.key())));
        keys.addAll(selfReferences.get(node));
        return keys;
    }

    private List<NumberedKey> sortedRows(int node, double[] centers) {
        arriving.get(node).sort(Comparator.comparingDouble(edge -> centers[edge.way().get(edge.way().size() - 2)]));
        return rows(node);
    }

    private double width(int node) {
        double text = Box.width(graph.tables().get(tables.get(node)), rows(node), schema);
        return Math.max(text, Math.max(ports(arriving.get(node).size()), ports(leaving.get(node).size())));
    }

    private static double ports(int count) {
        return count * (count > MOST_LABELS ? WIDTH_OF_PORT : WIDTH_OF_LABEL);
    }

    private double loopWidth(int node) {
        int loops = layered.isBend(node) ? 0 : selfReferences.get(node).size();
        return loops == 0 ? 0 : LOOP + 8 * loops + WIDTH_OF_LABEL;
    }

    // ---- ways -----------------------------------------------------------------------------------------------------

    private record Vertical(List<Double> tops, List<Double> bottoms) {}

    /** Layers as high as their highest box; the wider the way between two, the more room is there for it. */
    private Vertical vertical(double[] centers) {
        int layers = layered.layers().size();
        List<Double> tops = new ArrayList<>();
        List<Double> bottoms = new ArrayList<>();
        double y = 0;
        for (int layer = 0; layer < layers; layer++) {
            double height = 0;
            double widest = 0;
            for (int node : layered.layers().get(layer)) {
                height = Math.max(height, layered.isBend(node) ? 0 : Box.height(rows(node).size()));
                for (int lower : layered.below(node)) {
                    widest = Math.max(widest, Math.abs(centers[lower] - centers[node]));
                }
            }
            tops.add(y);
            bottoms.add(y + height);
            y += height + Math.min(STEEPEST_CURVE, Math.max(FLATTEST_CURVE, widest / 6)) + APPROACH;
        }
        return new Vertical(tops, bottoms);
    }

    private List<Route.Loop> loops(int node, Box box) {
        List<Route.Loop> loops = new ArrayList<>();
        for (NumberedKey key : selfReferences.get(node)) {
            loops.add(new Route.Loop(key, box.right(), box.y() + Box.HEADER / 2,
                    box.rowMiddle(box.keys().indexOf(key)), LOOP + 8 * loops.size()));
        }
        return loops;
    }

    private List<Route> routes(List<Box> boxes, double[] centers, Vertical vertical) {
        Map<Integer, Double> starts = new HashMap<>();
        Map<Integer, Double> ends = new HashMap<>();
        for (int node = 0; node < tables.size(); node++) {
            Box box = boxes.get(node);
            List<List<Edge>> ports = new ArrayList<>(leaving.get(node).values());
            ports.sort(Comparator.comparingDouble(
                    port -> port.stream().mapToDouble(edge -> centers[edge.way().get(1)]).average().orElseThrow()));
            for (int i = 0; i < ports.size(); i++) {
                double x = port(box, i, ports.size());
                ports.get(i).forEach(edge -> starts.put(edge.number(), x));
            }
            for (int i = 0; i < arriving.get(node).size(); i++) {
                ends.put(arriving.get(node).get(i).number(), port(box, i, arriving.get(node).size()));
            }
        }
        List<Route> routes = new ArrayList<>();
        for (Edge edge : edges) {
            List<Stretch> stretches = new ArrayList<>();
            Box upper = boxes.get(edge.upper());
            stretches.add(new Stretch(starts.get(edge.number()), upper.bottom(),
                    vertical.bottoms.get(layered.layerOf(edge.upper()))));
            for (int bend : edge.way().subList(1, edge.way().size() - 1)) {
                int layer = layered.layerOf(bend);
                stretches.add(new Stretch(
                        centers[bend], vertical.tops.get(layer) - APPROACH, vertical.bottoms.get(layer)));
            }
            Box lower = boxes.get(edge.lower());
            stretches.add(new Stretch(ends.get(edge.number()), lower.y() - APPROACH, lower.y()));
            routes.add(new Route(edge.key(), stretches, edge.upward()));
        }
        return routes;
    }

    private static double port(Box box, int number, int count) {
        return box.x() + box.width() * (number + 0.5) / count;
    }
}
