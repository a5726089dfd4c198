package org.cascadejdbc.it.support;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What one DELETE did.
 *
 * @param count the update count, -1 after a failure
 * @param failure the exception, null without one
 * @param content every table afterwards
 */
public record Outcome(long count, SQLException failure, String content) {
    private static final int SQLITE_CONSTRAINT = 19;
    /** "Triggered data change violation", as HSQLDB refuses that a row is set and goes. */
    private static final String TWICE_CHANGED = "27000";

    /** None, a violated key, or something else, which is told in full. */
    public String failureKind() {
        if (failure == null) {
            return "no failure";
        }
        String state = failure.getSQLState();
        boolean integrity = state == null ? (failure.getErrorCode() & 0xff) == SQLITE_CONSTRAINT
                : state.startsWith("23");
        if (TWICE_CHANGED.equals(state)) {
            return failure.getClass() + " " + state + " " + failure.getErrorCode();
        }
        return integrity ? "integrity violation" : failure.toString().replaceFirst("\\(conn=\\d+\\) ", "") + " [" + state + "]";
    }

    /** How this differs from what was expected, nothing if it does not. */
    public List<String> differences(Outcome expected, Set<Long> counts) {
        List<String> differences = new ArrayList<>();
        if (!failureKind().equals(expected.failureKind())) {
            differences.add("expected " + expected.failureKind() + describe(expected.failure) + ", was " + failureKind()
                    + describe(failure));
        } else if (failure == null && !counts.contains(count)) {
            differences.add("expected count " + counts + ", was " + count);
        }
        if (!content.equals(expected.content)) {
            differences.add("expected rows\n" + expected.content + "were\n" + content);
        }
        return differences;
    }

    private static String describe(SQLException failure) {
        return failure == null ? "" : " (" + failure.getMessage() + ")";
    }
}
