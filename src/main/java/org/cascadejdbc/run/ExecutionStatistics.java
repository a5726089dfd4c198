package org.cascadejdbc.run;

import java.util.Arrays;
import java.util.OptionalLong;
import org.cascadejdbc.physical.OneStatement;
import org.cascadejdbc.physical.PhysicalPlan;

/**
 * Counts what a session sends and what is answered. Counting costs next to nothing, so it is always done; only
 * {@link CascadeWatch} makes something of it. Not thread-safe.
 *
 * <p>Whatever is run again counts again in what was sent; of the rows, those of the last run count.
 */
final class ExecutionStatistics {
    private static final long UNKNOWN = -1;

    private final boolean inProcess;
    private PhysicalPlan plan;
    private int entries;
    private long statements;
    private long roundTrips;
    private long matched;
    private long touched;

    /** @param inProcess whether the database is in our process, so that nothing travels */
    ExecutionStatistics(boolean inProcess) {
        this.inProcess = inProcess;
    }

    /** Forgets what was counted before. */
    void clear() {
        plan = null;
        entries = 1;
        statements = 0;
        roundTrips = 0;
        matched = UNKNOWN;
        touched = UNKNOWN;
    }

    /** A message is on its way. */
    void sent(int number) {
        statements += number;
        roundTrips += inProcess ? 0 : 1;
    }

    /** A plan is run from its beginning; of its rows nothing is known yet. */
    void running(PhysicalPlan newPlan) {
        plan = newPlan;
        matched = UNKNOWN;
        touched = UNKNOWN;
    }

    void matched(long rows) {
        matched = rows;
    }

    /** Rows that one of its statements has written. */
    void touched(long rows) {
        touched = Math.max(touched, 0) + rows;
    }

    /** So many executions of a batch were carried out together. */
    void batch(long[] counts, int done) {
        entries = done;
        matched = Arrays.stream(counts, 0, done).sum();
    }

    /** It turned out to be the database's alone, and no cascade. */
    void passedOn() {
        entries = 0;
    }

    /** How many DELETEs were cascades that were carried out. */
    int entries() {
        return entries;
    }

    long statements() {
        return statements;
    }

    long roundTrips() {
        return roundTrips;
    }

    OptionalLong matched() {
        return known(plan instanceof OneStatement one && one.givesResult() ? UNKNOWN : matched);
    }

    OptionalLong touched() {
        return known(touched);
    }

    /** Whether a single statement wrote all rows. */
    boolean single() {
        return plan == null || plan.writing() <= 1;
    }

    private static OptionalLong known(long rows) {
        return rows < 0 ? OptionalLong.empty() : OptionalLong.of(rows);
    }
}
