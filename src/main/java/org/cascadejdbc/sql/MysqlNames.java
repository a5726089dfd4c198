package org.cascadejdbc.sql;

import java.util.List;

/**
 * What MySQL makes of names. It keeps letters of at most three bytes in UTF-8: each other one is a question mark. Where case
 * does not matter it compares the lower-case letters, one by one, of the Unicode of its time: accents matter, and letters
 * of later scripts have no case.
 */
public final class MysqlNames {
    private static final int LAST_KEPT = 0xFFFF;

    /**
     * Pairs of the first and the last of letters that have a lower case by now, and had none then ({@code LOWER} in {@code
     * utf8mb3_general_ci}; {@code MysqlNamesIT} asks the server for each letter).
     */
    private static final List<Integer> WITHOUT_CASE = List.of(
        0x220, 0x220, 0x23A, 0x24E, 0x370, 0x37F, 0x3CF, 0x3CF, 0x3D8, 0x3D8, 0x3F4, 0x3FF, 0x48A, 0x48A, 0x4C0, 0x4C0,
        0x4C5, 0x4C5, 0x4C9, 0x4C9, 0x4CD, 0x4CD, 0x4F6, 0x4F6, 0x4FA, 0x52E, 0x10A0, 0x10CD, 0x13A0, 0x13F5, 0x1C90,
        0x1CBF, 0x1E9E, 0x1E9E, 0x1EFA, 0x1EFE, 0x2132, 0x2132, 0x2183, 0x2183, 0x2C00, 0x2CF2, 0xA640, 0xA7F5);

    private MysqlNames() {}

    /** As a name is kept. */
    public static String kept(String name) {
        if (name.codePoints().noneMatch(letter -> letter > LAST_KEPT)) {
            return name;
        }
        StringBuilder kept = new StringBuilder(name.length());
        name.codePoints().map(letter -> letter > LAST_KEPT ? '?' : letter).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /** What is equal of names that are equal where case does not matter. */
    public static String lower(String name) {
        StringBuilder lower = new StringBuilder(name.length());
        kept(name).codePoints().map(MysqlNames::lower).forEach(lower::appendCodePoint);
        return lower.toString();
    }

    private static int lower(int letter) {
        for (int i = 0; i < WITHOUT_CASE.size(); i += 2) {
            if (WITHOUT_CASE.get(i) <= letter && letter <= WITHOUT_CASE.get(i + 1)) {
                return letter;
            }
        }
        return Character.toLowerCase(letter);
    }
}
