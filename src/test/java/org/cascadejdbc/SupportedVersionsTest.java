package org.cascadejdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** README's table of what the library runs on is what the build runs it on. */
class SupportedVersionsTest {
    private static final Path MATRIX = Path.of("integration-tests", "stacks", "matrix", "pom.xml");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9.-]+)` \\| ([^|]+) \\| ([^|]+) \\|$");
    private static final Pattern EXECUTION =
            Pattern.compile("<execution>\\s*<id>([^<]+)</id>\\s*<phase>test</phase>(.*?)</execution>", Pattern.DOTALL);
    private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");

    private record Row(String job, String text) {}

    @Test
    void eachRowOfOthersIsAJobAndEachJobARow() throws IOException {
        List<String> jobs = new ArrayList<>();
        Matcher execution = EXECUTION.matcher(Files.readString(MATRIX));
        while (execution.find()) {
            jobs.add(execution.group(1));
        }
        assertThat(jobs).isNotEmpty();
        assertThat(rows().stream().map(Row::job).filter(job -> !isOfTheRoot(job))).containsExactlyInAnyOrderElementsOf(jobs);
    }

    @Test
    void aRowHasItsJobsVersions() throws IOException {
        Matcher execution = EXECUTION.matcher(Files.readString(MATRIX));
        while (execution.find()) {
            String job = execution.group(1);
            String text = rows().stream().filter(row -> row.job().equals(job)).map(Row::text).findFirst().orElseThrow();
            Matcher version = VERSION.matcher(execution.group(2));
            while (version.find()) {
                String found = version.group(1).replace("${mariadb.version}", property("mariadb.version"));
                assertThat(text).as(job).containsPattern(Pattern.quote(found) + "|" + Pattern.quote(found.replaceAll("\\.0$", "")));
            }
        }
    }

    @Test
    void theRootsRowsHaveItsDrivers() throws IOException {
        String text = String.join("\n", rows().stream().filter(row -> isOfTheRoot(row.job())).map(Row::text).toList());
        for (String driver : List.of("postgresql.version", "mysql.version", "mariadb.version", "sqlite.version")) {
            assertThat(text).as(driver).contains(" " + property(driver));
        }
    }

    private static boolean isOfTheRoot(String job) {
        return job.equals("default") || job.equals("mariadb-10.11");
    }

    private static String property(String name) throws IOException {
        Matcher value = Pattern.compile("<" + Pattern.quote(name) + ">([^<]+)</").matcher(Files.readString(Path.of("pom.xml")));
        assertThat(value.find()).as(name).isTrue();
        return value.group(1);
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        String readme = Files.readString(Path.of("README.md"));
        Matcher row = ROW.matcher(readme.substring(readme.indexOf("## What it runs on"), readme.indexOf("## Limits")));
        while (row.find()) {
            rows.add(new Row(row.group(1), row.group(2) + " " + row.group(3)));
        }
        assertThat(rows).isNotEmpty();
        return rows;
    }
}
