package org.cascadejdbc.cli.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.cascadejdbc.text.Shown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The SVG as an XML parser reads it. */
class SchemaSvgTest {
    static Document parse(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<Element> ofClass(Document svg, String wanted) {
        List<Element> found = new ArrayList<>();
        NodeList all = svg.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            if (List.of(((Element) all.item(i)).getAttribute("class").split(" ")).contains(wanted)) {
                found.add((Element) all.item(i));
            }
        }
        return found;
    }

    private static List<String> texts(Document svg, String wanted) {
        return ofClass(svg, wanted).stream().map(Element::getTextContent).toList();
    }

    @Test
    void tablesKeysRulesAndLegend() throws Exception {
        Document svg = parse(SchemaSvg.of("Chinook", SampleSchemas.chinook(), List.of("main.settings")));

        assertThat(svg.getDocumentElement().getNamespaceURI()).isEqualTo("http://www.w3.org/2000/svg");
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("Chinook: 12 tables, 11 foreign keys");
        assertThat(texts(svg, "name")).contains("Artist", "PlaylistTrack", "settings").hasSize(12);
        assertThat(texts(svg, "rule")).containsExactlyInAnyOrder("CASCADE", "CASCADE", "CASCADE", "CASCADE", "CASCADE",
                "CASCADE", "SET NULL", "SET NULL", "SET DEFAULT", "RESTRICT", "NO ACTION");
        assertThat(texts(svg, "no-index")).hasSize(2);
        assertThat(texts(svg, "legend").toString()).contains("CASCADE", "by cascade-jdbc", "not enforced");
    }

    @Test
    void whoCarriesOutAndWhetherItIsEnforced() throws Exception {
        Document svg = parse(SchemaSvg.of("Chinook", SampleSchemas.chinook(), List.of()));
        List<String> classes = ofClass(svg, "key").stream()
                .filter(key -> key.hasAttribute("data-key"))
                .map(key -> key.getAttribute("class"))
                .toList();

        assertThat(classes).containsOnlyOnce("key no-action by-database", "key restrict by-database",
                "key set-default by-database");
        assertThat(classes).filteredOn("key cascade by-us unenforced"::equals).hasSize(2);
        assertThat(classes).filteredOn("key cascade by-us"::equals).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<b>&amp;\"'", "]]>", "</script><script>alert(1)</script>", "<!--", "-->", "日本語🎉",
            "a\nb\tc", "{{data}} $1 \\u003c", "\u0001\u0000", "\ud800", "\uffff\u0085", "a.b.c", ".", ""})
    void anyName(String name) throws Exception {
        Document svg = parse(SchemaSvg.of(name, List.of(
                SampleSchemas.key(name, name, "parent" + name, CASCADE)), List.of("other.t")));

        assertThat(texts(svg, "table")).anyMatch(text -> text.strip().startsWith(readable("main." + name)));
        assertThat(texts(svg, "row")).anyMatch(text -> text.startsWith(readable(name) + " → ")
                || name.length() > 20);
    }

    private static String readable(String name) {
        return Shown.text(name);
    }

    @Test
    void longNamesAreShortenedInBoxesOnly() throws Exception {
        String name = "x".repeat(100) + "_end";
        Document svg = parse(SchemaSvg.of("long", List.of(), List.of(name)));

        assertThat(texts(svg, "name").get(0)).hasSize(Box.LONGEST_NAME).contains("…").endsWith("_end");
        assertThat(texts(svg, "table").get(0)).contains(name);
    }

    @Test
    void theSchemaIsNamedOnlyWhereTablesAreInSeveral() throws Exception {
        assertThat(texts(parse(SchemaSvg.of("one", List.of(), List.of("shop.a", "shop.b"))), "name"))
                .containsExactlyInAnyOrder("a", "b");
        assertThat(texts(parse(SchemaSvg.of("two", List.of(), List.of("shop.a", "audit.b"))), "name"))
                .containsExactlyInAnyOrder("shop.a", "audit.b");
    }

    @Test
    void nothingIsLoadedFromElsewhere() {
        String svg = SchemaSvg.of("Chinook", SampleSchemas.chinook(), List.of());

        assertThat(svg.replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
                .doesNotContain("http", "href", "url(", "@import", "<script", "<image", "<use");
    }
}
