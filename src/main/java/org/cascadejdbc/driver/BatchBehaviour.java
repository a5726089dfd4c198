package org.cascadejdbc.driver;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/** What a driver does after a batch entry failed, and how it tells. Stateless. */
public interface BatchBehaviour {
    /**
     * The failure as the driver would throw it.
     *
     * @param counts of the whole batch
     * @param done how many of them are known
     */
    SQLException failure(SQLException e, long[] counts, int done, boolean prepared);

    /** Whether the others are executed. */
    default boolean goesOn() {
        return false;
    }

    /** Whether also after that error: not after a timeout, nor what has ended the transaction, nor where somebody stopped it. */
    default boolean goesOnAfter(SQLException e) {
        return false;
    }

    /** Whether the driver sends all entries as one message. */
    default boolean joins() {
        return false;
    }

    /** Whether in autocommit nothing of a batch stays that failed: it is one transaction. */
    default boolean isTransaction() {
        return false;
    }

    /** The failures so far, with one more: told is the last, or are all. */
    default SQLException failures(SQLException earlier, SQLException e) {
        return e;
    }

    /** The counts, all of those that are not known as failed. */
    static long[] restFailed(long[] counts, int done) {
        long[] all = counts.clone();
        Arrays.fill(all, done, all.length, Statement.EXECUTE_FAILED);
        return all;
    }

    /** So many counts of what failed. */
    static long[] allFailed(int length) {
        long[] none = new long[length];
        Arrays.fill(none, Statement.EXECUTE_FAILED);
        return none;
    }

    static BatchUpdateException failed(SQLException e, long[] counts) {
        return new BatchUpdateException(message(e), e.getSQLState(), e.getErrorCode(), counts, e);
    }

    static String message(SQLException e) {
        return "A batch entry failed: " + e.getMessage();
    }
}
