package org.cascadejdbc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValuesTest {
    @Test
    void numbersAndTheThreeWordsAreSentAsSuch() {
        assertThat(Values.of(List.of("7", "-12", "0", "1.50", "-0.5", "true", "false", "null"))).containsExactly(
                7L, -12L, 0L, new BigDecimal("1.50"), new BigDecimal("-0.5"), true, false, null);
    }

    @Test
    void allElseIsText() {
        assertThat(Values.of(List.of("Iron Maiden", "", "-", "1.2.3", "2026-01-01", "NULL", "12345678901234567890x")))
                .containsExactly("Iron Maiden", "", "-", "1.2.3", "2026-01-01", "NULL", "12345678901234567890x");
    }

    /** A customer's number, a telephone's, a product's: to MySQL the number would be other texts, too. */
    @Test
    void aCodeIsText() {
        List<String> codes = List.of("007", "-01", "+4930123456", "1e3", "12E5", ".5", "1.", "00.5", "0x1F", "1_000", "١");
        assertThat(Values.of(codes)).containsExactly(codes.toArray());
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
