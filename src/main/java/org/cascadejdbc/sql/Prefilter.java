package org.cascadejdbc.sql;

import java.util.List;

/**
 * Tells, by a look at the leading keyword and one pass over the characters, which statements need not be looked at.
 * It errs on one side only: what it lets go has no word anywhere, not even in a literal, that deletes or that changes
 * what names mean.
 */
final class Prefilter {
    private static final List<String> DELETING = List.of("delete", "merge", "truncate", "replace");
    /** Words by which what is otherwise harmless is not: SELECT … INTO makes a table, set_config a search path. */
    private static final List<String> READING = List.of("delete", "merge", "into", "set_config");
    private static final List<String> WRITING = List.of("delete", "merge", "replace", "set_config");
    private static final List<String> NOTHING = List.of();
    /** Whatever follows these in the same statement. */
    private static final List<String> HARMLESS = List.of(
            "BEGIN", "START", "COMMIT", "END", "SAVEPOINT", "RELEASE", "SHOW", "LOCK", "FETCH", "LISTEN", "NOTIFY");

    private Prefilter() {}

    static boolean mayConcern(String sql, Lexis lexis) {
        int at = Blanks.skip(sql, 0, lexis);
        while (at >= 0 && at < sql.length() && (sql.charAt(at) == '(' || sql.charAt(at) == ';')) {
            at = Blanks.skip(sql, at + 1, lexis);
        }
        if (at == Blanks.UNTERMINATED) {
            return true;
        }
        int end = at;
        while (end < sql.length() && Scanner.isWordPart(sql.charAt(end))) {
            end++;
        }
        if (at == sql.length()) {
            return false;
        }
        List<String> words = suspiciousWordsBehind(sql, at, end);
        return words == null || hasSecondStatement(sql, end, lexis) || containsAny(sql, end, sql.length(), words, true);
    }

    /** Whether a word that deletes is in the text, be it in a literal or a comment. */
    static boolean mentionsDeletion(String sql, int from, int to) {
        return containsAny(sql, from, to, DELETING, false);
    }

    /** {@code null} where the leading word itself is a reason to look. */
    private static List<String> suspiciousWordsBehind(String sql, int from, int to) {
        if (is(sql, from, to, "INSERT") || is(sql, from, to, "UPDATE")) {
            return WRITING;
        }
        if (is(sql, from, to, "SELECT") || is(sql, from, to, "VALUES")) {
            return READING;
        }
        for (int i = 0; i < HARMLESS.size(); i++) { // without an iterator: this is on every statement's way
            if (is(sql, from, to, HARMLESS.get(i))) {
                return NOTHING;
            }
        }
        return null;
    }

    private static boolean is(String sql, int from, int to, String keyword) {
        return to - from == keyword.length() && sql.regionMatches(true, from, keyword, 0, keyword.length());
    }

    /** A semicolon with anything but blanks and comments behind it; it may well be one in a literal. */
    private static boolean hasSecondStatement(String sql, int from, Lexis lexis) {
        int semicolon = sql.indexOf(';', from);
        int at = semicolon;
        while (at >= 0 && at < sql.length() && sql.charAt(at) == ';') {
            at = Blanks.skip(sql, at + 1, lexis);
        }
        return semicolon >= 0 && at != sql.length();
    }

    private static boolean containsAny(String sql, int from, int to, List<String> words, boolean whole) {
        int initials = 0;
        for (int i = 0; i < words.size(); i++) {
            initials |= 1 << (words.get(i).charAt(0) - 'a');
        }
        for (int i = from; initials != 0 && i < to; i++) {
            int letter = (sql.charAt(i) | 0x20) - 'a';
            boolean initial = letter >= 0 && letter < 26 && (initials >> letter & 1) != 0;
            if (initial && startsWithAny(sql, i, to, words, whole)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whole words are those that could be tokens: a column deleted_at is none. Digits and a dollar sign before do not
     * hinder, because older PostgreSQLs read 1INTO as two tokens and a $quote$ may end there.
     */
    private static boolean startsWithAny(String sql, int at, int to, List<String> words, boolean whole) {
        if (whole && at > 0 && Scanner.isWordStart(sql.charAt(at - 1))) {
            return false;
        }
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            // The second letter too, because regionMatches is slow and first letters are frequent.
            if (at + word.length() <= to
                    && (sql.charAt(at + 1) | 0x20) == word.charAt(1)
                    && sql.regionMatches(true, at, word, 0, word.length())
                    && !(whole && at + word.length() < to && Scanner.isWordPart(sql.charAt(at + word.length())))) {
                return true;
            }
        }
        return false;
    }
}
