package org.cascadejdbc.engine.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which defaults may stand in a statement of ours. */
class PostgresqlDefaultTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "1 | 1",
        "'-1'::integer | '-1'::integer",
        "1.50 | 1.50",
        "NULL::character varying | NULL::character varying",
        "true | true",
        "'it''s'::text | 'it''s'::pg_catalog.text",
        "'a '::bpchar | 'a '::pg_catalog.bpchar",
        "'a'::character(3) | 'a'::character(3)",
        "'2026-11-30'::date | '2026-11-30'::pg_catalog.date",
        "'2026-11-30 00:00:00'::timestamp without time zone | '2026-11-30 00:00:00'::timestamp without time zone"
    })
    void constants(String expression, String safe) {
        assertThat(PostgresqlDefault.constant(expression)).contains(safe);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "concat('3', '')::integer", "f()", "now()", "CURRENT_DATE", "(1 + 1)", "'a'::text || 'b'::text", "'a'::mood",
        "'a'::own.mood", "nextval('s'::regclass)", "'{}'::text[]", "'a'::\"char\"", "'x\\'::text", "'a'::text::citext", "ROW(1)"
    })
    void others(String expression) {
        assertThat(PostgresqlDefault.constant(expression)).isEmpty();
    }
}
