package org.cascadejdbc.sql;

/** Finds where literals and numbers end. */
final class Literals {
    static final int UNCLOSED = -1;

    private Literals() {}

    /** The offset behind the closing quote; a doubled quote does not close. -1 if none does for certain. */
    static int endOfQuotes(String text, int open, boolean backslash, Alphabet alphabet) {
        char quote = text.charAt(open);
        for (int at = open + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c >= 0x80 && !alphabet.isKept(text, at)) {
                return -1;
            }
            if (c == '\\' && backslash) {
                at++;
                if (charAt(text, at) >= 0x80 && !alphabet.isKept(text, at)) {
                    return -1;
                }
            } else if (c == quote) {
                if (charAt(text, at + 1) != quote) {
                    return at + 1;
                }
                at++;
            }
        }
        return -1;
    }

    /** The offset of what follows the letters behind the dollar sign there: another one, if it is a tag. */
    static int endOfTag(String text, int open) {
        int at = open + 1;
        while (at < text.length() && text.charAt(at) != '$' && Scanner.isWordPart(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /**
     * The offset behind a literal between two equal tags in dollar signs, {@link #UNCLOSED} where there is no second one.
     *
     * @param tagEnd the offset of the first tag's last dollar sign
     */
    static int endOfDollarQuotes(String text, int open, int tagEnd) {
        String tag = text.substring(open, tagEnd + 1);
        int close = text.indexOf(tag, tagEnd + 1);
        return close < 0 ? UNCLOSED : close + tag.length();
    }

    /** What Java takes for a part of an identifier, or of a pair of characters, none of which is a blank. */
    static boolean isAsciiOrLetter(char c) {
        return c < 0x80 || Character.isSurrogate(c) || Character.isJavaIdentifierPart(c);
    }

    /** The offset of a quote that continues the literal before {@code from}: only blanks and -- comments between. */
    static int continuation(String text, int from, Lexis lexis) {
        boolean lineBreak = false;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\n' || c == '\r') {
                lineBreak = true;
            } else if (Blanks.isLineComment(text, at, lexis)) {
                at = Blanks.endOfLine(text, at, lexis) - 1;
            } else if (!Blanks.isBlank(c)) {
                return c == '\'' && lineBreak ? at : -1;
            }
        }
        return -1;
    }

    /** The offset behind the number that starts with a digit, or a dot before one. */
    static int endOfNumber(String text, int at, boolean underscores) {
        int end = at;
        if (charAt(text, at) == '0' && "xXoObB".indexOf(charAt(text, at + 1)) >= 0 && isHexDigit(text, at + 2)) {
            end = at + 2;
            while (isHexDigit(text, end) || (underscores && charAt(text, end) == '_')) {
                end++;
            }
            return end;
        }
        end = endOfDigits(text, end, underscores);
        if (charAt(text, end) == '.' && charAt(text, end + 1) != '.') {
            end = endOfDigits(text, end + 1, underscores);
        }
        if (charAt(text, end) == 'e' || charAt(text, end) == 'E') {
            boolean signed = charAt(text, end + 1) == '+' || charAt(text, end + 1) == '-';
            int digits = signed ? end + 2 : end + 1;
            end = isDigit(text, digits) ? endOfDigits(text, digits, underscores) : end;
        }
        return end;
    }

    /** Whether the number has neither a point nor an exponent. */
    static boolean isInteger(String text, int from, int to) {
        boolean hexadecimal = charAt(text, from) == '0' && (charAt(text, from + 1) | 0x20) == 'x';
        for (int at = from; at < to; at++) {
            char c = text.charAt(at);
            if (c == '.' || (!hexadecimal && (c == 'e' || c == 'E'))) {
                return false;
            }
        }
        return true;
    }

    static int endOfDigits(String text, int from, boolean underscores) {
        int at = from;
        while (isDigit(text, at)
                || (underscores && at > from && charAt(text, at) == '_' && isDigit(text, at + 1))) {
            at++;
        }
        return at;
    }

    static boolean isDigit(String text, int at) {
        char c = charAt(text, at);
        return c >= '0' && c <= '9';
    }

    private static boolean isHexDigit(String text, int at) {
        char c = charAt(text, at);
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    /** NUL behind the end. */
    static char charAt(String text, int at) {
        return at < text.length() ? text.charAt(at) : 0;
    }
}
