package org.cascadejdbc.sql;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether looking for the rows of a DELETE may do more than look, as far as its text tells: by a function, or by what may
 * hide one, as a view, a cast or an operator that is none of the usual ones.
 */
public final class Effects {
    /** A parenthesis behind these is no function's. */
    private static final Set<String> BEFORE_PARENTHESES =
            Set.of("AND", "OR", "NOT", "IN", "ANY", "ALL", "SOME", "BETWEEN", "LIKE", "ILIKE", "IS");
    private static final Set<String> QUERIES = Set.of("SELECT", "TABLE", "VALUES", "WITH", "CAST", "OPERATOR");
    private static final String PUNCTUATION = "(),.";
    /** The usual operators; signs may follow without a blank. */
    private static final Pattern HARMLESS = Pattern.compile("(?:=|<>|!=|<|>|<=|>=|\\*|/|%)?[+-]*");

    private Effects() {}

    /** False only where all is comparisons of columns and values. */
    public static boolean possible(DeleteStatement delete, Lexis lexis) {
        boolean joined = delete.using() != null || (delete.with() != null && delete.with().queries() != null);
        return joined || (delete.predicate() != null && possible(delete.predicate(), lexis));
    }

    /** The same of an expression, or of several between commas. */
    public static boolean possible(String expression, Lexis lexis) {
        Scanner scanner = new Scanner(expression, lexis);
        Tokens tokens = Tokens.of(expression, scanner);
        if (scanner.error() != null) {
            return true;
        }
        for (int i = 0; i < tokens.size(); i++) {
            boolean called = i + 1 < tokens.size() && tokens.isSymbol(i + 1, '(');
            boolean possible = switch (tokens.kind(i)) {
                case WORD -> QUERIES.contains(tokens.keyword(i))
                        || (called && !BEFORE_PARENTHESES.contains(tokens.keyword(i)));
                case QUOTED_IDENTIFIER -> called;
                case SYMBOL -> !isPunctuation(tokens, i) && !HARMLESS.matcher(operator(tokens, i)).matches();
                default -> false;
            };
            if (possible) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPunctuation(Tokens tokens, int i) {
        return PUNCTUATION.contains(tokens.text(i));
    }

    /** The operator that token is a part of, or the rest of it: the scanner cuts it into characters. */
    private static String operator(Tokens tokens, int i) {
        int last = i;
        while (tokens.kind(last + 1) == Scanner.Kind.SYMBOL
                && tokens.start(last + 1) == tokens.end(last)
                && !isPunctuation(tokens, last + 1)) {
            last++;
        }
        return tokens.source().substring(tokens.start(i), tokens.end(last));
    }
}
