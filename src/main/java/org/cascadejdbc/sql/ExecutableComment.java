package org.cascadejdbc.sql;

import java.util.regex.Pattern;

/**
 * A comment of the form {@code /*! … *}{@code /}, which MySQL executes; with a number in front of its text by a server of that
 * version or later. With an {@code M} MariaDB alone does.
 *
 * @param text in which it is
 * @param start the offset of its first slash
 * @param end the offset behind its last one, unless a literal in it looks like that
 */
record ExecutableComment(String text, int start, int end) {
    /** What each server executes that we support. */
    private static final int OLDEST_VERSION = 80_000;

    private static final int MOST_DIGITS = 6;
    private static final Pattern KEY = Pattern.compile("\\b(foreign\\s+key|references)\\b", Pattern.CASE_INSENSITIVE);

    private int mark() {
        return start + 2;
    }

    private int digits() {
        return mark() + (text.charAt(mark()) == 'M' ? 2 : 1);
    }

    /** The offset of what is executed. */
    int inside() {
        int at = digits();
        while (at < Math.min(digits() + MOST_DIGITS, end) && Literals.isDigit(text, at)) {
            at++;
        }
        return at;
    }

    /** Whether every server that we support executes it. */
    boolean isForAll() {
        String version = text.substring(digits(), inside());
        return text.charAt(mark()) == '!' && (version.isEmpty() || Integer.parseInt(version) <= OLDEST_VERSION);
    }

    boolean mayDeclareKey() {
        return KEY.matcher(text.substring(inside(), end)).find();
    }
}
