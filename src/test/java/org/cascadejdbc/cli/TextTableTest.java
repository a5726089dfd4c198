package org.cascadejdbc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void numbersStandRightAndTextLeftWithoutBlanksAtTheEnd() {
        TextTable table = new TextTable("table", "rows", "by").row("a", 7, "us").row("longer", 1234, "");

        assertThat(table).hasToString("""
                table   rows  by
                a          7  us
                longer  1234
                """);
    }
}
