package org.cascadejdbc.driver;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.mariadb.jdbc.ServerPreparedStatement;
import org.mariadb.jdbc.client.Context;
import org.mariadb.jdbc.util.constants.Capabilities;
import org.mariadb.jdbc.util.constants.ServerStatus;

/** What MariaDB's own driver knows and JDBC has no method for; nothing where the connection is another driver's. */
public final class MariaDbJava {
    private MariaDbJava() {}

    /** How a batch is sent. */
    public enum Batch {
        /** Each entry is a message; all are executed, and each tells its own count. */
        APART,
        /** The server has prepared the statement; all are executed, and if one fails no count tells of the others. */
        PREPARED,
        /** With {@code disablePipeline} it stops at the first that fails, and tells that the first entry has, whichever it was. */
        STOPPING,
        /** The same where the server has prepared the statement: all entries are told to have failed. */
        STOPPING_PREPARED,
        /** All entries are one message; the server stops at the first that fails, and no count tells of the others. */
        BULK
    }

    /** Whether the connection is this driver's. */
    public static boolean isDrivers(Connection connection) throws SQLException {
        try {
            return Driver.isDrivers(connection);
        } catch (LinkageError absent) {
            return false;
        }
    }

    /**
     * Whether a statement sent now is part of a transaction that goes on, by the server's last word: no round trip. Empty
     * where there may be one: after an error the driver supposes so.
     */
    public static Optional<Boolean> inTransaction(Connection connection) throws SQLException {
        try {
            return Driver.inTransaction(connection);
        } catch (LinkageError absent) {
            return Optional.empty();
        }
    }

    /** The driver's own object of a statement that the server has prepared, empty of all others. */
    public static Optional<Object> serverPrepared(Statement statement) throws SQLException {
        try {
            return Driver.serverPrepared(statement);
        } catch (LinkageError absent) {
            return Optional.empty();
        }
    }

    /** How this driver sends a batch. */
    public static Batch batch(Connection connection, boolean prepared, int entries) throws SQLException {
        return Driver.batch(connection, prepared, entries);
    }

    /** Whether {@code executeQuery} gives an empty result set for what has none. */
    public static boolean permitsNoResults(Connection connection) throws SQLException {
        return Driver.permitsNoResults(connection);
    }

    /** Apart, since it can only be loaded where the driver is. */
    private static final class Driver {
        static boolean isDrivers(Connection connection) throws SQLException {
            return connection.isWrapperFor(org.mariadb.jdbc.Connection.class);
        }

        static Optional<Boolean> inTransaction(Connection connection) throws SQLException {
            if (!isDrivers(connection)) {
                return Optional.empty();
            }
            int status = context(connection).getServerStatus();
            if ((status & ServerStatus.AUTOCOMMIT) == 0) {
                return Optional.of(true); // also by SET autocommit, of which JDBC does not know
            }
            return (status & ServerStatus.IN_TRANSACTION) == 0 ? Optional.of(false) : Optional.empty();
        }

        static Optional<Object> serverPrepared(Statement statement) throws SQLException {
            return statement.isWrapperFor(ServerPreparedStatement.class)
                    ? Optional.of(statement.unwrap(ServerPreparedStatement.class))
                    : Optional.empty();
        }

        static Batch batch(Connection connection, boolean prepared, int entries) throws SQLException {
            Context context = context(connection);
            boolean several = prepared && entries > 1;
            if (several && context.getConf().useBulkStmts() && context.hasServerCapability(Capabilities.STMT_BULK_OPERATIONS)) {
                return Batch.BULK;
            }
            boolean byServer = prepared && context.getConf().useServerPrepStmts();
            if (context.getConf().disablePipeline()) {
                return byServer ? Batch.STOPPING_PREPARED : Batch.STOPPING;
            }
            return several && byServer ? Batch.PREPARED : Batch.APART;
        }

        static boolean permitsNoResults(Connection connection) throws SQLException {
            return context(connection).getConf().permitNoResults();
        }

        private static Context context(Connection connection) throws SQLException {
            return connection.unwrap(org.mariadb.jdbc.Connection.class).getContext();
        }
    }
}
