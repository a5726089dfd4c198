package org.cascadejdbc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is understood, what is not, and what is said then; the tests of the jar are in CliIT. */
class ArgumentsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();

    @TempDir
    Path directory;

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(loader);
    }

    private int run(Map<String, String> environment, String... arguments) {
        Secrets secrets = Secrets.of(List.of(arguments), environment);
        RunContext around = new RunContext(directory, environment, Terminal.none(), secrets);
        return Main.run(around, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private int run(String... arguments) {
        return run(Map.of(), arguments);
    }

    private String shop() throws Exception {
        Path file = directory.resolve("shop.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE p (id INTEGER PRIMARY KEY)");
            statement.executeUpdate("CREATE TABLE c (id INTEGER PRIMARY KEY, p REFERENCES p)");
            statement.executeUpdate("INSERT INTO p VALUES (1), (2)");
            statement.executeUpdate("INSERT INTO c VALUES (1, 1), (2, 1), (3, 2)");
        }
        return "jdbc:sqlite:" + file;
    }

    @Test
    void withoutACommandItSaysWhichThereAre() {
        assertThat(run()).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("demo", "explain", "delete", "keys", "graph", "--help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "explain", "delete", "keys", "graph", "check"})
    void everyCommandExplainsItselfAndTheExitCodes(String command) {
        assertThat(run(command, "--help")).isEqualTo(Exit.DONE);
        assertThat(out.toString()).contains("Usage: cascade-jdbc " + command, "Exit codes:", "not understood", "--drivers");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            keys                                        | --url
            keys --url jdbc:sqlite: --colour            | --colour
            explain --url jdbc:sqlite:                  | DELETE
            explain --url jdbc:sqlite: --json --dot x   | exclusive
            keys --url jdbc:sqlite: --option maxRow=1   | cascade.maxRows
            keys --url jdbc:sqlite: --option maxRows=x  | cascade.maxRows
            keys --url jdbc:sqlite: --option maxRows    | KEY=VALUE
            keys --url jdbc:sqlite:?cascade.foo=1       | cascade.maxRows
            keys --url jdbc:sqlite: --relations no.sql  | no.sql
            keys --url jdbc:sqlite: --drivers missing   | missing
            keys --url jdbc:sqlite: --password          | CASCADE_PASSWORD
            keys --url jdbc:sqlite: --password-env NO   | NO
            delete --url jdbc:sqlite: --json x          | --yes
            check --url jdbc:sqlite: --samples -1       | negative
            check --url jdbc:sqlite: --sql pom.xml      | already
            remove                                      | remove
            """)
    void whatIsNotUnderstoodIsSaidInOneLineThatTeaches(String arguments, String told) {
        assertThat(run(arguments.split(" +"))).as(err.toString()).isEqualTo(Exit.USAGE);
        assertThat(err.toString().lines().findFirst().orElseThrow()).startsWith("error: ").contains(told);
        assertThat(err.toString()).doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--password tiger", "--password=tiger"})
    void aPasswordIsNoArgumentAndIsNotRepeated(String password) {
        String arguments = "keys --url jdbc:sqlite: " + password;
        assertThat(run(arguments.split(" "))).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("--password takes no value").doesNotContain("tiger");
    }

    @Test
    void noEmptyDatabaseIsMadeOfATypingError() {
        Path file = directory.resolve("typo.db");

        assertThat(run("keys", "--url", "jdbc:cascade:sqlite:" + file + "?cascade.maxRows=1")).isEqualTo(Exit.DATABASE);
        assertThat(err.toString()).contains("there is no file " + file);
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";IFEXISTS=FALSE", ";cascade.maxRows=1"})
    void norByH2(String settings) {
        Path file = directory.resolve("typo");

        assertThat(run("keys", "--url", "jdbc:cascade:h2:" + file + settings)).isEqualTo(Exit.DATABASE);
        assertThat(err.toString()).contains("90146"); // its own message cites the URL, and is not shown
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "jdbc:sqlite://me:tiger@db1/shop",
        "jdbc:sqlite:(host=db1,password=tiger)",
        "jdbc:sqlite:?cascade.maxRows=1;password=tiger",
        "jdbc:sqlite:?cascade.relations=x;password=tiger&cascade.relations=y",
        "jdbc:unknown:(host=db1,password=tiger)/shop?cascade.driver=tiger.Driver"
    })
    void noPasswordIsToldByUs(String url) {
        assertThat(run("keys", "--verbose", "--url", url)).isNotEqualTo(Exit.DONE);
        assertThat(err.toString()).isNotEmpty().doesNotContain("=tiger", ":tiger");
    }

    @Test
    void keysAreAnArrayInJson() throws Exception {
        assertThat(run("keys", "--url", shop(), "--json")).isEqualTo(Exit.DONE);
        assertThat(out.toString()).startsWith("[{").contains("\"rule\":\"NO_ACTION\"");
    }

    @Test
    void optionsReachTheLibraryHoweverTheyAreGiven() throws Exception {
        String url = shop();
        for (String[] way : new String[][] {
            {"--url", url, "--option", "noAction=cascade"},
            {"--url", url, "--option", "cascade.noAction=cascade"},
            {"--url", url + "?cascade.noAction=cascade"},
            {"--url", url.replace("jdbc:", "jdbc:cascade:") + "?cascade.noAction=cascade"}
        }) {
            String[] arguments = {"explain", way[0], way[1], way.length > 2 ? way[2] : "--param",
                way.length > 2 ? way[3] : "1", "DELETE FROM p WHERE id = " + (way.length > 2 ? "1" : "?")};
            assertThat(run(arguments)).as(err.toString()).isEqualTo(Exit.DONE);
        }
        assertThat(out.toString().lines().filter(line -> line.startsWith("would delete 3 rows in 2 tables"))).hasSize(4);
    }

    /** All that the driver takes for the name of a file. */
    @ParameterizedTest
    @ValueSource(strings = {
        "$/x.db", "$/x.db?a=b", "$/x.db?journal_mode=wal", "$/x.db?open_mode=6", "$/x.db?OPEN_MODE=70&cache=shared", "file:$/x.db",
        "file:$/x.db?mode=rwc", "file:$/x.db?cache=shared", "file://$/x.db", "file:///$/x.db", "file://localhost$/%78.db",
        "file:$/x.db#a", "file:$/x.db?a=b?c", "file:$/x.db?amode=memory", "file:$/x.db?a=vfs=b", "$/:memory:?a=b", "$/?foo=bar",
        "$/x.db?cascade.maxRows=5"
    })
    void noFileIsMadeOfATypingError(String name) throws Exception {
        for (String prefix : List.of("jdbc:sqlite:", "jdbc:cascade:sqlite:")) {
            for (String command : List.of("keys", "check")) {
                assertThat(run(command, "--url", prefix + name.replace("$", directory.toString()))).isNotEqualTo(Exit.DONE);
            }
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "shop.db", "shop.db?journal_mode=delete", "shop.db?open_mode=1", "shop.db?open_mode=6", "file:$/shop.db",
        "file://$/shop.db?mode=ro", "file:$/%73hop.db", "file:$/shop.db#a", "shop.db?cascade.maxRows=5"
    })
    void aFileThatIsThereIsOpened(String name) throws Exception {
        String url = "jdbc:sqlite:" + (name.startsWith("file:") ? name.replace("$", directory.toString()) : directory.resolve(name));
        shop();
        assertThat(run("keys", "--url", url)).as(err.toString()).isEqualTo(Exit.DONE);
        assertThat(run("keys", "--url", url.replace("jdbc:", "jdbc:cascade:"))).as(err.toString()).isEqualTo(Exit.DONE);
    }

    @Test
    void aFileThatIsOpenedToReadStaysSo() throws Exception {
        String url = shop();
        assertThat(run("delete", "--yes", "--url", url + "?open_mode=1", "DELETE FROM c")).isEqualTo(Exit.DATABASE);
        assertThat(err.toString()).contains("SQLITE_READONLY");
        assertThat(rows(url, "c")).isEqualTo(3);
    }

    @Test
    void relationsMayHaveBlanksInTheirName() throws Exception {
        String url = shop();
        Path file = Files.writeString(directory.resolve("my relations & more.sql"),
                "ALTER TABLE c ADD FOREIGN KEY (p) REFERENCES p (id) ON DELETE SET NULL;");

        assertThat(run("keys", "--url", url, "--relations", file.toString())).as(err.toString()).isEqualTo(Exit.DONE);
        assertThat(out.toString()).contains("SET NULL", "1 by cascade-jdbc");
    }

    @Test
    void withoutATerminalAndWithoutYesNothingIsDeleted() throws Exception {
        String url = shop();

        assertThat(run("delete", "--url", url, "--option", "noAction=cascade", "DELETE FROM p WHERE id = 1"))
                .isEqualTo(Exit.REFUSED);
        assertThat(out.toString()).contains("would delete 3 rows", "Nothing was changed: there is no terminal");
        assertThat(rows(url, "c")).isEqualTo(3);
    }

    private static long rows(String url, String table) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Interruption interruption = Interruption.watching(new PrintWriter(new StringWriter()))) {
            return RowCounts.of(connection, List.of("main." + table), interruption).get("main." + table);
        }
    }

    /** A trigger that deletes more than the explanation can know: nothing of it stays. */
    @Test
    void whatIsNotAsShownIsRolledBack() throws Exception {
        String url = shop();
        try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TRIGGER more AFTER DELETE ON p BEGIN DELETE FROM c; END");
        }
        String[] delete = {"delete", "--yes", "--url", url, "--option", "noAction=cascade", "DELETE FROM p WHERE id = 1"};

        assertThat(run(delete)).as(err.toString()).isEqualTo(Exit.REFUSED);
        assertThat(out.toString()).contains("Rolled back: what went is not what was shown");
        assertThat(rows(url, "c")).isEqualTo(3);
        assertThat(rows(url, "p")).isEqualTo(2);

        String[] uncounted = {"delete", "-y", "--no-count", "--url", url, "--option", "noAction=cascade",
            "DELETE FROM p WHERE id = 1"};
        assertThat(run(uncounted)).as(err.toString()).isEqualTo(Exit.DONE);
        assertThat(out.toString()).contains("Done: the DELETE matched 1 row. The tables' rows were not counted.");
        assertThat(rows(url, "c")).isZero();
    }

    @Test
    void whatDidNotArriveAsItWasTypedIsNotUsed() throws Exception {
        String url = shop();
        for (String broken : List.of("\uFFFD\uFFFD", "\uDCC3\uDCB6", "\uD83D")) {
            assertThat(run("delete", "--yes", "--url", url, "DELETE FROM p WHERE id <> 'Bj" + broken + "rk'"))
                    .isEqualTo(Exit.USAGE);
            assertThat(run(Map.of("CASCADE_PASSWORD", broken), "keys", "--url", url)).isEqualTo(Exit.USAGE);
        }
        assertThat(err.toString()).contains("argument 5 did not arrive", "CASCADE_PASSWORD did not arrive", "-f");
        assertThat(rows(url, "c")).isEqualTo(3);
        assertThat(run("explain", "--url", url, "DELETE FROM p WHERE id = 'Björk \uD83D\uDE00'")).isEqualTo(Exit.DONE);
    }

    @Test
    void theDeleteFromAFileInUtf8() throws Exception {
        String url = shop();
        Path file = directory.resolve("delete.sql");
        Files.writeString(file, "\uFEFFDELETE FROM p\nWHERE id = ? AND 'ö' = 'ö'\n");
        assertThat(run("explain", "--url", url, "-f", file.toString(), "--param", "7")).isEqualTo(Exit.DONE);
        assertThat(out.toString()).contains("'ö' = 'ö'", "would delete 0 rows");
        Files.write(file, new byte[] {'D', (byte) 0xE4});
        assertThat(run("explain", "--url", url, "-f", file.toString())).isEqualTo(Exit.USAGE);
        assertThat(run("explain", "--url", url, "-f", "none.sql")).isEqualTo(Exit.USAGE);
        assertThat(run("explain", "--url", url, "-f", file.toString(), "DELETE FROM p")).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("is not in UTF-8", "none.sql cannot be read", "is given twice");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "DELETE FROM p WHERE id = ? | 0 | has 1 parameter, and 0 values are given",
        "DELETE FROM p WHERE id = ? | 2 | has 1 parameter, and 2 values are given",
        "DELETE FROM p WHERE id = 1 | 1 | has 0 parameters, and 1 value is given",
        "DELETE FROM p WHERE id IN (?, ?) | 1 | has 2 parameters, and 1 value is given",
    })
    void asManyValuesAsParameters(String sql, int values, String message) throws Exception {
        String url = shop();
        for (String command : List.of("explain", "delete")) {
            List<String> arguments = new ArrayList<>(List.of(command, "--url", url, sql));
            for (int i = 0; i < values; i++) {
                arguments.addAll(List.of("--param", "1"));
            }
            assertThat(run(arguments.toArray(String[]::new))).isEqualTo(Exit.USAGE);
        }
        assertThat(err.toString()).contains(message);
    }

    @Test
    void aPageIntoAFolderThatIsNotThere() throws Exception {
        String page = directory.resolve("none").resolve("page.html").toString();
        assertThat(run("graph", "--url", shop(), "--html", page)).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("there is no folder for", "page.html");
    }
}
