package org.cascadejdbc.jdbc;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.cascadejdbc.execution.CascadeSession;
import org.cascadejdbc.execution.Verdict;

/**
 * One execution of a batch in which something may cascade.
 *
 * <p>Entries that pass are collected in the delegate's batch. It is flushed before a cascade, before a verdict that
 * what is collected may influence (after {@code SET search_path}, after DDL), and at the end: so everything happens
 * in the order in which it was added.
 *
 * <p>A failure is told as the drivers tell it. PostgreSQL: nothing of the batch counts, and in autocommit nothing of it
 * stays. Connector/J: the others are executed, the failed one is marked. All others: the failed one is the last.
 */
final class BatchRun {
    private final Connection raw;
    private final CascadeConnection connection;
    private final CascadeSession session;
    private final Statement delegate;
    private final Execution execution;
    private final boolean keys;
    private final boolean large;

    private long[] counts = {};
    private int done;
    private int pending;
    private boolean pendingMatters;
    private boolean allFail;
    private boolean goesOn;
    private SQLException failure;

    /**
     * @param large whether the delegate is asked for long counts, which not every driver has
     */
    BatchRun(
            CascadeConnection connection, Statement delegate, Execution execution, boolean keys, boolean large) {
        this.raw = connection.raw();
        this.connection = connection;
        this.session = connection.session();
        this.delegate = delegate;
        this.execution = execution;
        this.keys = keys;
        this.large = large;
    }

    /**
     * Executes all.
     *
     * @param head how many passing entries before {@code entries} are in the delegate's batch already
     */
    long[] execute(int head, List<Batch.Entry> entries) throws SQLException {
        counts = new long[head + entries.size()];
        pending = head;
        pendingMatters = head > 0;
        String product = raw.getMetaData().getDatabaseProductName();
        allFail = "PostgreSQL".equals(product);
        goesOn = "MySQL".equals(product);
        return allFail && raw.getAutoCommit() ? inTransaction(entries) : inOrder(entries);
    }

    private long[] inTransaction(List<Batch.Entry> entries) throws SQLException {
        raw.setAutoCommit(false);
        try {
            long[] result = inOrder(entries);
            commit();
            raw.setAutoCommit(true);
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            try {
                raw.rollback();
                raw.setAutoCommit(true);
            } catch (SQLException unfinished) {
                e.addSuppressed(unfinished);
            }
            session.transactionEnded();
            throw e;
        }
    }

    private void commit() throws SQLException {
        try {
            raw.commit();
        } catch (SQLException e) {
            throw aborted(e);
        }
    }

    private long[] inOrder(List<Batch.Entry> entries) throws SQLException {
        for (Batch.Entry entry : entries) {
            if (connection.concerns(entry.sql())) {
                decide(entry);
            } else {
                queue(entry);
                pendingMatters = true;
            }
        }
        flush();
        if (failure != null) {
            throw aborted(failure);
        }
        return counts;
    }

    private void decide(Batch.Entry entry) throws SQLException {
        if (pendingMatters) {
            flush();
        }
        Verdict verdict;
        try {
            verdict = execution.examine(entry.sql());
        } catch (SQLException e) {
            flush();
            failed(e);
            return;
        }
        if (verdict instanceof Verdict.Emulate cascade) {
            flush();
            cascade(cascade, entry);
        } else if (verdict == Verdict.Pass.UNCHANGED) {
            queue(entry);
        } else {
            queue(entry);
            try {
                flush();
            } finally {
                session.executed(verdict);
            }
        }
    }

    private void cascade(Verdict.Emulate cascade, Batch.Entry entry) throws SQLException {
        try {
            Execution.refuseKeys(keys);
            long count = execution.cascade(cascade, entry.parameters());
            counts[done++] = count;
        } catch (SQLException e) {
            failed(e);
        }
    }

    private void queue(Batch.Entry entry) throws SQLException {
        try {
            entry.queue(delegate);
            pending++;
        } catch (SQLException e) {
            flush();
            failed(e);
        }
    }

    private void flush() throws SQLException {
        int expected = pending;
        pending = 0;
        pendingMatters = false;
        if (expected == 0) {
            return;
        }
        try {
            take(executeDelegates(), expected);
        } catch (BatchUpdateException e) {
            long[] partial = e.getLargeUpdateCounts();
            take(partial == null ? new long[0] : partial, expected);
            // Connector/J with continueBatchOnError=false gives fewer counts than entries: then we stop, too.
            if (!goesOn || partial == null || partial.length < expected) {
                throw aborted(e);
            }
            failure = e;
        } catch (SQLException e) {
            throw aborted(e);
        }
    }

    /** What the delegate has in its batch. */
    long[] executeDelegates() throws SQLException {
        return large
                ? delegate.executeLargeBatch()
                : Arrays.stream(delegate.executeBatch()).asLongStream().toArray();
    }

    private void take(long[] result, int expected) {
        int length = Math.min(result.length, expected);
        System.arraycopy(result, 0, counts, done, length);
        done += length;
    }

    /** The entry that comes next failed. */
    private void failed(SQLException e) throws BatchUpdateException {
        if (!goesOn || e instanceof SQLTransactionRollbackException || e instanceof SQLTimeoutException) {
            throw aborted(e);
        }
        counts[done++] = Statement.EXECUTE_FAILED;
        failure = e;
    }

    private BatchUpdateException aborted(SQLException e) {
        long[] result = Arrays.copyOf(counts, allFail ? counts.length : done);
        if (allFail) {
            Arrays.fill(result, Statement.EXECUTE_FAILED);
        }
        BatchUpdateException aborted = new BatchUpdateException(
                "A batch entry failed: " + e.getMessage(), e.getSQLState(), e.getErrorCode(), result, e);
        boolean drivers = e instanceof BatchUpdateException && e.getNextException() != null;
        aborted.setNextException(drivers ? e.getNextException() : e);
        return aborted;
    }
}
