package org.cascadejdbc.sql;

import java.nio.charset.StandardCharsets;

/**
 * What PostgreSQL does to the letters and bytes of a name (scansup.c, {@code downcase_truncate_identifier}): a name has no
 * more than {@code NAMEDATALEN - 1} bytes, and is cut between two letters.
 */
final class NameBytes {
    /** {@code NAMEDATALEN - 1}; there are servers that were built with another one, and few of them. */
    static final int MOST = 63;

    /** The most bytes of a letter, in any encoding of a server. */
    private static final int WIDEST = 4;

    private NameBytes() {}

    /** The letters A to Z in lower case; no other letter is touched, whatever the machine's language. */
    static String asciiLower(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < lower.length(); i++) {
            char letter = lower.charAt(i);
            if (letter >= 'A' && letter <= 'Z') {
                lower.setCharAt(i, (char) (letter - 'A' + 'a'));
            }
        }
        return lower.toString();
    }

    /** All letters but those in lower case. */
    static String otherLower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        text.codePoints()
                .map(letter -> letter < 0x80 ? letter : Character.toLowerCase(letter))
                .forEach(lower::appendCodePoint);
        return lower.toString();
    }

    /** As many whole letters as a name may have bytes of UTF-8. */
    static String cut(String text) {
        if (text.length() * WIDEST <= MOST) {
            return text;
        }
        int bytes = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            bytes += bytes(text.codePointAt(i));
            if (bytes > MOST) {
                return text.substring(0, i);
            }
        }
        return text;
    }

    /** As many letters as fit into a name in any encoding, where it has others than ASCII and may have been cut. */
    static String beginning(String text) {
        boolean ascii = text.chars().allMatch(letter -> letter < 0x80);
        int letters = MOST / WIDEST;
        return ascii || text.getBytes(StandardCharsets.UTF_8).length < letters * 3
                ? text
                : text.substring(0, text.offsetByCodePoints(0, Math.min(letters, text.codePointCount(0, text.length()))));
    }

    /** Whether a name of the catalog may be what the server has made of a longer one, in whatever encoding. */
    static boolean mayBeCut(String name) {
        int letters = name.codePointCount(0, name.length());
        boolean ascii = name.chars().allMatch(letter -> letter < 0x80);
        return letters >= (ascii ? MOST : MOST / WIDEST);
    }

    private static int bytes(int letter) {
        return letter < 0x80 ? 1 : letter < 0x800 ? 2 : letter < 0x10000 ? 3 : WIDEST;
    }
}
