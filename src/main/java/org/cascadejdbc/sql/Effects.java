package org.cascadejdbc.sql;

import java.util.Set;

/**
 * Whether looking for the rows of a DELETE may do more than look, as far as its text tells: by a function, or by what may
 * hide one, as a view, a cast or an operator that is none of the usual ones.
 */
public final class Effects {
    /** A parenthesis behind these is no function's. */
    private static final Set<String> BEFORE_PARENTHESES =
            Set.of("AND", "OR", "NOT", "IN", "ANY", "ALL", "SOME", "BETWEEN", "LIKE", "ILIKE", "IS");
    private static final Set<String> QUERIES = Set.of("SELECT", "TABLE", "VALUES", "WITH", "CAST", "OPERATOR");
    private static final String HARMLESS = "(),.=<>!+-*/%";

    private Effects() {}

    /** False only where all is comparisons of columns and values. */
    public static boolean possible(DeleteStatement delete, Lexis lexis) {
        boolean joined = delete.using() != null || (delete.with() != null && delete.with().queries() != null);
        return joined || (delete.predicate() != null && possible(delete.predicate(), lexis));
    }

    private static boolean possible(String predicate, Lexis lexis) {
        Scanner scanner = new Scanner(predicate, lexis);
        Tokens tokens = Tokens.of(predicate, scanner);
        if (scanner.error() != null) {
            return true;
        }
        for (int i = 0; i < tokens.size(); i++) {
            boolean called = i + 1 < tokens.size() && tokens.isSymbol(i + 1, '(');
            boolean possible = switch (tokens.kind(i)) {
                case WORD -> QUERIES.contains(tokens.keyword(i))
                        || (called && !BEFORE_PARENTHESES.contains(tokens.keyword(i)));
                case QUOTED_IDENTIFIER -> called;
                case SYMBOL -> HARMLESS.indexOf(tokens.text(i)) < 0;
                default -> false;
            };
            if (possible) {
                return true;
            }
        }
        return false;
    }
}
