package org.cascadejdbc.run;

import java.util.List;
import java.util.OptionalLong;

/**
 * What can be told of a cascade afterwards, without asking the database for more. Immutable.
 *
 * @param tables the DELETE's own tables, with their schemas
 * @param single whether one statement wrote all rows
 * @param entries how many DELETEs: more than one for those of a batch that were carried out together
 * @param statements those that were sent for it, of whatever kind
 * @param roundTrips the messages in which they were sent
 * @param matched the rows that the DELETE's predicate matched, where that is known
 * @param touched the rows that our statements deleted or updated, where their counts tell
 * @param nanos how long it took
 * @param failure what it failed with, or {@code null}
 * @param refused whether that was a constraint or a limit, rather than an accident
 * @param sqlState of that failure, or {@code null}
 */
public record CascadeReport(
        List<String> tables,
        boolean single,
        int entries,
        long statements,
        long roundTrips,
        OptionalLong matched,
        OptionalLong touched,
        long nanos,
        Throwable failure,
        boolean refused,
        String sqlState) {
    public CascadeReport {
        tables = List.copyOf(tables);
    }
}
