package org.cascadejdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code DELETE FROM table [[AS] alias] [WHERE predicate]} and nothing else. The predicate is not understood,
 * only delimited: all its brackets close, and no clause of the statement follows it.
 */
final class DeleteReader {
    /** A word that is no alias without AS: the grammar goes on with it. */
    private static final Set<String> NO_ALIAS = Set.of(
            "AS", "CROSS", "EXCEPT", "FETCH", "FOR", "FORCE", "FROM", "FULL", "GROUP", "HAVING", "IGNORE", "INDEXED",
            "INNER", "INTERSECT", "INTO", "JOIN", "LEFT", "LIMIT", "NATURAL", "NOT", "OFFSET", "ON", "ONLY", "ORDER",
            "PARTITION", "RETURNING", "RIGHT", "SELECT", "SET", "STRAIGHT_JOIN", "TABLESAMPLE", "UNION", "USE",
            "USING", "VALUES", "WHERE", "WINDOW", "WITH");
    /** At the predicate's own level: another clause of the statement, or something that is no predicate. */
    private static final Set<String> CLAUSES = Set.of(
            "DELETE", "EXCEPT", "FETCH", "FOR", "GROUP", "HAVING", "INTERSECT", "INTO", "LIMIT", "OFFSET", "ORDER",
            "PROCEDURE", "RETURNING", "SELECT", "UNION", "USING", "WHERE", "WINDOW");
    private static final Set<String> MODIFIERS = Set.of("LOW_PRIORITY", "QUICK", "IGNORE");
    private static final int MOST_PARTS = 3;

    private final Tokens tokens;
    private final Lexis lexis;
    private final List<Name> parts = new ArrayList<>();
    private final int firstOfTable = 2;
    private int lastOfTable;
    private int alias = -1;
    private int firstOfPredicate = -1;
    private int parameters;
    private int deepest;

    DeleteReader(Tokens tokens, Lexis lexis) {
        this.tokens = tokens;
        this.lexis = lexis;
    }

    /** {@code null} if it was read to its end, else what it is instead. */
    String read() {
        String form = lead();
        if (form != null) {
            return form;
        }
        int at = table();
        if (at < 0) {
            return "DELETE whose table is not a plain name";
        }
        lastOfTable = at - 1;
        at = alias(at);
        if (at == tokens.size()) {
            return null;
        }
        if (!tokens.isWord(at, "WHERE")) {
            return unexpected(at);
        }
        if (at + 1 == tokens.size()) {
            return "DELETE with an empty WHERE";
        }
        firstOfPredicate = at + 1;
        return predicate();
    }

    private String lead() {
        if (hintBehindDelete()) {
            return "DELETE with an optimizer hint";
        }
        if (!tokens.isWord(1, "FROM")) {
            String word = tokens.keyword(1);
            return MODIFIERS.contains(word) ? "DELETE with " + word : "DELETE without FROM, or from several tables";
        }
        return tokens.isWord(2, "ONLY") ? "DELETE FROM ONLY" : null;
    }

    private boolean hintBehindDelete() {
        int hint = tokens.source().indexOf("/*+", tokens.end(0));
        return tokens.size() > 1 && hint >= 0 && hint < tokens.start(1);
    }

    /** Where the table's name ends; negative if there is none. */
    private int table() {
        int at = firstOfTable;
        while (true) {
            if (!tokens.isIdentifier(at) || (parts.isEmpty() && NO_ALIAS.contains(tokens.keyword(at)))) {
                return -1;
            }
            parts.add(tokens.name(at));
            at++;
            if (!tokens.isSymbol(at, '.')) {
                return parts.size() <= MOST_PARTS ? at : -1;
            }
            at++;
        }
    }

    private int alias(int at) {
        int candidate = tokens.isWord(at, "AS") ? at + 1 : at;
        if (tokens.isIdentifier(candidate) && !NO_ALIAS.contains(tokens.keyword(candidate))) {
            alias = candidate;
            return candidate + 1;
        }
        return at;
    }

    private String unexpected(int at) {
        if (tokens.isSymbol(at, '*')) {
            return "DELETE FROM table *";
        }
        if (tokens.isSymbol(at, ',')) {
            return "DELETE from several tables";
        }
        if (tokens.isWord(at, "NOT") && tokens.isWord(at + 1, "INDEXED")) {
            return "DELETE with NOT INDEXED";
        }
        if (tokens.isWord(at, "INDEXED")) {
            return "DELETE with INDEXED BY";
        }
        return clause(tokens.keyword(at));
    }

    private static String clause(String word) {
        return switch (word) {
            case "USING" -> "DELETE … USING";
            case "ORDER" -> "DELETE with ORDER BY";
            case "" -> "DELETE in a form that is not known";
            default -> "DELETE with " + word;
        };
    }

    private String predicate() {
        if (tokens.isWord(firstOfPredicate, "CURRENT") && tokens.isWord(firstOfPredicate + 1, "OF")) {
            return "DELETE WHERE CURRENT OF";
        }
        StringBuilder open = new StringBuilder();
        for (int i = firstOfPredicate; i < tokens.size(); i++) {
            String form = switch (tokens.kind(i)) {
                case PARAMETER -> parameter(i);
                case SYMBOL -> symbol(i, open);
                case WORD -> word(i, open);
                default -> null;
            };
            if (form != null) {
                return form;
            }
        }
        return open.isEmpty() ? null : "DELETE with unbalanced parentheses";
    }

    private String parameter(int i) {
        parameters++;
        return tokens.end(i) - tokens.start(i) == 1 ? null : "DELETE with numbered parameters";
    }

    private String symbol(int i, StringBuilder open) {
        char c = tokens.source().charAt(tokens.start(i));
        return switch (c) {
            case '(', '[', '{' -> {
                open.append(c == '(' ? ')' : c == '[' ? ']' : '}');
                deepest = Math.max(deepest, open.length());
                yield null;
            }
            case ')', ']', '}' -> {
                int top = open.length() - 1;
                if (top < 0 || open.charAt(top) != c) {
                    yield "DELETE with unbalanced parentheses";
                }
                open.setLength(top);
                yield null;
            }
            case ',' -> open.isEmpty() ? "DELETE with a list for a predicate" : null;
            case '/' -> tokens.isSymbol(i + 1, '/') && tokens.start(i + 1) == tokens.end(i) ? "DELETE with //" : null;
            // SQLite binds :name and @name, which counts differently; only SQLite quotes with brackets.
            case ':', '@' -> lexis.brackets() ? "DELETE with named parameters" : null;
            default -> null;
        };
    }

    private String word(int i, StringBuilder open) {
        if (tokens.source().charAt(tokens.start(i)) == '$') {
            return "DELETE with numbered parameters";
        }
        if (tokens.isWord(i, "DELETE") && tokens.isWord(i + 1, "FROM")) {
            return "DELETE within a DELETE";
        }
        boolean column = tokens.isSymbol(i - 1, '.');
        return open.isEmpty() && !column && CLAUSES.contains(tokens.keyword(i)) ? clause(tokens.keyword(i)) : null;
    }

    /** After {@link #read} understood it. */
    DeleteStatement statement() {
        int last = tokens.size() - 1;
        return new DeleteStatement(
                tokens.source(),
                new QualifiedName(parts),
                tokens.text(firstOfTable, lastOfTable),
                alias < 0 ? null : tokens.text(alias),
                hasPredicate() ? tokens.text(firstOfPredicate, last) : null,
                parameters);
    }

    int lastOfTable() {
        return lastOfTable;
    }

    /** The alias's token, or -1. */
    int aliasToken() {
        return alias;
    }

    /** The last token before WHERE. */
    int lastOfFrame() {
        return Math.max(lastOfTable, alias);
    }

    boolean hasPredicate() {
        return firstOfPredicate >= 0;
    }

    int parameters() {
        return parameters;
    }

    /** How deep the predicate's brackets nest. */
    int deepest() {
        return deepest;
    }
}
