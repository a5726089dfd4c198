package org.cascadejdbc.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What is typed is what is deleted, whatever the locale, and Ctrl-C leaves all as it was. */
@DisabledOnOs(OS.WINDOWS) // whose arguments are UTF-16, and which has no signals
class CliTypedIT extends CliTrial {
    private static final String OTHERS = "DELETE FROM customer WHERE name <> 'Björk'";

    /** Of a script of the shell, so that the bytes are those that a person would type, whatever the locale of the tests. */
    private Process start(String locale, String... arguments) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String line = Stream.concat(
                        Stream.of(java, "-jar", home.resolve("cascade-jdbc-cli.jar").toString()), Stream.of(arguments))
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        // A program that somebody started in the background ignores Ctrl-C, and so does what it starts.
        Path script = Files.writeString(
                directory.resolve("typed.sh"), "exec perl -e '$SIG{INT} = \"DEFAULT\"; exec @ARGV' " + line + "\n");
        ProcessBuilder builder = new ProcessBuilder("sh", script.toString())
                .directory(directory.toFile())
                .redirectInput(Files.writeString(directory.resolve("in"), OTHERS).toFile())
                .redirectOutput(new File(directory.toFile(), "out"))
                .redirectError(new File(directory.toFile(), "err"));
        builder.environment().put("LC_ALL", locale);
        return builder.start();
    }

    private int end(Process process) throws Exception {
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        out = Files.readString(directory.resolve("out"));
        err = Files.readString(directory.resolve("err"));
        return process.exitValue();
    }

    private String names(String... sql) throws Exception {
        String url = sqlite();
        try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE customer SET name = 'Björk' WHERE id = 1");
            for (String each : sql) {
                statement.executeUpdate(each);
            }
        }
        return url;
    }

    @Test
    void argumentsThatTheLocaleDoesNotKnow() throws Exception {
        String url = names();
        assertThat(end(start("C", "delete", "--yes", "--option", "noAction=cascade", "--url", url, OTHERS))).isEqualTo(2);
        assertThat(err).contains("did not arrive as it was typed", "C.UTF-8", "-f");
        assertThat(rows(url, "customer")).isEqualTo(2);
    }

    @Test
    void theStandardInputIsInUtf8() throws Exception {
        String url = names();
        assertThat(end(start("C", "delete", "--yes", "--option", "noAction=cascade", "--url", url, "-f", "-")))
                .as(() -> err).isZero();
        assertThat(out).contains("'Björk'");
        assertThat(rows(url, "customer WHERE name = 'Björk'")).isEqualTo(1);
        assertThat(rows(url, "customer")).isEqualTo(1);
    }

    @Test
    void controlC() throws Exception {
        String url = names("CREATE TABLE n (n int)", "INSERT INTO n WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1"
                + " FROM r WHERE n < 2000) SELECT n FROM r", "CREATE TRIGGER doze BEFORE DELETE ON item BEGIN"
                + " SELECT COUNT(*) FROM n AS a, n AS b, n AS c WHERE a.n + b.n = c.n + 0.5; END");
        Process process =
                start("C", "delete", "--yes", "--option", "noAction=cascade", "--url", url, "DELETE FROM customer WHERE id = 1");
        Path planned = directory.resolve("out");
        for (int i = 0; i < 300 && !Files.readString(planned).contains("would delete"); i++) {
            assertThat(process.waitFor(100, TimeUnit.MILLISECONDS)).isFalse();
        }
        assertThat(process.waitFor(1, TimeUnit.SECONDS)).isFalse();
        long before = System.nanoTime();
        assertThat(new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor()).isZero();
        assertThat(end(process)).isEqualTo(130);
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - before)).as("it is cancelled").isLessThan(8);
        assertThat(err).contains("Interrupted: nothing was changed.");
        assertThat(rows(url, "customer")).isEqualTo(2);
        assertThat(rows(url, "item")).isEqualTo(3);
    }
}
