package org.cascadejdbc.engine.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No statement for MySQL or MariaDB takes a view for one of its tables: each has an index hint somewhere in it ({@link MysqlRows#noView}). */
class MysqlTextTest {
    private static final Pattern NAMED = Pattern.compile("(?:FROM|JOIN|,) (`\\w+`\\.`\\w+`)(?= AS|,| WHERE| ON| FORCE| USE)");
    private static final Pattern KEPT =
            Pattern.compile("(`\\w+`\\.`\\w+`)(?: AS \\w+)? (?:FORCE INDEX \\(PRIMARY\\)|USE INDEX FOR ORDER BY \\(\\))");

    static List<Path> rendered() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources/plans"))) {
            return files.filter(file -> file.getFileName().toString().matches("(mysql|mariadb).*\\.sql")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void cascades(Path file) throws IOException {
        for (String statement : Files.readString(file).split(";\n-- ", -1)) {
            assertThat(mayBeViews(statement)).as(statement).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1 FROM `s`.`t` AS t WHERE FALSE", "DELETE `s`.`t` FROM x LEFT JOIN `s`.`t` ON a = b"})
    void whatItWouldFind(String statement) {
        assertThat(mayBeViews(statement)).containsExactly("`s`.`t`");
    }

    private static Set<String> mayBeViews(String statement) {
        Set<String> named = new TreeSet<>(all(NAMED, statement));
        named.removeAll(all(KEPT, statement));
        return named;
    }

    private static List<String> all(Pattern pattern, String statement) {
        return pattern.matcher(statement).results().map((MatchResult found) -> found.group(1)).toList();
    }
}
