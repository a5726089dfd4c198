package org.cascadejdbc.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The benchmark of cascade shapes; see the package's description. */
public final class Benchmark {
    private final Options options;
    private final List<Cell> cells = new ArrayList<>();
    private final List<String> servers = new ArrayList<>();

    private Benchmark(Options options) {
        this.options = options;
    }

    /** Takes no arguments: all options are system properties. */
    public static void main(String[] arguments) throws SQLException, IOException {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        System.setProperty("org.slf4j.simpleLogger.log.org.hibernate", "error");
        System.setProperty("org.jboss.logging.provider", "slf4j");
        Locale.setDefault(Locale.ROOT);
        Files.createDirectories(Options.DIRECTORY);
        new Benchmark(Options.fromSystemProperties()).run();
    }

    private void run() throws SQLException, IOException {
        Instant start = Instant.now();
        for (Engine engine : options.engines()) {
            servers.add(version(engine));
            for (Shape shape : options.shapes()) {
                for (Keys keys : options.keys()) {
                    measure(engine, shape, keys);
                }
            }
        }
        String report = new Report(options, servers, cells).markdown();
        Path results = Options.DIRECTORY.resolve("results.md");
        Files.writeString(results, report);
        Files.writeString(Options.DIRECTORY.resolve("chart.svg"), new Chart(cells).svg());
        System.out.println();
        System.out.println(report);
        System.out.printf("%s after %d s%n", results, Duration.between(start, Instant.now()).toSeconds());
    }

    private void measure(Engine engine, Shape shape, Keys keys) throws SQLException {
        try (Fixtures fixtures = new Fixtures(engine, shape, keys, options.ways())) {
            Map<Way, CallCounter.Counts> counts = Cell.count(fixtures);
            if (options.trace()) {
                List.of(Way.OURS, Way.OURS_MULTI).stream()
                        .filter(counts::containsKey)
                        .forEach(way -> trace(fixtures, way, counts.get(way)));
            }
            for (double latency : options.latencies()) {
                if (latency == 0 || engine.overNetwork()) {
                    Cell cell = new Cell(fixtures, latency, options);
                    cell.run(counts);
                    cells.add(cell);
                    System.out.println(progress(cell));
                }
            }
        }
    }

    private static void trace(Fixtures fixtures, Way way, CallCounter.Counts counts) {
        System.out.printf("%n%s %s %s, %s sends:%n", fixtures.engine().label(), fixtures.shape().name(),
                fixtures.keys().label(), way.label());
        counts.texts().forEach(text -> System.out.println("    " + text.replace("\n", "\n    ")));
    }

    private static String progress(Cell cell) {
        Sample reference = cell.results().get(Way.NATIVE).millis();
        return String.format("%-10s %s %-9s %.1f ms: native %.2f ms", cell.fixtures().engine().label(),
                        cell.fixtures().shape().name(), cell.fixtures().keys().label(), cell.latency(),
                        reference.median())
                + cell.results().values().stream()
                        .filter(result -> result.way() != Way.NATIVE)
                        .map(result -> String.format(" | %s %.2f (n=%d)", result.way().label(),
                                result.ratios().median(), result.ratios().size()))
                        .collect(Collectors.joining());
    }

    private static String version(Engine engine) throws SQLException {
        String url = switch (engine) {
            case POSTGRESQL -> engine.url("public");
            case MYSQL -> engine.url("");
            case SQLITE -> "jdbc:sqlite::memory:";
        };
        try (Connection connection = DriverManager.getConnection(url)) {
            DatabaseMetaData metaData = connection.getMetaData();
            String driver = metaData.getDriverVersion().replaceFirst(" .*", "").replaceFirst("^[^0-9]*", "");
            return engine.label() + " " + metaData.getDatabaseProductVersion().replaceFirst(" .*", "") + " ("
                    + (engine == Engine.MYSQL ? "innodb_native_foreign_keys=ON, " : "") + "driver " + driver + ")";
        }
    }
}
