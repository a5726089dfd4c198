package org.cascadejdbc.cli.graph;

import java.util.Collection;
import java.util.List;
import org.cascadejdbc.ForeignKeyInfo;

/**
 * Tables and foreign keys as an SVG image, with the referenced tables above those that reference them. An arrow goes
 * the way that a DELETE takes; its colour is the rule, its line says who carries it out, its head whether the key is
 * enforced.
 */
public final class SchemaSvg {
    private SchemaSvg() {}

    /**
     * The image, complete in itself.
     *
     * @param title what it shows, for those who do not see it
     * @param keys as {@link org.cascadejdbc.CascadeDataSource#keys()} has them
     * @param tables that are to be shown even if no key names them
     */
    public static String of(String title, List<ForeignKeyInfo> keys, Collection<String> tables) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + drawing(title, SchemaGraph.of(keys, tables), true);
    }

    static String drawing(String title, SchemaGraph graph, boolean withLegend) {
        Layout layout = Layout.of(graph);
        double width = Math.max(layout.width(), withLegend ? Legend.WIDTH + 2 * Layout.MARGIN : 0);
        double height = layout.height() + (withLegend ? Legend.HEIGHT + Layout.MARGIN : 0);
        String description = title + ": " + graph.tables().size() + " tables, " + graph.keys().size() + " foreign keys";
        SvgWriter svg = new SvgWriter();
        svg.open("svg", "xmlns", "http://www.w3.org/2000/svg", "class", "cascade-schema", "role", "img",
                "width", width, "height", height, "viewBox",
                "0 0 " + SvgWriter.number(width) + " " + SvgWriter.number(height), "aria-label", description);
        svg.element("title", description);
        svg.element("style", Resources.read("schema.css"));
        svg.empty("rect", "class", "paper", "width", width, "height", height);
        new Drawing(svg, graph).draw(layout);
        if (withLegend) {
            Legend.draw(svg, Layout.MARGIN, layout.height());
        }
        return svg.close("svg").toString();
    }
}
