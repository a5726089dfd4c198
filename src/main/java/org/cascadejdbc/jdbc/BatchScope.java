package org.cascadejdbc.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.UnaryOperator;
import org.cascadejdbc.physical.Failure;
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

    /** Whether the application has begun a transaction in SQL, which is then not ours to end; where a batch is one. */
    boolean isBegunInSql() throws SQLException {
        try (Statement statement = raw.createStatement()) {
            statement.execute("SAVEPOINT cascade_jdbc");
            statement.execute("RELEASE SAVEPOINT cascade_jdbc");
            return true;
        } catch (SQLException e) {
            // The server may have answered before it went: then its error comes first.
            for (SQLException each = e; each != null; each = each.getNextException()) {
                if (BatchRun.isConnectionGone(each)) {
                    throw aborted.apply(each);
                }
            }
            return !session.failure(e).is(Failure.Kind.NOTHING_BEGUN); // an aborted one fails again, and then as a batch
        }
    }

    long[] inTransaction(Call<long[]> batch) throws SQLException {
        try {
            raw.setAutoCommit(false);
            long[] result = batch.get();
            commit();
            restoreAutoCommit();
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            try {
                undo();
            } catch (SQLException unfinished) {
                e.addSuppressed(unfinished);
                session.turns().leaveOpen(this::undo, unfinished);
            }
            session.transactionEnded();
            throw e;
        }
    }

    /** If it fails, what was done is done all the same; but before anything else is, it is to succeed. */
    private void restoreAutoCommit() {
        try {
            raw.setAutoCommit(true);
        } catch (SQLException e) {
            session.turns().leaveOpen(this::undo, e);
        }
    }

    private void undo() throws SQLException {
        if (!raw.isClosed() && !raw.getAutoCommit()) { // else the transaction is gone with it, or was not begun
            raw.rollback();
            raw.setAutoCommit(true);
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

    private void commit() throws SQLException {
        try {
            raw.commit();
        } catch (SQLException e) {
            throw aborted.apply(e);
        }
    }
}
