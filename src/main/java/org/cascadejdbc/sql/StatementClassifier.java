package org.cascadejdbc.sql;

import java.util.Set;

/**
 * Sorts one statement by its keywords. What is not known here counts as a definition, because forgetting the
 * catalog is cheap, and as deleting if it has a word that deletes.
 */
final class StatementClassifier {
    private static final Set<String> SETTINGS_WITHOUT_NAMES = Set.of(
            "TRANSACTION", "CHARACTERISTICS", "NAMES", "AUTOCOMMIT", "CHARACTER", "CHARSET", "CONSTRAINTS", "TIME");
    /** By which MySQL reads the statements that follow. */
    private static final Set<String> CHARACTER_SETS = Set.of("NAMES", "CHARACTER", "CHARSET");
    private static final Set<String> SCOPES = Set.of("SESSION", "LOCAL", "GLOBAL");
    /** Before INTO: a row's target. Elsewhere INTO makes a table. */
    private static final Set<String> BEFORE_INTO_OF_ROWS =
            Set.of("INSERT", "MERGE", "REPLACE", "IGNORE", "ABORT", "FAIL", "ROLLBACK");

    private final Tokens tokens;
    private final Lexis lexis;

    private StatementClassifier(Tokens tokens, Lexis lexis) {
        this.tokens = tokens;
        this.lexis = lexis;
    }

    static StatementClass classify(Tokens tokens, Lexis lexis) {
        return new StatementClassifier(tokens, lexis).classify();
    }

    private StatementClass classify() {
        int first = 0;
        while (tokens.isSymbol(first, '(')) {
            first++;
        }
        String word = tokens.keyword(first);
        if (first > 0) {
            return deletes(first - 1) ? deletingBehind("(") : reading();
        }
        if (lexis.has(SqlFeature.NESTED_STATEMENTS) && nests(word)) {
            return nesting(word);
        }
        return switch (word) {
            case "DELETE" -> deletesHistory() ? StatementClass.OTHER : StatementClass.DELETE;
            case "TRUNCATE" -> StatementClass.TRUNCATE;
            case "REPLACE" -> StatementClass.deleting(word, WayOut.replace(lexis));
            case "SELECT", "VALUES", "TABLE", "DECLARE" -> reading();
            case "INSERT", "UPDATE" -> writing(word);
            case "WITH" -> with();
            case "MERGE" -> has(tokens, 1, "DELETE")
                    ? StatementClass.deleting("MERGE … DELETE", WayOut.MERGE)
                    : StatementClass.OTHER;
            case "LOAD" -> has(tokens, 1, "REPLACE")
                    ? StatementClass.deleting("LOAD … REPLACE", WayOut.load())
                    : StatementClass.OTHER;
            case "COPY" -> deletes(1)
                    ? StatementClass.deleting("COPY … DELETE", WayOut.COPY)
                    : StatementClass.OTHER;
            case "EXPLAIN", "DESCRIBE", "DESC" -> explain();
            case "PREPARE" -> prepare();
            case "CREATE", "ALTER" -> definition(word);
            case "DO" -> mentionsDeletion() ? body() : StatementClass.DEFINITION;
            case "SET" -> setting();
            case "GRANT", "REVOKE", "DROP", "CALL", "RENAME", "EXECUTE" -> StatementClass.DEFINITION;
            case "USE", "PRAGMA", "RESET", "DISCARD", "ATTACH", "DETACH" -> StatementClass.SETTING;
            // What the end of a transaction means is known to who knows what was done in it.
            case "ROLLBACK", "ABORT", "BEGIN", "START", "COMMIT", "END", "SAVEPOINT", "RELEASE", "SHOW", "LOCK", "UNLOCK", "ANALYZE",
                    "VACUUM", "FETCH", "CLOSE", "MOVE", "LISTEN", "UNLISTEN", "NOTIFY", "CHECKPOINT", "COMMENT",
                    "DEALLOCATE", "REINDEX" -> StatementClass.OTHER;
            default -> deletes(0) ? deletingBehind(word.isEmpty() ? "…" : word) : StatementClass.DEFINITION;
        };
    }

    /** So too where a table has that name: without quotes the server takes the word for the keyword. */
    private boolean deletesHistory() {
        return lexis.has(SqlFeature.DELETE_HISTORY) && tokens.isWord(1, "HISTORY") && tokens.isWord(2, "FROM");
    }

    private boolean nests(String word) {
        return word.equals("BEGIN") || word.equals("ANALYZE") || (word.equals("EXECUTE") && tokens.isWord(1, "IMMEDIATE"))
                || (word.equals("SET") && tokens.isWord(1, "STATEMENT"));
    }

    /** MariaDB's statements that execute others. */
    private StatementClass nesting(String word) {
        if (word.equals("EXECUTE")) {
            return !mentionsDeletion()
                    ? StatementClass.DEFINITION
                    : StatementClass.deleting("EXECUTE IMMEDIATE … DELETE", WayOut.OF_ITS_OWN)
                            .andDefining()
                            .concerning(tokens.size() == 3 ? HiddenText.ofLiteral(tokens, 2) : Mentions.Anything.INSTANCE);
        }
        if (deletes(1)) {
            return word.equals("ANALYZE")
                    ? StatementClass.deleting("ANALYZE … DELETE", WayOut.EXPLAIN)
                    : deletingBehind(word.equals("SET") ? "SET STATEMENT" : word).andDefining();
        }
        return word.equals("SET") ? StatementClass.DEFINITION : StatementClass.OTHER;
    }

    private static StatementClass deletingBehind(String word) {
        return StatementClass.deleting(word + " … DELETE", WayOut.OF_ITS_OWN);
    }

    private StatementClass with() {
        boolean merges = has(tokens, 1, "MERGE") && !has(tokens, 1, "DELETE") && !has(tokens, 1, "REPLACE");
        if (!deletes(1) || merges) {
            return makesTableOrSets();
        }
        if (hasNestedDelete()) {
            return deletingBehind("WITH");
        }
        if (has(tokens, 1, "REPLACE")) {
            return StatementClass.deleting("WITH … REPLACE", WayOut.replace(lexis));
        }
        return has(tokens, 1, "MERGE")
                ? StatementClass.deleting("WITH … MERGE", WayOut.MERGE)
                : deletingBehind("WITH");
    }

    private StatementClass reading() {
        return hasNestedDelete() ? deletingBehind(tokens.keyword(0)) : makesTableOrSets();
    }

    private StatementClass makesTableOrSets() {
        if (makesTable(tokens)) {
            return StatementClass.DEFINITION;
        }
        return setsConfiguration(tokens) ? StatementClass.SETTING : StatementClass.OTHER;
    }

    private StatementClass writing(String word) {
        if (tokens.isWord(1, "OR") && tokens.isWord(2, "REPLACE")) {
            String advice = word.equals("UPDATE") ? WayOut.updateOrReplace() : WayOut.replace(lexis);
            return StatementClass.deleting(word + " OR REPLACE", advice);
        }
        if (hasNestedDelete()) {
            return deletingBehind(word);
        }
        return setsConfiguration(tokens) ? StatementClass.SETTING : StatementClass.OTHER;
    }

    /** Without ANALYZE nothing is executed. */
    private StatementClass explain() {
        if (!has(tokens, 1, "ANALYZE") && !has(tokens, 1, "ANALYSE")) {
            return StatementClass.OTHER;
        }
        if (deletes(1)) {
            return StatementClass.deleting("EXPLAIN ANALYZE … DELETE", WayOut.EXPLAIN);
        }
        return has(tokens, 1, "CREATE") || makesTable(tokens) ? StatementClass.DEFINITION : StatementClass.OTHER;
    }

    /** MySQL prepares what a literal says, whose identifiers are not seen here. */
    private StatementClass prepare() {
        StatementClass found = StatementClass.deleting("PREPARE … DELETE", WayOut.PREPARE);
        if (deletes(1)) {
            return found;
        }
        if (!tokens.isWord(2, "FROM") || !mentionsDeletion()) {
            return StatementClass.OTHER;
        }
        return found.concerning(tokens.size() == 4 ? HiddenText.ofLiteral(tokens, 3) : Mentions.Anything.INSTANCE);
    }

    private StatementClass body() {
        boolean plain = tokens.size() == 2 || (tokens.size() == 4 && has(tokens, 1, "PLPGSQL"));
        int literal = tokens.kind(1) == Scanner.Kind.STRING ? 1 : 3;
        return StatementClass.deleting("DO with a body that deletes", WayOut.DO)
                .andDefining()
                .concerning(plain ? HiddenText.ofLiteral(tokens, literal) : Mentions.Anything.INSTANCE);
    }

    private StatementClass definition(String word) {
        if (StatementSplitter.definesBody(tokens)) {
            return StatementClass.DEFINITION;
        }
        if (hasNestedDelete()) {
            return deletingBehind(word).andDefining();
        }
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.isWord(i, "TRUNCATE") && tokens.isWord(i + 1, "PARTITION")) {
                return StatementClass.deleting("ALTER TABLE … TRUNCATE PARTITION", WayOut.PARTITION)
                        .andDefining();
            }
        }
        return StatementClass.DEFINITION;
    }

    private StatementClass setting() {
        int at = SCOPES.contains(tokens.keyword(1)) ? 2 : 1;
        boolean harmless = SETTINGS_WITHOUT_NAMES.contains(tokens.keyword(at))
                && !(lexis.has(SqlFeature.SET_NAMES) && CHARACTER_SETS.contains(tokens.keyword(at)));
        for (int i = at; harmless && i < tokens.size(); i++) {
            // MySQL sets several variables at once.
            harmless = !tokens.isSymbol(i, ',') || tokens.isWord(at, "CONSTRAINTS") || tokens.isWord(at, "TRANSACTION");
        }
        return harmless ? StatementClass.OTHER : StatementClass.SETTING;
    }

    /** Whether a word that deletes stands anywhere as a keyword may: no column behind a dot, no function. */
    private boolean deletes(int from) {
        for (int i = from; i < tokens.size(); i++) {
            if (DeletionTargets.deletes(tokens, i)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasNestedDelete() {
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
                && ((tokens.isWord(i, "DELETE") && tokens.isIdentifier(i + 1)) // FROM, or without it, as H2 lets one write
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

    private boolean mentionsDeletion() {
        return Prefilter.mentionsDeletion(tokens.source(), tokens.start(0), tokens.end(tokens.size() - 1));
    }
}
