package org.cascadejdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherWritesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "INSERT INTO a SELECT * FROM b | a",
        "UPDATE ONLY s.a SET x = 1 FROM b | a",
        "WITH q AS (DELETE FROM ONLY a RETURNING *) MERGE INTO c USING q ON true | a c",
        "SELECT 1; UPDATE a SET b = 'UPDATE c' -- UPDATE d | a",
        "SELECT * FROM a | ''",
        "DELETE a | ''",
        "INSERT a | ''",
        "UPDATE | ''"
    })
    void tablesBehindAWordThatWrites(String sql, String tables) {
        assertThat(OtherWrites.tables(Lexis.POSTGRESQL, sql).stream().map(Name::text))
                .containsExactly(tables.isEmpty() ? new String[0] : tables.split(" "));
    }

    @Test
    void noTextWritesNothing() {
        assertThat(OtherWrites.tables(Lexis.POSTGRESQL, null)).isEmpty();
    }
}
