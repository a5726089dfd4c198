package org.cascadejdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TablePatternTest {
    @ParameterizedTest
    @CsvSource({
        "invoice, shop.invoice, true",
        "INVOICE, shop.Invoice, true",
        "invoice, shop.invoices, false",
        "shop.invoice, shop.invoice, true",
        "other.invoice, shop.invoice, false",
        "audit_*, shop.audit_log, true",
        "audit_*, shop.audit, false",
        "*_log, shop.audit_log, true",
        "*_log, shop.log, false",
        "*a*b*, shop.xaxbx, true",
        "*b*a*, shop.xaxbx, false",
        "a*a, shop.a, false",
        "a*a, shop.aa, true",
        "ab*ba, shop.aba, false",
        "*ab*abc, shop.ababc, true",
        "a*bc*c, shop.abc, false",
        "shop.*, shop.anything, true",
        "*.invoice, shop.invoice, true",
        "*, shop.anything, true",
        "**, shop.anything, true",
        "a.b*c, a.b.d, false",
        "a[0], shop.a0, false",
    })
    void matches(String pattern, String table, boolean expected) {
        String[] name = table.split("\\.", 2);
        assertThat(new TablePattern(pattern).matches(new TableName(name[0], name[1]))).isEqualTo(expected);
    }

    /** As many stars as a URL may have would take a regular expression longer than anybody lives. */
    @Test
    void manyStars() {
        TableName table = new TableName("shop", "customer_invoices_of_the_year_before_the_last_one".repeat(4));
        assertThat(new TablePattern("*".repeat(10_000) + "x").matches(table)).isFalse();
        assertThat(new TablePattern("*_".repeat(1_000) + "x").matches(table)).isFalse();
        assertThat(new TablePattern("*e".repeat(8) + "*").matches(table)).isTrue();
    }
}
