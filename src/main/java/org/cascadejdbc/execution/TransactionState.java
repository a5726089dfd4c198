package org.cascadejdbc.execution;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a transaction is open, also one that the application began in SQL while JDBC's autocommit is on: beginning
 * ours would then commit it.
 */
final class TransactionState {
    private static final Pattern BEGIN = Pattern.compile("(?i)\\s*(begin|start\\s+transaction|xa\\s+(start|begin))\\b.*");
    private static final Pattern END = Pattern.compile("(?i)\\s*(commit|rollback(?!\\s+(work\\s+)?to\\b)|xa\\s+end)\\b.*");
    private static final int LONGEST = 100;

    private final Connection connection;
    private boolean begun;

    TransactionState(Connection connection) {
        this.connection = connection;
    }

    /** Looks at a statement that is about to be executed. */
    void observe(String sql) {
        if (sql == null || sql.length() > LONGEST || !mayMatter(sql)) {
            return;
        }
        Matcher begin = BEGIN.matcher(sql);
        if (begin.lookingAt()) {
            begun = true;
        } else if (END.matcher(sql).lookingAt()) {
            begun = false;
        }
    }

    private static boolean mayMatter(String sql) {
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (!Character.isWhitespace(c)) {
                return "bBsScCrRxX".indexOf(c) >= 0;
            }
        }
        return false;
    }

    boolean isOpen() throws SQLException {
        return begun || !connection.getAutoCommit();
    }
}
