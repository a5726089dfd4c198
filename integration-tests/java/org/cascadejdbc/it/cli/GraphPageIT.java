package org.cascadejdbc.it.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.cascadejdbc.ForeignKeyInfo;
import org.cascadejdbc.cli.graph.SampleSchemas;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The graph page in a real browser: what is shown, that it asks nothing of a network, and that no script fails. */
@Timeout(300)
class GraphPageIT {
    private static final Pattern TABLE =
            Pattern.compile("<g class=\"table([^\"]*)\" data-table=\"\\d+\"[^>]*>\\s*<title>([^<]*)</title>");
    private static final Pattern LISTED = Pattern.compile("<li class=\"\"( hidden=\"\")?><a [^>]*>([^<]*)<small");

    private static Chromium browser;

    @TempDir
    private Path directory;

    @BeforeAll
    static void find() {
        browser = Chromium.find();
    }

    private static String chinook() {
        return PackagedPage.of("Chinook", SampleSchemas.chinook(), List.of("main.Settings"));
    }

    private Path write(String page) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "graph", ".html"), page);
    }

    private String open(String page, String fragment, String... options) throws IOException, InterruptedException {
        Chromium.Outcome outcome = browser.open(write(page), fragment, options);
        assertThat(outcome.console()).isEmpty();
        assertThat(outcome.requests()).isEmpty();
        return outcome.dom();
    }

    /** A page with a script of the test's own, which its policy lets run. */
    private static String withScript(String page, String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            String allowed = "script-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "' ";
            return page.replace("script-src ", allowed).replace("</body>", "<script>" + script + "</script></body>");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> tables(String dom, String wanted) {
        return TABLE.matcher(dom).results()
                .filter(table -> List.of(table.group(1).strip().split(" ")).contains(wanted))
                .map(table -> table.group(2).replaceFirst("^main\\.", ""))
                .toList();
    }

    private static List<String> listed(String dom) {
        return LISTED.matcher(dom).results()
                .filter(entry -> entry.group(1) == null)
                .map(entry -> entry.group(2))
                .toList();
    }

    private static String element(String dom, String id) {
        Matcher matcher = Pattern.compile("<(\\w+)[^>]* id=\"" + id + "\"[^>]*>|<(\\w+) id=\"" + id + "\"[^>]*>")
                .matcher(dom);
        assertThat(matcher.find()).as(id).isTrue();
        String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return dom.substring(matcher.start(), dom.indexOf("</" + name + ">", matcher.start()));
    }

    private static String text(String dom, String id) {
        return element(dom, id).replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").strip();
    }

    // ---- what a DELETE reaches --------------------------------------------------------------------------------------

    @Test
    void aLinkShowsWhatADeleteReaches() throws Exception {
        String dom = open(chinook(), "#table=main.Artist");

        assertThat(tables(dom, "start")).containsExactly("Artist");
        assertThat(tables(dom, "deleted")).containsExactlyInAnyOrder("Album", "Track", "PlaylistTrack");
        assertThat(tables(dom, "refusing")).containsExactly("InvoiceLine");
        assertThat(tables(dom, "changed")).isEmpty();
        assertThat(tables(dom, "reached"))
                .containsExactlyInAnyOrder("Artist", "Album", "Track", "PlaylistTrack", "InvoiceLine");
        assertThat(Pattern.compile("class=\"key [^\"]*reached").matcher(dom).results()).hasSize(4);
        assertThat(text(dom, "reach"))
                .contains("DELETE FROM Artist It can delete from 3 more tables, can be refused by 1 key.",
                        "Can be refused by (1) InvoiceLine NO ACTION",
                        "Refused if, at the end, a row still references a deleted row of Track.",
                        "Artist → Album → Track → InvoiceLine",
                        "InvoiceLine_TrackId: (TrackId) → Track (id). Watched by the database.",
                        "No index on TrackId: the whole of InvoiceLine is read.",
                        "Deletes as well (3) Album CASCADE Rows of Album that reference a deleted row of Artist",
                        "Carried out by cascade-jdbc. Not declared in the database: a relation says so.",
                        "Not enforced by the database: rows may reference nothing.");
    }

    @Test
    void whatIsSetAndWhatRefersToItself() throws Exception {
        String dom = open(chinook(), "#table=employee"); // without the schema, in any case

        assertThat(tables(dom, "start")).containsExactly("Employee");
        assertThat(tables(dom, "changed")).containsExactlyInAnyOrder("Customer", "Employee");
        assertThat(tables(dom, "deleted")).isEmpty();
        assertThat(text(dom, "reach")).contains("It can change rows of 2 tables.", "Their SupportRepId becomes NULL.",
                "Their ReportsTo becomes its default.");
    }

    @Test
    void aRelationThatOverridesTheDatabase() throws Exception {
        String dom = open(chinook(), "#table=main.Customer");

        assertThat(tables(dom, "deleted")).containsExactlyInAnyOrder("Invoice", "InvoiceLine");
        assertThat(text(dom, "reach")).contains(
                "Carried out by cascade-jdbc. The database declares NO ACTION.", "It references Employee");
    }

    @Test
    void cyclesEnd() throws Exception {
        List<ForeignKeyInfo> cycle = List.of(SampleSchemas.key("b", "a", "a", CASCADE),
                SampleSchemas.key("c", "b", "b", CASCADE), SampleSchemas.key("a", "c", "c", CASCADE));
        String dom = open(PackagedPage.of("cycle", cycle, List.of()), "#table=main.a");

        assertThat(tables(dom, "reached")).containsExactly("a", "b", "c");
        assertThat(text(dom, "reach")).contains(
                "It can delete from 2 more tables, can delete more rows of its own table.", "a → b → c → a");
    }

    @Test
    void aTableThatNothingReferencesOrThatIsNotThere() throws Exception {
        assertThat(text(open(chinook(), "#table=main.Settings"), "reach")).contains("It reaches no other table.");

        String dom = open(chinook(), "#table=nowhere%&search");
        assertThat(tables(dom, "start")).isEmpty();
        assertThat(element(dom, "reach")).startsWith("<section id=\"reach\"").contains("hidden");
        assertThat(listed(dom)).hasSize(12);
    }

    // ---- searching, clicking, typing --------------------------------------------------------------------------------

    @Test
    void theSearchFindsTablesAndColumns() throws Exception {
        String dom = open(chinook(), "#search=ALBUM");

        assertThat(listed(dom)).containsExactly("Album", "Track");
        assertThat(tables(dom, "miss")).hasSize(10).doesNotContain("Album", "Track");
        assertThat(text(dom, "found")).isEqualTo("2 of 12 tables");
        assertThat(listed(open(chinook(), "#search=line%20invoiceid"))).containsExactly("InvoiceLine");
        assertThat(text(open(chinook(), "#search=nothing"), "found")).isEqualTo("0 of 12 tables");
    }

    @Test
    void aClickChoosesATable() throws Exception {
        String click = """
                [...document.querySelectorAll('.table')].find(table => table.textContent.includes('main.Album'))
                  .querySelector('text').dispatchEvent(new MouseEvent('click', { bubbles: true }));
                setTimeout(() => document.getElementById('found').textContent = location.hash, 100);""";
        String dom = open(withScript(chinook(), click), "");

        assertThat(tables(dom, "start")).containsExactly("Album");
        assertThat(text(dom, "found")).isEqualTo("#table=main.Album");
    }

    @Test
    void theKeyboardIsEnough() throws Exception {
        String keys = """
                const press = (target, key) => target
                  .dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
                const search = document.getElementById('search');
                const seen = [];
                press(document.body, '/');
                seen.push(document.activeElement.id);
                search.value = 'invoice';
                search.dispatchEvent(new Event('input'));
                setTimeout(() => {
                  press(search, 'ArrowDown');
                  press(document.activeElement, 'ArrowDown');
                  seen.push(document.activeElement.getAttribute('href'));
                  press(search, 'Enter');
                }, 100);
                setTimeout(() => {
                  seen.push(document.querySelector('.start').getAttribute('aria-label'));
                  press(document.body, 'Escape');
                }, 200);
                setTimeout(() => {
                  seen.push(location.hash);
                  press(document.querySelector('.table'), 'Enter');
                }, 300);
                setTimeout(() => document.getElementById('found').textContent = seen.join(' '), 400);""";
        String dom = open(withScript(chinook(), keys), "");

        assertThat(text(dom, "found"))
                .isEqualTo("search #table=main.InvoiceLine DELETE FROM main.Invoice #search=invoice");
        assertThat(tables(dom, "start")).hasSize(1);
    }

    // ---- any schema, any name ---------------------------------------------------------------------------------------

    @Test
    void fiveHundredTables() throws Exception {
        String page = PackagedPage.of("grown", SampleSchemas.grown(500, 1), List.of());
        String dom = open(page, "#table=main.customer_customer");

        assertThat(TABLE.matcher(dom).results()).hasSize(500);
        assertThat(tables(dom, "start")).containsExactly("customer_customer");
        assertThat(tables(dom, "reached")).hasSizeGreaterThan(20);
    }

    @Test
    void noTableAndOneTable() throws Exception {
        assertThat(listed(open(PackagedPage.of("none", List.of(), List.of()), ""))).isEmpty();
        assertThat(listed(open(PackagedPage.of("one", List.of(), List.of("shop.only")), "#table=only")))
                .containsExactly("only");
    }

    @Test
    void namesAreNeverMarkup() throws Exception {
        String evil = "</script><img src=http://cascade.invalid/ onerror=\"document.title='run'\">&amp;'日本語]]>";
        List<ForeignKeyInfo> keys = List.of(SampleSchemas.key(evil, evil, "parent", CASCADE));
        String dom = open(PackagedPage.of(evil, keys, List.of()), "#table=parent");

        assertThat(dom).doesNotContain("<img", "<title>run");
        assertThat(tables(dom, "deleted")).hasSize(1);
        assertThat(text(dom, "reach")).contains("日本語]]&gt; CASCADE", "&amp;amp;'");
    }

    // ---- what the other tests rely on -------------------------------------------------------------------------------

    @Test
    void thePolicyForbidsAndWithoutItTheProxyWouldTell() throws Exception {
        String loading = chinook().replace("<main>", "<main><img src=\"http://cascade.invalid/picture\">");
        Chromium.Outcome forbidden = browser.open(write(loading), "");
        assertThat(forbidden.requests()).isEmpty();
        assertThat(forbidden.console()).anyMatch(line -> line.contains("Content Security Policy"));

        Chromium.Outcome open = browser.open(write(loading.replace("default-src 'none';", "")), "");
        assertThat(open.requests()).anyMatch(line -> line.contains("cascade.invalid"));
    }

    @Test
    void aScriptThatIsNotThePagesDoesNotRunAndOneThatFailsIsSeen() throws Exception {
        Chromium.Outcome injected = browser.open(
                write(chinook().replace("</main>", "</main><script>document.title = 'run'</script>")), "");
        assertThat(injected.dom()).contains("<title>Chinook</title>");
        assertThat(injected.console()).isNotEmpty();

        Chromium.Outcome failing = browser.open(write(withScript(chinook(), "throw new Error('seen')")), "");
        assertThat(failing.console()).anyMatch(line -> line.contains("seen"));
    }

    /** The policy stops the page's script here, since a browser whose scripts are off takes no pictures. */
    @Test
    void withoutTheScriptThePictureIsThere() throws Exception {
        Path page = write(chinook().replaceFirst("script-src '[^']*'", "script-src 'none'"));
        Path png = directory.resolve("plain.png");

        assertThat(browser.open(page, "#table=main.Artist").dom()).contains("<title>Chinook</title>").doesNotContain(
                "class=\"js\"");
        assertThat(browser.picture(page, "", png).requests()).isEmpty();
        assertThat(reddish(png)).as("lines of CASCADE").isGreaterThan(500);
    }

    @Test
    void lightAndDark() throws Exception {
        Path page = write(chinook());
        Path light = directory.resolve("light.png");
        Path dark = directory.resolve("dark.png");
        browser.picture(page, "", light, "--blink-settings=preferredColorScheme=1");
        browser.picture(page, "", dark, "--blink-settings=preferredColorScheme=0");

        assertThat(brightness(light)).isGreaterThan(230);
        assertThat(brightness(dark)).isLessThan(60);
        assertThat(reddish(light)).isGreaterThan(500);
        assertThat(reddish(dark)).isGreaterThan(500);
    }

    private static double brightness(Path png) throws IOException {
        var image = ImageIO.read(png.toFile());
        long sum = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                sum += new Color(image.getRGB(x, y)).getGreen();
            }
        }
        return (double) sum / image.getHeight() / image.getWidth();
    }

    private static int reddish(Path png) throws IOException {
        var image = ImageIO.read(png.toFile());
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                Color color = new Color(image.getRGB(x, y));
                count += color.getRed() > color.getGreen() + 80 && color.getRed() > color.getBlue() + 80 ? 1 : 0;
            }
        }
        return count;
    }
}
