package org.cascadejdbc.engine.hsqldb;

import java.sql.SQLException;
import org.cascadejdbc.physical.Failure;

/** HSQLDB's errors, by their codes ({@code org.hsqldb.error.ErrorCode}, negated). */
final class HsqldbFailures {
    static final int CHILD_EXISTS = -8;
    static final String CHILD_EXISTS_STATE = "23504";
    static final int NO_PARENT = -177;
    static final String NO_PARENT_STATE = "23503";
    static final int TRIGGERED_CHANGE = -3900;
    static final String TRIGGERED_CHANGE_STATE = "27000";
    static final int TIMEOUT = -4872;
    static final String TIMEOUT_STATE = "40502";

    private HsqldbFailures() {}

    static Failure of(SQLException e) {
        return Failure.of(kind(String.valueOf(e.getSQLState())));
    }

    private static Failure.Kind kind(String state) {
        return switch (state) {
            case "40001" -> Failure.Kind.DEADLOCK;
            case CHILD_EXISTS_STATE -> Failure.Kind.REFERENCED_ROW;
            case "42504" -> Failure.Kind.TAKEN_NAME;
            case "3B001" -> Failure.Kind.NOTHING_BEGUN;
            default -> state.startsWith("42") || state.startsWith("3F") ? Failure.Kind.OTHER_NAMES : Failure.Kind.OTHER;
        };
    }
}
