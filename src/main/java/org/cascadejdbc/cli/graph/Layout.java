package org.cascadejdbc.cli.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Where everything stands. Tables that no key connects are laid out apart, and the parts put into rows like words, the
 * largest first. The same input gives the same picture.
 */
record Layout(double width, double height, List<Box> boxes, List<Route> routes, List<Route.Loop> loops) {
    static final double MARGIN = 24;
    private static final double BETWEEN_PARTS = 36;
    /** A screen's, more or less. */
    private static final double WIDTH_TO_HEIGHT = 1.7;

    Layout {
        boxes = List.copyOf(boxes);
        routes = List.copyOf(routes);
        loops = List.copyOf(loops);
    }

    static Layout of(SchemaGraph graph) {
        List<Layout> parts = graph.components().stream()
                .map(component -> ComponentLayout.of(graph, component))
                .toList();
        double area = parts.stream()
                .mapToDouble(part -> (part.width + BETWEEN_PARTS) * (part.height + BETWEEN_PARTS))
                .sum();
        double widest = parts.stream().mapToDouble(Layout::width).max().orElse(0);
        double rowEnd = MARGIN + Math.max(widest, Math.sqrt(area * WIDTH_TO_HEIGHT)) + 1;

        List<Box> boxes = new ArrayList<>();
        List<Route> routes = new ArrayList<>();
        List<Route.Loop> loops = new ArrayList<>();
        double x = MARGIN;
        double y = MARGIN;
        double rowHeight = 0;
        double right = MARGIN;
        for (Layout part : parts) {
            if (x > MARGIN && x + part.width > rowEnd) {
                x = MARGIN;
                y += rowHeight + BETWEEN_PARTS;
                rowHeight = 0;
            }
            double dx = x;
            double dy = y;
            part.boxes.forEach(box -> boxes.add(box.moved(dx, dy)));
            part.routes.forEach(route -> routes.add(route.moved(dx, dy)));
            part.loops.forEach(loop -> loops.add(loop.moved(dx, dy)));
            x += part.width + BETWEEN_PARTS;
            rowHeight = Math.max(rowHeight, part.height);
            right = Math.max(right, dx + part.width);
        }
        return new Layout(right + MARGIN, y + rowHeight + MARGIN, boxes, routes, loops);
    }
}
