package org.cascadejdbc.engine.h2;

import java.sql.SQLException;
import org.cascadejdbc.physical.Failure;

/** H2's errors, by their codes ({@code org.h2.api.ErrorCode}). */
final class H2Failures {
    static final int CHILD_EXISTS = 23503;
    static final int CANCELED = 57014;
    private static final int DEADLOCK = 40001;
    private static final int TABLE_EXISTS = 42101;
    private static final int SCHEMA_NOT_FOUND = 90079;
    private static final int SAVEPOINT_INVALID = 90063;

    private H2Failures() {}

    static Failure of(SQLException e) {
        return Failure.of(kind(e));
    }

    private static Failure.Kind kind(SQLException e) {
        return switch (e.getErrorCode()) {
            case DEADLOCK -> Failure.Kind.DEADLOCK;
            case CHILD_EXISTS -> Failure.Kind.REFERENCED_ROW;
            case TABLE_EXISTS -> Failure.Kind.TAKEN_NAME;
            case SAVEPOINT_INVALID -> Failure.Kind.NOTHING_BEGUN;
            case SCHEMA_NOT_FOUND -> Failure.Kind.OTHER_NAMES;
            default -> String.valueOf(e.getSQLState()).startsWith("42") ? Failure.Kind.OTHER_NAMES : Failure.Kind.OTHER;
        };
    }
}
