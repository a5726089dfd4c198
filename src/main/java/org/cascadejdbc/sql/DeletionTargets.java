package org.cascadejdbc.sql;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the tables that a statement which is not carried out deletes from: the names behind the words that delete. What
 * it merely reads does not concern us. Each such word must be accounted for, else nothing is answered.
 */
final class DeletionTargets {
    /** Words that delete, where they are keywords. */
    static final Set<String> DELETING = Set.of("DELETE", "MERGE", "REPLACE", "TRUNCATE");
    private static final Set<String> REPLACE_MODIFIERS = Set.of("LOW_PRIORITY", "DELAYED");
    /** What follows the table of a REPLACE: without INTO its name stands alone. */
    private static final Set<String> BEHIND_REPLACED =
            Set.of("VALUES", "VALUE", "SELECT", "SET", "PARTITION", "WITH", "TABLE", "AS", "DEFAULT");

    private final Tokens tokens;
    private final Lexis lexis;
    private final Set<String> targets = new HashSet<>();

    private DeletionTargets(Tokens tokens, Lexis lexis) {
        this.tokens = tokens;
        this.lexis = lexis;
    }

    /** Their unqualified names in lower case, or empty where some word does not show its table for certain. */
    static Optional<Set<String>> of(Tokens tokens, Lexis lexis) {
        DeletionTargets reader = new DeletionTargets(tokens, lexis);
        return reader.read() && !reader.targets.isEmpty() ? Optional.of(reader.targets) : Optional.empty();
    }

    /** Whether the word there deletes as far as its neighbours tell: it is no column behind a dot, no function. */
    static boolean deletes(Tokens tokens, int i) {
        return DELETING.contains(tokens.keyword(i))
                && !tokens.isSymbol(i + 1, '(')
                && !(i > 0 && tokens.isSymbol(i - 1, '.'));
    }

    private boolean read() {
        for (int i = 0; i < tokens.size(); i++) {
            if (deletes(tokens, i) && !isPartOfAnother(i) && !target(i)) {
                return false;
            }
        }
        return true;
    }

    /** MERGE's THEN DELETE, a key's ON DELETE, CREATE OR REPLACE. */
    private boolean isPartOfAnother(int i) {
        return switch (tokens.keyword(i)) {
            case "DELETE" -> i > 0
                    && (tokens.isWord(i - 1, "THEN") || tokens.isWord(i - 1, "ON"))
                    && !tokens.isWord(i + 1, "FROM");
            case "REPLACE" -> i > 1 && tokens.isWord(i - 1, "OR") && tokens.isWord(i - 2, "CREATE");
            default -> false;
        };
    }

    private boolean target(int i) {
        return switch (tokens.keyword(i)) {
            case "DELETE" -> deleted(i + 1);
            case "MERGE" -> tokens.isWord(i + 1, "INTO") && table(TableReference.behindOnly(tokens, i + 2)) > 0;
            case "REPLACE" -> replaced(i + 1);
            default -> truncated(i);
        };
    }

    private boolean deleted(int from) {
        int at = behind(DeleteReader.MODIFIERS, from);
        if (!tokens.isWord(at, "FROM")) {
            return false;
        }
        int end = table(TableReference.behindOnly(tokens, at + 1));
        // MySQL: DELETE FROM a, b USING …, where these may be aliases. PostgreSQL's USING is only read.
        boolean several = end > 0
                && !lexis.has(SqlFeature.DELETE_USING)
                && (tokens.isWord(end, "USING") || tokens.isSymbol(end, ',') || tokens.isSymbol(end, '.'));
        return end > 0 && !several;
    }

    /** REPLACE, and after INSERT OR, UPDATE OR, LOAD DATA … */
    private boolean replaced(int from) {
        int at = behind(REPLACE_MODIFIERS, from);
        at += tokens.isWord(at, "INTO") ? 1 : 0;
        if (at > from && tokens.isWord(at - 1, "INTO") && tokens.isWord(at, "TABLE")) {
            return table(at + 1) > 0;
        }
        int end = table(at);
        return end > 0
                && (tokens.isSymbol(end, '(')
                        || BEHIND_REPLACED.contains(tokens.keyword(end))
                        || tokens.isWord(end, "INDEXED")
                        || tokens.isWord(end, "NOT"));
    }

    private boolean truncated(int i) {
        if (!tokens.isWord(i + 1, "PARTITION")) {
            return false;
        }
        // ALTER TABLE t TRUNCATE PARTITION
        return tokens.isWord(0, "ALTER") && tokens.isWord(1, "TABLE") && table(2) == i;
    }

    private int behind(Set<String> modifiers, int from) {
        int at = from;
        while (lexis.has(SqlFeature.MODIFIERS) && modifiers.contains(tokens.keyword(at))) {
            at++;
        }
        return at;
    }

    /** The token behind the table's name that starts there, or -1 if none does. SQLite's may be a literal. */
    private int table(int first) {
        if (lexis.has(SqlFeature.LITERALS_AS_NAMES) && tokens.kind(first) == Scanner.Kind.STRING) {
            targets.add(tokens.nameInLiteral(first).text().toLowerCase(Locale.ROOT));
            return first + 1;
        }
        Optional<TableReference> table = TableReference.at(tokens, first);
        table.ifPresent(t -> targets.add(t.name().name().text().toLowerCase(Locale.ROOT)));
        return table.map(TableReference::end).orElse(-1);
    }
}
