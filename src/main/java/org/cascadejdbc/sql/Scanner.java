package org.cascadejdbc.sql;

/**
 * Cuts a text into tokens, in one pass and without recursion, exactly where one database cuts it.
 *
 * <p>Everything else in this package relies on this class never being wrong about where a literal, a quoted
 * identifier or a comment ends: what looks like a predicate inside a comment must not become one, and what
 * hides a WHERE must not. So where the end is in doubt the scanner stops and says so in {@link #error()}, and what
 * is sound but means more than it shows is reported: {@link #executableComment()}, {@link #escapedIdentifier()}.
 *
 * <p>Operators are single characters: nobody here asks what they mean, only where they are. Letters beyond ASCII
 * are word characters, blanks beyond ASCII too, as in all three databases, unless the {@link Alphabet} is another one.
 */
final class Scanner {
    enum Kind {
        /** A keyword or an identifier without quotes. */
        WORD,
        QUOTED_IDENTIFIER,
        /** A literal with its prefix and, in PostgreSQL, with its continuations on following lines. */
        STRING,
        NUMBER,
        /** A question mark that is bound; SQLite's digits belong to it. */
        PARAMETER,
        /** One character, or {@code ??} where that is an operator's question mark. */
        SYMBOL,
        END
    }

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String text;
    private final Lexis lexis;
    private final Gaps gaps;
    private Kind kind;
    private int start;
    private int end;
    private String error;
    private boolean escapedIdentifier;

    Scanner(String text, Lexis lexis) {
        this.text = text;
        this.lexis = lexis;
        this.gaps = new Gaps(text, lexis);
    }

    /** Moves to the next token; stays at the end. */
    Kind next() {
        if (kind == Kind.END) {
            return kind;
        }
        boolean qualifies = kind == Kind.WORD || kind == Kind.QUOTED_IDENTIFIER;
        int previousEnd = end;
        int at = error == null ? gaps.skip(end) : text.length();
        if (at < text.length()) {
            start = at;
            kind = scan(at, qualifies && at == previousEnd);
            if (end < 0) {
                kind = Kind.END;
            }
        } else {
            kind = Kind.END;
            start = gaps.errorStart();
        }
        if (kind == Kind.END) {
            end = text.length();
        }
        return kind;
    }

    /** From here on what MySQL executes of a comment is read as MySQL does; what only some servers execute is not. */
    void readExecutableComments() {
        gaps.readExecutableComments();
    }

    /** Goes on at {@code offset}, for what is not SQL in between. */
    void moveTo(int offset) {
        end = offset;
        kind = null;
    }

    Kind kind() {
        return kind;
    }

    /** The offset of the token's first character; after an {@link #error()} that of the text that has no end. */
    int start() {
        return start;
    }

    /** The offset behind the token's last character. */
    int end() {
        return end;
    }

    /** Why the scan stopped before the end of the text, or {@code null}. */
    String error() {
        return error != null ? error : gaps.error();
    }

    /** Whether a comment was passed over that the database executes. */
    boolean executableComment() {
        return gaps.executableComment();
    }

    Lexis lexis() {
        return lexis;
    }

    /** Whether an identifier was met whose characters are escaped, U&amp;"…". */
    boolean escapedIdentifier() {
        return escapedIdentifier;
    }

    /** Sets {@code end}, or makes it negative where the scan stops. */
    private Kind scan(int at, boolean afterIdentifier) {
        char c = text.charAt(at);
        if (!isClear(at)) {
            return fail("a character that is no letter here");
        }
        return switch (c) {
            case '\'' -> string(at, lexis.has(SqlFeature.BACKSLASH_ESCAPES));
            case '"' -> doubleQuotes(at);
            case '`' -> lexis.has(SqlFeature.BACKTICKS) ? quotedIdentifier(at, '`') : symbol(at, 1);
            case '[' -> lexis.has(SqlFeature.BRACKETS) ? bracketed(at) : symbol(at, 1);
            case '?' -> question(at);
            case '$' -> dollar(at);
            case '.' -> !afterIdentifier && Literals.isDigit(text, at + 1) ? number(at) : symbol(at, 1);
            case 0, BYTE_ORDER_MARK -> fail("a NUL or a byte order mark in the text");
            default -> {
                if (Literals.isDigit(text, at)) {
                    yield number(at);
                }
                yield isWordStart(c) ? word(at) : symbol(at, 1);
            }
        };
    }

    private Kind word(int at) {
        char c = text.charAt(at);
        if (lexis.has(SqlFeature.ESCAPE_STRINGS) && charAt(at + 1) == '\'' && "eEbBxXnN".indexOf(c) >= 0) {
            boolean plain = c == 'n' || c == 'N';
            return string(at + 1, c == 'e' || c == 'E' || (plain && lexis.has(SqlFeature.BACKSLASH_ESCAPES)));
        }
        if (lexis.has(SqlFeature.UNICODE_ESCAPES) && (c | 0x20) == 'u' && charAt(at + 1) == '&') {
            if (charAt(at + 2) == '\'') {
                return string(at + 2, false);
            }
            if (charAt(at + 2) == '"') {
                escapedIdentifier = true;
                return quotedIdentifier(at + 2, '"');
            }
        }
        end = endOfWord(at);
        return Kind.WORD;
    }

    private Kind string(int quote, boolean backslash) {
        end = endOfQuotes(quote, backslash);
        // PostgreSQL: a literal goes on behind a line break, under the rules of its first part (E'a' \n 'b\'').
        while (end >= 0 && lexis.has(SqlFeature.ESCAPE_STRINGS)) {
            int continuation = Literals.continuation(text, end, lexis);
            if (continuation < 0) {
                break;
            }
            end = endOfQuotes(continuation, backslash);
        }
        return end < 0 ? fail("a literal is not closed") : Kind.STRING;
    }

    private Kind doubleQuotes(int at) {
        if (!lexis.has(SqlFeature.DOUBLE_QUOTED_STRINGS)) {
            return quotedIdentifier(at, '"');
        }
        end = endOfQuotes(at, lexis.has(SqlFeature.BACKSLASH_ESCAPES));
        return end < 0 ? fail("a literal is not closed") : Kind.STRING;
    }

    private Kind quotedIdentifier(int open, char quote) {
        end = endOfQuotes(open, false);
        if (end == open + 2) {
            return fail("an identifier between " + quote + " and " + quote + " is empty");
        }
        return end < 0 ? fail("a quoted identifier is not closed") : Kind.QUOTED_IDENTIFIER;
    }

    private Kind bracketed(int open) {
        end = text.indexOf(']', open) + 1;
        return end <= open + 2 ? fail("an identifier in brackets is not closed, or empty") : Kind.QUOTED_IDENTIFIER;
    }

    private Kind question(int at) {
        if (lexis.has(SqlFeature.QUESTION_OPERATORS) && charAt(at + 1) == '?') {
            return symbol(at, 2);
        }
        end = Literals.endOfDigits(text, at + 1, false);
        return Kind.PARAMETER;
    }

    /** A dollar quote, PostgreSQL's $1, or a word. */
    private Kind dollar(int at) {
        if (lexis.has(SqlFeature.PLAIN_DOLLAR_QUOTES)) {
            end = text.startsWith("$$", at) ? Literals.endOfDollarQuotes(text, at, at + 1) : Literals.UNCLOSED;
            return end < 0 ? fail("a literal in dollar quotes that is not closed, or a numbered parameter") : Kind.STRING;
        }
        if (!lexis.has(SqlFeature.DOLLAR_QUOTES)) {
            end = endOfWord(at + 1);
            // A word to MySQL 8; MySQL 9 quotes the bodies of JavaScript functions so.
            boolean mayQuote = lexis.has(SqlFeature.DOUBTFUL_DOLLARS) && text.substring(at + 1, end).indexOf('$') >= 0;
            return mayQuote ? fail("a word with two dollar signs may be a quote") : Kind.WORD;
        }
        if (Literals.isDigit(text, at + 1)) {
            end = Literals.endOfDigits(text, at + 1, false);
            return Kind.WORD;
        }
        int tagEnd = Literals.endOfTag(text, at);
        if (charAt(tagEnd) != '$') {
            return symbol(at, 1);
        }
        end = Literals.endOfDollarQuotes(text, at, tagEnd);
        return end < 0 ? fail("a literal in dollar quotes is not closed") : Kind.STRING;
    }

    private Kind number(int at) {
        // 1_000 is a number in PostgreSQL and SQLite, and an identifier in MySQL.
        end = Literals.endOfNumber(text, at, !lexis.has(SqlFeature.WORDS_BEGIN_WITH_DIGITS));
        if (end < text.length() && isWordPart(text.charAt(end))) {
            // Older PostgreSQLs read 1RETURNING as two tokens.
            if (!lexis.has(SqlFeature.WORDS_BEGIN_WITH_DIGITS)) {
                return fail("a number has letters behind it");
            }
            // MySQL has identifiers such as 2020_orders, but reads 5.OR and 1e5OR as two tokens.
            if (Literals.isInteger(text, at, end)) {
                end = endOfWord(at);
                return Kind.WORD;
            }
        }
        return Kind.NUMBER;
    }

    private Kind symbol(int at, int length) {
        end = at + length;
        return Kind.SYMBOL;
    }

    private Kind fail(String message) {
        error = message;
        end = -1;
        return Kind.END;
    }

    private int endOfWord(int at) {
        int i = at;
        while (i < text.length() && isWordPart(text.charAt(i)) && isClear(i)) {
            i++;
        }
        return i;
    }

    private int endOfQuotes(int open, boolean backslash) {
        return Literals.endOfQuotes(text, open, backslash, lexis.alphabet());
    }

    private boolean isClear(int at) {
        boolean letter = !lexis.has(SqlFeature.LETTERS_OF_JAVA) || Literals.isAsciiOrLetter(text.charAt(at));
        letter &= !lexis.has(SqlFeature.LETTERS_ALONE) || text.charAt(at) < 0x80 || Character.isLetterOrDigit(text.charAt(at));
        return letter && lexis.alphabet().isClear(text, at);
    }

    private char charAt(int at) {
        return Literals.charAt(text, at);
    }

    static boolean isWordStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= 0x80 && c != BYTE_ORDER_MARK);
    }

    static boolean isWordPart(char c) {
        return isWordStart(c) || (c >= '0' && c <= '9') || c == '$';
    }
}
