package org.cascadejdbc.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.cascadejdbc.it.support.Sbom;
import org.junit.jupiter.api.Test;

/** The packaged command line on SQLite: every command, every exit code. */
class CliIT extends CliTrial {
    // ---- the jar --------------------------------------------------------------------------------------------------

    @Test
    void theJarRunsAndHasNoDriverAndNothingThatIsNotForIt() throws Exception {
        try (JarFile jar = new JarFile(System.getProperty("cascade.cli.jar"))) {
            assertThat(jar.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class")))
                    .contains("org/cascadejdbc/cli/Main.class", "org/cascadejdbc/CascadeDataSource.class")
                    .allMatch(name -> name.matches("(org/cascadejdbc|picocli|org/slf4j)/.*"))
                    .noneMatch(name -> name.startsWith("org/cascadejdbc/spring/"));
            byte[] drivers = jar.getInputStream(jar.getEntry("META-INF/services/java.sql.Driver")).readAllBytes();
            assertThat(new String(drivers, StandardCharsets.UTF_8).strip()).isEqualTo("org.cascadejdbc.CascadeDriver");
            Attributes manifest = jar.getManifest().getMainAttributes();
            assertThat(manifest.getValue(Attributes.Name.MAIN_CLASS)).isEqualTo("org.cascadejdbc.cli.Main");
            assertThat(run("--version")).isZero();
            assertThat(out.strip())
                    .isEqualTo("cascade-jdbc " + manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION))
                    .matches("cascade-jdbc [0-9].*");
        }
    }

    @Test
    void itsListOfWhatIsInItIsTrue() throws Exception {
        assertThat(Sbom.of(System.getProperty("cascade.cli.jar"), "META-INF/sbom/cascade-jdbc-cli.cdx.json")).isEqualTo(new Sbom(
                List.of("com.github.ben-manes.caffeine:caffeine", "com.github.jsqlparser:jsqlparser", "info.picocli:picocli",
                        "org.slf4j:slf4j-api", "org.slf4j:slf4j-simple"),
                List.of()));
    }

    @Test
    void helpTellsTheCommandsAndTheExitCodes() throws Exception {
        assertThat(run("--help")).isZero();
        assertThat(out).contains("demo", "explain", "delete", "keys", "graph", "check", "Exit codes:").doesNotContain("\033");
        assertThat(err).isEmpty();
    }

    // ---- drivers --------------------------------------------------------------------------------------------------

    @Test
    void withoutADriverItSaysWhichToDownload() throws Exception {
        String url = sqlite() + "?password=" + PASSWORD.replace("&", "%26");

        assertThat(run(bare, Map.of(), "keys", "--url", url)).isEqualTo(3);
        assertThat(err).startsWith("error: no JDBC driver for jdbc:sqlite:")
                .contains(bare.resolve("drivers").toString(), "org.xerial:sqlite-jdbc", "--drivers")
                .hasLineCount(1);
        assertThat(run(bare, Map.of(), "demo")).isEqualTo(3);
        assertThat(err).contains("org.xerial:sqlite-jdbc");

        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
        Path jar = copy(org.sqlite.JDBC.class, elsewhere);
        assertThat(run(bare, Map.of(), "keys", "--url", url, "--drivers", elsewhere.toString())).as(err).isZero();
        assertThat(run(bare, Map.of(), "keys", "--url", url, "--drivers", jar.toString())).as(err).isZero();
    }

    // ---- commands on SQLite ---------------------------------------------------------------------------------------

    /** A folder of downloads may have anything in it. */
    @Test
    void aJarBesideOursIsNotRun() throws Exception {
        Path downloads = Files.createDirectories(directory.resolve("downloads"));
        Files.copy(home.resolve("cascade-jdbc-cli.jar"), downloads.resolve("cascade-jdbc-cli.jar"));
        copy(org.sqlite.JDBC.class, downloads);
        copy(org.sqlite.JDBC.class, Files.createDirectories(directory.resolve("drivers"))); // the current directory's

        assertThat(run(downloads, Map.of(), "keys", "--url", sqlite())).isEqualTo(3);
        assertThat(err).contains("no JDBC driver", downloads.resolve("drivers").toString());
    }

    /** PostgreSQL's driver warns by a logger of its own. */
    @Test
    void whatDriversLogIsNotShownEither() throws Exception {
        assertThat(run("keys", "--url", "jdbc:postgresql://127.0.0.1:me4711/shop")).isEqualTo(3);
        assertThat(err).contains("(not shown, as it may cite the URL");
    }

    /** What is typed is the application's: what a URL may not do, it may, and nothing is given twice. */
    @Test
    void optionsAreNotTheUrls() throws Exception {
        String url = sqlite();
        Path relations = Files.writeString(directory.resolve("relations.sql"),
                "ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE SET NULL;");
        Map<String, String> bounded = Map.of("JAVA_TOOL_OPTIONS", "-Dcascade.relationsFromUrl=classpath");

        assertThat(run(home, bounded, "keys", "--url", url, "--relations", relations.toString())).as(err).isZero();
        assertThat(out).contains("SET NULL");
        assertThat(run(home, bounded, "keys", "--url", url + "?cascade.relations=" + relations)).isEqualTo(2);
        assertThat(err).contains("which the URL names, cannot be used", "may be named by a URL");
        assertThat(run("keys", "--url", url + "?cascade.strategy=native", "--option", "strategy=emulate")).isEqualTo(2);
        assertThat(err).contains("cascade.strategy is in the URL already");
        assertThat(run("keys", "--url", url.replace("sqlite", "unknown"), "--option", "driver=org.sqlite.JDBC")).isEqualTo(3);
        assertThat(err).contains("does not accept the URL");
        assertThat(run("keys", "--url", url.replace("sqlite", "unknown") + "?cascade.driver=org.sqlite.JDBC")).isEqualTo(1);
        assertThat(err).contains("names another database");
    }

    @Test
    void demo() throws Exception {
        assertThat(run("demo", "--file", "my.db")).as(err).isZero();
        assertThat(out).contains(
                "4 albums now belong to an artist that does not exist",
                "would delete 69 rows in 4 tables and change 10 rows",
                "DELETE FROM",
                "Done: 69 rows are gone, as planned.");
        assertThat(rows("jdbc:sqlite:" + directory.resolve("my.db"), "artist")).isEqualTo(2);
        assertThat(run("demo", "--file", "my.db")).isEqualTo(2);
        assertThat(err).contains("is there already");
        assertThat(run("demo")).isZero();
    }

    @Test
    void explainInAllFormatsChangesNothing() throws Exception {
        String url = sqlite();
        String delete = "DELETE FROM customer WHERE id = ?";
        String[] common = {"--url", url, "--option", "noAction=cascade", "--param", "1", delete};

        assertThat(run(with("explain", common))).as(err).isZero();
        assertThat(out).startsWith(delete).contains("would delete 5 rows in 3 tables", "cascade-jdbc: ");
        assertThat(run(with("explain", common, "--json"))).isZero();
        assertThat(out).startsWith("{\"sql\":\"DELETE FROM customer").contains("\"deletedRows\":5");
        assertThat(run(with("explain", common, "--mermaid"))).isZero();
        assertThat(out).startsWith("flowchart TD").contains("==>");
        assertThat(run(with("explain", common, "--dot"))).isZero();
        assertThat(out).startsWith("digraph cascade {").endsWith("}\n");
        assertThat(rows(url, "item")).isEqualTo(3);
    }

    @Test
    void aDeleteThatWouldFailEndsWithOne() throws Exception {
        String url = sqlite();

        assertThat(run("explain", "--url", url, "DELETE FROM customer WHERE id = 1")).isEqualTo(1);
        assertThat(out).contains("would FAIL");
        assertThat(run("delete", "--yes", "--url", url, "DELETE FROM customer WHERE id = 1")).isEqualTo(1);
        assertThat(out).contains("Nothing was changed: the DELETE would fail.");
        assertThat(run("explain", "--url", url, "UPDATE customer SET name = 'x'")).isEqualTo(1);
        assertThat(err).startsWith("error: ").hasLineCount(1);
        assertThat(rows(url, "customer")).isEqualTo(2);
    }

    @Test
    void deleteAsksAndWithoutATerminalRefuses() throws Exception {
        String url = sqlite();
        String[] common = {"--url", url, "--option", "noAction=cascade", "DELETE FROM customer WHERE id = 1"};

        assertThat(run(with("delete", common))).isEqualTo(1);
        assertThat(out).contains("there is no terminal to ask on");
        assertThat(rows(url, "customer")).isEqualTo(2);

        assertThat(run(with("delete", common, "--yes"))).as(err).isZero();
        assertThat(out).contains("Done: 5 rows are gone, as planned.");
        assertThat(out.lines().map(line -> line.replaceAll(" +", " "))).contains(
                "table before after gone planned", "main.item 3 1 2 2", "main.orders 3 1 2 2", "main.customer 2 1 1 1");
        assertThat(err).doesNotContain("\033");
        assertThat(rows(url, "item")).isEqualTo(1);

        assertThat(run(with("delete", common, "--yes"))).isZero();
        assertThat(out).contains("the DELETE matches no row");
    }

    @Test
    void deleteInJson() throws Exception {
        String url = sqlite();

        assertThat(run("delete", "--yes", "--json", "--url", url, "--option", "noAction=cascade", "DELETE FROM customer"))
                .as(err).isZero();
        assertThat(out).startsWith("{\"deleted\":true,\"matched\":2,\"tables\":[{\"table\":\"main.item\",\"planned\":3,")
                .contains("\"before\":3,\"after\":0,\"gone\":3", "\"plan\":{\"sql\":").hasLineCount(1);
        assertThat(rows(url, "customer")).isZero();
    }

    @Test
    void keysAndGraph() throws Exception {
        String url = sqlite();
        Path relations = Files.writeString(directory.resolve("relations.sql"),
                "ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE SET NULL;");

        assertThat(run("keys", "--url", url, "--relations", relations.toString())).as(err).isZero();
        assertThat(out.replaceAll(" +", " "))
                .contains("\nmain.orders (customer_id) main.customer (id) NO ACTION SET NULL cascade-jdbc yes no ");
        assertThat(out).contains("2 keys: 1 carried out by the database, 1 by cascade-jdbc");
        assertThat(run("keys", "--json", "--url", url)).isZero();
        assertThat(out).startsWith("[{\"name\":").contains("\"rule\":\"CASCADE\"").endsWith("]\n");
        assertThat(run("graph", "--url", url)).isZero();
        assertThat(out).startsWith("flowchart TD").contains("==>", "-.->");
        assertThat(run("graph", "--dot", "--url", url)).isZero();
        assertThat(out).startsWith("digraph cascade {");
        assertThat(run("graph", "--svg", "--url", url)).isZero();
        assertThat(out).contains("<svg ").endsWith("</svg>\n");
        Path page = directory.resolve("schema.html");
        assertThat(run("graph", "--html", page.toString(), "--url", url)).isZero();
        assertThat(out).contains("schema.html");
        assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>").contains("customer");
        Files.writeString(page, "mine");
        assertThat(run("graph", "--html", page.toString(), "--url", url)).isEqualTo(2);
        assertThat(err).contains("is there already; --force");
        assertThat(page).hasContent("mine");
        assertThat(run("graph", "--html", page.toString(), "--force", "--url", url)).isZero();
        assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>");
        assertThat(run("keys", "--suggest", "--url", url)).isZero();
        assertThat(out).startsWith("--");
    }

    @Test
    void checkWritesARepairThatItDoesNotRun() throws Exception {
        String url = sqlite();
        try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE INDEX i1 ON orders (customer_id)");
            statement.executeUpdate("CREATE INDEX i2 ON item (order_id)");
            statement.executeUpdate("INSERT INTO item VALUES (999, 99)");
        }

        assertThat(run("check", "--url", url, "--sql", "repair.sql")).as(err).isEqualTo(1);
        assertThat(out).contains("ERROR orphans: ", "Nothing was changed.").doesNotContain("999");
        assertThat(err).contains("repair.sql: read them");
        assertThat(run("check", "--url", url, "--samples", "1")).as(err).isEqualTo(1);
        assertThat(out).contains("e.g. id = 999");
        assertThat(rows(url, "item")).isEqualTo(4);

        String repair = Files.readString(directory.resolve("repair.sql")).replaceAll("(?m)^--.*", "");
        try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            for (String sql : repair.split(";\\n", -1)) {
                if (!sql.isBlank()) {
                    statement.executeUpdate(sql);
                }
            }
        }
        assertThat(rows(url, "item")).isEqualTo(3);
        assertThat(run("check", "--json", "--url", url)).as(out).isZero();
        assertThat(out).startsWith("{\"database\":\"SQLite").contains("\"healthy\":true").hasLineCount(1);
        assertThat(run("check", "--url", url, "--sql", "repair.sql")).isEqualTo(2);
    }

    @Test
    void whatTheDatabaseSaysEndsWithThree() throws Exception {
        Path file = Files.writeString(directory.resolve("no.db"), "This is no database at all. ".repeat(50));

        assertThat(run("keys", "--url", "jdbc:sqlite:" + file)).isEqualTo(3);
        assertThat(err).startsWith("error: ").hasLineCount(1);
        assertThat(run("keys", "--verbose", "--url", "jdbc:sqlite:" + file)).isEqualTo(3);
        assertThat(err).contains("\tat org.cascadejdbc.");
        assertThat(run("keys", "--url", "jdbc:sqlite:" + directory.resolve("missing.db"))).isEqualTo(3);
        assertThat(run("keys")).isEqualTo(2);
    }
}
