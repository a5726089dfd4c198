package org.cascadejdbc.it.property.wide;

import static org.cascadejdbc.it.property.wide.WideKind.alone;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** MySQL's types, strings in one family for each collation, as both sides of a key must have the same. */
final class WideMysqlKinds {
    private static final List<String> INTEGERS = List.of("1", "2", "3", "100", "0");
    private static final List<String> MEMBERS = List.of("'new'", "'old'", "'a'", "''");
    private static final List<String> SETS = List.of("'new'", "'old'", "'new,old'", "''", "'a,old'");
    private static final List<String> TEXTS =
            List.of("'a'", "'b'", "'A'", "'a '", "'á'", "''", "'ss'", "'ß'", "'ab'", "'It''s'", "'表'", "'1'");
    private static final List<String> DATES =
            List.of("'2024-10-27'", "'0000-00-00'", "'2024-00-00'", "'2024-02-29'", "'2024-02-30'");
    private static final List<String> TIMES =
            List.of("'2024-10-27 00:30:00'", "'2024-10-27 01:30:00'", "'0000-00-00 00:00:00'",
            "'2024-10-27 00:30:00.5'");
    private static final List<String> COLLATIONS = List.of("utf8mb4_0900_ai_ci", "utf8mb4_0900_as_cs",
            "utf8mb4_0900_bin", "utf8mb4_bin", "utf8mb4_general_ci", "utf8mb4_unicode_ci", "utf8mb3_general_ci",
            "latin1_swedish_ci", "latin1_bin", "latin1_german2_ci", "ascii_general_ci", "utf16_general_ci", "utf32_bin",
            "sjis_japanese_ci", "gbk_chinese_ci", "gb18030_bin", "big5_chinese_ci", "cp1251_general_ci",
            "latin2_czech_cs", "utf8mb4_ja_0900_as_cs_ks");

    /** How much more often these come. */
    static final int WEIGHT = 16;

    static final List<String> STORED_OTHERWISE = List.of("enum", "enum of numbers", "set", "timestamp");

    /** A zone of our own with one autumn night, as a server may have no zones. */
    static final List<String> PREPARATION = List.of(
            "REPLACE INTO mysql.time_zone VALUES (9001, 'N')",
            "REPLACE INTO mysql.time_zone_name VALUES ('Wide/Berlin', 9001)",
            "REPLACE INTO mysql.time_zone_transition_type VALUES (9001, 0, 7200, 1, 'CEST'), (9001, 1, 3600, 0, 'CET')",
            "REPLACE INTO mysql.time_zone_transition VALUES (9001, 1711846800, 0), (9001, 1729990800, 1)");

    /** The first one is the plainest. */
    static final List<WideKind> ALL = all();

    private WideMysqlKinds() {}

    private static List<WideKind> all() {
        List<WideKind> kinds = new ArrayList<>(ofAny());
        kinds.addAll(strings(COLLATIONS));
        return List.copyOf(kinds);
    }

    /** What MariaDB has, too. */
    static List<WideKind> ofAny() {
        List<WideKind> kinds = new ArrayList<>();
        for (String type : List.of("int", "tinyint", "smallint", "mediumint", "bigint")) {
            kinds.add(WideKind.of(type, "int", INTEGERS));
            kinds.add(WideKind.of(type + " unsigned", "int", INTEGERS));
        }
        kinds.add(WideKind.of("int(5) unsigned zerofill", "int", INTEGERS));
        kinds.add(WideKind.of("boolean", "int", INTEGERS));
        kinds.addAll(List.of(
                WideKind.of("decimal(10,2)", "decimal", List.of("1", "1.5", "2", "1.50", "-0.0")),
                WideKind.of("decimal(12,2)", "decimal", List.of("1", "1.5", "2", "1.50")),
                WideKind.of("decimal(10,0)", "decimal", List.of("1", "2", "3")),
                WideKind.of("decimal(10,2) unsigned", "decimal", List.of("1", "2", "3")),
                WideKind.of("float", "float", List.of("1", "0.1", "0.2", "-0.0", "0", "16777217", "16777216")),
                WideKind.of("double", "float", List.of("1", "0.1", "0.2", "-0.0", "0", "1e300")),
                alone("bit(1)", "b'1'", "b'0'"),
                WideKind.of("bit(8)", "bit", List.of("b'1'", "b'0'", "b'10000001'")),
                WideKind.of("bit(10)", "bit", List.of("b'1'", "b'0'", "b'1000000001'")),
                alone("year", "2024", "1999", "0"),
                WideKind.of("date", "date", DATES),
                alone("time", "'10:00:00'", "'-10:00:00'", "'100:00:00'", "'00:00:00'"),
                alone("time(6)", "'10:00:00'", "'10:00:00.5'", "'-00:00:00.5'"),
                WideKind.of("datetime", "datetime", TIMES),
                WideKind.of("datetime(6)", "datetime", TIMES),
                WideKind.of("datetime(3)", "datetime", TIMES),
                WideKind.of("timestamp", "timestamp", TIMES),
                WideKind.of("timestamp(6)", "timestamp", TIMES),
                WideKind.of("ENUM('new','old','a')", "enum", MEMBERS),
                WideKind.of("ENUM('old','new','a')", "enum", MEMBERS),
                WideKind.of("ENUM('a','old','new','b')", "enum", MEMBERS),
                WideKind.of("ENUM('1','3','2')", "enum of numbers", List.of("'1'", "'2'", "'3'", "1", "2", "3")),
                WideKind.of("ENUM('3','2','1')", "enum of numbers", List.of("'1'", "'2'", "'3'", "1", "2", "3")),
                WideKind.of("SET('new','old','a')", "set", SETS),
                WideKind.of("SET('old','a','new')", "set", SETS),
                WideKind.of("binary(4)", "binary", List.of("x'61'", "x'62'", "x'6120'", "x'00'", "x'6100'")),
                WideKind.of("binary(6)", "binary", List.of("x'61'", "x'62'", "x'6120'", "x'00'")),
                WideKind.of("varbinary(8)", "binary", List.of("x'61'", "x'62'", "x'6120'", "x'00'", "x''", "x'6100'")),
                WideKind.of("varbinary(12)", "binary", List.of("x'61'", "x'62'", "x'6120'", "x'00'", "x'ff'"))));
        return kinds;
    }

    /**
     * Where a collation pads no blanks, InnoDB's own key between a CHAR and a VARCHAR takes a row, and does not find it when its
     * parent goes: it leaves an orphan, so that there is no twin.
     */
    static List<WideKind> strings(List<String> collations) {
        List<WideKind> kinds = new ArrayList<>();
        for (String collation : collations) {
            for (String type : List.of("varchar(20)", "char(5)", "char(10)", "varchar(30)")) {
                String charset = collation.substring(0, collation.indexOf('_'));
                kinds.add(WideKind.of(type + " CHARACTER SET " + charset.toLowerCase(Locale.ROOT) + " COLLATE " + collation,
                        collation.contains("nopad") ? collation + " " + type.replaceAll("\\(.*", "") : collation, TEXTS));
            }
        }
        return kinds;
    }
}
