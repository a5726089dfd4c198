package org.cascadejdbc.sql;

import java.util.Set;

/**
 * Takes a text apart into its statements. A semicolon separates, except in the body of a trigger or routine, where
 * it stands between BEGIN and END or, in a PostgreSQL rule, between parentheses.
 */
final class StatementSplitter {
    private static final Set<String> WITH_BODY = Set.of("TRIGGER", "FUNCTION", "PROCEDURE", "EVENT", "RULE");
    private static final Set<String> WITHOUT_BODY = Set.of(
            "TABLE", "VIEW", "INDEX", "DATABASE", "SCHEMA", "TYPE", "DOMAIN", "SEQUENCE", "EXTENSION", "USER", "ROLE");
    private static final Set<String> ENDED_BY_NAME = Set.of("IF", "LOOP", "WHILE", "REPEAT");
    private static final int LONGEST_PRELUDE = 24;

    private final String text;
    private final Scanner scanner;
    private final boolean atomic;

    StatementSplitter(String text, Scanner scanner, Lexis lexis) {
        this.text = text;
        this.scanner = scanner;
        // PostgreSQL's bodies are literals, or BEGIN ATOMIC … END.
        this.atomic = lexis.has(SqlFeature.DOLLAR_QUOTES);
        // SQLite's habit; of these databases only it has brackets.
    }

    /** The next statement that has a token, or {@code null}. */
    Tokens next() {
        while (scanner.next() != Scanner.Kind.END) {
            if (!isSemicolon()) {
                return statement();
            }
        }
        return null;
    }

    /** The statement that starts with the scanner's present token. */
    Tokens statement() {
        Tokens tokens = new Tokens(text);
        read(tokens);
        tokens.complete();
        return tokens;
    }

    private void read(Tokens tokens) {
        boolean body = false;
        int blocks = 0;
        int parentheses = 0;
        do {
            if (isSemicolon() && blocks == 0 && parentheses == 0) {
                return;
            }
            tokens.add(scanner);
            int last = tokens.size() - 1;
            if (!body) {
                body = last < LONGEST_PRELUDE
                        && last == kindOfCreated(tokens)
                        && WITH_BODY.contains(tokens.keyword(last));
            } else if (tokens.isSymbol(last, '(')) {
                parentheses++;
            } else if (tokens.isSymbol(last, ')')) {
                parentheses = Math.max(0, parentheses - 1);
            } else {
                blocks = Math.max(0, blocks + opens(tokens, last, blocks));
            }
        } while (scanner.next() != Scanner.Kind.END);
        if (blocks > 0 || parentheses > 0) {
            tokens.cutOff();
        }
    }

    /** Whether the statement defines what runs later, out of sight. */
    static boolean definesBody(Tokens tokens) {
        return WITH_BODY.contains(tokens.keyword(kindOfCreated(tokens)));
    }

    /** Where the word stands that says what a CREATE or ALTER is about; behind the last token if there is none yet. */
    static int kindOfCreated(Tokens tokens) {
        if (tokens.isWord(0, "CREATE") || tokens.isWord(0, "ALTER")) {
            for (int i = 1; i < Math.min(tokens.size(), LONGEST_PRELUDE); i++) {
                String word = tokens.keyword(i);
                boolean user = tokens.isSymbol(i - 1, '=') || tokens.isSymbol(i - 1, '@');
                if (!user && (WITH_BODY.contains(word) || WITHOUT_BODY.contains(word))) {
                    return i;
                }
            }
        }
        return tokens.size();
    }

    private int opens(Tokens tokens, int last, int blocks) {
        boolean afterEnd = tokens.isWord(last - 1, "END");
        String word = tokens.keyword(last);
        return switch (word) {
            case "BEGIN" -> atomic ? 0 : 1;
            case "ATOMIC" -> atomic && tokens.isWord(last - 1, "BEGIN") ? 1 : 0;
            case "CASE" -> blocks > 0 && !afterEnd ? 1 : 0;
            case "END" -> -1;
            // END IF closes an IF, which was not counted: take back what END counted.
            default -> afterEnd && ENDED_BY_NAME.contains(word) ? 1 : 0;
        };
    }

    private boolean isSemicolon() {
        return scanner.kind() == Scanner.Kind.SYMBOL && text.charAt(scanner.start()) == ';';
    }
}
