package org.cascadejdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundColumnsTest {
    private static List<String> bound(String predicate) {
        return BoundColumns.of(predicate, Lexis.MYSQL).stream().map(Name::text).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "id = ? | id",
        "id=7 | id",
        "p.id = ? | id",
        "shop.p.id = ? and kind /* of it */ = 3 | id,kind",
        "`order` = ? AND `p`.`id` = ? | order,id"
    })
    void comparisonsWithOneValueEach(String predicate, String columns) {
        assertThat(bound(predicate)).containsExactly(columns.split(","));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {
        "", "id", "id = ", "id = 'x'", "id = other", "id = ? OR 1 = 1", "id = ? + 1", "id = ? AND", "id > ?", "id >= ?",
        "id IN (?)", "NOT id = ?", "(id = ?)", "id = ? = ?", "id = ? AND x > 3", "? = id", "1 = 1", "id = -7", "id <=> ?",
        "id = ? /*! OR 1=1 */", "id = ? XOR 1", "id = ? && 1", "a.b.", "id = 7 COLLATE x", "id = ? -- x\n OR TRUE"
    })
    void allElseBindsNothing(String predicate) {
        assertThat(bound(predicate)).isEmpty();
    }
}
