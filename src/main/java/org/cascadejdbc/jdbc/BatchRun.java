package org.cascadejdbc.jdbc;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cascadejdbc.driver.BatchBehaviour;
import org.cascadejdbc.driver.DriverBehaviour;
import org.cascadejdbc.driver.KeyRequest;
import org.cascadejdbc.run.CascadeSession;
import org.cascadejdbc.run.Parameters;
import org.cascadejdbc.run.Verdict;

/**
 * One execution of a batch in which something may cascade.
 *
 * <p>Entries that pass are collected in the delegate's batch. It is flushed before a cascade, before a verdict that
 * what is collected may influence (after {@code SET search_path}, after DDL), and at the end: so everything happens
 * in the order in which it was added.
 *
 * <p>A failure is told as the driver tells it: {@link BatchBehaviour}.
 */
final class BatchRun {
    /** What is done once more where one of them fails; on PostgreSQL also what its driver keeps in memory. */
    private static final int MOST_AT_ONCE = 1000;

    private final Connection raw;
    private final CascadeConnection connection;
    private final CascadeSession session;
    private final Statement delegate;
    private final Execution execution;
    private final KeyRequest keys;
    private final boolean large;

    private long[] counts = {};
    private int done;
    private final List<Batch.Entry> pending = new ArrayList<>();
    private boolean pendingMatters;
    private boolean prepared;
    private BatchBehaviour behaviour;
    private SQLException failure;
    private SQLException refusal;

    /**
     * @param large whether the delegate is asked for long counts, which not every driver has
     */
    BatchRun(
            CascadeConnection connection, Statement delegate, Execution execution, KeyRequest keys, boolean large) {
        this.raw = connection.raw();
        this.connection = connection;
        this.session = connection.session();
        this.delegate = delegate;
        this.execution = execution;
        this.keys = keys;
        this.large = large;
    }

    /** What the first entry has met when it was examined: asked once more, an aborted transaction would say no more than that. */
    void refused(SQLException e) {
        refusal = e;
    }

    /**
     * Executes all.
     *
     * @param head the passing entries before {@code entries}, in the delegate's batch already
     */
    long[] execute(List<Batch.Entry> head, List<Batch.Entry> entries) throws SQLException {
        counts = new long[head.size() + entries.size()];
        pending.addAll(head);
        pendingMatters = !head.isEmpty();
        prepared = entries.get(0).parameters() != null;
        DriverBehaviour driver = connection.behaviour();
        behaviour = driver.batch(raw, prepared, counts.length);
        BatchScope scope = new BatchScope(raw, session, this::aborted);
        boolean alone = behaviour.isTransaction() && raw.getAutoCommit() && !driver.isInTransaction(raw);
        if (alone) {
            behaviour = driver.batchAlone(raw, prepared, counts.length);
        }
        Optional<Runnable> autosave = driver.takeAutosave(raw);
        try {
            return alone && behaviour.isTransaction()
                    ? scope.inTransaction(() -> inOrder(entries))
                    : autosave.isPresent() && !alone ? scope.inSavepoint(() -> inOrder(entries)) : inOrder(entries);
        } finally {
            autosave.ifPresent(Runnable::run);
            execution.batched(!prepared || keys.asks());
        }
    }

    private long[] inOrder(List<Batch.Entry> entries) throws SQLException {
        for (int first = 0; prepared && first < entries.size(); first += MOST_AT_ONCE) {
            List<Batch.Entry> chunk = entries.subList(first, Math.min(first + MOST_AT_ONCE, entries.size()));
            oneByOne(chunk.subList(atOnce(chunk), chunk.size()));
        }
        if (!prepared) {
            oneByOne(entries);
        }
        flush();
        if (failure != null) {
            throw aborted(failure);
        }
        return counts;
    }

    private void oneByOne(List<Batch.Entry> entries) throws SQLException {
        for (Batch.Entry entry : entries) {
            if (connection.concerns(entry.sql()) || session.owesCount()) {
                decide(entry);
            } else {
                queue(entry);
                pendingMatters = true;
            }
        }
    }

    /** Executes entries that are one and the same cascade together, as many as can be, and tells how many. */
    private int atOnce(List<Batch.Entry> entries) throws SQLException {
        Batch.Entry any = entries.get(0);
        Verdict verdict;
        try {
            verdict = examined(any);
        } catch (SQLException e) { // the first one's
            flush();
            failed(e);
            return 1;
        }
        if (!(verdict instanceof Verdict.Emulate cascade) || cascade.result() != Verdict.Result.COUNT) {
            return 0;
        }
        flush();
        try {
            List<Parameters> executions = entries.stream().map(Batch.Entry::parameters).toList();
            long[] some = execution.cascading(
                    () -> session.deleteAll(cascade, executions, delegate.getQueryTimeout()));
            take(some, some.length);
            return some.length;
        } catch (BatchUpdateException e) {
            long[] some = e.getLargeUpdateCounts();
            take(some, some.length);
            failed((SQLException) e.getCause());
            return some.length + 1;
        }
    }

    private Verdict examined(Batch.Entry first) throws SQLException {
        SQLException known = refusal;
        refusal = null;
        if (known != null) {
            throw known;
        }
        return execution.examine(new Request(first.sql(), keys, first.parameters()));
    }

    private void decide(Batch.Entry entry) throws SQLException {
        if (pendingMatters) {
            flush();
        }
        Verdict verdict;
        try {
            verdict = execution.examine(new Request(entry.sql(), keys, entry.parameters()));
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
            if (verdict instanceof Verdict.Guarded) {
                flush();
            }
            queue(entry);
            execution.pass(verdict, () -> {
                flush();
                return null;
            });
        }
    }

    private void cascade(Verdict.Emulate cascade, Batch.Entry entry) throws SQLException {
        try {
            boolean plain = entry.parameters() == null;
            long count = execution.inBatch(
                    cascade, plain ? connection.countingOwnRows() : entry.parameters());
            counts[done++] = count;
        } catch (SQLException e) {
            failed(e);
        }
    }

    private void queue(Batch.Entry entry) throws SQLException {
        try {
            entry.queue(delegate);
            pending.add(entry);
        } catch (SQLException e) {
            flush();
            failed(e);
        }
    }

    private void flush() throws SQLException {
        List<Batch.Entry> collected = List.copyOf(pending);
        pending.clear();
        pendingMatters = false;
        if (collected.size() > 1 && behaviour.joins() && !connection.behaviour().joinsBatch(raw, prepared, collected.size())) {
            delegate.clearBatch(); // too few for one message, of which the server would do none behind a failure
            for (Batch.Entry entry : collected) {
                entry.queue(delegate);
                flush(1);
            }
        } else if (!collected.isEmpty()) {
            flush(collected.size());
        }
    }

    private void flush(int expected) throws SQLException {
        try {
            take(executeDelegates(), expected);
        } catch (BatchUpdateException e) {
            long[] partial = e.getLargeUpdateCounts();
            take(partial == null ? new long[0] : partial, expected);
            // Connector/J with continueBatchOnError=false gives fewer counts than entries: then we stop, too.
            if (!behaviour.goesOn() || partial == null || partial.length < expected) {
                throw aborted(e);
            }
            failure = behaviour.failures(failure, e);
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
    private void failed(SQLException e) throws SQLException {
        if (!behaviour.goesOnAfter(e) || isConnectionGone(e)) { // whose error the next entry's would hide from a pool
            throw aborted(e);
        }
        counts[done++] = Statement.EXECUTE_FAILED;
        failure = behaviour.failures(failure, e);
    }

    static boolean isConnectionGone(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().startsWith("08");
    }

    private SQLException aborted(SQLException e) {
        return behaviour.failure(e == failure ? e : behaviour.failures(failure, e), counts, done, prepared);
    }
}
