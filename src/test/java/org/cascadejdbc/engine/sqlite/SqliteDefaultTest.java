package org.cascadejdbc.engine.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.Graphs;
import org.cascadejdbc.schema.Table;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which defaults may stand in a statement of ours. */
class SqliteDefaultTest {
    private static final Table TABLE = Graphs.graph().table("c(id*, p)").build().table(Graphs.name("c"));

    @ParameterizedTest
    @ValueSource(strings = {"1", "-1.5", "'a(b)'", "x'61'", "NULL", "(1 + 1)", "+7", "0x1F", "1.5e-3", ".5", "'--'", "'/*'",
        "CAST('1' AS INTEGER)", "(1 IN (1, 2))", "('it''s (' || 'danger()')", "\"a text\"", "abc", "true", "(CASE WHEN 1 THEN 'x' END)"})
    void constants(String expression) {
        assertThat(SqliteDefault.checked(expression, TABLE, "p")).isEqualTo(SqliteText.defaultValue(expression));
    }

    @ParameterizedTest
    @ValueSource(strings = {"danger()", "(danger ())", "(load_extension('/tmp/x'))", "(\"danger\"())", "([danger] ())", "(`a`())",
        "(abs(danger()))", "('a' || DANGER(1))", "(fts5(1))", "(danger/**/())", "(danger/* ( */ ())", "(danger--\n())",
        "(/*'*/ danger() /*'*/)", "(--'\n danger() --'\n)", "(abs(-1))", "(lower('A'))", "CURRENT_TIMESTAMP", "('a' LIKE 'b')",
        "('a' REGEXP 'b')", "('a' MATCH 'b')", "('{}' -> 'a')", "('{}' ->> 'a')", "(end())", "(text ('a'))", "(true())", "(as$())",
        "(in\u00fc())", "('a' COLLATE mine)", "(1and danger())", "(SELECT 1)"})
    void others(String expression) {
        assertThatThrownBy(() -> SqliteDefault.checked(expression, TABLE, "p"))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessageContaining("trusted_schema");
    }
}
