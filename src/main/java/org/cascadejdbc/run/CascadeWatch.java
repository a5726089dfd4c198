package org.cascadejdbc.run;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.schema.Table;

/**
 * Tells of one session's cascades, after each of them. Where nobody wants to know, {@link #isOn} is all that happens:
 * nothing is created then, and no clock is read.
 */
final class CascadeWatch {
    private final Watchers watchers;
    private final ExecutionStatistics statistics;
    private final Engine engine;

    CascadeWatch(Watchers watchers, ExecutionStatistics statistics, Engine engine) {
        this.watchers = watchers;
        this.statistics = statistics;
        this.engine = engine;
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
        statistics.clear();
        JfrCascade recording = Watchers.recording();
        long started = System.nanoTime();
        Throwable failure = null;
        try {
            return work.get();
        } catch (SQLException | RuntimeException | Error e) {
            failure = e;
            throw e;
        } finally {
            if (statistics.entries() > 0 || failure instanceof BatchUpdateException) {
                watchers.tell(report(cascade, System.nanoTime() - started, failure), recording);
            }
        }
    }

    private CascadeReport report(Cascade cascade, long nanos, Throwable failure) {
        boolean undone = failure != null && !(failure instanceof BatchUpdateException);
        SQLException known = failure instanceof SQLException e ? e : null;
        return new CascadeReport(
                tables(cascade),
                statistics.single(),
                statistics.entries() + (failure instanceof BatchUpdateException ? 1 : 0), // and the one that failed
                statistics.statements(),
                statistics.roundTrips(),
                undone ? OptionalLong.empty() : statistics.matched(),
                undone ? OptionalLong.empty() : statistics.touched(),
                nanos,
                failure,
                known != null && engine.isRefusal(known),
                known == null ? null : known.getSQLState());
    }

    private static List<String> tables(Cascade cascade) {
        return cascade.planGuard().targets().stream()
                .flatMap(target -> target.table().stream())
                .map(Table::toString)
                .toList();
    }
}
