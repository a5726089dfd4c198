package org.cascadejdbc.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The results as Markdown: first the medians side by side, then each contender with its spread and its counts. */
record Report(Options options, List<String> servers, List<Cell> cells) {
    String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("# Cascades, measured");
        lines.add("");
        lines.add("Written by `mvn -q -Pbenchmark` on " + String.join(", ", servers) + "; Java "
                + Runtime.version().feature() + ", " + Runtime.getRuntime().availableProcessors() + " cores, "
                + number(options.seconds()) + " s a cell, scale " + number(options.scale()) + ".");
        lines.add("");
        lines.add("Ratios of a delete's time without COMMIT to that of the native `ON DELETE CASCADE` in the same"
                + " round: medians. The contenders delete in turn in one JVM. `native` is what the native delete took.");
        lines.add("");
        options.shapes().forEach(shape -> lines.add("- " + shape.name() + ": " + shape.title()));
        lines.add("");
        summary(lines);
        for (Engine engine : options.engines()) {
            details(lines, engine);
        }
        return String.join("\n", lines) + "\n";
    }

    private void summary(List<String> lines) {
        List<Way> ways = new ArrayList<>(options.ways());
        ways.remove(Way.NATIVE);
        StringBuilder head = new StringBuilder("| database | shape | keys | network | native |");
        ways.forEach(way -> head.append(' ').append(way.label()).append(" |"));
        lines.add(head.toString());
        lines.add("|---|---|---|---|---:|" + "---:|".repeat(ways.size()));
        for (Cell cell : cells) {
            StringBuilder line = new StringBuilder("| " + cell.fixtures().engine().label() + " | ");
            line.append(cell.fixtures().shape().name()).append(" | ").append(place(cell)).append(" | ");
            line.append(String.format("%.2f ms |", cell.results().get(Way.NATIVE).millis().median()));
            for (Way way : ways) {
                Result result = cell.results().get(way);
                line.append(result == null ? "  |" : " " + ratio(result.ratios().median()) + " |");
            }
            lines.add(line.toString());
        }
    }

    private void details(List<String> lines, Engine engine) {
        lines.addAll(Arrays.asList("", "## " + engine.label(), "",
                "| shape | keys | network | contender | ratio | quartiles | n | in autocommit | statements"
                        + " | round trips | rows carried |",
                "|---|---|---|---|---:|---:|---:|---:|---:|---:|---:|"));
        for (Cell cell : cells) {
            if (cell.fixtures().engine() != engine) {
                continue;
            }
            for (Result result : cell.results().values()) {
                Sample ratios = result.ratios();
                CallCounter.Counts counts = result.counts();
                lines.add("| " + String.join(" | ",
                        cell.fixtures().shape().title(),
                        place(cell),
                        result.way().label(),
                        result.way() == Way.NATIVE ? String.format("%.2f ms", result.millis().median())
                                : ratio(ratios.median()),
                        result.way() == Way.NATIVE ? range(result.millis()) : range(ratios),
                        Integer.toString(ratios.size()),
                        result.autocommit().size() == 0 ? "" : ratio(result.autocommit().median()),
                        String.format("%,d", counts.statements()),
                        counts.roundTrips() < 0 ? "–" : String.format("%,d", counts.roundTrips()),
                        String.format("%,d", counts.rows())) + " |");
            }
        }
    }

    private static String place(Cell cell) {
        return cell.fixtures().keys().label() + " | "
                + (cell.fixtures().engine().overNetwork() ? "+" + number(cell.latency()) + " ms" : "–");
    }

    private static String range(Sample sample) {
        return sample.size() < 2 ? "" : ratio(sample.quantile(0.25)) + "–" + ratio(sample.quantile(0.75));
    }

    static String ratio(double value) {
        return String.format(value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    }

    static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
