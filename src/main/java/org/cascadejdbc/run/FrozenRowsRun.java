package org.cascadejdbc.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.physical.Failure;
import org.cascadejdbc.physical.FrozenRows;
import org.cascadejdbc.text.Shown;

/** The place where rows are written down, while one cascade uses it. */
final class FrozenRowsRun {
    private final FrozenRows rows;
    private final Engine engine;
    private final StatementSender sender;
    private boolean written;

    FrozenRowsRun(FrozenRows rows, Engine engine, StatementSender sender) {
        this.rows = rows;
        this.engine = engine;
        this.sender = sender;
    }

    void prepare() throws SQLException {
        if (rows.preparation().isPresent()) {
            FrozenRows.Preparation preparation = rows.preparation().get();
            if (!sender.queryKept(preparation.question(), FrozenRowsRun::isOurs)) {
                sender.update(preparation.sql());
            }
        }
    }

    /** Whether what is prepared is there. */
    private static boolean isOurs(ResultSet rows) throws SQLException {
        boolean found = false;
        while (rows.next()) {
            found = true;
            if (!rows.getBoolean(2)) {
                throw new SQLFeatureNotSupportedException(Shown.text("the DELETE is refused: its cascade writes down rows in a temporary table"
                        + " of its own, and this connection has " + rows.getString(1) + " in its place or on it, a table, trigger"
                        + " or index that is not its; drop that, or give it another name"), "0A000");
            }
        }
        return found;
    }

    /** What was there before is not ours to remove. */
    void setUp() throws SQLException {
        for (String sql : rows.setUp().statements()) {
            try {
                if (rows.setUp().shows()) {
                    sender.results(sql, engine::refuseHidden);
                } else {
                    sender.update(sql);
                }
            } catch (SQLException e) {
                written |= !engine.failure(e).is(Failure.Kind.TAKEN_NAME);
                throw e;
            }
            written = true;
        }
        written = true;
    }

    /** Finds the rows that go level by level, and tells how many were written down. */
    long growLevels() throws SQLException {
        long all = 0;
        long found = rows.levels().isEmpty() ? 0 : 1;
        for (long level = 1; found > 0; level++) {
            found = 0;
            for (String sql : rows.levels()) {
                found += sender.update(sql, Parameters.ofNumbers(level, level - 1));
            }
            all += found;
        }
        return all;
    }

    /** Removes what was written down, if anything was. */
    void cleanUp() throws SQLException {
        if (written) {
            for (String sql : rows.cleanUp()) {
                sender.update(sql);
            }
            written = false; // not before: who cancels it here has it undone, and then it is to be removed all the same
        }
    }
}
