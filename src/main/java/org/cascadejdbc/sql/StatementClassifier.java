package org.cascadejdbc.sql;

import java.util.Set;

/**
 * Sorts one statement by its keywords. What is not known here counts as a definition, because forgetting the
 * catalog is cheap, and as deleting if it has a word that deletes.
 */
final class StatementClassifier {
    private static final Set<String> SETTINGS_WITHOUT_NAMES = Set.of(
            "TRANSACTION", "CHARACTERISTICS", "NAMES", "AUTOCOMMIT", "CHARACTER", "CHARSET", "CONSTRAINTS", "TIME");
    private static final Set<String> DELETING = Set.of("DELETE", "MERGE", "REPLACE", "TRUNCATE");
    private static final Set<String> SCOPES = Set.of("SESSION", "LOCAL", "GLOBAL");
    /** Before INTO: a row's target. Elsewhere INTO makes a table. */
    private static final Set<String> BEFORE_INTO_OF_ROWS =
            Set.of("INSERT", "MERGE", "REPLACE", "IGNORE", "ABORT", "FAIL", "ROLLBACK");

    private StatementClassifier() {}

    static StatementClass classify(Tokens tokens) {
        int first = 0;
        while (tokens.isSymbol(first, '(')) {
            first++;
        }
        String word = tokens.keyword(first);
        if (first > 0) {
            return deletes(tokens, first - 1) ? deletingBehind("(") : reading(tokens);
        }
        return switch (word) {
            case "DELETE" -> StatementClass.DELETE;
            case "TRUNCATE", "REPLACE" -> StatementClass.deleting(word);
            case "SELECT", "VALUES", "TABLE", "DECLARE" -> reading(tokens);
            case "INSERT", "UPDATE" -> writing(tokens, word);
            case "WITH" -> deletes(tokens, 1) ? deletingBehind("WITH") : reading(tokens);
            case "MERGE" -> has(tokens, 1, "DELETE") ? deletingBehind("MERGE") : StatementClass.OTHER;
            case "LOAD" -> has(tokens, 1, "REPLACE")
                    ? StatementClass.deleting("LOAD … REPLACE")
                    : StatementClass.OTHER;
            case "COPY" -> deletes(tokens, 1) ? deletingBehind("COPY") : StatementClass.OTHER;
            case "EXPLAIN", "DESCRIBE", "DESC" -> explain(tokens);
            case "PREPARE" -> prepare(tokens);
            case "CREATE", "ALTER" -> definition(tokens, word);
            case "DO" -> mentionsDeletion(tokens)
                    ? StatementClass.deletingAndDefining("DO with a body that deletes", true)
                    : StatementClass.DEFINITION;
            case "SET" -> setting(tokens);
            case "GRANT", "REVOKE", "DROP", "CALL", "RENAME", "EXECUTE" -> StatementClass.DEFINITION;
            case "USE", "PRAGMA", "RESET", "DISCARD", "ATTACH", "DETACH" -> StatementClass.SETTING;
            // What the end of a transaction means is known to who knows what was done in it.
            case "ROLLBACK", "ABORT", "BEGIN", "START", "COMMIT", "END", "SAVEPOINT", "RELEASE", "SHOW", "LOCK", "UNLOCK", "ANALYZE",
                    "VACUUM", "FETCH", "CLOSE", "MOVE", "LISTEN", "UNLISTEN", "NOTIFY", "CHECKPOINT", "COMMENT",
                    "DEALLOCATE", "REINDEX" -> StatementClass.OTHER;
            default -> deletes(tokens, 0) ? deletingBehind(word.isEmpty() ? "…" : word) : StatementClass.DEFINITION;
        };
    }

    private static StatementClass deletingBehind(String word) {
        return StatementClass.deleting(word + " … DELETE");
    }

    private static StatementClass reading(Tokens tokens) {
        if (hasNestedDelete(tokens)) {
            return deletingBehind(tokens.keyword(0));
        }
        if (makesTable(tokens)) {
            return StatementClass.DEFINITION;
        }
        return setsConfiguration(tokens) ? StatementClass.SETTING : StatementClass.OTHER;
    }

    private static StatementClass writing(Tokens tokens, String word) {
        if (tokens.isWord(1, "OR") && tokens.isWord(2, "REPLACE")) {
            return StatementClass.deleting(word + " OR REPLACE");
        }
        if (hasNestedDelete(tokens)) {
            return deletingBehind(word);
        }
        return setsConfiguration(tokens) ? StatementClass.SETTING : StatementClass.OTHER;
    }

    /** Without ANALYZE nothing is executed. */
    private static StatementClass explain(Tokens tokens) {
        if (!has(tokens, 1, "ANALYZE") && !has(tokens, 1, "ANALYSE")) {
            return StatementClass.OTHER;
        }
        if (deletes(tokens, 1)) {
            return deletingBehind("EXPLAIN ANALYZE");
        }
        return has(tokens, 1, "CREATE") || makesTable(tokens) ? StatementClass.DEFINITION : StatementClass.OTHER;
    }

    /** MySQL prepares what a literal says, whose identifiers are not seen here. */
    private static StatementClass prepare(Tokens tokens) {
        if (deletes(tokens, 1)) {
            return deletingBehind("PREPARE");
        }
        boolean literal = tokens.isWord(2, "FROM");
        return literal && mentionsDeletion(tokens)
                ? new StatementClass(StatementClass.Kind.DELETING, "PREPARE … DELETE", true, false)
                : StatementClass.OTHER;
    }

    private static StatementClass definition(Tokens tokens, String word) {
        if (StatementSplitter.definesBody(tokens)) {
            return StatementClass.DEFINITION;
        }
        if (hasNestedDelete(tokens)) {
            return StatementClass.deletingAndDefining(word + " … DELETE", false);
        }
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.isWord(i, "TRUNCATE") && tokens.isWord(i + 1, "PARTITION")) {
                return StatementClass.deletingAndDefining("ALTER TABLE … TRUNCATE PARTITION", false);
            }
        }
        return StatementClass.DEFINITION;
    }

    private static StatementClass setting(Tokens tokens) {
        int at = SCOPES.contains(tokens.keyword(1)) ? 2 : 1;
        boolean harmless = SETTINGS_WITHOUT_NAMES.contains(tokens.keyword(at));
        for (int i = at; harmless && i < tokens.size(); i++) {
            // MySQL sets several variables at once.
            harmless = !tokens.isSymbol(i, ',') || tokens.isWord(at, "CONSTRAINTS") || tokens.isWord(at, "TRANSACTION");
        }
        return harmless ? StatementClass.OTHER : StatementClass.SETTING;
    }

    /** Whether a word that deletes stands anywhere as a keyword may: no column behind a dot, no function. */
    private static boolean deletes(Tokens tokens, int from) {
        for (int i = from; i < tokens.size(); i++) {
            if (DELETING.contains(tokens.keyword(i))
                    && !tokens.isSymbol(i + 1, '(')
                    && !(i > 0 && tokens.isSymbol(i - 1, '.'))) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasNestedDelete(Tokens tokens) {
        for (int i = 1; i < tokens.size(); i++) {
            if (isNestedDelete(tokens, i)) {
                return true;
            }
        }
        return false;
    }

    /** A data-modifying part of a query: its DELETE FROM or MERGE INTO follows a parenthesis. */
    static boolean isNestedDelete(Tokens tokens, int i) {
        boolean follows = tokens.isSymbol(i - 1, '(') || tokens.isSymbol(i - 1, ')');
        return follows
                && ((tokens.isWord(i, "DELETE") && tokens.isWord(i + 1, "FROM"))
                        || (tokens.isWord(i, "MERGE") && tokens.isWord(i + 1, "INTO")));
    }

    static boolean makesTable(Tokens tokens) {
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.isWord(i, "INTO")
                    && !tokens.isSymbol(i + 1, '@')
                    && !BEFORE_INTO_OF_ROWS.contains(tokens.keyword(i - 1))) {
                return true;
            }
        }
        return false;
    }

    static boolean setsConfiguration(Tokens tokens) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.isIdentifier(i) && tokens.name(i).text().equalsIgnoreCase("set_config")) {
                return true;
            }
        }
        return false;
    }

    static boolean has(Tokens tokens, int from, String keyword) {
        for (int i = from; i < tokens.size(); i++) {
            if (tokens.isWord(i, keyword)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mentionsDeletion(Tokens tokens) {
        return Prefilter.mentionsDeletion(tokens.source(), tokens.start(0), tokens.end(tokens.size() - 1));
    }
}
