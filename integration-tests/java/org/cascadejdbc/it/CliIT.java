package org.cascadejdbc.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The command line as a user has it: the packaged jar, drivers beside it, each command a process. */
@Timeout(300)
class CliIT {
    private static final String PASSWORD = "tiger&4711";
    private static final String[] SHOP = {
        "CREATE TABLE customer (id INTEGER PRIMARY KEY, name VARCHAR(20))",
        "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER,"
                + " FOREIGN KEY (customer_id) REFERENCES customer (id))",
        "CREATE TABLE item (id INTEGER PRIMARY KEY, order_id INTEGER,"
                + " FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE)",
        "INSERT INTO customer VALUES (1, 'one'), (2, 'two')",
        "INSERT INTO orders VALUES (10, 1), (11, 1), (20, 2)",
        "INSERT INTO item VALUES (100, 10), (101, 10), (200, 20)"
    };

    /** The jar with drivers beside it, and one without. */
    @TempDir
    private static Path home;

    @TempDir
    private static Path bare;

    @TempDir
    private Path directory;

    private String out;
    private String err;

    @BeforeAll
    static void install() throws Exception {
        Path jar = Path.of(System.getProperty("cascade.cli.jar"));
        Files.copy(jar, home.resolve("cascade-jdbc-cli.jar"));
        Files.copy(jar, bare.resolve("cascade-jdbc-cli.jar"));
        Path drivers = Files.createDirectories(home.resolve("drivers"));
        copy(org.sqlite.JDBC.class, home);
        copy(org.postgresql.Driver.class, drivers);
        copy(com.mysql.cj.jdbc.Driver.class, drivers);
    }

    private static Path copy(Class<?> driver, Path to) throws IOException {
        Path jar = Path.of(driver.getProtectionDomain().getCodeSource().getLocation().getPath());
        return Files.copy(jar, to.resolve(jar.getFileName()));
    }

    /** Whatever a test did: no password is in what was printed. */
    @AfterEach
    void nothingSecretWasPrinted() {
        assertThat(out + err).doesNotContain(PASSWORD, "tiger%264711", "4711");
    }

    private int run(String... arguments) throws IOException, InterruptedException {
        return run(home, Map.of(), arguments);
    }

    private int run(Path from, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar", from.resolve("cascade-jdbc-cli.jar").toString()));
        command.addAll(List.of(arguments));
        Path outFile = directory.resolve("out");
        Path errFile = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Files.writeString(directory.resolve("in"), "y\n").toFile()))
                .redirectOutput(outFile.toFile())
                .redirectError(errFile.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CASCADE_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        out = Files.readString(outFile);
        err = Files.readString(errFile);
        return process.exitValue();
    }

    private String sqlite() throws SQLException {
        String url = "jdbc:sqlite:" + directory.resolve("shop.db");
        try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            for (String sql : SHOP) {
                statement.executeUpdate(sql);
            }
        }
        return url;
    }

    private static long rows(String url, String table) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                var count = statement.executeQuery("SELECT count(*) FROM " + table)) {
            count.next();
            return count.getLong(1);
        }
    }

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

    private static String[] with(String command, String[] common, String... more) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(more));
        all.addAll(List.of(common));
        return all.toArray(String[]::new);
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
        assertThat(out.lines().map(line -> line.replaceAll(" +", " ")).toList().get(1))
                .startsWith("main.orders (customer_id) main.customer (id) NO ACTION SET NULL cascade-jdbc yes no");
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
        assertThat(out).contains("ERROR orphans: ", "999", "Nothing was changed.");
        assertThat(err).contains("repair.sql: read them");
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

    // ---- servers --------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MYSQL"})
    void onAServer(Database database) throws Exception {
        try (Space space = Space.create(database)) {
            for (String sql : SHOP) {
                space.run(sql);
            }
            Map<String, String> environment = Map.of("CASCADE_URL", space.url());
            String[] common = {"--option", "noAction=cascade", "--param", "1", "DELETE FROM customer WHERE id = ?"};

            assertThat(run(home, environment, with("explain", common))).as(err).isZero();
            assertThat(out).contains("would delete 5 rows in 3 tables");
            assertThat(run(home, environment, "keys", "--option", "noAction=cascade")).as(err).isZero();
            assertThat(out).contains("customer_id", "NO ACTION", "CASCADE", "cascade-jdbc");
            assertThat(run(home, environment, with("delete", common, "--yes"))).as(err).isZero();
            assertThat(out).contains("Done: 5 rows are gone, as planned.");
            assertThat(rows(space.url(), "item")).isEqualTo(1);
        }
    }

    /** However the password is given, and whatever the driver says of it. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MYSQL"})
    void aPasswordIsNowhereInTheOutput(Database database) throws Exception {
        String url = Servers.url(database).replaceFirst("\\?.*", "");
        String encoded = PASSWORD.replace("&", "%26");

        for (String[] arguments : new String[][] {
            {"keys", "--verbose", "--url", url, "--user", "nobody"},
            {"keys", "--verbose", "--url", url, "--user", "nobody", "--password-env", "MINE"},
            {"keys", "--verbose", "--url", url + "?user=nobody&password=" + encoded},
            {"keys", "--verbose", "--url", "jdbc:cascade:" + url.substring(5) + "?user=nobody&password=" + encoded},
            {"keys", "--verbose", "--url", url.replace("//", "//nobody:" + encoded + "@")},
            {"keys", "--verbose", "--url", url.replaceFirst("//[^/]*", "//[[" + encoded) + "?password=" + encoded},
            {"keys", "--verbose", "--url", url.replace("jdbc:", "jdbc:x") + "?password=" + encoded}
        }) {
            assertThat(run(home, Map.of("CASCADE_PASSWORD", PASSWORD, "MINE", PASSWORD), arguments))
                    .as(String.join(" ", arguments) + "\n" + out + err)
                    .matches(code -> code == 3 || (code == 0 && database == Database.POSTGRESQL));
            nothingSecretWasPrinted();
        }
        assertThat(run("keys", "--url", url, "--password", PASSWORD)).isEqualTo(2);
        nothingSecretWasPrinted();
        assertThat(run("keys", "--url", url, "--password=" + PASSWORD)).isEqualTo(2);
    }
}
