package org.cascadejdbc.it.transactions;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.LockWaits;
import org.cascadejdbc.it.support.Schema;

/**
 * A DELETE and another transaction in an order that is enforced: nobody sleeps, everybody goes on when the other one is
 * done or is seen to wait for a lock.
 *
 * @param isolation of both transactions, as {@link Connection} numbers it; 0 for the only one of SQLite
 * @param inTransaction whether the DELETE is part of a transaction; else it is one
 */
public record Interleaving(Order order, int isolation, boolean inTransaction, String delete, List<String> writes) {
    public enum Order {
        /** The other one has written, and commits when the DELETE waits for it or is done. */
        WRITTEN_BEFORE,
        /** The same, but it rolls back. */
        WRITTEN_AND_ROLLED_BACK,
        /** The other one writes and commits between what the transaction of the DELETE has read and the DELETE. */
        COMMITTED_AFTER_SNAPSHOT,
        /** The other one begins to write when the DELETE is done, and waits until it is committed, or is done. */
        WRITTEN_AFTER
    }

    /** The two connections, and who sees whether they wait. */
    public record Players(
            Schema schema, Connection deleter, Connection writer, LockWaits deleterWaits, LockWaits writerWaits)
            implements AutoCloseable {
        public static Players of(Schema schema, DataSource deleting) throws SQLException {
            Connection deleter = deleting.getConnection();
            Connection writer = schema.space().enforcing().getConnection();
            if (schema.space().database().isMySql()) {
                // A write that waits for what the same thread has read.
                attempt(writer, List.of("SET innodb_lock_wait_timeout = 1"));
            }
            return new Players(
                    schema, deleter, writer, LockWaits.of(schema.space(), deleter), LockWaits.of(schema.space(), writer));
        }

        @Override
        public void close() throws SQLException {
            deleterWaits.close();
            writerWaits.close();
            deleter.close();
            writer.close();
        }
    }

    /** How both ended, and what is there then. */
    public record Ending(String delete, String write, String content) {}

    public Interleaving withDelete(String other) {
        return new Interleaving(order, isolation, inTransaction, other, writes);
    }

    Interleaving at(int other) {
        return new Interleaving(order, other, inTransaction, delete, writes);
    }

    public Ending run(Players players) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Connection deleter = players.deleter();
        Connection writer = players.writer();
        try {
            if (isolation != 0) {
                deleter.setTransactionIsolation(isolation);
                writer.setTransactionIsolation(isolation);
            }
            deleter.setAutoCommit(!inTransaction);
            writer.setAutoCommit(false);
            String deleted;
            String written;
            switch (order) {
                case WRITTEN_BEFORE, WRITTEN_AND_ROLLED_BACK -> {
                    written = attempt(writer, writes);
                    Future<String> later = thread.submit(() -> delete(deleter));
                    players.deleterWaits().awaitEndOrWait(later);
                    written = ended(written, writer, order == Order.WRITTEN_BEFORE);
                    deleted = later.get(60, TimeUnit.SECONDS);
                }
                case COMMITTED_AFTER_SNAPSHOT -> {
                    players.schema().rows(deleter, "p");
                    written = ended(attempt(writer, writes), writer, true);
                    deleted = delete(deleter);
                }
                case WRITTEN_AFTER -> {
                    deleted = attempt(deleter, List.of(delete));
                    Callable<String> write = () -> attempt(writer, writes);
                    Future<String> later = thread.submit(write);
                    players.writerWaits().awaitEndOrWait(later);
                    deleted = ended(deleted, deleter, true);
                    written = ended(later.get(60, TimeUnit.SECONDS), writer, true);
                }
                default -> throw new AssertionError(order);
            }
            writer.setAutoCommit(true);
            deleter.setAutoCommit(true);
            return new Ending(deleted, written, players.schema().content(writer));
        } finally {
            thread.shutdownNow();
            players.schema().fill();
        }
    }

    private String delete(Connection deleter) throws SQLException {
        return ended(attempt(deleter, List.of(delete)), deleter, true);
    }

    private static String ended(String outcome, Connection connection, boolean commit) throws SQLException {
        if (connection.getAutoCommit()) {
            return outcome;
        }
        try {
            if (commit && outcome.startsWith("done")) {
                connection.commit();
            } else {
                connection.rollback();
            }
            return outcome;
        } catch (SQLException e) {
            connection.rollback();
            return "at commit " + failure(e);
        }
    }

    /** {@code done} with its last count, or the error as programs tell it from others. */
    private static String attempt(Connection connection, List<String> statements) {
        int count = 0;
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                count = statement.executeUpdate(sql);
            }
            return "done " + count;
        } catch (SQLException e) {
            return failure(e);
        }
    }

    private static String failure(SQLException e) {
        return e.getSQLState() == null ? "error " + (e.getErrorCode() & 0xff) : e.getSQLState();
    }
}
