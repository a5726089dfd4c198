package org.cascadejdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tables a TRUNCATE names: {@code !} marks ONLY. */
class TruncateReaderTest {
    private static Recognition recognize(String sql) {
        StatementRecognizer recognizer = new StatementRecognizer(sql.contains("`") ? Lexis.MYSQL : Lexis.POSTGRESQL);
        assertThat(recognizer.mayConcern(sql)).isTrue();
        return recognizer.recognize(sql);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', value = {
        "TRUNCATE t | t | false",
        "truncate table t; | t | false",
        "; TRUNCATE t | t | false",
        "TRUNCATE TABLE `a b`.`t` | \"a b\".\"t\" | false",
        "TRUNCATE /* x */ a.b.t -- y | a.b.t | false",
        "TRUNCATE ONLY t | !t | false",
        "TRUNCATE TABLE ONLY (s.t), u *, v | !s.t u v | false",
        "TRUNCATE only | only | false",
        "TRUNCATE a, b RESTART IDENTITY CASCADE | a b | true",
        "TRUNCATE a CONTINUE IDENTITY RESTRICT | a | false",
        "TRUNCATE U&\"\\0061\" CASCADE | \"a\" | true",
    })
    void understood(String sql, String tables, boolean cascade) {
        assertThat(recognize(sql)).isInstanceOfSatisfying(Recognition.Truncate.class, truncate -> {
            assertThat(truncate.tables().stream()
                            .map(table -> (table.only() ? "!" : "") + table.name())
                            .collect(Collectors.joining(" ")))
                    .isEqualTo(tables);
            assertThat(truncate.cascade()).isEqualTo(cascade);
            assertThat(truncate.tables()).allMatch(table -> sql.contains(table.text()));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "TRUNCATE", "TRUNCATE t u", "TRUNCATE t,", "TRUNCATE t RESTART", "TRUNCATE t CASCADE RESTRICT",
        "TRUNCATE ONLY (t", "TRUNCATE 't'", "TRUNCATE a.b.c.t", "TRUNCATE t WAIT 3", "TRUNCATE a.; b"
    })
    void everythingElseIsUnclear(String sql) {
        assertThat(recognize(sql)).isInstanceOf(Recognition.Unclear.class);
    }
}
