package org.cascadejdbc.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a user has it: the packaged jar, drivers in their folder, each command a process of its own. */
@Timeout(300)
public abstract class CliTrial {
    static final String PASSWORD = "tiger&4711";
    static final String[] SHOP = {
        "CREATE TABLE customer (id INTEGER PRIMARY KEY, name VARCHAR(20))",
        "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER,"
                + " FOREIGN KEY (customer_id) REFERENCES customer (id))",
        "CREATE TABLE item (id INTEGER PRIMARY KEY, order_id INTEGER,"
                + " FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE)",
        "INSERT INTO customer VALUES (1, 'one'), (2, 'two')",
        "INSERT INTO orders VALUES (10, 1), (11, 1), (20, 2)",
        "INSERT INTO item VALUES (100, 10), (101, 10), (200, 20)"
    };

    /** The jar with drivers in their folder, and one without. */
    @TempDir
    protected static Path home;

    @TempDir
    static Path bare;

    @TempDir
    Path directory;

    protected String out;
    protected String err;

    @BeforeAll
    static void install() throws Exception {
        Path jar = Path.of(System.getProperty("cascade.cli.jar"));
        Files.copy(jar, home.resolve("cascade-jdbc-cli.jar"));
        Files.copy(jar, bare.resolve("cascade-jdbc-cli.jar"));
        Path drivers = Files.createDirectories(home.resolve("drivers"));
        copy(org.sqlite.JDBC.class, drivers);
        copy(org.postgresql.Driver.class, drivers);
        copy(com.mysql.cj.jdbc.Driver.class, drivers);
        copy(org.mariadb.jdbc.Driver.class, drivers);
    }

    static Path copy(Class<?> driver, Path to) throws IOException {
        Path jar = Path.of(driver.getProtectionDomain().getCodeSource().getLocation().getPath());
        return Files.copy(jar, to.resolve(jar.getFileName()));
    }

    /** Whatever a test did: no password is in what was printed. */
    @AfterEach
    void nothingSecretWasPrinted() {
        assertThat(out + err).doesNotContain(PASSWORD, "tiger%264711", "4711");
    }

    int run(String... arguments) throws IOException, InterruptedException {
        return run(home, Map.of(), arguments);
    }

    protected int run(Path from, Map<String, String> environment, String... arguments)
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

    String sqlite() throws SQLException {
        String url = "jdbc:sqlite:" + directory.resolve("shop.db");
        try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            for (String sql : SHOP) {
                statement.executeUpdate(sql);
            }
        }
        return url;
    }

    static long rows(String url, String table) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                var count = statement.executeQuery("SELECT count(*) FROM " + table)) {
            count.next();
            return count.getLong(1);
        }
    }

    static String[] with(String command, String[] common, String... more) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(more));
        all.addAll(List.of(common));
        return all.toArray(String[]::new);
    }
}
