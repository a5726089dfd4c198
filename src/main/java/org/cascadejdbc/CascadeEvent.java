package org.cascadejdbc;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.cascadejdbc.run.CascadeReport;

/**
 * A DELETE whose cascade cascade-jdbc has carried out, or tried to. Immutable, without any SQL and parameter's value.
 *
 * @param tables the DELETE's own tables, with their schemas: one, except in MySQL's multi-table DELETE
 * @param strategy how it was carried out
 * @param outcome what came of it
 * @param sqlState of its failure, or {@code null}: always where it is done, and on SQLite, whose driver gives none
 * @param entries how many DELETEs this is: 1, or more for the entries of a prepared batch that were sent together, the
 *     one that failed among them
 * @param statements how many statements were sent for it, with its transaction, with what was tried in vain, and of
 *     whatever kind. What the driver adds by itself, and looks at the catalog, are not among them
 * @param roundTrips the messages in which they were sent, each of which was waited for; 0 on SQLite, which is in the
 *     process. A driver that prepares on the server, or sends a long batch in parts, needs more
 * @param rowsMatched the rows that the DELETE itself matched, which is the update count but for a plain Statement of
 *     SQLite's driver, which counts all; empty where it failed, or where only the database knows: if the application's
 *     own RETURNING was left to one statement
 * @param rowsTouched the rows that our statements deleted or updated, in all tables; without what the database's own
 *     keys and triggers add. Empty where it failed, or where their counts do not tell: a single statement on PostgreSQL
 *     counts the matched rows only. Never a guess
 * @param duration from the decision to cascade to the end, with waiting for locks
 */
public record CascadeEvent(
        List<String> tables,
        Strategy strategy,
        Outcome outcome,
        String sqlState,
        int entries,
        long statements,
        long roundTrips,
        OptionalLong rowsMatched,
        OptionalLong rowsTouched,
        Duration duration) {

    /** How a cascade was carried out. */
    public enum Strategy {
        /** One statement of ours deleted and updated all rows. */
        ONE_STATEMENT,
        /** Each table had a statement of its own, or more. */
        SEVERAL_STATEMENTS
    }

    /** What came of a cascade. */
    public enum Outcome {
        /** All was done. */
        DONE,
        /** A key or another constraint, {@code cascade.maxRows}, or something that is not possible refused it. */
        REFUSED,
        /** Something else was in the way: a lock, a cancellation, the connection. */
        FAILED
    }

    public CascadeEvent {
        tables = List.copyOf(tables);
    }

    static CascadeEvent of(CascadeReport report) {
        return new CascadeEvent(
                report.tables(),
                report.single() ? Strategy.ONE_STATEMENT : Strategy.SEVERAL_STATEMENTS,
                report.failure() == null ? Outcome.DONE : report.refused() ? Outcome.REFUSED : Outcome.FAILED,
                report.sqlState(),
                report.entries(),
                report.statements(),
                report.roundTrips(),
                report.matched(),
                report.touched(),
                Duration.ofNanos(report.nanos()));
    }
}
