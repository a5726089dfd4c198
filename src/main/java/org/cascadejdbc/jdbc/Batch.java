package org.cascadejdbc.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cascadejdbc.driver.KeyRequest;
import org.cascadejdbc.run.Parameters;
import org.cascadejdbc.run.Turns;
import org.cascadejdbc.run.Verdict;

/**
 * The batch of one statement. It is the delegate's own as long as nothing in it has to cascade; otherwise
 * {@link BatchRun} executes it piece by piece. Either way entries are executed in their order.
 */
final class Batch {
    /**
     * One execution to come.
     *
     * @param parameters of a prepared statement, else {@code null}
     */
    record Entry(String sql, Parameters parameters) {
        /** Adds it to the delegate's batch. */
        void queue(Statement delegate) throws SQLException {
            if (parameters == null) {
                delegate.addBatch(sql);
            } else {
                PreparedStatement prepared = (PreparedStatement) delegate;
                parameters.bindTo(prepared);
                prepared.addBatch();
            }
        }
    }

    private final CascadeConnection connection;
    private final Statement delegate;
    private final Execution execution;
    private final KeyRequest keys;
    private final Parameters current;
    /** Of a plain statement: the passing entries that precede {@link #entries}, in the delegate's batch already. */
    private List<Entry> head = new ArrayList<>();
    /** Of a plain statement: from the first that may cascade on. Of a prepared one: all, the delegate has them, too. */
    private List<Entry> entries = new ArrayList<>();

    /**
     * @param keys what was said about generated keys
     * @param current a prepared statement's parameters, as they change: they outlive an execution
     */
    Batch(
            CascadeConnection connection,
            Statement delegate,
            Execution execution,
            KeyRequest keys,
            Parameters current) {
        this.connection = connection;
        this.delegate = delegate;
        this.execution = execution;
        this.keys = keys;
        this.current = current;
    }

    void add(String sql) throws SQLException {
        if (entries.isEmpty() && !connection.concerns(sql)) {
            delegate.addBatch(sql);
            head.add(new Entry(sql, null));
        } else {
            execution.checkEntry(sql);
            entries.add(new Entry(sql, null));
        }
    }

    /** Adds an execution of the prepared statement. */
    void add(String sql, Parameters parameters) throws SQLException {
        ((PreparedStatement) delegate).addBatch();
        entries.add(new Entry(sql, parameters));
    }

    void clear() throws SQLException {
        forget();
        delegate.clearBatch();
    }

    int[] execute() throws SQLException {
        if (entries.isEmpty()) {
            return passing(delegate::executeBatch);
        }
        long[] counts = execute(false);
        return Arrays.stream(counts).mapToInt(Way::toInt).toArray();
    }

    long[] executeLarge() throws SQLException {
        return entries.isEmpty() ? passing(delegate::executeLargeBatch) : execute(true);
    }

    private <T> T passing(Call<T> batch) throws SQLException {
        Turns turns = connection.session().turns();
        Turns.Pass pass = turns.pass();
        try {
            connection.session().countsElse();
            execution.results().delegates();
            forget();
            return batch.get();
        } finally {
            turns.passed(pass);
        }
    }

    private long[] execute(boolean large) throws SQLException {
        BatchRun run = new BatchRun(connection, delegate, execution, keys, large);
        boolean prepared = entries.get(0).parameters() != null;
        Call<long[]> execute = () -> prepared ? executePrepared(run) : run.execute(head, entries);
        Turns turns = connection.session().turns();
        turns.take();
        try {
            execution.results().delegates();
            execution.checkOpen();
            // One message for all is executed wherever the connection is.
            boolean joined = connection.behaviour().joinsBatch(connection.raw(), prepared, head.size() + entries.size());
            return joined ? execute.get() : connection.places().at(delegate, execute);
        } finally {
            forget();
            turns.leave();
        }
    }

    /** All entries have the same text, and no DELETE changes what the next one means: one verdict is good for all. */
    private long[] executePrepared(BatchRun run) throws SQLException {
        Verdict verdict = null;
        try {
            verdict = execution.examine(new Request(entries.get(0).sql(), keys, current));
        } catch (SQLException refused) {
            run.refused(refused); // and tells it as the failure of the first entry
        }
        if (verdict instanceof Verdict.Pass || verdict instanceof Verdict.Guarded) {
            return execution.pass(verdict, run::executeDelegates);
        }
        delegate.clearBatch();
        current.bindTo((PreparedStatement) delegate); // some drivers drop the parameters with the batch
        return run.execute(List.of(), entries);
    }

    private void forget() {
        head = new ArrayList<>();
        entries = new ArrayList<>();
    }
}
