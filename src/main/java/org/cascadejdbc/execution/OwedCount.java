package org.cascadejdbc.execution;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import org.cascadejdbc.dialect.Dialect;
import org.cascadejdbc.schema.TableName;

/**
 * The update count of the last cascade, which a function of the database would tell if that had been the application's DELETE
 * alone: owed until the next statement. If that one asks for it, the database is had to tell it; else it costs nothing.
 */
final class OwedCount {
    private final Dialect dialect;
    private final ScriptRunner runner;
    private long rows;
    /** From which they are gone; {@code null} where nothing is owed. */
    private TableName target;

    OwedCount(Dialect dialect, ScriptRunner runner) {
        this.dialect = dialect;
        this.runner = runner;
    }

    void owe(Cascade cascade, long count) {
        rows = count;
        target = dialect.tellsCounts() ? cascade.premise().tables().get(0).name() : null;
    }

    boolean isOwed() {
        return target != null;
    }

    void forget() {
        target = null;
    }

    /** That text is about to be executed. */
    void settle(String sql) throws SQLException {
        TableName near = target;
        target = null;
        if (near == null) {
            return;
        }
        try {
            runner.send(dialect.tellingCount(rows, near, sql));
        } catch (SQLException e) {
            throw new SQLFeatureNotSupportedException("ROW_COUNT() cannot tell here how many rows the last DELETE has deleted, which "
                    + "are " + rows + " (" + e.getMessage() + "); use the update count of that statement", "0A000", e);
        }
    }
}
