package org.cascadejdbc.it.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever types URLs makes engines, one for each that differs in an option, of whatever he names: of large relations files, and of
 * schemas of his own. What they keep goes before memory runs out, and a file is kept once.
 */
@Timeout(180)
class ManyUrlsIT {
    private static final int URLS = 60;
    private static final int FILLING = 3_900_000;
    private static final int COLUMNS = 150;
    private static final int TABLES = 150;

    @TempDir
    Path directory;

    @Test
    void besideALargeRelationsFile() throws Exception {
        String url = database(0);
        Path relations = Files.writeString(directory.resolve("relations.sql"),
                "ALTER TABLE c ADD FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE;\n" + "-- filling\n".repeat(FILLING / 11));

        assertThat(run("jdbc:cascade:" + url + "?cascade.relations=" + relations + "&cascade.maxRows=", 60)).isEqualTo("120");
    }

    @Test
    void ofALargeSchema() throws Exception {
        assertThat(run("jdbc:cascade:" + database(TABLES) + "?cascade.noAction=cascade&cascade.maxRows=", URLS)).isEqualTo("120");
    }

    private String database(int more) throws SQLException {
        String url = "sqlite:" + directory.resolve("many.db");
        try (Connection connection = DriverManager.getConnection("jdbc:" + url); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("CREATE TABLE p (id INTEGER PRIMARY KEY)");
            statement.executeUpdate("CREATE TABLE c (id INTEGER PRIMARY KEY, p INT" + (more == 0 ? "" : " REFERENCES p (id)") + ")");
            statement.executeUpdate("CREATE INDEX c_p ON c (p)");
            for (int i = 1; i <= more; i++) {
                String columns = IntStream.range(0, COLUMNS).mapToObj(c -> ", column_" + c).collect(Collectors.joining());
                statement.executeUpdate("CREATE TABLE more_" + i + " (id INTEGER PRIMARY KEY" + columns + ")");
            }
            for (int i = 1; i <= URLS; i++) {
                statement.executeUpdate("INSERT INTO p VALUES (" + i + ")");
                statement.executeUpdate("INSERT INTO c VALUES (" + i + ", " + i + ")");
            }
            connection.commit();
        }
        return url;
    }

    private static String run(String url, int urls) throws Exception {
        String java = ProcessHandle.current().info().command().orElse("java");
        Process process = new ProcessBuilder(java, "-Xmx64m", "-cp", System.getProperty("java.class.path"),
                        ManyUrls.class.getName(), url, String.valueOf(urls))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }
}
