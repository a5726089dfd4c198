package org.cascadejdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseRuleTest {
    @ParameterizedTest
    @CsvSource({
        "LOWER_UNLESS_QUOTED, Orders, false, orders, true",
        "LOWER_UNLESS_QUOTED, Orders, false, Orders, false",
        "LOWER_UNLESS_QUOTED, Orders, true,  Orders, true",
        "LOWER_UNLESS_QUOTED, Orders, true,  orders, false",
        "SENSITIVE,           Orders, false, Orders, true",
        "SENSITIVE,           Orders, true,  Orders, true",
        "SENSITIVE,           Orders, false, orders, false",
        "INSENSITIVE,         ORDERS, false, Orders, true",
        "INSENSITIVE,         ORDERS, true,  orders, true",
        "INSENSITIVE,         ORDERS, true,  order,  false",
    })
    void aNameMeansWhatTheRuleSays(CaseRule rule, String written, boolean quoted, String actual, boolean same) {
        assertThat(rule.matches(new Name(written, quoted), actual)).isEqualTo(same);
    }

    /** Names are found by these keys: a letter that two comparisons see differently would hide a table. */
    @Test
    void withoutCaseALetterIsFoundWhereJavaSeesTheSame() {
        for (int letter = 1; letter < 0x20000; letter++) {
            String one = Character.toString(letter);
            for (int other : new int[] {
                Character.toUpperCase(letter), Character.toLowerCase(letter), Character.toTitleCase(letter), letter + 1
            }) {
                String two = Character.toString(other);
                assertThat(CaseRule.INSENSITIVE.matches(new Name(one, false), two))
                        .as("%x %x", letter, other)
                        .isEqualTo(one.equalsIgnoreCase(two));
            }
        }
    }

    /** In Turkish a capital I is not the capital of i. */
    @Test
    void theMachinesLanguageDoesNotMatter() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(CaseRule.LOWER_UNLESS_QUOTED.matches(new Name("ITEM", false), "item")).isTrue();
            assertThat(CaseRule.INSENSITIVE.matches(new Name("ITEM", false), "item")).isTrue();
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"a, false, a", "a, true, \"a\"", "a\"b, true, \"a\"\"b\""})
    void aNameIsShownAsItWasWritten(String text, boolean quoted, String shown) {
        assertThat(new Name(text, quoted)).hasToString(shown);
    }
}
