package org.cascadejdbc.execution;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import org.cascadejdbc.dialect.Dialect;
import org.cascadejdbc.schema.Table;

/**
 * Tells of one session's cascades, after each of them. Where nobody wants to know, {@link #isOn} is all that happens:
 * nothing is created then, and no clock is read.
 */
final class CascadeWatch {
    private final Watchers watchers;
    private final Tally tally;
    private final Dialect dialect;

    CascadeWatch(Watchers watchers, Tally tally, Dialect dialect) {
        this.watchers = watchers;
        this.tally = tally;
        this.dialect = dialect;
    }

    /** What carries a cascade out. */
    @FunctionalInterface
    interface Work<T> {
        T get() throws SQLException;
    }

    boolean isOn() {
        return watchers.any();
    }

    /** Lets a cascade be carried out, and tells of it, whatever its end. */
    <T> T watch(Cascade cascade, Work<T> work) throws SQLException {
        tally.clear();
        JfrCascade recording = Watchers.recording();
        long started = System.nanoTime();
        Throwable failure = null;
        try {
            return work.get();
        } catch (SQLException | RuntimeException | Error e) {
            failure = e;
            throw e;
        } finally {
            if (tally.entries() > 0 || failure instanceof BatchUpdateException) {
                watchers.tell(report(cascade, System.nanoTime() - started, failure), recording);
            }
        }
    }

    private CascadeReport report(Cascade cascade, long nanos, Throwable failure) {
        boolean undone = failure != null && !(failure instanceof BatchUpdateException);
        SQLException known = failure instanceof SQLException e ? e : null;
        return new CascadeReport(
                tables(cascade),
                tally.single(),
                tally.entries() + (failure instanceof BatchUpdateException ? 1 : 0), // and the one that failed
                tally.statements(),
                tally.roundTrips(),
                undone ? OptionalLong.empty() : tally.matched(),
                undone ? OptionalLong.empty() : tally.touched(),
                nanos,
                failure,
                known != null && dialect.isRefusal(known),
                known == null ? null : known.getSQLState());
    }

    private static List<String> tables(Cascade cascade) {
        return cascade.premise().targets().stream()
                .flatMap(target -> target.table().stream())
                .map(Table::toString)
                .toList();
    }
}
