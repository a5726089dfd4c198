package org.cascadejdbc.sql;

import java.util.Set;

/**
 * Finds where the clauses of a DELETE end, without understanding what they hold: all their brackets close, and none of
 * the words that could begin another clause stands outside of brackets. Counts the parameters on the way.
 */
final class ClauseReader {
    /** At a predicate's own level: another clause of the statement, or something that is no predicate. */
    private static final Set<String> CLAUSES = Set.of(
            "DELETE", "EXCEPT", "FETCH", "FOR", "GROUP", "HAVING", "INTERSECT", "INTO", "LIMIT", "OFFSET", "ORDER",
            "PROCEDURE", "RETURNING", "SELECT", "UNION", "USING", "WHERE", "WINDOW");

    /** What a clause holds. */
    enum Content {
        /** One expression. */
        EXPRESSION,
        /** Expressions, separated by commas. */
        LIST,
        /** What stands behind FROM, where joins have words of their own: USING (column), FORCE INDEX FOR JOIN. */
        TABLES,
        /** What stands behind ORDER, where a query might go on with words that a DELETE does not have. */
        ORDER,
        /** The WHEN clauses of a MERGE. */
        MERGE;

        /** The words among {@link #CLAUSES} that it may hold outside of brackets. */
        private Set<String> ownWords() {
            return switch (this) {
                case EXPRESSION, LIST, ORDER -> Set.of();
                case TABLES -> Set.of("USING", "FOR");
                case MERGE -> Set.of("DELETE", "USING", "INTO");
            };
        }
    }

    private final Tokens tokens;
    private final Lexis lexis;
    private final StringBuilder open = new StringBuilder();
    private int parameters;
    private int deepest;
    private int named;

    ClauseReader(Tokens tokens, Lexis lexis) {
        this.tokens = tokens;
        this.lexis = lexis;
    }

    /** How many parameters the clauses had that were read so far. */
    int parameters() {
        return parameters;
    }

    /** How many of the clauses' parameters have a number or a name of their own, so that their order tells nothing. */
    int named() {
        return named;
    }

    /** How deep brackets nest. */
    int deepest() {
        return deepest;
    }

    /**
     * The token behind the clause that starts at {@code from}: one of the words {@code next}, or the end.
     *
     * @throws UnclearException if it is none
     */
    int end(int from, Content content, Set<String> next, String clause) {
        int at = from;
        for (; at < tokens.size(); at++) {
            if (open.isEmpty() && isKeyword(at) && next.contains(tokens.keyword(at))) {
                refuseJunk(at);
                break;
            }
            token(at, content);
        }
        if (!open.isEmpty()) {
            throw unbalanced();
        }
        if (at == from) {
            throw new UnclearException("DELETE with an empty " + clause);
        }
        return at;
    }

    /** PostgreSQL reads {@code ?RETURNING} as one token, and as an error; in what we build they would be apart. */
    private void refuseJunk(int at) {
        boolean parameter = tokens.kind(at - 1) == Scanner.Kind.PARAMETER;
        if (lexis.has(SqlFeature.PARAMETERS_NEED_BLANK) && parameter && tokens.end(at - 1) == tokens.start(at)) {
            throw new UnclearException("DELETE with a parameter that runs into " + tokens.keyword(at));
        }
    }

    private void token(int i, Content content) {
        parameters += tokens.kind(i) == Scanner.Kind.PARAMETER ? 1 : 0;
        if (isNamedParameter(tokens, i, lexis)) {
            countNamed();
        } else if (tokens.kind(i) == Scanner.Kind.SYMBOL) {
            symbol(i, content);
        } else if (tokens.kind(i) == Scanner.Kind.WORD) {
            word(i, content);
        }
    }

    private void symbol(int i, Content content) {
        char c = tokens.source().charAt(tokens.start(i));
        switch (c) {
            case '(', '[', '{' -> {
                open.append(c == '(' ? ')' : c == '[' ? ']' : '}');
                deepest = Math.max(deepest, open.length());
            }
            case ')', ']', '}' -> {
                int top = open.length() - 1;
                if (top < 0 || open.charAt(top) != c) {
                    throw unbalanced();
                }
                open.setLength(top);
            }
            case ',' -> {
                if (open.isEmpty() && content == Content.EXPRESSION) {
                    throw new UnclearException("DELETE with a list for a predicate");
                }
            }
            case '/' -> {
                if (tokens.isSymbol(i + 1, '/') && tokens.start(i + 1) == tokens.end(i)) {
                    throw new UnclearException("DELETE with //");
                }
            }
            default -> {
                // an operator
            }
        }
    }

    /** A numbered or named parameter; elsewhere than in SQLite a colon and an at sign are operators. */
    static boolean isNamedParameter(Tokens tokens, int i, Lexis lexis) {
        char first = tokens.source().charAt(tokens.start(i));
        return switch (tokens.kind(i)) {
            case PARAMETER -> tokens.end(i) - tokens.start(i) > 1;
            case SYMBOL -> lexis.has(SqlFeature.NAMED_PARAMETERS) && (first == ':' || first == '@');
            case WORD -> first == '$';
            default -> false;
        };
    }

    /** Only SQLite has them in what a driver is given; there the texts that we build keep their order. */
    private void countNamed() {
        named++;
        if (!lexis.has(SqlFeature.NAMED_PARAMETERS)) {
            throw new UnclearException("DELETE with numbered parameters");
        }
    }

    static UnclearException uncountable() {
        return new UnclearException("DELETE with RETURNING and numbered or named parameters");
    }

    private void word(int i, Content content) {
        if (tokens.isWord(i, "DELETE") && tokens.isWord(i + 1, "FROM")) {
            throw new UnclearException("DELETE within a DELETE");
        }
        String word = tokens.keyword(i);
        boolean lock = content == Content.ORDER && (word.equals("LOCK") || word.equals("WITH"));
        boolean hint = tokens.isWord(i - 1, "INDEX") || tokens.isWord(i - 1, "KEY");
        if (open.isEmpty() && isKeyword(i) && (lock || (word.equals("FOR") && content == Content.TABLES && !hint))) {
            throw new UnclearException(clause(word));
        }
        if (open.isEmpty() && isKeyword(i) && CLAUSES.contains(word) && !content.ownWords().contains(word)) {
            throw new UnclearException(clause(word));
        }
    }

    /** Not a column behind a dot, nor a label behind AS. */
    private boolean isKeyword(int i) {
        return tokens.kind(i) == Scanner.Kind.WORD && !tokens.isSymbol(i - 1, '.') && !tokens.isWord(i - 1, "AS");
    }

    private static UnclearException unbalanced() {
        return new UnclearException("DELETE with unbalanced parentheses");
    }

    static String clause(String word) {
        return switch (word) {
            case "USING" -> "DELETE … USING";
            case "ORDER" -> "DELETE with ORDER BY";
            case "" -> "DELETE in a form that is not known";
            default -> "DELETE with " + word;
        };
    }
}
