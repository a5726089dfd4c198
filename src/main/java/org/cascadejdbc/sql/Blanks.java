package org.cascadejdbc.sql;

/** Skips what stands between tokens: blanks and comments, as one database delimits them. */
final class Blanks {
    /** What {@link #skip} answers where a comment is never closed, or not for certain, or not where the driver believes. */
    static final int UNTERMINATED = -1;

    private Blanks() {}

    /**
     * The offset of the first character from {@code from} on that is neither blank nor in a comment; the text's
     * length where there is none. An executable comment is no comment: the offset of its slash is given.
     */
    static int skip(String text, int from, Lexis lexis) {
        int at = from;
        while (at < text.length()) {
            if (isBlank(text.charAt(at), lexis) && !isIllegalTab(text, at, lexis)) {
                at++;
            } else if (isLineComment(text, at, lexis)) {
                at = endOfLine(text, at, lexis);
            } else if (mayBeLineComment(text, at, lexis)) {
                return UNTERMINATED;
            } else if (text.startsWith("/*", at) && !isExecutableComment(text, at, lexis)) {
                int end = endOfComment(text, at, lexis);
                if (end == UNTERMINATED || isClosedForDriver(text, at, end, lexis)) {
                    return UNTERMINATED;
                }
                at = end;
            } else {
                return at;
            }
        }
        return at;
    }

    private static boolean isBlank(char c, Lexis lexis) {
        return isBlank(c) || (c >= 0x80 && lexis.has(SqlFeature.SPACES_OF_JAVA) && Character.isSpaceChar(c));
    }

    static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    /** A vertical tab where it is no blank. */
    private static boolean isIllegalTab(String text, int at, Lexis lexis) {
        if (text.charAt(at) != '\u000b') {
            return false;
        }
        boolean first = at == 0 || !isBlank(text.charAt(at - 1));
        return lexis.has(SqlFeature.NO_VERTICAL_TAB) || (lexis.has(SqlFeature.DEPENDENT_VERTICAL_TAB) && first);
    }

    /**
     * Whether pgjdbc, which takes the three characters of /&#42;/ for a whole comment (Parser.parseBlockComment), would
     * look for parameters, literals or statements in what is left of it.
     */
    private static boolean isClosedForDriver(String text, int from, int to, Lexis lexis) {
        if (!lexis.has(SqlFeature.COMMENTS_OF_THREE) || text.charAt(from + 2) != '/') {
            return false;
        }
        for (int at = from + 3; at < to - 2; at++) {
            if ("'\"$?;{}-/".indexOf(text.charAt(at)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code /*!} (or MariaDB's {@code /*M!}) starts here, in a database that executes what follows. */
    static boolean isExecutableComment(String text, int at, Lexis lexis) {
        return lexis.has(SqlFeature.EXECUTABLE_COMMENTS) && (text.startsWith("/*!", at) || text.startsWith("/*M!", at));
    }

    static boolean isLineComment(String text, int at, Lexis lexis) {
        char c = text.charAt(at);
        if (c == '#') {
            return lexis.has(SqlFeature.HASH_COMMENTS);
        }
        if (c == '/') {
            return lexis.has(SqlFeature.SLASH_COMMENTS) && text.startsWith("//", at);
        }
        if (c != '-' || !text.startsWith("--", at)) {
            return false;
        }
        return !lexis.has(SqlFeature.DASHES_NEED_BLANK)
                || at + 2 >= text.length()
                || (isBlankOrControl(text.charAt(at + 2)) && lexis.alphabet().isClear(text, at + 2));
    }

    /** Whether what is behind -- is a blank in some character sets. */
    private static boolean mayBeLineComment(String text, int at, Lexis lexis) {
        return lexis.has(SqlFeature.DASHES_NEED_BLANK)
                && text.startsWith("--", at)
                && at + 2 < text.length()
                && !lexis.alphabet().isClear(text, at + 2);
    }

    private static boolean isBlankOrControl(char c) {
        return c <= ' ' || c == 0x7f;
    }

    /** The offset of the line's end. A bare carriage return ends a comment in PostgreSQL, H2 and HSQLDB. */
    static int endOfLine(String text, int from, Lexis lexis) {
        int anyReturn = lexis.has(SqlFeature.LINE_FEED_ENDS_LAST_COMMENT) ? text.indexOf('\r', from) : -1;
        if (anyReturn >= 0) {
            return anyReturn;
        }
        boolean carriageReturnEnds = lexis.has(SqlFeature.CARRIAGE_RETURN_ENDS_COMMENT);
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n' || (c == '\r' && carriageReturnEnds)) {
                return at;
            }
            at++;
        }
        return at;
    }

    /** The offset behind the comment that starts at {@code from} with a slash and a star. */
    static int endOfComment(String text, int from, Lexis lexis) {
        int depth = 1;
        int at = from + 2;
        while (at < text.length()) {
            if (text.startsWith("*/", at)) {
                at += 2;
                depth--;
                if (depth == 0) {
                    return at;
                }
            } else if (lexis.has(SqlFeature.NESTED_COMMENTS) && text.startsWith("/*", at)) {
                at += 2;
                depth++;
            } else {
                at++;
            }
        }
        return UNTERMINATED;
    }
}
