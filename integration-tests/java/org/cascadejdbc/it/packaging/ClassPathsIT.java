package org.cascadejdbc.it.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadejdbc.CascadeDriver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.sqlite.JDBC;

/** An application on the class path, as a named module, and two of them with a copy each: the same cascade. */
@Timeout(120)
class ClassPathsIT {
    /** Says what is left, and where it has the library from. */
    private static final String APPLICATION = """
            package application;
            import java.sql.*;
            public final class Main {
                public static void main(String[] arguments) throws SQLException {
                    System.out.println(left());
                }
                public static String left() throws SQLException {
                    try (Connection connection = DriverManager.getConnection("jdbc:cascade:sqlite::memory:?cascade.strategy=emulate");
                            Statement statement = connection.createStatement()) {
                        statement.execute("CREATE TABLE p (id INTEGER PRIMARY KEY)");
                        statement.execute("CREATE TABLE c (p REFERENCES p ON DELETE CASCADE)");
                        statement.execute("INSERT INTO p VALUES (1), (2)");
                        statement.execute("INSERT INTO c VALUES (1), (1), (2)");
                        statement.execute("DELETE FROM p WHERE id = 1");
                        try (ResultSet row = statement.executeQuery("SELECT count(*) FROM c")) {
                            row.next();
                            return row.getInt(1) + " by " + connection.getClass().getModule().getName();
                        }
                    }
                }
            }
            """;

    private static final List<Path> JARS =
            Stream.of(CascadeDriver.class, JDBC.class, Logger.class).map(ClassPathsIT::jarOf).toList();

    @TempDir
    Path directory;

    private Path classes;

    @BeforeEach
    void write() throws IOException {
        classes = directory.resolve("classes");
        Files.createDirectories(directory.resolve("application"));
        Files.writeString(directory.resolve("application/Main.java"), APPLICATION);
        Files.writeString(directory.resolve("module-info.java"),
                "module application { requires java.sql; requires org.cascadejdbc; requires org.slf4j; }");
    }

    @Test
    void onTheClassPath() throws Exception {
        compile("--class-path", path(JARS), "application/Main.java");
        assertThat(run("--class-path", path(with(classes)), "application.Main")).isEqualTo("1 by null");
    }

    /** The smallest runtime that JDBC allows: Flight Recorder is not in it. */
    @Test
    void withoutTheModuleOfFlightRecorder() throws Exception {
        compile("--class-path", path(JARS), "application/Main.java");
        assertThat(run("--limit-modules", "java.sql", "--class-path", path(with(classes)), "application.Main"))
                .isEqualTo("1 by null");
        assertThat(run("--limit-modules", "java.sql", "--list-modules")).doesNotContain("jdk.jfr");
    }

    /**
     * The library's module is automatic, with a name that stays: of the drivers and pools that it may meet most are so, too.
     * Nobody but the application can require SLF4J's module then.
     */
    @Test
    void asNamedModules() throws Exception {
        compile("--module-path", path(JARS), "application/Main.java", "module-info.java");
        assertThat(run("--module-path", path(with(classes)), "--module", "application/application.Main"))
                .isEqualTo("1 by org.cascadejdbc");
    }

    /** As in an application server, where each application brings the version that it likes. */
    @Test
    void twoCopiesSideBySide() throws Exception {
        compile("--class-path", path(JARS), "application/Main.java");
        try (URLClassLoader one = application(); URLClassLoader other = application()) {
            for (URLClassLoader application : List.of(one, other)) {
                Class.forName(CascadeDriver.class.getName(), true, application); // which nobody else does in a server
            }
            for (URLClassLoader application : List.of(one, other, one)) {
                assertThat(application.loadClass("application.Main").getMethod("left").invoke(null))
                        .isEqualTo("1 by null");
            }
            assertThat(one.loadClass(CascadeDriver.class.getName()))
                    .isNotSameAs(other.loadClass(CascadeDriver.class.getName()));
            for (URLClassLoader application : List.of(one, other)) {
                application.loadClass(CascadeDriver.class.getName()).getMethod("deregister").invoke(null);
            }
        }
    }

    private URLClassLoader application() throws IOException {
        List<Path> all = with(classes);
        URL[] urls = new URL[all.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = all.get(i).toUri().toURL();
        }
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private void compile(String... arguments) {
        List<String> all = Stream.concat(
                        Stream.of("-d", classes.toString(), "-Xlint:none"),
                        Stream.of(arguments).map(each ->
                                each.endsWith(".java") ? directory.resolve(each).toString() : each))
                .toList();
        int result = ToolProvider.findFirst("javac").orElseThrow().run(System.out, System.err, all.toArray(String[]::new));
        assertThat(result).as("javac %s", all).isZero();
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()),
                        Stream.of(arguments))
                .toList();
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(told).isZero();
        return told;
    }

    private static List<Path> with(Path more) {
        return Stream.concat(JARS.stream(), Stream.of(more)).toList();
    }

    private static String path(List<Path> entries) {
        return entries.stream().map(Path::toString).collect(Collectors.joining(System.getProperty("path.separator")));
    }

    private static Path jarOf(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }
}
