package org.cascadejdbc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValuesTest {
    @Test
    void numbersAndTheThreeWordsAreSentAsSuch() {
        assertThat(Values.of(List.of("7", "-12", "1.50", ".5", "1e3", "true", "false", "null"))).containsExactly(
                7L, -12L, new BigDecimal("1.50"), new BigDecimal(".5"), new BigDecimal("1e3"), true, false, null);
    }

    @Test
    void allElseIsText() {
        assertThat(Values.of(List.of("Iron Maiden", "", "-", "1.2.3", "2026-01-01", "NULL", "12345678901234567890x")))
                .containsExactly("Iron Maiden", "", "-", "1.2.3", "2026-01-01", "NULL", "12345678901234567890x");
    }

    @Test
    void quotesMakeText() {
        assertThat(Values.of(List.of("'7'", "'null'", "'O''Hara'", "'", "''"))).containsExactly("7", "null", "O'Hara", "'", "");
    }

    @Test
    void aNumberThatNoLongHoldsStaysExact() {
        assertThat(Values.of(List.of("12345678901234567890"))).containsExactly(new BigDecimal("12345678901234567890"));
    }
}
