package org.cascadejdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Recognition takes time in proportion to the text, whatever the text, and never the stack. A machine may be busy, so
 * nothing is held against a clock: eight times the text may take {@value #MOST} times as long.
 */
class BoundedTest {
    private static final int TIMES = 8;
    private static final int MOST = 24;
    private static final int RUNS = 30;
    private static final long NEGLIGIBLE_NANOS = 1_000_000;
    /** Long enough to see what is quadratic, short enough for a small heap. */
    private static final int PIECES_LENGTH = 1 << 16;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final Map<String, Lexis> LEXES =
            Map.of("PostgreSQL", Lexis.POSTGRESQL, "MySQL", Lexis.MYSQL, "SQLite", Lexis.SQLITE);

    /** Each with its size at full length, of which an eighth is the measure. */
    static Stream<Arguments> everyTextOnEveryDatabase() {
        String where = "DELETE FROM t WHERE ";
        List<Arguments> texts = new ArrayList<>();
        add(texts, "parameters", 100_000, n -> where + "id IN (?" + ",?".repeat(n) + ")");
        add(texts, "parentheses", 10_000, n -> where + "(".repeat(n) + "a" + ")".repeat(n));
        add(texts, "a literal", 16 << 20, n -> where + "s = '" + "x".repeat(n) + "'");
        add(texts, "a comment", 16 << 20, n -> "DELETE FROM t /*" + " x".repeat(n / 2) + "*/ WHERE a = 1");
        add(texts, "a line comment", 16 << 20, n -> "DELETE FROM t -- " + "-".repeat(n) + "\n WHERE a = 1");
        for (String piece : List.of(
                "(", ")", "'", "\"", "`", "[", "]", ";", "$", "$$", "$a", "$a$ ", "/*", "*/", "/*/", "/*!", "-",
                "-- ", "#", "\\", "{",
                "}", "?", ".", "U&", "U&'", "u&\"", "E'", "N'", "''", "a.", "1e", "0x", "1.", ":", "@", ",", " \n",
                "'\n'", "' -- \n",
                "x;", "x ", "(SELECT ", "CASE ", "BEGIN ", "END ", "WITH a AS (", "DELETE ", "DELETE FROM ", "NOT ",
                "a OR ")) {
            int size = PIECES_LENGTH / piece.length();
            add(texts, "of " + piece, size, n -> where + piece.repeat(n));
            add(texts, "of " + piece + " at the start", size, n -> piece.repeat(n) + where);
            add(texts, "in a trigger, of " + piece, size,
                    n -> "CREATE TRIGGER t BEFORE DELETE ON t BEGIN " + piece.repeat(n) + " END");
        }
        add(texts, "tags", 100_000, n -> where + tags(n));
        add(texts, "statements", 100_000, n -> "DELETE FROM t;".repeat(n));
        add(texts, "other statements", 100_000, n -> "SELECT 1;".repeat(n) + "DELETE FROM t");
        add(texts, "aliases", 100_000, n -> "DELETE FROM t" + " a".repeat(n));
        add(texts, "tables", 100_000, n -> "DELETE FROM t" + ", t".repeat(n));
        add(texts, "an identifier", 1 << 20, n -> "DELETE FROM " + "t".repeat(n) + " WHERE a = 1");
        add(texts, "a quoted identifier", 1 << 20, n -> "DELETE FROM \"" + "t\"\"".repeat(n / 3) + "\" WHERE a = 1");
        add(texts, "an alias", 1 << 20, n -> "DELETE FROM t AS " + "t".repeat(n) + " WHERE a = 1");
        add(texts, "a qualified name", 1 << 20, n -> "DELETE FROM a" + ".a".repeat(n / 2) + " WHERE a = 1");
        add(texts, "CASE", 100_000, n -> where + "CASE WHEN a THEN ".repeat(n) + "b" + " END".repeat(n));
        add(texts, "OR", 100_000, n -> where + "a = 1" + " OR a = 1".repeat(n));
        add(texts, "sub-selects", 10_000, n -> where + "a IN (SELECT a FROM t WHERE ".repeat(n) + "a" + ")".repeat(n));
        add(texts, "nested comments", 500_000, n -> "DELETE FROM t " + "/*".repeat(n) + "*/".repeat(n) + " WHERE a");
        add(texts, "a long definition", 100_000, n -> "CREATE VIEW v AS SELECT 1" + ", 1".repeat(n));
        return texts.stream().flatMap(text -> LEXES.keySet().stream().map(lexis -> {
            Object[] of = text.get();
            return Arguments.of(lexis, of[0], of[1], of[2]);
        }));
    }

    private static void add(List<Arguments> texts, String what, int size, IntFunction<String> text) {
        texts.add(Arguments.of(what, size, text));
    }

    /** Many different tags that are opened and never closed. */
    private static String tags(int n) {
        StringBuilder text = new StringBuilder("s = ");
        for (int i = 0; i < n; i++) {
            text.append("$t").append(i).append("$ x ");
        }
        return text.toString();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void everyTextOnEveryDatabase(String database, String what, int size, IntFunction<String> text) {
        StatementRecognizer recognizer = new StatementRecognizer(LEXES.get(database));
        String small = text.apply(size / TIMES);
        String large = text.apply(size);
        long forSmall = best(recognizer, small, Long.MAX_VALUE);
        long most = Math.max(forSmall, NEGLIGIBLE_NANOS) * MOST;

        assertThat(best(recognizer, large, most)).as("%s, when an eighth takes %s ns", what, forSmall).isLessThan(most);
    }

    /** The best of several runs, of which the first is good enough if it is fast enough. */
    private static long best(StatementRecognizer recognizer, String sql, long goodEnough) {
        long best = Long.MAX_VALUE;
        for (int run = 0; run < RUNS && best >= goodEnough; run++) {
            // The thread's own time: what else the machine does is not in it.
            long before = THREADS.getCurrentThreadCpuTime();
            assertThat(recognizer.recognize(sql)).isNotNull();
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - before);
            if (best < NEGLIGIBLE_NANOS || (run > 2 && goodEnough == Long.MAX_VALUE)) {
                break;
            }
        }
        return best;
    }
}
