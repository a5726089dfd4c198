package org.cascadejdbc.sql;

/** Where MySQL's client ends a statement while its delimiter is not the semicolon: it looks at literals and comments only. */
final class DelimitedText {
    private DelimitedText() {}

    /** The offset of the next delimiter, or of the text's end. */
    static int end(String text, int from, String delimiter, Lexis lexis) {
        int at = from;
        while (at < text.length() && !text.startsWith(delimiter, at)) {
            at = behind(text, at, lexis);
        }
        return at;
    }

    private static int behind(String text, int at, Lexis lexis) {
        char c = text.charAt(at);
        int end = at + 1;
        if (c == '\'' || c == '"' || c == '`') {
            end = Literals.endOfQuotes(text, at, c != '`' && lexis.has(SqlFeature.BACKSLASH_ESCAPES), lexis.alphabet());
        } else if (Blanks.isLineComment(text, at, lexis)) {
            end = Blanks.endOfLine(text, at, lexis);
        } else if (text.startsWith("/*", at) && !Blanks.isExecutableComment(text, at, lexis)) {
            end = Blanks.endOfComment(text, at, lexis);
        }
        return end < 0 ? text.length() : end;
    }
}
