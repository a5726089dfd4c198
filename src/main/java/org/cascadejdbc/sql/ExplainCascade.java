package org.cascadejdbc.sql;

import java.util.Optional;

/**
 * {@code EXPLAIN CASCADE DELETE …}, which is no database's statement: CASCADE is a reserved word on MySQL, and no beginning
 * of a statement or option elsewhere.
 *
 * @param delete what is to be explained
 * @param prepared a text that a database can prepare in its place, with the same parameters, and that deletes nothing
 *     whoever executes it: the database's own {@code EXPLAIN DELETE …}
 */
public record ExplainCascade(String delete, String prepared) {
    private static final String EXPLAIN = "EXPLAIN";
    private static final String CASCADE = "CASCADE";

    /** What a text asks for, or empty if it is another statement. */
    public static Optional<ExplainCascade> of(String sql, Lexis lexis) {
        int explain = Blanks.skip(sql, 0, lexis);
        if (!isWord(sql, explain, EXPLAIN)) {
            return Optional.empty();
        }
        int cascade = Blanks.skip(sql, explain + EXPLAIN.length(), lexis);
        if (!isWord(sql, cascade, CASCADE)) {
            return Optional.empty();
        }
        int behind = cascade + CASCADE.length();
        return Optional.of(new ExplainCascade(
                sql.substring(behind).stripLeading(), sql.substring(0, cascade) + sql.substring(behind)));
    }

    private static boolean isWord(String sql, int at, String word) {
        int end = at + word.length();
        return at >= 0
                && sql.regionMatches(true, at, word, 0, word.length())
                && (end == sql.length() || !Scanner.isWordPart(sql.charAt(end)));
    }
}
