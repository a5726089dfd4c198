package org.cascadejdbc.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransactionCommandTest {
    @ParameterizedTest
    @CsvSource({
        "BEGIN, BEGIN",
        "start  transaction read only, BEGIN",
        "'  begin immediate;', BEGIN",
        "COMMIT, END",
        "commit work;, END",
        "END, END",
        "Rollback, END",
        "ABORT, END",
        "ROLLBACK TO a, ROLLBACK_TO",
        "rollback work to savepoint a, ROLLBACK_TO",
        "ROLLBACK TRANSACTION TO a, ROLLBACK_TO",
        "SAVEPOINT a, NONE",
        "SELECT 1, NONE",
        "COMMITMENT, NONE",
        "DELETE FROM t, NONE",
        // What follows may delete: it must be looked at as a whole.
        "COMMIT; DELETE FROM t, NONE",
        "BEGIN; DELETE FROM t, NONE",
        "ROLLBACK;DELETE FROM t, NONE",
    })
    void ofTheLeadingKeywords(String sql, TransactionCommand command) {
        assertThat(TransactionCommand.of(sql)).isEqualTo(command);
    }
}
