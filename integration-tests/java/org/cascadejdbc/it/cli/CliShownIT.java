package org.cascadejdbc.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Hidden;
import org.junit.jupiter.api.Test;

/** The packaged command line before a database whose author wants something from who looks at it. */
class CliShownIT extends CliTrial {
    private static String q(String name) {
        return Database.SQLITE.quote(name + Hidden.SOME);
    }

    private String hostile() throws SQLException {
        String url = "jdbc:sqlite:" + directory.resolve("hostile.db");
        try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE " + q("p") + " (" + q("k") + " TEXT PRIMARY KEY)");
            statement.executeUpdate("CREATE TABLE " + q("c") + " (id INTEGER PRIMARY KEY, " + q("k") + " TEXT, CONSTRAINT "
                    + q("f") + " FOREIGN KEY (" + q("k") + ") REFERENCES " + q("p") + " ON DELETE CASCADE)");
            statement.executeUpdate("CREATE TABLE " + q("q") + " (id INTEGER PRIMARY KEY)");
            statement.executeUpdate("CREATE TABLE x (id INTEGER PRIMARY KEY, " + Database.SQLITE.quote("q" + Hidden.SOME + "_id")
                    + " INTEGER)");
            statement.executeUpdate("CREATE TABLE " + q("r") + " (id INTEGER PRIMARY KEY, " + q("k") + " TEXT REFERENCES "
                    + q("p") + ")");
            for (String insert : List.of("INSERT INTO " + q("p") + " VALUES (?)", "INSERT INTO " + q("c") + " VALUES (1, ?)",
                    "INSERT INTO " + q("c") + " VALUES (2, 'gone' || ?)", "INSERT INTO " + q("r") + " VALUES (1, ?)")) {
                try (PreparedStatement prepared = connection.prepareStatement(insert)) {
                    prepared.setString(1, "v" + Hidden.SOME);
                    prepared.executeUpdate();
                }
            }
        }
        return url;
    }

    private void shown(int code, String... arguments) throws Exception {
        assertThat(run(arguments)).as(out + err).isEqualTo(code);
        Hidden.assertShown(String.join(" ", arguments) + " (out)", out);
        Hidden.assertShown(String.join(" ", arguments) + " (err)", err);
    }

    @Test
    void everyCommandShowsWhatIsThere() throws Exception {
        String url = hostile();
        Path delete = Files.writeString(directory.resolve("delete.sql"), "DELETE\n FROM " + q("p"));
        String[] file = {"--url", url, "-f", delete.toString(), "--option", "noAction=cascade"};

        shown(0, "keys", "--url", url);
        assertThat(out.lines().filter(line -> line.contains("p\\u001b[2J"))).as("a line a key").hasSize(2);
        shown(0, "keys", "--json", "--url", url);
        shown(0, "keys", "--suggest", "--url", url);
        assertThat(out).contains("\n-- ALTER TABLE \"x\" ADD FOREIGN KEY (\"q\\u001b[2J").doesNotContain("\nALTER");
        shown(0, with("explain", file));
        assertThat(out).startsWith("DELETE\n FROM \"p\\u001b[2J").contains("cascade-jdbc: ");
        shown(0, with("explain", file, "--json"));
        shown(0, with("explain", file, "--mermaid"));
        shown(0, with("explain", file, "--dot"));
        shown(0, "graph", "--url", url);
        shown(0, "graph", "--dot", "--url", url);
        shown(0, "graph", "--svg", "--url", url);
        shown(0, "graph", "--html", "page.html", "--url", url);
        String page = Files.readString(directory.resolve("page.html"));
        Hidden.assertShown("page", page);
        assertThat(page).as("what its script shows").contains("p\\\\u001b[2J").doesNotContain("\"main.p\\u001b");
        shown(1, "check", "--url", url, "--sql", "repair.sql");
        assertThat(out).contains("orphans").doesNotContain("gonev");
        shown(1, "check", "--url", url, "--samples", "9");
        assertThat(out).contains("gonev\\u001b[2J");
        shown(1, "check", "--json", "--url", url);

        shown(1, with("delete", file));
        shown(1, "delete", "--yes", "--url", url, "-f", delete.toString());
        shown(0, with("delete", file, "--yes"));
        assertThat(out).contains("Done: 3 rows are gone, as planned.");
        shown(0, with("delete", file, "--yes", "--json"));
    }

    /** What is to be run is not escaped: it would not find its table. */
    @Test
    void theRepairInItsFileIsAsItMustBe() throws Exception {
        String url = hostile();
        assertThat(run("check", "--url", url, "--sql", "repair.sql")).isEqualTo(1);
        List<String> statements = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            for (String sql : Files.readString(directory.resolve("repair.sql")).replaceAll("\\A--[^\n]*", "").split(";\n", -1)) {
                if (!sql.isBlank()) {
                    statement.executeUpdate(sql.strip());
                    statements.add(sql);
                }
            }
        }
        assertThat(statements).hasSizeGreaterThan(1).anyMatch(sql -> sql.contains("\u001b"));
        assertThat(run("check", "--url", url)).as(out).isZero();
    }

    @Test
    void errorsAndTheirTraces() throws Exception {
        String url = hostile();
        shown(3, "keys", "--verbose", "--url", "jdbc:sqlite:" + directory.resolve("no.db\u202e"));
        shown(1, "explain", "--verbose", "--url", url, "DELETE FROM " + q("none"));
        shown(1, "delete", "--yes", "--verbose", "--url", url, "--option", "protect=c*", "DELETE FROM " + q("p"));
        shown(1, "explain", "--verbose", "--url", url, "DELETE FROM " + q("p") + " WHERE \u009b1m" + "'");
        shown(2, "keys", "--verbose", "--url", url, "--option", "no\u001b[2J\nERROR\t=x");
        shown(2, "keys", "--url", url, "\u001b[2J\nERROR\t");
        Path folder = Files.createDirectories(directory.resolve("jars\u202e"));
        Files.writeString(folder.resolve("a\u001b[2J\nERROR\t.jar"), "no jar");
        assertThat(run(bare, Map.of(), "keys", "--url", url, "--drivers", folder.toString())).isEqualTo(3);
        Hidden.assertShown("drivers", err);
        assertThat(err).contains("a\\u001b[2J");
    }

    /** In a directory that all write to, nobody else may put a database in the place of ours. */
    @Test
    void theDemosShopIsItsOwners() throws Exception {
        Path temporary = Files.createDirectories(directory.resolve("tmp"));
        Thread watch = new Thread(() -> {
            while (!Thread.interrupted()) {
                try (var files = Files.list(temporary)) {
                    for (Path file : files.filter(each -> each.getFileName().toString().startsWith("cascade-")).toList()) {
                        Files.writeString(directory.resolve("seen"),
                                PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
                    }
                } catch (IOException gone) {
                    // look again
                }
            }
        });
        watch.start();
        assertThat(run(home, Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary), "demo")).as(err).isZero();
        watch.interrupt();
        watch.join();
        assertThat(directory.resolve("seen")).hasContent("rwx------");
        try (var files = Files.list(temporary)) {
            assertThat(files.filter(each -> each.getFileName().toString().startsWith("cascade-"))).as("nothing stays").isEmpty();
        }
    }
}
