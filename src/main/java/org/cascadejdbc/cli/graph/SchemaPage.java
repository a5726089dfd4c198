package org.cascadejdbc.cli.graph;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cascadejdbc.ForeignKeyInfo;
import org.cascadejdbc.text.Json;

/**
 * Tables and foreign keys as one HTML file, which shows what a DELETE from a chosen table reaches. It loads nothing and
 * can send nothing: its Content-Security-Policy forbids all but its own script and styles, which are known by their
 * digests.
 */
public final class SchemaPage {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    private SchemaPage() {}

    /**
     * The file's content, to be written as UTF-8.
     *
     * @param title what it shows
     * @param keys as {@link org.cascadejdbc.CascadeDataSource#keys()} has them
     * @param tables that are to be shown even if no key names them
     */
    public static String of(String title, List<ForeignKeyInfo> keys, Collection<String> tables) {
        SchemaGraph graph = SchemaGraph.of(keys, tables);
        String script = Resources.read("reach.js") + Resources.read("page.js");
        String style = Resources.read("page.css");
        // As they stand in the page, where the drawing's own style is escaped as XML, and means the same.
        String drawingStyle = Resources.read("schema.css");
        return fill(Resources.read("page.html"), Map.of(
                "title", Escape.xml(title),
                "counts", Escape.xml(count(graph.tables().size(), "table") + ", "
                        + count(graph.keys().size(), "foreign key")),
                "script", script,
                "style", style,
                "scriptDigest", digest(script),
                "styleDigests", digest(style) + " " + digest(drawingStyle),
                "data", Escape.inScript(data(graph)),
                "legend", Legend.image(),
                "drawing", SchemaSvg.drawing(title, graph, false)));
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String fill(String page, Map<String, String> texts) {
        return PLACE.matcher(page).replaceAll(place -> Matcher.quoteReplacement(texts.get(place.group(1))));
    }

    private static String data(SchemaGraph graph) {
        return graph.tables().stream().map(Json::of).collect(Collectors.joining(",", "{\"schema\":"
                        + Json.of(graph.commonSchema()) + ",\"tables\":[", "],"))
                + graph.keys().stream().map(key -> key.info().toJson())
                        .collect(Collectors.joining(",\n", "\"keys\":[", "]}"));
    }

    private static String digest(String source) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has SHA-256
        }
    }
}
