package org.cascadejdbc.jdbc;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Set;
import org.cascadejdbc.driver.ConnectorJ;
import org.cascadejdbc.driver.MariaDbJava;

/** What a driver does after a batch entry failed, and how it tells. */
enum BatchBehaviour {
    /** Nothing of the batch counts, and in autocommit nothing of it stays. */
    PGJDBC,
    /** The others are executed, the failed ones are marked, and all errors are told: in autocommit, by simple queries. */
    PGJDBC_SIMPLE,
    /** The others are executed, the failed one is marked. */
    CONNECTOR_J,
    /** With {@code continueBatchOnError=false}: a plain statement's counts tell all others as failed, too. */
    CONNECTOR_J_STOPPING,
    /** With {@code rewriteBatchedStatements}, one message for all: it ends, and no count tells of what was done before. */
    CONNECTOR_J_JOINING,
    /** The same with {@code continueBatchOnError=false}, and one count less. */
    CONNECTOR_J_JOINING_STOPPING,
    /** The others are executed, the failed one is marked, and all are counted, prepared or not. */
    MARIADB_JAVA,
    /** Prepared by the server: the others are executed, and no count tells of them. */
    MARIADB_JAVA_PREPARED,
    /** With {@code useBulkStmts}: it ends, and no count tells of what was done before. */
    MARIADB_JAVA_BULK,
    /** It ends. A plain statement's counts tell zero for what was not executed; a prepared one gives none. */
    SQLITE,
    /** The others are executed, the failed one is marked, and all are counted, prepared or not; all errors are told. */
    H2;

    /** MySQL's errors of a deadlock, of too many locks, and of an interrupted statement. */
    private static final Set<Integer> ENDING_ALL = Set.of(1213, 1206, 1317);

    static BatchBehaviour of(DriverBehaviour driver, Connection raw, boolean prepared, int entries)
            throws SQLException {
        return switch (driver) {
            case PGJDBC -> PGJDBC;
            case CONNECTOR_J -> connectorJ(ConnectorJ.continuesBatch(raw), ConnectorJ.joinsBatch(raw, prepared, entries));
            case MARIADB_JAVA -> switch (MariaDbJava.batch(raw, prepared, entries)) {
                case APART -> MARIADB_JAVA;
                case PREPARED -> MARIADB_JAVA_PREPARED;
                case BULK -> MARIADB_JAVA_BULK;
            };
            case XERIAL -> SQLITE;
            case H2 -> H2;
        };
    }

    private static BatchBehaviour connectorJ(boolean continues, boolean joins) {
        if (joins) {
            return continues ? CONNECTOR_J_JOINING : CONNECTOR_J_JOINING_STOPPING;
        }
        return continues ? CONNECTOR_J : CONNECTOR_J_STOPPING;
    }

    /** Whether the driver sends all entries as one message. */
    boolean joins() {
        return this == CONNECTOR_J_JOINING || this == CONNECTOR_J_JOINING_STOPPING;
    }

    boolean goesOn() {
        return this == CONNECTOR_J || this == PGJDBC_SIMPLE || this == MARIADB_JAVA || this == MARIADB_JAVA_PREPARED
                || this == H2;
    }

    /** The failures so far, with one more: told are all, or the last. */
    SQLException failures(SQLException earlier, SQLException e) {
        if (this != PGJDBC_SIMPLE) {
            return e;
        }
        SQLException own = e instanceof BatchUpdateException && e.getNextException() != null ? e.getNextException() : e;
        if (earlier == null) {
            return own;
        }
        earlier.setNextException(own);
        return earlier;
    }

    /** Whether also after that: not after a timeout, nor what has ended the transaction, nor where somebody stopped it. */
    boolean goesOnAfter(SQLException e) {
        return goesOn() && !endsAll(e);
    }

    private static boolean endsAll(SQLException e) {
        return e instanceof SQLTimeoutException || ConnectorJ.isCancelled(e) || ENDING_ALL.contains(e.getErrorCode());
    }

    /**
     * The failure as the driver would throw it.
     *
     * @param counts of the whole batch
     * @param done how many of them are known
     */
    SQLException failure(SQLException e, long[] counts, int done, boolean prepared) {
        return switch (this) {
            case PGJDBC -> {
                long[] none = new long[counts.length];
                Arrays.fill(none, Statement.EXECUTE_FAILED);
                BatchUpdateException failure = batch(e, none);
                boolean drivers = e instanceof BatchUpdateException && e.getNextException() != null;
                failure.setNextException(drivers ? e.getNextException() : e);
                yield failure;
            }
            case PGJDBC_SIMPLE -> {
                long[] all = counts.clone();
                Arrays.fill(all, done, all.length, Statement.EXECUTE_FAILED);
                BatchUpdateException failure = batch(e, all);
                failure.setNextException(e);
                yield failure;
            }
            case MARIADB_JAVA, H2 -> {
                long[] all = counts.clone();
                Arrays.fill(all, done, all.length, Statement.EXECUTE_FAILED);
                yield batch(e, all);
            }
            case MARIADB_JAVA_PREPARED, MARIADB_JAVA_BULK -> {
                long[] none = new long[counts.length];
                Arrays.fill(none, Statement.EXECUTE_FAILED);
                yield batch(e, none);
            }
            case CONNECTOR_J, CONNECTOR_J_STOPPING -> {
                long[] all = Arrays.copyOf(counts, prepared ? done : counts.length);
                Arrays.fill(all, done, all.length, Statement.EXECUTE_FAILED);
                yield batch(e, all);
            }
            case CONNECTOR_J_JOINING, CONNECTOR_J_JOINING_STOPPING -> {
                boolean stopping = this == CONNECTOR_J_JOINING_STOPPING || endsAll(e);
                long[] all = new long[stopping ? counts.length - 1 : counts.length];
                Arrays.fill(all, Statement.EXECUTE_FAILED);
                if (!stopping) {
                    all[0] = -1;
                }
                yield batch(e, all);
            }
            case SQLITE -> prepared && !(e instanceof BatchUpdateException)
                    ? e
                    : new BatchUpdateException(message(e), null, 0, Arrays.copyOf(counts, counts.length), e);
        };
    }

    private static BatchUpdateException batch(SQLException e, long[] counts) {
        return new BatchUpdateException(message(e), e.getSQLState(), e.getErrorCode(), counts, e);
    }

    private static String message(SQLException e) {
        return "A batch entry failed: " + e.getMessage();
    }
}
