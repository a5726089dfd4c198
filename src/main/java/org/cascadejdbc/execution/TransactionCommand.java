package org.cascadejdbc.execution;

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
    private static final Pattern BEGINS = Pattern.compile("(?i)\\s*(begin|start\\s+transaction|xa\\s+(start|begin))\\b");
    private static final Pattern ENDS = Pattern.compile("(?i)\\s*(commit|end|abort|rollback|xa\\s+end)\\b");
    private static final Pattern GOES_BACK = Pattern.compile("(?i)\\s*rollback\\s+((work|transaction)\\s+)?to\\b");

    /**
     * By the leading keywords; nothing is allocated for a statement that begins with another letter. Only what stands
     * alone is a command: behind a semicolon anything may follow, which others have to look at.
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
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (!Character.isWhitespace(c)) {
                return "aAbBcCeErRsSxX".indexOf(c) >= 0;
            }
        }
        return false;
    }
}
