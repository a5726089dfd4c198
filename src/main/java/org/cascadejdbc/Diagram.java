package org.cascadejdbc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cascadejdbc.text.Shown;

/**
 * Tables and the keys between them, to be written down as a picture in {@link #toMermaid Mermaid} (which GitHub and many
 * wikis show) or in Graphviz's {@link #toDot DOT}. An arrow goes from the referenced table to the referencing one: the way
 * that a DELETE takes. Immutable.
 */
public final class Diagram {
    /** How an arrow is drawn. */
    public enum Line {
        SOLID,
        DOTTED,
        THICK
    }

    private record Arrow(String from, String to, String label, Line line) {}

    private final Map<String, String> boxes;
    private final List<Arrow> arrows;

    private Diagram(Builder builder) {
        this.boxes = new LinkedHashMap<>(builder.boxes);
        this.arrows = List.copyOf(builder.arrows);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects boxes and arrows in their order. */
    public static final class Builder {
        private final Map<String, String> boxes = new LinkedHashMap<>();
        private final List<Arrow> arrows = new ArrayList<>();

        private Builder() {}

        /** A table, with what is to be written in its box; lines are separated by {@code \n}. A later one replaces it. */
        public Builder table(String name, String text) {
            boxes.put(name, text);
            return this;
        }

        /** An arrow between two tables, each of which gets a box if it has none. */
        public Builder arrow(String from, String to, String label, Line line) {
            boxes.putIfAbsent(from, Shown.text(from));
            boxes.putIfAbsent(to, Shown.text(to));
            arrows.add(new Arrow(from, to, label, line));
            return this;
        }

        public Diagram build() {
            return new Diagram(this);
        }
    }

    private Map<String, String> identifiers() {
        Map<String, String> identifiers = new LinkedHashMap<>();
        boxes.keySet().forEach(name -> identifiers.put(name, "t" + (identifiers.size() + 1)));
        return identifiers;
    }

    private static String lines(String box) {
        return box.lines().map(Shown::text).collect(Collectors.joining("\n"));
    }

    /** As a Mermaid flowchart. */
    public String toMermaid() {
        Map<String, String> identifiers = identifiers();
        StringBuilder text = new StringBuilder("flowchart TD\n");
        boxes.forEach((name, box) ->
                text.append("    ").append(identifiers.get(name)).append("[\"").append(mermaid(lines(box))).append("\"]\n"));
        for (Arrow arrow : arrows) {
            String line = switch (arrow.line()) {
                case SOLID -> " -->";
                case DOTTED -> " -.->";
                case THICK -> " ==>";
            };
            text.append("    ").append(identifiers.get(arrow.from())).append(line).append("|\"")
                    .append(mermaid(Shown.text(arrow.label()))).append("\"| ").append(identifiers.get(arrow.to())).append('\n');
        }
        return text.toString();
    }

    /** Mermaid takes HTML entities, and nothing else, for what it would read itself. */
    private static String mermaid(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c == '\n') {
                escaped.append("<br>");
            } else if ("\"#&<>`;\\{}[]()|".indexOf(c) >= 0) {
                escaped.append('#').append(c).append(';');
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    /** As a directed graph in Graphviz's DOT. */
    public String toDot() {
        Map<String, String> identifiers = identifiers();
        StringBuilder text = new StringBuilder("digraph cascade {\n    node [shape=box];\n");
        boxes.forEach((name, box) ->
                text.append("    ").append(identifiers.get(name)).append(" [label=").append(dot(lines(box))).append("];\n"));
        for (Arrow arrow : arrows) {
            String style = switch (arrow.line()) {
                case SOLID -> "";
                case DOTTED -> ", style=dashed";
                case THICK -> ", penwidth=2.5";
            };
            text.append("    ").append(identifiers.get(arrow.from())).append(" -> ").append(identifiers.get(arrow.to()))
                    .append(" [label=").append(dot(Shown.text(arrow.label()))).append(style).append("];\n");
        }
        return text.append("}\n").toString();
    }

    /** Graphviz takes HTML's entities in labels for what they stand for. */
    private static String dot(String text) {
        return '"' + text.replace("&", "&amp;").replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
