package org.cascadejdbc.run;

import java.sql.BatchUpdateException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.physical.Failure;
import org.cascadejdbc.physical.JoinedDelete;
import org.cascadejdbc.physical.OneStatement;
import org.cascadejdbc.physical.TransactionScope;
import org.cascadejdbc.plan.Limits;

/**
 * Runs one plan for many executions without waiting for the answer to each: round trips as of a batch of the driver's.
 *
 * <p>The executions stay what they are, cascades one after the other: each sees what those before it have left, counts its
 * own rows and is refused alone. Only what needs no second look is done here. Whatever else happens (a key refuses, another
 * transaction was faster, the plan guard does not hold, a trigger is in the way) is not judged: the state is that
 * before some execution, and that one and those after it are left to {@link PlanRunner#run}.
 *
 * <p><b>PostgreSQL</b>: the driver's own batch, in the open transaction behind a savepoint. An error aborts what comes after
 * it, and an execution whose plan guard does not hold does nothing while others do: so all are undone then.
 *
 * <p><b>MySQL</b>: several statements in one message where the driver may send its own batches so, else one by one by the
 * same prepared statement. The server stops at the first that fails, each is all or nothing, and those before it stay: in
 * autocommit each is a transaction of its own, as natively. So nothing is undone, also not in tables that have no
 * transactions.
 */
final class PipelinedRun {
    /** With fewer, what is sent around them costs more than it saves. */
    private static final int FEWEST = 4;
    /** In characters: a quarter of the smallest {@code max_allowed_packet} that servers of today come with. */
    private static final int LONGEST_MESSAGE = 1 << 20;

    /**
     * A further column of {@link OneStatement}, for pgjdbc: it keeps the rows that a batch gives as generated keys, and only
     * where it finds that word outside of parentheses. The server takes it for a label.
     */
    private static final String KEEPING_ROWS = ",\n  true AS returning";

    private static final TransactionScope SAVEPOINT = TransactionScope.savepoint();
    /** The connection is gone; the server was told to stop it, on PostgreSQL and on MySQL. */
    private static final List<String> STOPPED = List.of("08", "57", "70100");

    private final Cascade cascade;
    private final List<Parameters> executions;
    private final Engine engine;
    private final StatementSender sender;
    private final TransactionState transaction;
    private final Limits limits;
    private final long[] counts;
    private int done;

    PipelinedRun(
            Cascade cascade,
            List<Parameters> executions,
            Engine engine,
            StatementSender sender,
            TransactionState transaction, Limits limits) {
        this.cascade = cascade;
        this.executions = executions;
        this.engine = engine;
        this.sender = sender;
        this.transaction = transaction;
        this.counts = new long[executions.size()];
        this.limits = limits;
    }

    /** See {@link CascadeSession#deleteAll}. */
    long[] run() throws SQLException {
        sender.statistics().running(cascade.plan());
        if (executions.size() < FEWEST) {
            return known();
        }
        if (cascade.plan() instanceof OneStatement one && !one.givesResult()) {
            return transaction.isKnown() && transaction.isOpen() ? behindSavepoint(one.sql()) : known();
        }
        if (cascade.plan() instanceof JoinedDelete joined) {
            boolean together = sender.batches().joinsStatements();
            return together || joined.count() == null ? inTheirOrder(joined.sql(), joined.count(), together) : known();
        }
        return known();
    }

    private long[] behindSavepoint(String sql) throws SQLException {
        sender.update(SAVEPOINT.begin());
        try {
            if (sender.batches().batch(sql + KEEPING_ROWS, executions, this::cascaded)) {
                sender.keep(SAVEPOINT.keep());
                return known();
            }
        } catch (SQLException e) {
            done = 0;
            if (isFinal(e, false)) {
                abort();
                throw failure(e);
            }
            LockingRun.goBack(sender);
            sender.update(SAVEPOINT.keep());
            return known();
        }
        done = 0;
        for (String undo : SAVEPOINT.undo()) {
            sender.update(undo);
        }
        return known();
    }

    /** Whether each execution has given its row, and its plan guard held. */
    private boolean cascaded(ResultSet rows) throws SQLException {
        while (rows.next()) {
            if (!rows.getBoolean(2) || done == counts.length) {
                return false;
            }
            counts[done++] = rows.getLong(1);
        }
        return done == counts.length;
    }

    /** The transaction is to be as unusable as after a failure of the database's. */
    private void abort() {
        sender.undoing(true);
        try {
            sender.update("ROLLBACK TO SAVEPOINT cascade_jdbc_failed");
        } catch (SQLException e) {
            // as it should
        } finally {
            sender.undoing(false);
        }
    }

    private long[] inTheirOrder(String delete, String count, boolean together) throws SQLException {
        boolean open = transaction.isOpen();
        try {
            if (!together) {
                sender.batches().deleteAll(delete, executions, this::counted);
                return known();
            }
            sender.batches().joinStatements(true);
            try {
                sendTogether(delete + ";\n" + Noted.after(count));
            } finally {
                sender.batches().joinStatements(false);
            }
        } catch (SQLException e) {
            if (isFinal(e, open)) {
                throw failure(e);
            }
        }
        return known();
    }

    private void counted(long rows) {
        sender.statistics().touched(rows);
        counts[done++] = Math.min(rows, 1);
    }

    private void sendTogether(String sql) throws SQLException {
        int times = Math.max(1, Math.min(executions.size(), LONGEST_MESSAGE / sql.length()));
        for (int first = 0; first < executions.size(); first += times) {
            List<Parameters> some = executions.subList(first, Math.min(first + times, executions.size()));
            try {
                noted(sender.batches().together(Noted.FIRST, sql, some.size(), Noted.LAST, joined(some), Noted::read));
            } catch (SQLException e) {
                noteWhatWasDone(e);
                throw e;
            }
        }
    }

    /** Those before the one that failed stay as they are: they must not be executed again, which would count nothing. */
    private void noteWhatWasDone(SQLException failure) {
        sender.undoing(true);
        try {
            noted(sender.query(Noted.LAST, null, Noted::read));
        } catch (SQLException e) {
            failure.addSuppressed(e); // the connection is gone, and with it the batch
        } finally {
            sender.undoing(false);
        }
    }

    private void noted(long[] some) {
        System.arraycopy(some, 0, counts, done, some.length);
        done += some.length;
    }

    private Parameters joined(List<Parameters> some) {
        return Parameters.joined(some, cascade.delete().parameters());
    }

    /**
     * The counts of a message's DELETEs, in a user variable: the driver gives no result of a message in which one failed, and
     * those before it are done.
     */
    private static final class Noted {
        private static final String COUNTS = "@cascade_jdbc_counts";
        static final String FIRST = "SET " + COUNTS + " = ''";
        /** NULL where the first was not executed. */
        static final String LAST = "SELECT " + COUNTS + ", " + COUNTS + " := NULL";

        /** What follows each DELETE, whose rows {@code count} counts, or are one at most. */
        static String after(String count) {
            return "SET " + COUNTS + " = CONCAT(" + COUNTS + ", "
                    + (count == null ? "LEAST(ROW_COUNT(), 1)" : "IF(ROW_COUNT() = 0, 0, (" + count + "))") + ", ',')";
        }

        static long[] read(ResultSet row) throws SQLException {
            String counts = row.next() ? row.getString(1) : null;
            return counts == null || counts.isEmpty()
                    ? new long[0]
                    : Arrays.stream(counts.split(",")).mapToLong(Long::parseLong).toArray();
        }
    }

    /**
     * Whether to do it once more, alone, is not ours to decide (somebody stopped it, the transaction is lost), or would be
     * waiting once more. A deadlock's victim that was a transaction of its own goes on.
     */
    private boolean isFinal(SQLException e, boolean open) {
        String state = String.valueOf(cause(e).getSQLState());
        return sender.cancelled()
                || STOPPED.stream().anyMatch(state::startsWith)
                || cause(e) instanceof SQLTimeoutException
                || (cause(e) instanceof SQLTransactionRollbackException && (
                        open || !engine.failure(cause(e)).is(Failure.Kind.DEADLOCK)));
    }

    private SQLException failure(SQLException e) {
        SQLException explained =
                new PlanErrors(cascade.plan(), cascade.delete(), engine, limits).explained(cause(e));
        return new BatchUpdateException(
                explained.getMessage(), explained.getSQLState(), explained.getErrorCode(), known(), explained);
    }

    /** A batch's failure, or the database's own. */
    private static SQLException cause(SQLException e) {
        return e instanceof BatchUpdateException && e.getNextException() != null ? e.getNextException() : e;
    }

    private long[] known() {
        sender.statistics().batch(counts, done);
        return Arrays.copyOf(counts, done);
    }
}
