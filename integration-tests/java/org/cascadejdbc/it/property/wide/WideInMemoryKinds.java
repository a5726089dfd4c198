package org.cascadejdbc.it.property.wide;

import static org.cascadejdbc.it.property.wide.WideKind.alone;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Types of H2 and HSQLDB. */
final class WideInMemoryKinds {
    private static final List<String> NUMBERS = List.of("1", "2", "100", "0", "-1", "127");
    private static final List<String> TEXTS =
            List.of("'a'", "'A'", "'a '", "'b'", "'1'", "''", "'ä'", "'Ä'", "'ss'", "'ß'", "'x''y'", "' a'");
    private static final List<String> INSTANTS = List.of("TIMESTAMP '2024-10-27 00:30:00'", "TIMESTAMP '2024-10-27 01:30:00'",
            "TIMESTAMP '2024-10-27 00:30:00.5'", "TIMESTAMP '0001-01-01 00:00:00'", "TIMESTAMP '2024-10-27 02:30:00'");
    private static final List<String> ZONED = List.of("TIMESTAMP WITH TIME ZONE '2024-10-27 00:30:00+02:00'",
            "TIMESTAMP WITH TIME ZONE '2024-10-26 22:30:00+00:00'", "TIMESTAMP WITH TIME ZONE '2024-10-27 00:30:00+01:00'");
    private static final List<String> MEMBERS = List.of("'new'", "'old'", "'a'");

    /** The first one is the plainest. */
    static final List<WideKind> H2 = Stream.concat(both().stream(), Stream.of(
                    WideKind.of("DECFLOAT", "number", NUMBERS), WideKind.of("VARCHAR_IGNORECASE(40)", "text", TEXTS),
                    WideKind.of("ENUM('new', 'old', 'a')", "enum", MEMBERS), WideKind.of("ENUM('old', 'new', 'a')", "enum", MEMBERS),
                    WideKind.of("ENUM('a', 'old', 'new', 'more')", "enum", MEMBERS),
                    alone("VARBINARY(10)", "X'61'", "X'6100'", "X''", "X'62'"),
                    alone("BINARY(3)", "X'61'", "X'6100'", "X''", "X'616263'"),
                    alone("INTEGER ARRAY", "ARRAY[1]", "ARRAY[1, 2]", "ARRAY[]", "ARRAY[2, 1]"),
                    alone("UUID", "UUID '00000000-0000-0000-0000-000000000001'", "UUID 'ffffffff-ffff-ffff-ffff-ffffffffffff'",
                            "UUID '01000000-0000-1000-8000-0000000000ff'")))
            .toList();
    static final List<WideKind> HSQLDB = Stream.concat(both().stream(), Stream.of(
                    WideKind.of("VARCHAR_IGNORECASE(40)", "text", TEXTS),
                    WideKind.of("VARCHAR(40) COLLATE SQL_TEXT", "text", TEXTS), WideKind.of("VARCHAR(40) COLLATE \"German\"", "text", TEXTS),
                    WideKind.of("VARCHAR(40) COLLATE SQL_TEXT_UCC", "text", TEXTS),
                    alone("UUID", "UUID('00000000-0000-0000-0000-000000000001')", "UUID('ffffffff-ffff-ffff-ffff-ffffffffffff')",
                            "UUID('01000000-0000-1000-8000-0000000000ff')"),
                    alone("BIT(4)", "B'0001'", "B'0010'", "B'1111'", "B'0000'")))
            .toList();

    private WideInMemoryKinds() {}

    private static List<WideKind> both() {
        List<WideKind> kinds = new ArrayList<>();
        for (String type : List.of("INT", "BIGINT", "SMALLINT", "TINYINT", "DECIMAL(10, 2)", "NUMERIC(20)", "DOUBLE PRECISION", "REAL")) {
            kinds.add(WideKind.of(type, "number", NUMBERS));
        }
        for (String type : List.of("VARCHAR(40)", "CHAR(10)", "CHAR(4)", "VARCHAR(20)")) {
            kinds.add(WideKind.of(type, "text", TEXTS));
        }
        for (String type : List.of("TIMESTAMP", "TIMESTAMP(0)", "TIMESTAMP(3)")) {
            kinds.add(WideKind.of(type, "instant", INSTANTS));
        }
        kinds.add(WideKind.of("TIMESTAMP WITH TIME ZONE", "zoned", ZONED));
        kinds.add(WideKind.of("TIMESTAMP(0) WITH TIME ZONE", "zoned", ZONED));
        kinds.add(alone("DATE", "DATE '2024-10-27'", "DATE '2024-10-28'", "DATE '0001-01-01'"));
        kinds.add(alone("TIME", "TIME '00:30:00'", "TIME '01:30:00'", "TIME '23:59:59'"));
        kinds.add(alone("BOOLEAN", "TRUE", "FALSE"));
        kinds.add(alone("INTERVAL DAY TO SECOND", "INTERVAL '1 00:00:00' DAY TO SECOND", "INTERVAL '0 24:00:00' DAY TO SECOND",
                "INTERVAL '2 00:00:00' DAY TO SECOND", "INTERVAL '0 00:00:01' DAY TO SECOND"));
        return kinds;
    }
}
