package org.cascadejdbc.run;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.text.Shown;

/**
 * The update count of the last cascade, which a function of the database would tell if that had been the application's DELETE
 * alone: owed until the next statement that changes what the function tells. If one asks for it before, the database is had to
 * tell it; else it costs nothing.
 */
final class OwedCount {
    /** Of a statement that has failed. */
    private static final long FAILED = -1;

    private final Engine engine;
    private final PlanRunner runner;
    private long rows;
    /** From which they are gone; {@code null} where nothing is owed. */
    private TableName target;

    OwedCount(Engine engine, PlanRunner runner) {
        this.engine = engine;
        this.runner = runner;
    }

    void owe(Cascade cascade, long count) {
        rows = count;
        target = engine.tellsCounts() ? cascade.planGuard().tables().get(0).name() : null;
    }

    /** What failed has no count, which is told by a number of its own. */
    void oweFailure(Cascade cascade) {
        owe(cascade, FAILED);
    }

    boolean isOwed() {
        return target != null;
    }

    /** The transaction ends, in whatever way. */
    void transactionEnded() {
        if (target != null && !engine.keepsCount("COMMIT")) {
            target = null;
        }
    }

    void forget() {
        target = null;
    }

    /** That text is about to be executed. */
    void settle(String sql) throws SQLException {
        if (target == null) {
            return;
        }
        List<String> telling = engine.tellingCount(rows, target, sql);
        if (telling.isEmpty() && engine.keepsCount(sql)) {
            return;
        }
        target = null;
        try {
            runner.send(telling);
        } catch (SQLException e) {
            if (rows == FAILED) {
                return; // as it is to: now the last statement is one that has failed
            }
            throw new SQLFeatureNotSupportedException("ROW_COUNT(), or changes(), cannot tell here how many rows the last DELETE has "
                    + "deleted, which are " + rows + " (" + Shown.oneLine(e.getMessage()) + "); use the update count of that statement", "0A000", e);
        }
    }
}
