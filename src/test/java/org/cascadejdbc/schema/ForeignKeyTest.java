package org.cascadejdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cascadejdbc.schema.ForeignKey.Enforcement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What follows from a key alone. */
class ForeignKeyTest {
    private static ForeignKey key(
            String referencing, List<String> columns, String referenced, List<String> referencedColumns) {
        return ForeignKey.pairing("k", Graphs.name(referencing), columns, Graphs.name(referenced), referencedColumns)
                .declared(ReferentialAction.CASCADE)
                .enforcement(Enforcement.FULL)
                .build();
    }

    private static ForeignKey key(String referencing, String referenced) {
        return key(referencing, List.of("x"), referenced, List.of("id"));
    }

    private static ForeignKey declared(ReferentialAction rule, Enforcement enforcement) {
        return ForeignKey.pairing("k", Graphs.name("c"), List.of("x"), Graphs.name("p"), List.of("id"))
                .declared(rule)
                .action(ReferentialAction.NO_ACTION)
                .enforcement(enforcement)
                .build();
    }

    @Test
    void columnsArePairs() {
        assertThatThrownBy(() -> key("c", List.of(), "p", List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> key("c", List.of("x", "y"), "p", List.of("id")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key k pairs [x, y] with [id]");
    }

    @Test
    void aSelfReferenceIsOneOfTheTableItself() {
        assertThat(key("c", "c").selfReference()).isTrue();
        assertThat(key("c", "p").selfReference()).isFalse();
        assertThat(key("one.c", "two.c").selfReference()).isFalse();
    }

    @Test
    void theSameColumnsOfOtherTablesAreAnotherKey() {
        assertThat(key("c", "p").pairing()).isEqualTo(key("c", "p").pairing());
        assertThat(key("c", "p").pairing()).isNotEqualTo(key("d", "p").pairing());
        assertThat(key("c", "p").pairing()).isNotEqualTo(key("c", "q").pairing());
    }

    /** A declared CASCADE or SET NULL acts where it would have to refuse. */
    @ParameterizedTest
    @CsvSource({"NO_ACTION, true", "RESTRICT, true", "SET_DEFAULT, true", "CASCADE, false", "SET_NULL, false"})
    void theDatabaseGuardsAKeyThatItWatchesUnlessItsOwnRuleGivesWay(ReferentialAction declared, boolean guarded) {
        assertThat(declared(declared, Enforcement.FULL).guarded()).isEqualTo(guarded);
        assertThat(declared(declared, Enforcement.CHECKED).guarded()).isEqualTo(guarded);
        assertThat(declared(declared, Enforcement.NONE).guarded()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Enforcement.class)
    void onlyAFullyEnforcedKeyWithItsDeclaredRuleIsNative(Enforcement enforcement) {
        assertThat(declared(ReferentialAction.NO_ACTION, enforcement).isNative())
                .isEqualTo(enforcement == Enforcement.FULL || enforcement == Enforcement.EACH_STATEMENT);
        assertThat(declared(ReferentialAction.RESTRICT, enforcement).isNative()).isFalse();
    }
}
