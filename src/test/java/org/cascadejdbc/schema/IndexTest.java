package org.cascadejdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class IndexTest {
    private static final Index OF_A_AND_B = new Index(List.of("a", "b"), false);

    @Test
    void itsLeadingColumnsAreFound() {
        assertThat(OF_A_AND_B.serves(List.of("a"))).isTrue();
        assertThat(OF_A_AND_B.serves(List.of("a", "b"))).isTrue();
        assertThat(OF_A_AND_B.serves(List.of("b", "a"))).isTrue();
    }

    @Test
    void othersAreNot() {
        assertThat(OF_A_AND_B.serves(List.of("b"))).isFalse();
        assertThat(OF_A_AND_B.serves(List.of("a", "c"))).isFalse();
        assertThat(OF_A_AND_B.serves(List.of("a", "b", "c"))).isFalse();
        assertThat(new Index(List.of("a"), false).serves(List.of("a", "b"))).isFalse();
    }

    /** There is one row at most that has them. */
    @Test
    void fewerColumnsAreEnoughWhereTheyAreUnique() {
        assertThat(new Index(List.of("b"), true).serves(List.of("a", "b"))).isTrue();
        assertThat(new Index(List.of("b", "c"), true).serves(List.of("a", "b"))).isFalse();
    }

    @Test
    void anIndexHasAColumn() {
        assertThatThrownBy(() -> new Index(List.of(), true)).isInstanceOf(IllegalArgumentException.class);
    }
}
