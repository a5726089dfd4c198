package org.cascadejdbc.engine.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which defaults may stand in a statement of ours. */
class PostgresqlDefaultTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "pg_catalog.int4 | 1 | 1",
        "pg_catalog.int8 | '-1'::integer | '-1'::integer",
        "pg_catalog.float8 | 1.50 | 1.50",
        "pg_catalog.\"numeric\"(10,2) | 1.505 | 1.505",
        "own.mood | NULL::character varying | NULL",
        "pg_catalog.bool | true | true",
        "pg_catalog.text | 'it''s'::text | 'it''s'::pg_catalog.text",
        "pg_catalog.\"varchar\"(4) | 'it''s'::text | 'it''s'::pg_catalog.text",
        "pg_catalog.bpchar(3) | 'a '::bpchar | 'a '::pg_catalog.bpchar",
        "pg_catalog.bpchar(5) | 'a'::character(3) | 'a'::character(3)",
        "pg_catalog.date | '2026-11-30'::date | '2026-11-30'::pg_catalog.date",
        "pg_catalog.uuid | '00000000-0000-0000-0000-00000000000a'::uuid | '00000000-0000-0000-0000-00000000000a'::pg_catalog.uuid",
        "pg_catalog.\"timestamp\" | '2026-11-30 00:00:00'::timestamp without time zone"
                + " | '2026-11-30 00:00:00'::timestamp without time zone",
        "pg_catalog.timestamptz | '2026-11-30 00:00:00+05:30'::timestamp with time zone"
                + " | '2026-11-30 00:00:00+05:30'::timestamp with time zone"
    })
    void constants(String declared, String expression, String safe) {
        assertThat(PostgresqlDefault.constant(expression, declared)).contains(safe);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "concat('3', '')::integer", "f()", "now()", "CURRENT_DATE", "(1 + 1)", "'a'::text || 'b'::text", "'a'::mood",
        "'a'::own.mood", "nextval('s'::regclass)", "'{}'::text[]", "'a'::\"char\"", "'x\\'::text", "'a'::text::citext", "ROW(1)"
    })
    void others(String expression) {
        for (String declared : List.of("pg_catalog.int4", "pg_catalog.text", "pg_catalog.date", "own.mood")) {
            assertThat(PostgresqlDefault.constant(expression, declared)).isEmpty();
        }
    }

    /** What is cut, or written in another way by another session, or changes its type on the way. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "pg_catalog.\"varchar\"(3) | 'abcdef'::text", "pg_catalog.\"varchar\"(3) | 'abcdef'::character varying",
        "pg_catalog.\"varchar\"(3) | 'äöü'::text", "pg_catalog.\"varchar\"(3) | 'abcdef'::character varying(3)",
        "pg_catalog.bpchar(3) | 'abcd'::bpchar", "pg_catalog.text | 'a '::bpchar", "pg_catalog.float8 | '1.2'::double precision",
        "pg_catalog.float4 | '1.2'::real", "pg_catalog.\"numeric\" | '1.2'::real", "pg_catalog.\"interval\" | '1 day'::interval",
        "pg_catalog.money | '$1.00'::money", "pg_catalog.bytea | 'a'::bytea", "pg_catalog.date | '11/30/2026'::date",
        "pg_catalog.date | '30-11-2026'::date", "pg_catalog.timestamptz | '2026-11-30 00:00:00 PST'::timestamp with time zone",
        "pg_catalog.date | '2026-11-30 00:00:00'::timestamp without time zone", "pg_catalog.text | 1", "own.known | 1",
        "pg_catalog.jsonb | '{}'::jsonb", "pg_catalog._int4 | '1'::integer", "pg_catalog.int4 | true", "pg_catalog.bool | 1"
    })
    void constantsOfOtherKinds(String declared, String expression) {
        assertThat(PostgresqlDefault.constant(expression, declared)).isEmpty();
    }
}
