package org.cascadejdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.cascadejdbc.sql.CaseRule;
import org.cascadejdbc.sql.MysqlNames;
import org.cascadejdbc.sql.Name;
import org.cascadejdbc.sql.QualifiedName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names on a server that keeps their case and ignores it ({@code lower_case_table_names=2}), which runs nowhere here. */
class MysqlNamesTest {
    @ParameterizedTest
    @CsvSource({"Shop, Ärzte", "SHOP, äRZTE", "shop, ÄRZTE"})
    void tablesAreFoundInAnyCaseOfTheirDatabase(String database, String table) {
        KeyGraph graph = new KeyGraph(
                List.of(table("Other", "Ärzte"), table("Shop", "Arzte"), table("Shop", "Ärzte")),
                List.of(),
                CaseRule.LOWERED,
                CaseRule.LOWERED);
        QualifiedName written = new QualifiedName(List.of(new Name(table, false)));
        assertThat(new SearchPath(List.of(database)).resolve(written, graph))
                .map(Table::name)
                .contains(new TableName("Shop", "Ärzte"));
    }

    private static Table table(String database, String name) {
        return new Table(new TableName(database, name), 0, BigInteger.ZERO, List.of(), List.of(), List.of(), List.of(),
                Table.Kind.ORDINARY, null, List.of(), false, List.of(), List.of());
    }

    @ParameterizedTest
    @CsvSource({"ÄRZTE, ärzte", "İX, ix", "ıx, ıx", "ΣΣ, σσ", "STRAẞE, straẞe", "Ǆ, ǆ", "Я, я", "𝒳Y, ?y"})
    void lettersAreLoweredOneByOne(String name, String lower) {
        assertThat(MysqlNames.lower(name)).isEqualTo(lower);
    }

    @Test
    void lettersOfMoreThanThreeBytesAreNotKept() {
        assertThat(CaseRule.SENSITIVE.matches(new Name("a𝒳", true), "a?")).isTrue();
        assertThat(CaseRule.SENSITIVE.matches(new Name("Ä", true), "ä")).isFalse();
    }
}
