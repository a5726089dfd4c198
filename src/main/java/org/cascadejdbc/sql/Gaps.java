package org.cascadejdbc.sql;

/**
 * What is between two tokens: blanks and comments. A comment that MySQL executes is one for all others, and is passed over or
 * read, as whoever reads wants it; in any case it is told.
 */
final class Gaps {
    private static final String NOT_CLOSED = "a comment is not closed, or the driver does not see where";

    private final String text;
    private final Lexis lexis;
    private String error;
    private int errorStart;
    private boolean executableComment;
    private boolean reading;
    private int opened;

    Gaps(String text, Lexis lexis) {
        this.text = text;
        this.lexis = lexis;
        this.errorStart = text.length();
    }

    /** From here on what MySQL executes of a comment is read as MySQL does; what only some servers execute is not. */
    void readExecutableComments() {
        reading = true;
    }

    /** Where the next token begins; the text's end if there is none, or after an {@link #error()}. */
    int skip(int from) {
        int at = from;
        while (error == null) {
            int next = Blanks.skip(text, at, lexis);
            if (next == Blanks.UNTERMINATED || (next == text.length() && opened > 0)) {
                error = NOT_CLOSED;
            } else if (opened > 0 && text.startsWith("*/", next)) {
                opened--;
                at = next + 2;
            } else if (next < text.length() && Blanks.isExecutableComment(text, next, lexis)) {
                executableComment = true;
                at = behind(next);
            } else {
                return next;
            }
        }
        return text.length();
    }

    /** Where to go on at a comment that MySQL executes: inside of it, or behind it. */
    private int behind(int slash) {
        int close = Blanks.endOfComment(text, slash, lexis);
        if (close == Blanks.UNTERMINATED) {
            error = NOT_CLOSED;
            return text.length();
        }
        ExecutableComment comment = new ExecutableComment(text, slash, close);
        if (reading && lexis.has(SqlFeature.HASH_COMMENTS) && comment.isForAll()) {
            opened++;
            return comment.inside();
        }
        if (reading && comment.mayDeclareKey()) {
            error = "a foreign key in a comment that not every server executes: write it outside of the comment";
            errorStart = slash;
        }
        return close;
    }

    /** Why nothing behind can be read, or {@code null}. */
    String error() {
        return error;
    }

    /** Where what cannot be read begins, if that is known; else the text's end. */
    int errorStart() {
        return errorStart;
    }

    /** Whether a comment was passed over that the database executes. */
    boolean executableComment() {
        return executableComment;
    }
}
