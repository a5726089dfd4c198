package org.cascadejdbc.engine.mysql;

import java.sql.SQLException;
import org.cascadejdbc.physical.Failure;

/** MySQL's errors, by their numbers (manual: "Server Error Message Reference"), and those that a script has it raise. */
final class MysqlFailures {
    private static final int NO_CURRENT_DATABASE = 1046;
    private static final int TABLE_EXISTS = 1050;
    private static final int TABLE_IS_READ_IN_STATEMENT = 1093;
    private static final int CANNOT_REOPEN_TABLE = 1137;
    private static final int DEADLOCK = 1213;
    private static final int ROW_IS_REFERENCED_BY_HIDDEN_TABLE = 1217;
    private static final int NO_MEMBER = 1265;
    private static final int WRONG_VALUE = 1292;
    private static final int NO_SUCH_SAVEPOINT = 1305;
    private static final int TRIGGER_WRITES_TABLE_IN_USE = 1442;
    private static final int ROW_IS_REFERENCED = 1451;

    private MysqlFailures() {}

    static Failure of(SQLException e, MysqlSyntax syntax) {
        boolean asked = e.getErrorCode() == syntax.failureCode();
        return Failure.of(asked ? ofOurs(String.valueOf(e.getMessage())) : kind(e));
    }

    private static Failure.Kind kind(SQLException e) {
        return switch (e.getErrorCode()) {
            case DEADLOCK -> Failure.Kind.DEADLOCK;
            case ROW_IS_REFERENCED, ROW_IS_REFERENCED_BY_HIDDEN_TABLE -> Failure.Kind.REFERENCED_ROW;
            // It cannot be opened twice in a statement (manual: "TEMPORARY Table Problems"), as the freeze does with every
            // table: so no cascade mistakes it for the other one.
            case CANNOT_REOPEN_TABLE -> Failure.Kind.HIDDEN_TABLE;
            case TABLE_EXISTS -> Failure.Kind.TAKEN_NAME;
            case WRONG_VALUE, NO_MEMBER -> Failure.Kind.VALUE;
            case TRIGGER_WRITES_TABLE_IN_USE, TABLE_IS_READ_IN_STATEMENT -> Failure.Kind.TABLE_IN_USE;
            case NO_SUCH_SAVEPOINT -> Failure.Kind.NOTHING_BEGUN;
            case NO_CURRENT_DATABASE -> Failure.Kind.OTHER_NAMES;
            default -> String.valueOf(e.getSQLState()).startsWith("42") ? Failure.Kind.OTHER_NAMES : Failure.Kind.OTHER;
        };
    }

    /** Where a statement of ours asked for the error, it has a word of ours in it. */
    private static Failure.Kind ofOurs(String message) {
        return message.contains(MysqlPlanGuard.FAILED) ? Failure.Kind.OTHER_PLAN_GUARD
                : message.contains(MysqlIdentity.FAILED) ? Failure.Kind.VALUE
                : Failure.Kind.OTHER;
    }

    /** Whether it comes when rows have been deleted already: of a trigger, not of the statement. */
    static boolean comesInTheMiddle(SQLException e) {
        return e.getErrorCode() == TRIGGER_WRITES_TABLE_IN_USE;
    }
}
