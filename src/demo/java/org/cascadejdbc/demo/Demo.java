package org.cascadejdbc.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The demo: what a DELETE breaks, and what it does with cascade-jdbc. It checks all that it tells. */
public final class Demo {
    private Demo() {}

    /** Prints the demo and ends with 1 if it did not come out as told. */
    public static void main(String[] arguments) {
        // Before the first logger exists: the demo's output is the demo's, and nothing else.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        try {
            run(System.out);
        } catch (UnexpectedOutcome e) {
            System.out.flush();
            System.err.println("\nThe demo failed. " + e.getMessage());
            System.exit(1);
        } catch (Exception e) {
            System.out.flush();
            System.err.println("\nThe demo failed:");
            e.printStackTrace();
            System.exit(1);
        }
    }

    /** Tells the whole demo to {@code out}, on databases in a temporary directory that it deletes at the end. */
    public static void run(PrintStream out) throws IOException, SQLException {
        Path directory = Files.createTempDirectory("cascade-jdbc-demo");
        try {
            Report report = new Report(out);
            report.title("cascade-jdbc: DELETE that cascades, on any database");
            new MusicShop(report, directory).tell();
            new Tutorials(report, directory).tell();
            report.blank();
            report.say("All of this was checked while it was told. The README goes on from here.");
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> contents;
        try (Stream<Path> walk = Files.walk(directory)) {
            contents = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path path : contents) {
            Files.delete(path);
        }
    }
}
