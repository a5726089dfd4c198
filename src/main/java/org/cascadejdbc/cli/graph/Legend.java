package org.cascadejdbc.cli.graph;

/** What colours, lines and heads mean. */
final class Legend {
    static final double WIDTH = 820;
    static final double HEIGHT = 20;
    private static final double LINE = 34;

    private Legend() {}

    static void draw(SvgWriter svg, double left, double top) {
        svg.open("g", "class", "legend", "transform",
                "translate(" + SvgWriter.number(left) + " " + SvgWriter.number(top) + ")");
        entry(svg, 0, "key cascade by-database", "CASCADE");
        entry(svg, 112, "key set-null by-database", "SET NULL, SET DEFAULT");
        entry(svg, 320, "key no-action by-database", "RESTRICT, NO ACTION");
        entry(svg, 512, "key plain by-us", "by cascade-jdbc");
        entry(svg, 672, "key plain by-database unenforced", "not enforced");
        svg.close("g");
    }

    /** As an image of its own. */
    static String image() {
        SvgWriter svg = new SvgWriter();
        svg.open("svg", "class", "cascade-schema", "role", "img", "width", WIDTH, "height", HEIGHT, "viewBox",
                "0 0 " + SvgWriter.number(WIDTH) + " " + SvgWriter.number(HEIGHT), "aria-label", "Legend");
        draw(svg, 0, 0);
        return svg.close("svg").toString();
    }

    private static void entry(SvgWriter svg, double x, String classes, String text) {
        double y = HEIGHT / 2;
        svg.open("g", "class", classes);
        svg.empty("path", "class", "line", "d",
                "M" + SvgWriter.number(x) + " " + SvgWriter.number(y) + "h" + SvgWriter.number(LINE));
        svg.empty("path", "class", "head", "d", "M" + SvgWriter.number(x + LINE + 2) + " " + SvgWriter.number(y)
                + "l-8 -4v8Z");
        svg.close("g");
        svg.element("text", text, "class", "row", "x", x + LINE + 10, "y", y + 4);
    }
}
