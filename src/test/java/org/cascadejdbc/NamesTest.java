package org.cascadejdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cascadejdbc.sql.Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @Test
    void namesAreAsInSql() {
        assertThat(Names.qualified("orders").parts()).isEqualTo(List.of(new Name("orders", false)));
        assertThat(Names.qualified("shop.Orders").parts())
                .isEqualTo(List.of(new Name("shop", false), new Name("Orders", false)));
        assertThat(Names.qualified("shop.\"Or.\"\"der\"").parts())
                .isEqualTo(List.of(new Name("shop", false), new Name("Or.\"der", true)));
        assertThat(Names.simple("\"Order\"")).isEqualTo(new Name("Order", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "\"a", "\"\"", "a\"b\"", "\"a\"b", " a", "a "})
    void whatIsNotANameIsRefused(String text) {
        assertThatThrownBy(() -> Names.qualified(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a name");
    }

    @Test
    void aColumnHasNoQualifier() {
        assertThatThrownBy(() -> Names.simple("a.b")).hasMessageContaining("a.b is a qualified name");
    }
}
