package org.cascadejdbc.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.UnaryOperator;
import org.cascadejdbc.run.CascadeSession;
import org.cascadejdbc.run.Verdict;

/** What makes one of a batch where the driver would: a transaction, or a savepoint in one. */
final class BatchScope {
    private final Connection raw;
    private final CascadeSession session;
    private final UnaryOperator<SQLException> aborted;

    /** @param aborted the failure of a batch, as it is told of that error */
    BatchScope(Connection raw, CascadeSession session, UnaryOperator<SQLException> aborted) {
        this.raw = raw;
        this.session = session;
        this.aborted = aborted;
    }

    /**
     * Begun and ended in SQL: as long as JDBC's autocommit was off, a query that the driver makes in another thread, for
     * metadata or an updatable row, would have begun a transaction of its own, to stay open when ours has ended.
     */
    long[] inTransaction(Call<long[]> batch) throws SQLException {
        try {
            telling("BEGIN");
            session.transactionBegun();
            long[] result = batch.get();
            telling("COMMIT");
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            try {
                undo();
            } catch (SQLException unfinished) {
                e.addSuppressed(unfinished);
                session.turns().leaveOpen(this::undo, unfinished);
            }
            throw e;
        } finally {
            session.transactionEnded();
        }
    }

    private void undo() throws SQLException {
        if (!raw.isClosed()) { // else the transaction is gone with it
            execute("ROLLBACK");
        }
    }

    /** As the driver does it with {@code autosave=always}: after a failure nothing of it is left, and the transaction goes on. */
    long[] inSavepoint(Call<long[]> batch) throws SQLException {
        execute("SAVEPOINT cascade_jdbc_batch");
        try {
            long[] result = batch.get();
            execute("RELEASE SAVEPOINT cascade_jdbc_batch");
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            try {
                execute("ROLLBACK TO SAVEPOINT cascade_jdbc_batch");
                execute("RELEASE SAVEPOINT cascade_jdbc_batch");
            } catch (SQLException unfinished) {
                e.addSuppressed(unfinished);
            }
            session.executed(Verdict.Pass.CHANGES_SESSION); // what it had changed in the session is undone, too
            throw e;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = raw.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A failure is the batch's; the server may have answered before it went: then its error comes first. */
    private void telling(String sql) throws SQLException {
        try {
            execute(sql);
        } catch (SQLException e) {
            for (SQLException each = e; each != null; each = each.getNextException()) {
                if (BatchRun.isConnectionGone(each)) {
                    throw aborted.apply(each);
                }
            }
            throw aborted.apply(e);
        }
    }
}
