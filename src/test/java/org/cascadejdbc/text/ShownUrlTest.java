package org.cascadejdbc.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownUrlTest {
    /** Patterns are matched recursively: a few thousand parts would take all of the stack. */
    @Test
    void whatIsLongIsNotCertain() {
        assertThat(ShownUrl.of("jdbc:cascade:foo:" + "a:".repeat(100_000))).isEqualTo("jdbc:cascade:…");
        assertThat(ShownUrl.of("jdbc:postgresql://h" + ",h".repeat(100_000) + "/shop")).isEqualTo("jdbc:postgresql:…");
        assertThat(ShownUrl.of("jdbc:postgresql://h" + ",h".repeat(100) + "/shop")).endsWith(",h/shop");
    }
}
