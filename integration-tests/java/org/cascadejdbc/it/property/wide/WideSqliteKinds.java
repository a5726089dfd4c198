package org.cascadejdbc.it.property.wide;

import java.util.ArrayList;
import java.util.List;

/** SQLite's affinities and collations, all of one family: it takes every key. */
final class WideSqliteKinds {
    private static final List<String> VALUES = List
            .of("1", "'1'", "2", "'2'", "'a'", "'A'", "'a '", "1.0", "'1.0'", "x'61'",
            "x'31'", "''", "x''", "0", "-1", "1.5", "'1.5'", "' 1'", "'01'", "9223372036854775807",
            "9223372036854775808.0",
            "'9223372036854775807'", "1e3", "1000", "'ä'", "'Ä'");
    private static final List<String> STRICT = List.of("INTEGER", "TEXT", "ANY", "REAL", "BLOB", "INT");
    private static final List<String> LOOSE = List
            .of("", "NUMERIC", "VARCHAR(20)", "DECIMAL(10,2)", "DATE", "BOOLEAN", "FLOAT",
            "STRING", "CHARINT");
    private static final List<String> COLLATIONS = List.of("", " COLLATE NOCASE", " COLLATE RTRIM", " COLLATE BINARY");

    /** The first one is the plainest. */
    static final List<WideKind> ALL = all();

    private WideSqliteKinds() {}

    private static List<WideKind> all() {
        List<WideKind> kinds = new ArrayList<>();
        for (String collation : COLLATIONS) {
            STRICT.forEach(type -> kinds.add(new WideKind(type + collation, "", VALUES, true)));
            LOOSE.forEach(type -> kinds.add(new WideKind(type + collation, "", VALUES, false)));
        }
        return List.copyOf(kinds);
    }
}
