package org.cascadejdbc.sql;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a text says about MySQL's locks on tables. They last until UNLOCK TABLES, or until a transaction is begun, and are the
 * session's, of which the server tells nobody.
 */
public final class TableLocks {
    private static final List<String> FIRST = List.of("lock", "unlock", "flush");
    private static final Pattern WORDS = Pattern.compile("(?i)lock|export");

    private TableLocks() {}

    /** Whether the session has tables locked after that text; empty where the text says nothing about it. */
    public static Optional<Boolean> after(String sql, Lexis lexis) {
        if (!mayTell(sql)) {
            return Optional.empty();
        }
        Scanner scanner = new Scanner(sql, lexis);
        scanner.readExecutableComments();
        StatementSplitter splitter = new StatementSplitter(sql, scanner, lexis);
        Optional<Boolean> locked = Optional.empty();
        for (Tokens tokens = splitter.next(); tokens != null; tokens = splitter.next()) {
            Optional<Boolean> then = after(tokens);
            locked = then.isPresent() ? then : locked;
        }
        return locked;
    }

    private static Optional<Boolean> after(Tokens tokens) {
        boolean tables = tokens.isWord(1, "TABLES") || tokens.isWord(1, "TABLE");
        return switch (tokens.keyword(0)) {
            case "LOCK" -> tables ? Optional.of(true) : Optional.empty();
            case "UNLOCK" -> tables ? Optional.of(false) : Optional.empty();
            case "FLUSH" -> StatementClassifier.has(tokens, 1, "LOCK") || StatementClassifier.has(tokens, 1, "EXPORT")
                    ? Optional.of(true)
                    : Optional.empty();
            case "BEGIN", "START" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** A look at the first word, mostly: it is on every statement's way. */
    private static boolean mayTell(String sql) {
        int start = 0;
        while (start < sql.length() && Blanks.isBlank(sql.charAt(start))) {
            start++;
        }
        for (int i = 0; i < FIRST.size(); i++) {
            if (sql.regionMatches(true, start, FIRST.get(i), 0, FIRST.get(i).length())) {
                return true;
            }
        }
        boolean begins = start < sql.length() && Character.isLetter(sql.charAt(start));
        int semicolon = begins ? sql.indexOf(';', start) : start;
        return semicolon >= 0 && semicolon < sql.length() - 1 && WORDS.matcher(sql).find();
    }
}
