package org.cascadejdbc.engine.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No name in a text of ours for PostgreSQL is looked for on the search path, as far as its words tell. */
class PostgresqlTextTest {
    /** What stands before a parenthesis and is a word of the grammar; ours begin with cascade_, and name columns. */
    private static final String WORDS = "AND|OR|NOT|ANY|ARRAY|AS|WHERE|SELECT|EXISTS|CAST|COALESCE|FROM|VALUES|ON|THEN|WHEN|UNION"
            + "|ALL|LATERAL|EXCEPT|JOIN|ORDINALITY|MATERIALIZED|IS|OPERATOR|RETURNING";

    private static final List<Pattern> LOOKED_UP = List.of(
            Pattern.compile("(?<![.\\w])(?!(?:" + WORDS + ")\\b)(?!cascade_)[A-Za-z_][A-Za-z_0-9]* ?\\("),
            Pattern.compile("[=<>|&~!+-]+"),
            Pattern.compile("(?i)\\bIN \\(|\\bIS (?:NOT )?DISTINCT\\b|\\b(?:LIKE|BETWEEN|NULLIF|SIMILAR|USING|GREATEST|LEAST)\\b"),
            Pattern.compile("::(?!pg_catalog\\.|(?:integer|bigint|boolean|numeric|smallint)\\b)\\w+"),
            Pattern.compile("(?<=\\bAS )(?!pg_catalog\\.|(?:integer|bigint|boolean|numeric|smallint)\\)|cascade_|holds\\)|within\\))[\\w\"]+(?=\\))"),
            Pattern.compile("(?<=\\b(?:FROM|JOIN|INTO|UPDATE|ONLY) )"
                    + "(?!pg_catalog\\.|cascade_|ROWS FROM|ONLY\\b|OF\\b|LATERAL|used |made |parts |acting |mine |role |founder |guest |looked |above |others |may_trigger |open |called |stranger |theirs |way |Q\\.Q)\\w+"));

    static Stream<Path> rendered() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources/plans"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("postgresql")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void cascades(Path file) throws IOException {
        StringBuilder sql = new StringBuilder();
        Files.readAllLines(file).stream().filter(line -> !line.startsWith("--")).forEach(line -> sql.append(line).append('\n'));
        assertThat(lookedUp(sql.toString().replaceAll("FROM \\w+ AS c", "FROM Q.Q AS c").replaceAll("c\\.\\w+ = \\?", "true")))
                .isEmpty();
    }

    @Test
    void questionsToTheCatalog() {
        for (String sql : new PostgresqlCatalog(18, new PostgresqlEyes("o'login", "user", false, List.of("gu'est"))).queries()) {
            assertThat(lookedUp(sql)).as(sql).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "SELECT quote_ident(a.x) FROM pg_catalog.pg_class a", "SELECT a.x = b.y", "SELECT a.x::oid", "SELECT CAST(a.x AS text)",
        "SELECT 1 FROM pg_class", "SELECT (a, b) IN (SELECT 1, 2)", "SELECT a IS NOT DISTINCT FROM b", "SELECT a || b",
        "SELECT count(*)", "SELECT a OPERATOR(pg_catalog.=) -b.c"
    })
    void whatItWouldFind(String sql) {
        assertThat(lookedUp(sql)).isNotEmpty();
    }

    @Test
    void operatorsOfAText() {
        assertThat(PostgresqlText.ofTheServer("a = b AND c <> ' = ' || d"))
                .isEqualTo("a OPERATOR(pg_catalog.=) b AND c OPERATOR(pg_catalog.<>) ' = ' OPERATOR(pg_catalog.||) d");
    }

    @Test
    void literalsWhateverABackslashIs() {
        assertThat(PostgresqlText.literal("it's")).isEqualTo("'it''s'");
        assertThat(PostgresqlText.literal("a\\'b")).isEqualTo("E'a\\\\''b'");
    }

    /** Without what is in quotes, and without the columns that an UPDATE sets. */
    private static List<String> lookedUp(String sql) {
        String plain = sql.replaceAll("'(?:[^']|'')*'", "1")
                .replaceAll("(?<=[\\s,(.])\"(?:[^\"]|\"\")*\" = ", "set ")
                .replaceAll("\"(?:[^\"]|\"\")*\"", "Q")
                .replaceAll("OPERATOR\\(\\w+\\.[^)]*\\)", "OPERATOR")
                .replaceAll("(?<=\\)|ORDINALITY)(?: AS)? \\w+ \\(\\w+(?:, \\w+)*\\)", "")
                .replaceAll("\\w+ \\(\\w+(?:, \\w+)*\\) AS \\(", "AS (")
                .replace("count(*)", "count()")
                .replace("SELECT -", "SELECT ");
        List<String> found = new ArrayList<>();
        for (Pattern pattern : LOOKED_UP) {
            Matcher matcher = pattern.matcher(plain);
            while (matcher.find()) {
                found.add(plain.substring(Math.max(0, matcher.start() - 20), Math.min(plain.length(), matcher.end() + 20)));
            }
        }
        return found;
    }
}
