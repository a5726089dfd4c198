package org.cascadejdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Java on the page about observability is what the integration tests run. */
class ObservabilityPageTest {
    private static final Path PAGE = Path.of("src/docs/observability.md");
    private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");

    @Test
    void everyLineIsOneThatATestRuns() throws IOException {
        String tested = tests();
        List<String> blocks =
                JAVA.matcher(Files.readString(PAGE)).results().map((MatchResult block) -> block.group(1)).toList();
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(3);
        assertThat(blocks).allSatisfy(block -> assertThat(tested).contains(spaced(block)));
    }

    private static String tests() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("integration-tests"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(ObservabilityPageTest::read)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String read(Path file) {
        try {
            return spaced(Files.readString(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String spaced(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
