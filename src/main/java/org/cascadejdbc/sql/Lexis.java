package org.cascadejdbc.sql;

/**
 * The lexical rules of one database, as far as they decide where a token ends.
 *
 * @param backslashEscapes a backslash escapes in '…' (MySQL without NO_BACKSLASH_ESCAPES; PostgreSQL with
 *     standard_conforming_strings=off)
 * @param escapeStrings E'…' has backslash escapes, U&amp;'…', U&amp;"…" and B'…' are prefixes (PostgreSQL)
 * @param dollarQuotes $tag$…$tag$ is a string (PostgreSQL)
 * @param doubleQuotedStrings "…" is a string, not an identifier (MySQL without ANSI_QUOTES)
 * @param backticks `…` is an identifier (MySQL, SQLite)
 * @param brackets […] is an identifier (SQLite)
 * @param nestedComments /&#42; … &#42;/ nests (PostgreSQL)
 * @param hashComments # starts a comment (MySQL)
 * @param dashesNeedBlank -- is a comment only before a blank, control character or the end (MySQL)
 * @param executableComments /&#42;! … &#42;/ is executed (MySQL)
 * @param questionOperators ?? is an operator's question mark, as pgjdbc has it (PostgreSQL)
 * @param alphabet what characters beyond ASCII are
 */
public record Lexis(
        boolean backslashEscapes,
        boolean escapeStrings,
        boolean dollarQuotes,
        boolean doubleQuotedStrings,
        boolean backticks,
        boolean brackets,
        boolean nestedComments,
        boolean hashComments,
        boolean dashesNeedBlank,
        boolean executableComments,
        boolean questionOperators,
        Alphabet alphabet) {

    public static final Lexis POSTGRESQL =
            new Lexis(false, true, true, false, false, false, true, false, false, false, true, Alphabet.UNICODE);
    public static final Lexis MYSQL =
            new Lexis(true, false, false, true, true, false, false, true, true, true, false, Alphabet.UNICODE);
    public static final Lexis SQLITE =
            new Lexis(false, false, false, false, true, true, false, false, false, false, false, Alphabet.UNICODE);

    /** Whether these are the rules of PostgreSQL, which has a grammar of its own, too. */
    public boolean isPostgresql() {
        return dollarQuotes;
    }

    public boolean isMysql() {
        return hashComments;
    }

    public boolean isSqlite() {
        return brackets;
    }

    public Lexis withBackslashEscapes(boolean value) {
        return with(value, doubleQuotedStrings, backticks, alphabet);
    }

    public Lexis withDoubleQuotedStrings(boolean value) {
        return with(backslashEscapes, value, backticks, alphabet);
    }

    public Lexis withAlphabet(Alphabet value) {
        return with(backslashEscapes, doubleQuotedStrings, backticks, value);
    }

    /**
     * The same, but "…" and `…` are identifiers: what dumps and hand-written scripts use them for. And what MySQL executes of
     * a comment is looked at, whoever's the script is.
     */
    public Lexis forScripts() {
        return new Lexis(
                backslashEscapes,
                escapeStrings,
                dollarQuotes,
                false,
                true,
                brackets,
                nestedComments,
                hashComments,
                dashesNeedBlank,
                true,
                questionOperators,
                alphabet);
    }

    private Lexis with(
            boolean newBackslashEscapes, boolean newDoubleQuotedStrings, boolean newBackticks, Alphabet newAlphabet) {
        return new Lexis(
                newBackslashEscapes,
                escapeStrings,
                dollarQuotes,
                newDoubleQuotedStrings,
                newBackticks,
                brackets,
                nestedComments,
                hashComments,
                dashesNeedBlank,
                executableComments,
                questionOperators,
                newAlphabet);
    }
}
