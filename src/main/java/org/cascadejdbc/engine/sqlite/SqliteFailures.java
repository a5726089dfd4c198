package org.cascadejdbc.engine.sqlite;

import java.sql.SQLException;
import org.cascadejdbc.physical.Failure;

/** SQLite's errors (documentation: "Result and Error Codes"); where several have one code, their texts tell them apart. */
final class SqliteFailures {
    private static final int ERROR = 1;
    private static final int SCHEMA = 17;
    private static final int CONSTRAINT = 19;

    private SqliteFailures() {}

    static Failure of(SQLException e) {
        return Failure.of(kind(e.getErrorCode() & 0xff, String.valueOf(e.getMessage())));
    }

    private static Failure.Kind kind(int code, String message) {
        if (message.contains("within a transaction")) {
            return Failure.Kind.TRANSACTION_OPEN; // one that was begun in SQL, of which no function tells
        }
        if (message.contains("no such savepoint") || message.contains("no transaction is active")) {
            return Failure.Kind.NOTHING_BEGUN;
        }
        // What a cascade was made for may be gone, or in the way of what is there by now.
        return code == ERROR || code == SCHEMA || code == CONSTRAINT ? Failure.Kind.OTHER_NAMES : Failure.Kind.OTHER;
    }
}
