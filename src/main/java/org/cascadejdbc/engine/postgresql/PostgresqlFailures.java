package org.cascadejdbc.engine.postgresql;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadejdbc.driver.Pgjdbc;
import org.cascadejdbc.physical.Failure;
import org.cascadejdbc.physical.Refusal;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.text.Shown;

/** PostgreSQL's errors (manual: "PostgreSQL Error Codes"), and those that a script has it raise. */
final class PostgresqlFailures {
    private static final Pattern REFUSAL = Pattern.compile(PostgresqlRenderer.REFUSAL + "(-?\\d+) ");
    private static final Pattern COUNT = Pattern.compile("(\\d+)=(\\d+)");
    /** In any language: our query has fewer columns than it should have, or {@code cascade_columns} more. */
    private static final Pattern OTHER_COLUMNS = Pattern.compile("\"cascade_(?:t0|m)\"|\\bUNION\\b");

    static final String NO_PRIVILEGE = "42501";

    private PostgresqlFailures() {}

    static Failure of(SQLException e) {
        String message = String.valueOf(e.getMessage());
        String state = String.valueOf(e.getSQLState());
        Matcher refusal = REFUSAL.matcher(message);
        if (state.equals("22P02") && refusal.find()) {
            int number = Integer.parseInt(refusal.group(1));
            return new Failure(refused(number, message, refusal.end()), number, counts(message, refusal.end()), Optional.empty());
        }
        return new Failure(kind(state, message), 0, Map.of(), Pgjdbc.violated(e));
    }

    /** From 18 a RESTRICT key refuses with a state of its own (release notes of 18, "Migration"). */
    static SQLException refuse(Refusal refusal, int version) {
        if (refusal.reason() == Refusal.Reason.HIDDEN) {
            return new SQLFeatureNotSupportedException(Shown.text(refusal.message()), "0A000");
        }
        boolean restrict = refusal.reason() == Refusal.Reason.REFERENCED
                && refusal.key().action() == ReferentialAction.RESTRICT && version >= 18;
        return new SQLIntegrityConstraintViolationException(Shown.text(refusal.message()), restrict ? "23001" : "23503");
    }

    private static Failure.Kind refused(int number, String message, int end) {
        return switch (number) {
            case PostgresqlTarget.OTHER_PLAN_GUARD -> Failure.Kind.OTHER_PLAN_GUARD;
            case PostgresqlRenderer.CHANGED_MEANWHILE -> Failure.Kind.CHANGED_MEANWHILE;
            default -> message.startsWith(PostgresqlRenderer.BUSY, end)
                    ? Failure.Kind.REFUSED_WHILE_BUSY
                    : Failure.Kind.REFUSED;
        };
    }

    private static Failure.Kind kind(String state, String message) {
        if (state.startsWith("42")) {
            return OTHER_COLUMNS.matcher(message).find() ? Failure.Kind.OTHER_COLUMNS : Failure.Kind.OTHER_NAMES;
        }
        return switch (state) {
            case "40P01" -> Failure.Kind.DEADLOCK;
            case "3B001", "25P01" -> Failure.Kind.NOTHING_BEGUN;
            default -> Failure.Kind.OTHER;
        };
    }

    private static Map<Integer, Long> counts(String message, int from) {
        Map<Integer, Long> counts = new LinkedHashMap<>();
        Matcher count = COUNT.matcher(message.substring(from));
        while (count.find()) {
            counts.put(Integer.valueOf(count.group(1)), Long.valueOf(count.group(2)));
        }
        return counts;
    }
}
