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
    private static final Pattern END = Pattern.compile("(?i)\\s*(commit|end|abort|rollback(?!\\s+(work\\s+)?to\\b)|xa\\s+end)\\b.*");
    private static final Pattern BACK = Pattern.compile("(?i)\\s*rollback\\b");
    private static final int LONGEST = 100;

    private final Connection connection;
    private boolean begun;

    TransactionState(Connection connection) {
        this.connection = connection;
    }

    /** Looks at a statement that is about to be executed. */
    void observe(String sql) {
        if (!isShort(sql)) {
            return;
        }
        Matcher begin = BEGIN.matcher(sql);
        if (begin.lookingAt()) {
            begun = true;
        } else if (END.matcher(sql).lookingAt()) {
            begun = false;
        }
    }

    /** Whether that statement ends a transaction. */
    static boolean ends(String sql) {
        return isShort(sql) && END.matcher(sql).lookingAt();
    }

    /** Whether that statement ends a transaction, or undoes a part of it. */
    static boolean undoes(String sql) {
        return isShort(sql) && (END.matcher(sql).lookingAt() || BACK.matcher(sql).lookingAt());
    }

    private static boolean isShort(String sql) {
        return sql != null && sql.length() <= LONGEST && mayMatter(sql);
    }

    private static boolean mayMatter(String sql) {
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (!Character.isWhitespace(c)) {
                return "aAbBcCeErRsSxX".indexOf(c) >= 0;
            }
        }
        return false;
    }

    /** As {@link #isOpen}; true where that cannot be said. */
    boolean mayBeOpen() {
        try {
            return isOpen();
        } catch (SQLException e) {
            return true;
        }
    }

    boolean isOpen() throws SQLException {
        return begun || !connection.getAutoCommit();
    }
}
