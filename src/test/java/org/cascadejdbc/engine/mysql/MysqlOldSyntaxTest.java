package org.cascadejdbc.engine.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No server of MySQL 8.0 is to be had for this build: so the texts are looked at for what the oldest supported one has not. */
class MysqlOldSyntaxTest {
    private static final int OLDEST = 19;
    private static final Path DOCUMENTED = Path.of("src/docs/mysql-8.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| 8\\.0\\.(\\d+) \\| [^|]+ \\| [^|]+ \\|$");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
    /** What the manual says is added in a later version, by that version. */
    private static final Map<String, String> LATER = Map.ofEntries(
            Map.entry("\\bINTERSECT\\b", "8.0.31"),
            Map.entry("\\bEXCEPT\\b", "8.0.31"),
            Map.entry("\\bQUALIFY\\b", "9"),
            Map.entry("\\bTABLESAMPLE\\b", "9"),
            Map.entry("\\bJSON_VALUE\\s*\\(", "8.0.21"),
            Map.entry("\\bAT TIME ZONE\\b", "8.0.22"),
            Map.entry("\\bAS YEAR\\b", "8.0.22"),
            Map.entry("\\bAS (POINT|LINESTRING|POLYGON)\\b", "8.0.24"),
            Map.entry("\\b(NO_)?(JOIN|GROUP|ORDER)_INDEX\\s*\\(|/\\*\\+[^*]*\\bINDEX\\s*\\(", "8.0.20"),
            Map.entry("DERIVED_CONDITION_PUSHDOWN", "8.0.22"),
            Map.entry("\\bIF NOT EXISTS\\b.*\\b(TRIGGER|FUNCTION|PROCEDURE)\\b", "8.0.29"),
            Map.entry("\\b(INTO|AS) NEW\\b", "8.0.19 and not for DELETE"),
            Map.entry("ENFORCED|GENERATE_INVISIBLE_PRIMARY_KEY|sql_generate_invisible", "8.0.30"),
            Map.entry("VECTOR", "9"),
            Map.entry("information_schema\\.TABLES_EXTENSIONS|COLUMNS_EXTENSIONS", "8.0.21"));

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(String directory, Pattern name) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(directory))) {
            return files.filter(file -> name.matcher(file.getFileName().toString()).matches()).sorted().toList();
        }
    }

    /** All that is sent: whole statements of the plans, and whatever stands in quotes in the engine's room. */
    private static String texts() throws IOException {
        List<Path> plans = files("src/test/resources/plans", Pattern.compile("mysql.*\\.sql"));
        List<Path> room = Stream.of("src/main/java/org/cascadejdbc/engine/mysql", "src/main/java/org/cascadejdbc/engine/freezing")
                .flatMap(directory -> {
                    try {
                        return files(directory, Pattern.compile(".*\\.java")).stream();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .filter(file -> !file.endsWith("MysqlFunctions.java")) // words of the user's predicates, which are not ours
                .toList();
        assertThat(plans).hasSizeGreaterThan(10);
        assertThat(room).hasSizeGreaterThan(30);
        Stream<String> literals = room.stream().flatMap(file -> LITERAL.matcher(read(file)).results().map(found -> found.group(1)));
        return Stream.concat(plans.stream().map(MysqlOldSyntaxTest::read), literals).collect(Collectors.joining("\n"));
    }

    @Test
    void nothingIsSentThatCameAfterTheOldestVersion() throws IOException {
        String texts = texts();

        LATER.forEach((words, version) -> assertThat(Pattern.compile(words).matcher(texts).results().map(found -> found.group()))
                .as("%s: MySQL %s", words, version)
                .isEmpty());
    }

    @Test
    void whatIsReliedOnIsDocumented() throws IOException {
        String texts = texts();
        Matcher row = ROW.matcher(read(DOCUMENTED));
        int rows = 0;
        for (; row.find(); rows++) {
            assertThat(texts).as("is not sent any more").contains(row.group(1));
            assertThat(Integer.parseInt(row.group(2))).as(row.group(1)).isLessThanOrEqualTo(OLDEST);
        }
        assertThat(rows).isGreaterThan(10);
        assertThat(read(DOCUMENTED)).contains("8.0." + OLDEST);
        assertThat(new MysqlClaim().minimum().toString()).isEqualTo("8.0." + OLDEST);
    }
}
