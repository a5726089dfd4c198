package org.cascadejdbc.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownTest {
    @ParameterizedTest
    @CsvSource({
        "a\u001b[2Jb, a\\u001b[2Jb", "a\u0000b, a\\u0000b", "a\u007fb, a\\u007fb", "a\u009bb, a\\u009bb", "a\u0085b, a\\u0085b",
        "a\u202eb, a\\u202eb", "a\u2066b, a\\u2066b", "a\u200fb, a\\u200fb", "a\u061cb, a\\u061cb",
        "a\u2028b, a\\u2028b", "a\u2029b, a\\u2029b", "a\ufeffb, a\\ufeffb", "a\u200bb, a\\u200bb", "a\u200db, a\\u200db",
        "a\u00adb, a\\u00adb", "a\u3164b, a\\u3164b", "a\ufe0fb, a\\ufe0fb", "a\uffffb, a\\uffffb",
        "a\ud83db, a\\ud83db", "a\ude00b, a\\ude00b", "a\udb40\udc41b, a\\udb40\\udc41b"
    })
    void whatDoesSomethingOrIsNotSeenIsEscaped(String text, String shown) {
        assertThat(Shown.text(text)).isEqualTo(shown);
        assertThat(Shown.text(shown)).as("twice does no harm").isEqualTo(shown);
        assertThat(Shown.oneLine(text)).isIn(shown, shown.strip());
        assertThat(Shown.sql(text)).isEqualTo(shown);
        assertThat(Json.of(text)).isEqualTo('"' + shown + '"');
    }

    @Test
    void whatIsSeenStaysAsItIs() {
        for (String text : List.of("", "a b", "Заказы", "注文", "Ärzte", "😀", "e\u0301", "a\u00a0b", "C:\\new", "'\"`<&>")) {
            assertThat(Shown.text(text)).isEqualTo(text);
        }
        assertThat(Shown.text(null)).isEqualTo("null");
    }

    @Test
    void noCharacterThatJavaCallsAControlOrFormatIsLeft() {
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT).forEach(c -> {
            int type = Character.getType(c);
            boolean hidden = type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
            if (hidden) {
                assertThat(Shown.text(Character.toString(c))).matches("(\\\\u[0-9a-f]{4})+");
            }
        });
    }

    @Test
    void noNameBeginsALine() {
        assertThat(Shown.text("a\r\nb\tc")).isEqualTo("a\\u000d\\u000ab\\u0009c");
        assertThat(Shown.oneLine("ERROR: no\n  Detail: \u001b[1m\r\n\n at 1 ")).isEqualTo("ERROR: no Detail: \\u001b[1m at 1");
    }

    @Test
    void layoutOfSqlStaysAsLongAsItCannotBeAName() {
        assertThat(Shown.sql("DELETE FROM a\nWHERE b = 'x\ny'")).isEqualTo("DELETE FROM a\nWHERE b = 'x\\u000ay'");
        for (String quote : List.of("\"", "`", "[", "'", "$$", "E'\\", "U&\"", "-- ", "/* ", "# ")) {
            assertThat(Shown.sql("DELETE FROM " + quote + "a\nb")).isEqualTo("DELETE FROM " + quote + "a\\u000ab");
        }
        assertThat(Shown.sql("DELETE\tFROM a\n\u00e4\nb")).isEqualTo("DELETE\\u0009FROM a\\u000a\u00e4\\u000ab");
    }

    // ---- the rule, read from the sources ------------------------------------------------------------------------------

    private static final Pattern EXCEPTION = Pattern.compile("new (?:SQL|BatchUpdate)\\w*(?:Exception|Warning)\\(");
    private static final Pattern LITERAL = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"");
    /** Numbers and words of ours, and what drivers say: the application gets what it would get without us. */
    private static final Set<String> HARMLESS = Set.of(
            "flag", "rows", "why", "MysqlAdvice.LOCKED", "(url == null ?  : )", "(complete ?  : )", "message(e)",
            "BatchBehaviour.message(e)", "explained.getMessage()", "first.getMessage()", "warning.getMessage()", "e.toString()",
            "ConnectorJ: e.getMessage()", "PlanErrors: message");

    /** Every message of ours is one that can be shown. */
    @Test
    void everyExceptionOfOursGoesThroughIt() throws IOException {
        List<String> others = new ArrayList<>();
        int seen = 0;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/org/cascadejdbc"))) {
            for (Path file : files.filter(each -> each.toString().matches("(?!.*/cli/).*\\.java")).toList()) {
                String text = Files.readString(file);
                Matcher exception = EXCEPTION.matcher(text);
                for (; exception.find(); seen++) {
                    String argument = LITERAL.matcher(firstArgument(text, exception.end())).replaceAll("").strip();
                    boolean shown = argument.startsWith("Shown.text(") && argument.endsWith(")");
                    for (String part : shown ? new String[0] : argument.split("\\+", -1)) {
                        String own = part.strip();
                        String place = file.getFileName().toString().replace(".java", ": ");
                        if (!own.isEmpty() && !own.startsWith("Shown.") && !HARMLESS.contains(own)
                                && !HARMLESS.contains(place + own)) {
                            others.add(place + own);
                        }
                    }
                }
            }
        }
        assertThat(others).isEmpty();
        assertThat(seen).isGreaterThan(40);
    }

    /** Up to the comma behind it, or the bracket; literals may hold either. */
    private static String firstArgument(String text, int from) {
        int depth = 0;
        boolean quoted = false;
        for (int i = from; ; i++) {
            char c = text.charAt(i);
            if (quoted) {
                i += c == '\\' ? 1 : 0;
                quoted = c != '"';
            } else if (c == '"') {
                quoted = true;
            } else if (depth == 0 && (c == ',' || c == ')')) {
                return text.substring(from, i);
            } else {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            }
        }
    }
}
