package org.cascadejdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** README's table of what the library runs on is what the build runs it on. */
class SupportedVersionsTest {
    private static final Path STACKS = Path.of("integration-tests", "stacks");
    private static final Path MATRIX = STACKS.resolve("matrix").resolve("pom.xml");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9.-]+)` \\| ([^|]+) \\| ([^|]+) \\|$");
    /** A module of the stacks and its framework. */
    private static final Pattern FRAMEWORK = Pattern.compile("(?m)^\\| `([a-z0-9.-]+)` \\| ([^|]+) \\|$");
    private static final Pattern MODULE = Pattern.compile("<module>((?:spring-boot|hibernate)[^<]*)</module>");
    private static final Pattern EXECUTION =
            Pattern.compile("<execution>\\s*<id>([^<]+)</id>\\s*<phase>test</phase>(.*?)</execution>", Pattern.DOTALL);
    private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");

    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");

    private record Row(String job, String text) {}

    @Test
    void eachRowOfOthersIsAJobAndEachJobARow() {
        List<String> jobs = new ArrayList<>();
        Matcher execution = EXECUTION.matcher(read(MATRIX));
        while (execution.find()) {
            jobs.add(execution.group(1));
        }
        assertThat(jobs).isNotEmpty();
        assertThat(rows().stream().map(Row::job).filter(job -> !isOfTheRoot(job)))
                .containsExactlyInAnyOrderElementsOf(jobs);
    }

    @Test
    void aRowHasItsJobsVersions() {
        Matcher execution = EXECUTION.matcher(read(MATRIX));
        while (execution.find()) {
            String job = execution.group(1);
            String text = rows().stream().filter(row -> row.job().equals(job)).map(Row::text).findFirst().orElseThrow();
            Matcher version = VERSION.matcher(execution.group(2));
            while (version.find()) {
                String found = PROPERTY.matcher(version.group(1)).replaceAll(named -> property(named.group(1)));
                assertThat(text)
                        .as(job)
                        .containsPattern(Pattern.quote(found) + "|" + Pattern.quote(found.replaceAll("\\.0$", "")));
            }
        }
    }

    @Test
    void theRootsRowsHaveItsDrivers() {
        String text = String.join("\n", rows().stream().filter(row -> isOfTheRoot(row.job())).map(Row::text).toList());
        for (String driver : List.of("postgresql.version", "mysql.version", "mariadb.version", "sqlite.version")) {
            assertThat(text).as(driver).contains(" " + property(driver));
        }
    }

    @Test
    void eachVersionOfAFrameworkIsAModule() {
        List<String> modules = MODULE.matcher(read(STACKS.resolve("pom.xml")))
                .results()
                .map(module -> module.group(1))
                .toList();
        List<Row> rows = FRAMEWORK.matcher(section())
                .results()
                .map(row -> new Row(row.group(1), row.group(2)))
                .toList();
        assertThat(rows.stream().map(Row::job)).containsExactlyInAnyOrderElementsOf(modules);
        for (Row row : rows) {
            Path pom = STACKS.resolve(row.job()).resolve("pom.xml");
            String boot = property("spring-boot.version", pom)
                    .or(() -> property("spring-boot.version", STACKS.resolve("pom.xml")))
                    .orElseThrow();
            String hibernate = property("hibernate.version", pom).orElse("");
            assertThat(row.text()).as(row.job()).contains("Spring Boot " + boot, hibernate.replace(".Final", ""));
        }
    }

    private static boolean isOfTheRoot(String job) {
        return job.equals("default") || read(Path.of("pom.xml")).contains("<id>" + job + "</id>");
    }

    private static String property(String name) {
        return property(name, Path.of("pom.xml")).orElseThrow();
    }

    private static Optional<String> property(String name, Path pom) {
        return Pattern.compile("<" + Pattern.quote(name) + ">([^<]+)</")
                .matcher(read(pom))
                .results()
                .map(value -> value.group(1))
                .findFirst();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String section() {
        String readme = read(Path.of("README.md"));
        return readme.substring(readme.indexOf("## What it runs on"), readme.indexOf("## Limits"));
    }

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        Matcher row = ROW.matcher(section());
        while (row.find()) {
            rows.add(new Row(row.group(1), row.group(2) + " " + row.group(3)));
        }
        assertThat(rows).isNotEmpty();
        return rows;
    }
}
