package org.cascadejdbc.it.property.wide;

import static org.cascadejdbc.it.property.wide.WideKind.alone;

import java.util.List;
import org.cascadejdbc.it.support.PostgresqlExtensions;

/** PostgreSQL's types that have an equality of their own, those of extensions outside the search path too. */
final class WidePostgresqlKinds {
    private static final List<String> INTEGERS = List.of("1", "2", "3", "-1", "0", "4");
    private static final List<String> NUMBERS = List.of("1", "2", "1.0", "1.00", "3", "'NaN'", "-0.0", "0", "4");
    private static final List<String> TEXTS =
            List.of("'a'", "'b'", "'A'", "'a '", "'á'", "''", "'ss'", "'ß'", "'ab'", "'It''s'", "'a\\'");

    static final List<String> PREPARATION = List.of(
            "CREATE SCHEMA IF NOT EXISTS wide_ext",
            PostgresqlExtensions.INSTALLED,
            "DO $$ BEGIN CREATE TYPE wide_ext.mood AS ENUM ('new', 'old', 'b', 'a'); EXCEPTION WHEN duplicate_object"
                    + " THEN NULL; END $$",
            "DO $$ BEGIN CREATE TYPE wide_ext.pair AS (x int, y text); EXCEPTION WHEN duplicate_object THEN NULL; END $$",
            "DO $$ BEGIN CREATE DOMAIN wide_ext.number AS int; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
            "DO $$ BEGIN CREATE DOMAIN wide_ext.mail AS cj_ext.citext; EXCEPTION WHEN duplicate_object THEN NULL;"
                    + " END $$",
            "CREATE COLLATION IF NOT EXISTS wide_ext.ci (provider = icu, locale = 'und-u-ks-level2',"
                    + " deterministic = false)",
            "CREATE COLLATION IF NOT EXISTS wide_ext.ai (provider = icu, locale = 'und-u-ks-level1',"
                    + " deterministic = false)",
            "CREATE SCHEMA IF NOT EXISTS wide_hostile",
            "CREATE OR REPLACE FUNCTION wide_hostile.never(int, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS"
                    + " 'SELECT false'",
            "CREATE OR REPLACE FUNCTION wide_hostile.never(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS"
                    + " 'SELECT false'",
            "DO $$ BEGIN CREATE OPERATOR wide_hostile.= (FUNCTION = wide_hostile.never, LEFTARG = int, RIGHTARG = int);"
                    + " EXCEPTION WHEN duplicate_function THEN NULL; END $$",
            "DO $$ BEGIN CREATE OPERATOR wide_hostile.= (FUNCTION = wide_hostile.never, LEFTARG = text, RIGHTARG ="
                    + " text); EXCEPTION WHEN duplicate_function THEN NULL; END $$",
            "CREATE OR REPLACE VIEW wide_hostile.pg_constraint AS SELECT * FROM pg_catalog.pg_constraint WHERE false",
            "CREATE OR REPLACE VIEW wide_hostile.pg_class AS SELECT * FROM pg_catalog.pg_class WHERE false",
            "CREATE OR REPLACE FUNCTION wide_hostile.unnest(anyarray) RETURNS SETOF anyelement LANGUAGE sql AS"
                    + " 'SELECT (pg_catalog.unnest($1)) LIMIT 0'",
            "CREATE OR REPLACE FUNCTION wide_hostile.count(bigint) RETURNS bigint LANGUAGE sql AS 'SELECT 0::bigint'");

    /** The first one is the plainest. */
    static final List<WideKind> ALL = List.of(
            WideKind.of("int", "int", INTEGERS),
            WideKind.of("smallint", "int", INTEGERS),
            WideKind.of("bigint", "int", INTEGERS),
            WideKind.of("wide_ext.number", "int", INTEGERS),
            WideKind.of("numeric(12,0)", "int", INTEGERS),
            WideKind.of("numeric", "numeric", NUMBERS),
            WideKind.of("numeric(10,2)", "numeric", NUMBERS),
            WideKind.of("float8", "numeric", NUMBERS),
            WideKind.of("float4", "numeric", NUMBERS),
            alone("oid", "1", "2", "4294967295", "0"),
            alone("money", "1", "2.50", "3"),
            alone("bool", "true", "false"),
            WideKind.of("text", "text", TEXTS),
            WideKind.of("varchar(20)", "text", TEXTS),
            WideKind.of("char(8)", "text", TEXTS),
            WideKind.of("name", "text", TEXTS),
            WideKind.of("text COLLATE \"C\"", "text", TEXTS),
            WideKind.of("varchar(9) COLLATE \"POSIX\"", "text", TEXTS),
            WideKind.of("\"char\"", "char", List.of("'a'", "'b'", "'A'")),
            WideKind.of("char(1)", "char", List.of("'a'", "'b'", "'A'", "''")),
            WideKind.of("text COLLATE wide_ext.ci", "ci", TEXTS),
            WideKind.of("varchar(20) COLLATE wide_ext.ci", "ci", TEXTS),
            WideKind.of("text COLLATE wide_ext.ai", "ai", TEXTS),
            WideKind.of("char(8) COLLATE wide_ext.ci", "bpchar ci", TEXTS),
            WideKind.of("cj_ext.citext", "citext", TEXTS),
            WideKind.of("wide_ext.mail", "citext", TEXTS),
            WideKind.of("cj_ext.ltree", "ltree", List.of("'a.b'", "'a'", "'A'", "'a.b.c'")),
            WideKind.of("cj_ext.isbn", "isn", List.of("'1-4028-9462-7'", "'0-306-40615-2'")),
            WideKind.of("cj_ext.isbn13", "isn", List.of("'978-1-4028-9462-6'", "'978-0-306-40615-7'")),
            alone("bytea", "decode('61','hex')", "decode('00','hex')", "decode('','hex')", "decode('5c61','hex')"),
            alone("uuid", "'00000000-0000-4000-8000-000000000001'", "'00000000-0000-4000-8000-000000000002'"),
            WideKind.of("date", "date", List.of("'2024-10-27'", "'infinity'", "'0001-01-01 BC'", "'2024-02-29'")),
            WideKind.of("timestamp", "date", List.of("'2024-10-27'", "'2024-10-27 02:30'", "'infinity'", "'2024-02-29'")),
            WideKind.of("timestamp(0)", "date", List.of("'2024-10-27'", "'2024-10-27 02:30'", "'-infinity'")),
            alone("timestamptz", "'2024-10-27 00:30Z'", "'2024-10-27 01:30Z'", "'infinity'",
            "'2024-10-27 00:30:00.000001Z'"),
            alone("time", "'10:00'", "'24:00'", "'00:00'", "'10:00:00.000001'"),
            alone("timetz", "'10:00+02'", "'08:00+00'", "'10:00+00'"),
            alone("interval", "'1 month'", "'30 days'", "'1 day'", "'24 hours'", "'720:00:00'"),
            alone("wide_ext.mood", "'new'", "'old'", "'a'", "'b'"),
            alone("int[]", "'{1,2}'", "'{2,1}'", "'{}'", "'{1}'", "'{NULL}'", "'{{1,2}}'"),
            WideKind.of("text[]", "text[]", List.of("'{a,b}'", "'{a}'", "'{A}'", "'{}'", "'{NULL}'", "'{\"NULL\"}'")),
            WideKind.of("varchar(9)[]", "text[]", List.of("'{a,b}'", "'{a}'", "'{A}'", "'{}'")),
            alone("cj_ext.citext[]", "'{a}'", "'{A}'", "'{b}'"),
            alone("int4range", "'[1,2]'", "'[1,3)'", "'empty'", "'[1,)'"),
            alone("numrange", "'[1,2]'", "'[1.0,2.00]'", "'[1,2)'", "'empty'"),
            alone("int4multirange", "'{[1,2]}'", "'{[1,3)}'", "'{}'"),
            alone("wide_ext.pair", "'(1,a)'", "'(1,A)'", "'(1,)'", "'(2,a)'"),
            WideKind.of("inet", "inet", List.of("'10.0.0.1'", "'10.0.0.1/8'", "'10.0.0.1/32'", "'::1'")),
            WideKind.of("cidr", "inet", List.of("'10.0.0.1'", "'10.0.0.0/8'", "'::1'")),
            alone("macaddr", "'08:00:2b:01:02:03'", "'08:00:2b:01:02:04'"),
            alone("macaddr8", "'08:00:2b:01:02:03:04:05'", "'08:00:2b:01:02:03:04:06'"),
            alone("bit(4)", "B'0001'", "B'1000'"),
            alone("varbit", "B'0001'", "B'1'", "B''"),
            alone("jsonb", "'1'", "'1.0'", "'\"1\"'", "'{\"a\":1,\"b\":2}'", "'{\"b\":2,\"a\":1}'"),
            alone("tsvector", "'a b'", "'b a'", "'a'"),
            alone("pg_lsn", "'0/1'", "'0/2'"),
            alone("xid8", "'1'", "'2'"),
            alone("tid", "'(0,1)'", "'(0,2)'"),
            alone("oidvector", "'1 2'", "'2 1'"));

    private WidePostgresqlKinds() {}
}
