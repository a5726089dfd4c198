package org.cascadejdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A DELETE is recognised whatever its length and nesting; that it takes linear time, {@link BoundedTest} shows. */
class HugeStatementTest {
    private static final StatementRecognizer RECOGNIZER = new StatementRecognizer(Lexis.POSTGRESQL);

    static Stream<Arguments> huge() {
        return Stream.of(
                huge("100,000 parameters", "DELETE FROM t WHERE id IN (?" + ", ?".repeat(99_999) + ")"),
                huge("as many as the parser is asked about", "DELETE FROM t WHERE id IN (?" + ",?".repeat(1_950) + ")"),
                huge("10,000 parentheses", "DELETE FROM t WHERE " + "(".repeat(10_000) + "1=1" + ")".repeat(10_000)),
                huge("30 parentheses", "DELETE FROM t WHERE " + "(".repeat(30) + "a=1" + ")".repeat(30)),
                huge("30 functions", "DELETE FROM t WHERE " + "f(1,".repeat(30) + "a=1" + ")".repeat(30)),
                huge("a long literal", "DELETE FROM t WHERE s = '" + "x".repeat(16 << 20) + "'"),
                huge("a long literal of quotes", "DELETE FROM t WHERE s = '" + "''".repeat(4 << 20) + "'"),
                huge("many ORs", "DELETE FROM t WHERE a=1" + " OR a=1".repeat(100_000)),
                huge("as many ORs as the parser is asked about", "DELETE FROM t WHERE a=1" + " OR a=1".repeat(560)),
                huge("nested CASE", "DELETE FROM t WHERE " + "CASE WHEN a THEN ".repeat(90) + "b" + " END".repeat(90)),
                huge("many NOTs", "DELETE FROM t WHERE " + "NOT ".repeat(900) + "a"),
                huge("many minuses", "DELETE FROM t WHERE a = " + "- ".repeat(1_800) + "1"),
                huge("many blanks", "DELETE FROM t" + "\n".repeat(1 << 20) + "WHERE a = 1"),
                huge("nested comments", "DELETE FROM t" + "/* ".repeat(500_000) + "*/ ".repeat(500_000) + " WHERE a"));
    }

    private static Arguments huge(String what, String sql) {
        return Arguments.of(what, (Supplier<String>) () -> sql);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void huge(String what, Supplier<String> sql) {
        assertThat(RECOGNIZER.recognize(sql.get())).as(what).isInstanceOf(Recognition.Delete.class);
    }
}
