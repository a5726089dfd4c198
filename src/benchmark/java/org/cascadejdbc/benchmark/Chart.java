package org.cascadejdbc.benchmark;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The ratios as bars, left of the native line what is faster, right of it what is slower, on a logarithmic scale; with
 * the quartiles as a thin line. Of the latencies only the highest is shown. Colours and texts are readable on light and
 * on dark pages.
 */
record Chart(List<Cell> cells) {
    private static final int LABELS = 176;
    private static final int PLOT = 620;
    private static final int WIDTH = LABELS + PLOT + 60;
    private static final int BAR = 9;
    private static final int GAP = 9;
    private static final String STYLE = """
            text { font: 12px system-ui, sans-serif; fill: #24292f }
            .small { font-size: 10px }
            .head { font-size: 14px; font-weight: 600 }
            .grid { stroke: #8b949e; stroke-opacity: .35 }
            .native { stroke: #57606a; stroke-width: 1.5 }
            .spread { stroke: #57606a; stroke-width: 1 }
            @media (prefers-color-scheme: dark) {
              text { fill: #d0d7de }
              .native, .spread { stroke: #afb8c1 }
            }
            """;

    String svg() {
        List<Cell> shown = cells.stream().filter(cell -> cell.latency() == highest(cell)).toList();
        double lowest = 1;
        double highest = 10;
        for (Cell cell : shown) {
            for (Result result : others(cell)) {
                lowest = Math.min(lowest, result.ratios().quantile(0.25));
                highest = Math.max(highest, result.ratios().quantile(0.75));
            }
        }
        Axis axis = new Axis(Math.floor(Math.log10(lowest)), Math.ceil(Math.log10(highest)));
        StringBuilder body = new StringBuilder();
        int y = legend(body);
        Engine engine = null;
        for (Cell cell : shown) {
            if (cell.fixtures().engine() != engine) {
                engine = cell.fixtures().engine();
                int height = shown.stream()
                        .filter(other -> other.fixtures().engine() == cell.fixtures().engine())
                        .mapToInt(other -> others(other).size() * BAR + GAP)
                        .sum();
                y = panel(body, axis, cell, y, height);
            }
            y = bars(body, axis, cell, y);
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + WIDTH + "\" height=\"" + (y + 20)
                + "\" viewBox=\"0 0 " + WIDTH + " " + (y + 20) + "\" role=\"img\">\n"
                + "<title>Time of a cascading DELETE, as a multiple of the native one's</title>\n"
                + "<style>\n" + STYLE + "</style>\n" + body + "</svg>\n";
    }

    private double highest(Cell cell) {
        return cells.stream()
                .filter(other -> other.fixtures().engine() == cell.fixtures().engine())
                .mapToDouble(Cell::latency)
                .max()
                .orElseThrow();
    }

    private static List<Result> others(Cell cell) {
        return cell.results().values().stream().filter(result -> result.way() != Way.NATIVE).toList();
    }

    private int legend(StringBuilder body) {
        Set<Way> ways = new TreeSet<>();
        cells.forEach(cell -> others(cell).forEach(result -> ways.add(result.way())));
        body.append(text(8, 20, "head", "start",
                "Time of a cascading DELETE, without COMMIT: multiples of native ON DELETE CASCADE (logarithmic)"));
        int x = 8;
        for (Way way : ways) {
            body.append(String.format("<rect x=\"%d\" y=\"33\" width=\"12\" height=\"10\" fill=\"%s\"/>%n",
                    x, colour(way)));
            body.append(text(x + 17, 42, "", "start", way.label()));
            x += 50 + 7 * way.label().length();
        }
        return 60;
    }

    /** The head, the grid and the scale of one database. */
    private static int panel(StringBuilder body, Axis axis, Cell cell, int above, int height) {
        int y = above + 24;
        Engine engine = cell.fixtures().engine();
        String network = engine.overNetwork() ? ", +" + Report.number(cell.latency()) + " ms a round trip" : "";
        body.append(text(8, y, "head", "start", engine.label() + network));
        int top = y + 24;
        for (double power = axis.from(); power <= axis.to(); power++) {
            for (int digit : power < axis.to() ? new int[] {1, 2, 5} : new int[] {1}) {
                double value = digit * Math.pow(10, power);
                int x = axis.x(value);
                body.append(String.format("<line class=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>%n",
                        value == 1 ? "native" : "grid", x, top - 4, x, top + height));
                body.append(text(x, top - 8, "small", "middle",
                        value == 1 ? "native" : value < 1 ? Report.number(value) : "×" + Report.number(value)));
            }
        }
        return top;
    }

    private static int bars(StringBuilder body, Axis axis, Cell cell, int top) {
        List<Result> results = others(cell);
        int y = top + GAP / 2;
        Shape shape = cell.fixtures().shape();
        body.append(text(LABELS - 8, y + results.size() * BAR / 2 + 4, "", "end", String.join(" ",
                shape.name(), shape.title().replaceFirst("[ ,].*", "") + ",", cell.fixtures().keys().label())));
        for (Result result : results) {
            int end = axis.x(result.ratios().median());
            int native1 = axis.x(1);
            body.append(String.format("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n",
                    Math.min(end, native1), y, Math.max(1, Math.abs(end - native1)), BAR - 1, colour(result.way())));
            int low = axis.x(result.ratios().quantile(0.25));
            int high = axis.x(result.ratios().quantile(0.75));
            int middle = y + BAR / 2;
            body.append(String.format("<line class=\"spread\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>%n",
                    low, middle, high, middle));
            body.append(text(Math.max(Math.max(end, high), native1) + 4, y + BAR - 1, "small", "start",
                    Report.ratio(result.ratios().median())));
            y += BAR;
        }
        return top + results.size() * BAR + GAP;
    }

    private static String text(int x, int y, String kind, String anchor, String text) {
        return String.format("<text x=\"%d\" y=\"%d\" class=\"%s\" text-anchor=\"%s\">%s</text>%n",
                x, y, kind, anchor, text.replace("&", "&amp;").replace("<", "&lt;"));
    }

    private static String colour(Way way) {
        Map<Way, String> colours = new EnumMap<>(Map.of(
                Way.OURS, "#2f81f7", Way.OURS_MULTI, "#79c0ff", Way.HAND, "#3fb950",
                Way.ROWS, "#d29922", Way.HIBERNATE, "#db6d28", Way.BEFORE, "#8b949e"));
        return colours.getOrDefault(way, "#8b949e");
    }

    /** Powers of ten from left to right. */
    private record Axis(double from, double to) {
        int x(double value) {
            double position = (Math.log10(value) - from) / (to - from);
            return LABELS + (int) Math.round(Math.max(0, Math.min(1, position)) * PLOT);
        }
    }
}
