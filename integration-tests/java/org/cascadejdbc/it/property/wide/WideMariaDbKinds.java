package org.cascadejdbc.it.property.wide;

import static org.cascadejdbc.it.property.wide.WideKind.alone;

import java.util.ArrayList;
import java.util.List;

/** MariaDB's types: those of MySQL, its own, and its own collations, of which many pad no blanks. */
final class WideMariaDbKinds {
    private static final List<String> COLLATIONS = List.of("utf8mb4_uca1400_ai_ci", "utf8mb4_uca1400_as_cs",
            "utf8mb4_uca1400_nopad_ai_ci", "utf8mb4_uca1400_german2_nopad_as_ci", "utf8mb4_uca1400_turkish_ai_ci",
            "utf8mb4_bin", "utf8mb4_nopad_bin", "utf8mb4_general_ci", "utf8mb4_general_nopad_ci", "utf8mb4_unicode_ci",
            "utf8mb4_unicode_520_nopad_ci", "utf8mb3_general_ci", "utf8mb3_uca1400_as_ci", "latin1_swedish_ci",
            "latin1_swedish_nopad_ci", "latin1_bin", "latin1_german2_ci", "ascii_general_ci", "ascii_nopad_bin",
            "utf16_general_ci", "utf16le_bin", "utf32_bin", "ucs2_uca1400_ai_ci", "sjis_japanese_ci",
            "gbk_chinese_nopad_ci", "big5_chinese_ci", "cp1251_general_ci", "latin2_czech_cs", "tis620_thai_ci");

    /** The first one is the plainest. */
    static final List<WideKind> ALL = all();

    private WideMariaDbKinds() {}

    private static List<WideKind> all() {
        List<WideKind> kinds = new ArrayList<>(WideMysqlKinds.ofAny());
        kinds.addAll(WideMysqlKinds.strings(COLLATIONS));
        kinds.addAll(List.of(
                alone("uuid", "'00000000-0000-0000-0000-000000000001'", "'01000000-0000-1000-8000-0000000000ff'",
                        "'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF'", "'00000000000000000000000000000001'"),
                alone("inet4", "'127.0.0.1'", "'10.0.0.1'", "'255.255.255.255'", "'0.0.0.0'"),
                alone("inet6", "'::1'", "'::ffff:10.0.0.1'", "'0:0:0:0:0:0:0:1'", "'2001:db8::ff'")));
        return List.copyOf(kinds);
    }
}
