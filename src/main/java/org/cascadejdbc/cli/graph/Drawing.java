package org.cascadejdbc.cli.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cascadejdbc.ForeignKeyInfo;
import org.cascadejdbc.cli.graph.Route.Stretch;

/** Draws a layout: the keys first, so that the tables are above them. */
final class Drawing {
    private static final double HEAD_LENGTH = 8;
    private static final double HEAD_WIDTH = 4;
    private static final double ABOVE_HEAD = 13;
    private static final double BELOW_HEAD = 20;

    private final SvgWriter svg;
    private final SchemaGraph graph;
    private final String schema;

    Drawing(SvgWriter svg, SchemaGraph graph) {
        this.svg = svg;
        this.graph = graph;
        this.schema = graph.commonSchema();
    }

    void draw(Layout layout) {
        svg.open("g", "class", "keys");
        int[] arrows = new int[graph.tables().size()];
        layout.routes().forEach(route -> arrows[route.key().to()]++);
        layout.routes().forEach(route -> draw(route, arrows[route.key().to()] <= ComponentLayout.MOST_LABELS));
        layout.loops().forEach(this::draw);
        svg.close("g").open("g", "class", "tables");
        layout.boxes().forEach(this::draw);
        svg.close("g");
    }

    // ---- keys -----------------------------------------------------------------------------------------------------

    private void draw(Route route, boolean labelled) {
        List<String> path = new ArrayList<>();
        Stretch before = null;
        for (Stretch stretch : route.stretches()) {
            if (before == null) {
                path.add("M" + point(stretch.x(), stretch.top()));
            } else {
                double middle = (before.bottom() + stretch.top()) / 2;
                path.add("C" + point(before.x(), middle) + " " + point(stretch.x(), middle) + " "
                        + point(stretch.x(), stretch.top()));
            }
            path.add("V" + SvgWriter.number(stretch.bottom()));
            before = stretch;
        }
        Stretch end = route.upward() ? route.first() : route.last();
        double y = route.upward() ? end.top() : end.bottom();
        double back = route.upward() ? HEAD_LENGTH : -HEAD_LENGTH;
        open(route.key());
        svg.empty("path", "class", "line", "d", String.join("", path));
        svg.empty("path", "class", "head", "d", "M" + point(end.x(), y) + "L" + point(end.x() - HEAD_WIDTH, y + back)
                + " " + point(end.x() + HEAD_WIDTH, y + back) + "Z");
        if (labelled) {
            double label = route.upward() ? y + BELOW_HEAD : y - ABOVE_HEAD;
            svg.element("text", rule(route.key()), "class", "rule", "x", end.x(), "y", label);
        }
        svg.close("g");
    }

    private void draw(Route.Loop loop) {
        double right = loop.x() + loop.out();
        open(loop.key());
        svg.empty("path", "class", "line", "d", "M" + point(loop.x(), loop.top())
                + "C" + point(right, loop.top()) + " " + point(right, loop.bottom()) + " "
                + point(loop.x(), loop.bottom()));
        svg.empty("path", "class", "head", "d", "M" + point(loop.x(), loop.bottom())
                + "L" + point(loop.x() + HEAD_LENGTH, loop.bottom() - HEAD_WIDTH)
                + " " + point(loop.x() + HEAD_LENGTH, loop.bottom() + HEAD_WIDTH) + "Z");
        svg.element("text", rule(loop.key()), "class", "rule loop", "x", right,
                "y", (loop.top() + loop.bottom()) / 2 + 3);
        svg.close("g");
    }

    private void open(NumberedKey key) {
        svg.open("g", "class", classes(key.info()), "data-key", key.number());
        svg.element("title", title(key.info()));
    }

    static String classes(ForeignKeyInfo key) {
        return "key " + key.rule().name().toLowerCase(Locale.ROOT).replace('_', '-')
                + (key.carriedOutByDatabase() ? " by-database" : " by-us")
                + (key.enforced() ? "" : " unenforced");
    }

    private static String rule(NumberedKey key) {
        return key.info().rule().toString();
    }

    private static String title(ForeignKeyInfo key) {
        return key.name() + ": " + key.referencingTable() + " (" + String.join(", ", key.columns()) + ") references "
                + key.referencedTable() + " (" + String.join(", ", key.referencedColumns()) + ") ON DELETE "
                + key.rule() + ", by "
                + (key.resting() != null ? "nobody" : key.carriedOutByDatabase() ? "the database" : "cascade-jdbc")
                + (key.enforced() ? "" : ", not enforced") + (key.indexed() ? "" : ", no index");
    }

    // ---- tables ---------------------------------------------------------------------------------------------------

    private void draw(Box box) {
        String table = graph.tables().get(box.table());
        svg.open("g", "class", "table", "data-table", box.table());
        svg.element("title", table);
        svg.empty("rect", "class", "box", "x", box.x(), "y", box.y(), "width", box.width(), "height", box.height(),
                "rx", 6);
        double baseline = box.y() + (box.keys().isEmpty() ? box.height() / 2 : Box.HEADER / 2) + 4.5;
        svg.element("text", Box.name(table, schema), "class", "name", "x", box.x() + box.width() / 2, "y", baseline);
        if (!box.keys().isEmpty()) {
            svg.empty("path", "class", "rule-off", "d", "M" + point(box.x(), box.y() + Box.HEADER) + "h"
                    + SvgWriter.number(box.width()));
        }
        for (int row = 0; row < box.keys().size(); row++) {
            NumberedKey key = box.keys().get(row);
            double y = box.rowMiddle(row) + 6;
            svg.element("text", Box.row(key, schema), "class", "row", "x", box.x() + Box.PADDING, "y", y);
            if (!key.info().indexed()) {
                svg.element("text", Box.NO_INDEX, "class", "no-index", "x", box.right() - Box.PADDING, "y", y);
            }
        }
        svg.close("g");
    }

    private static String point(double x, double y) {
        return SvgWriter.number(x) + " " + SvgWriter.number(y);
    }
}
