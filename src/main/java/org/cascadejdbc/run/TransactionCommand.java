package org.cascadejdbc.run;

import java.util.List;
import java.util.regex.Pattern;

/** Transaction control in SQL rather than through JDBC: what was changed in a transaction is undone or kept by it. */
enum TransactionCommand {
    NONE,
    BEGIN,
    /** The whole transaction, one way or the other. */
    END,
    /** To a savepoint. */
    ROLLBACK_TO;

    private static final int LONGEST = 100;
    /** What the patterns begin with. */
    private static final List<String> FIRST = List.of("begin", "start", "xa", "commit", "end", "abort", "rollback");
    private static final Pattern BEGINS = Pattern.compile("(?i)\\s*(begin|start\\s+transaction|xa\\s+(start|begin))\\b");
    private static final Pattern ENDS = Pattern.compile("(?i)\\s*(commit|end|abort|rollback|xa\\s+end)\\b");
    private static final Pattern GOES_BACK = Pattern.compile("(?i)\\s*rollback\\s+((work|transaction)\\s+)?to\\b");

    /**
     * By the leading keywords; nothing is allocated for a statement that begins with others. Only what stands alone is
     * a command: behind a semicolon anything may follow, which others have to look at.
     */
    static TransactionCommand of(String sql) {
        if (sql == null || sql.length() > LONGEST || !mayBeOne(sql)) {
            return NONE;
        }
        int semicolon = sql.indexOf(';');
        if (semicolon >= 0 && !sql.substring(semicolon + 1).isBlank()) {
            return NONE;
        }
        if (GOES_BACK.matcher(sql).lookingAt()) {
            return ROLLBACK_TO;
        }
        if (ENDS.matcher(sql).lookingAt()) {
            return END;
        }
        return BEGINS.matcher(sql).lookingAt() ? BEGIN : NONE;
    }

    private static boolean mayBeOne(String sql) {
        int start = 0;
        while (start < sql.length() && Character.isWhitespace(sql.charAt(start))) {
            start++;
        }
        for (int i = 0; i < FIRST.size(); i++) { // without an iterator: this is on every statement's way
            if (sql.regionMatches(true, start, FIRST.get(i), 0, FIRST.get(i).length())) {
                return true;
            }
        }
        return false;
    }
}
