package org.cascadejdbc.sql;

import java.util.Locale;

/** Where statements stand in what is no SQL to the scanner: a literal that is executed, a text that it cannot cut. */
final class HiddenText {
    private HiddenText() {}

    /** The tables that the statements in a literal may concern. */
    static Mentions ofLiteral(Tokens tokens, int literal) {
        String text = tokens.kind(literal) == Scanner.Kind.STRING ? tokens.text(literal) : null;
        // Escapes hide names from a search; a second part of the literal may go on with a name of the first.
        boolean readable = text != null && text.indexOf('\\') < 0 && (isWhole(text) || text.startsWith("$"));
        return readable ? of(text) : Mentions.Anything.INSTANCE;
    }

    private static boolean isWhole(String text) {
        return Literals.endOfQuotes(text, 0, false, Alphabet.UNICODE) == text.length();
    }

    /** The tables that a text may concern: any, if it may put together from pieces what it executes. */
    static Mentions of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        boolean assembles = lower.contains("execute") || lower.contains("prepare") || lower.contains("u&");
        return assembles ? Mentions.Anything.INSTANCE : new Mentions.Anywhere(text);
    }
}
