package org.cascadejdbc.dialect;

import com.mysql.cj.MysqlConnection;
import com.mysql.cj.NativeSession;
import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.exceptions.CJException;
import com.mysql.cj.jdbc.exceptions.MySQLStatementCancelledException;
import com.mysql.cj.protocol.ServerSession;
import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What MySQL's own driver knows and JDBC has no method for; nothing where the connection is another driver's. */
public final class ConnectorJ {
    private ConnectorJ() {}

    /**
     * Whether a statement sent now is part of a transaction that goes on, by the server's last word: no round trip.
     * Empty where that word was an error, which tells nothing of it.
     */
    public static Optional<Boolean> inTransaction(Connection connection) throws SQLException {
        try {
            return Driver.inTransaction(connection);
        } catch (LinkageError absent) {
            return Optional.empty();
        }
    }

    /** What it writes statements in, empty where that is not known. */
    static Optional<Charset> encoding(Connection connection) throws SQLException {
        try {
            return Driver.encoding(connection);
        } catch (LinkageError absent) {
            return Optional.empty();
        }
    }

    /** Whether a batch goes on after an entry that failed. */
    public static boolean continuesBatch(Connection connection) throws SQLException {
        try {
            return Driver.continuesBatch(connection);
        } catch (LinkageError absent) {
            return true;
        }
    }

    /** Whether a statement failed because of {@code cancel}: the driver's own word for it has neither SQLState nor number. */
    public static boolean isCancelled(SQLException e) {
        try {
            return Driver.isCancelled(e);
        } catch (LinkageError absent) {
            return false;
        }
    }

    /** Whether the application lets messages have several statements, or the driver send its batches so. */
    public static boolean joinsStatements(Connection connection) throws SQLException {
        try {
            return Driver.joinsStatements(connection);
        } catch (LinkageError absent) {
            return false;
        }
    }

    /** Lets messages have several statements, or not any more: as the driver does while it executes a batch. */
    public static void joinStatements(Connection connection, boolean join) throws SQLException {
        Driver.joinStatements(connection, join);
    }

    /** Apart, since it can only be loaded where the driver is. */
    private static final class Driver {
        /** In MySQL's client/server protocol, "SERVER_STATUS_flags_enum". */
        private static final int SERVER_STATUS_AUTOCOMMIT = 2;

        static Optional<Boolean> inTransaction(Connection connection) throws SQLException {
            if (!connection.isWrapperFor(MysqlConnection.class)) {
                return Optional.empty();
            }
            ServerSession server =
                    connection.unwrap(MysqlConnection.class).getSession().getServerSession();
            int flags = server.getStatusFlags();
            if (flags == 0) {
                return Optional.empty(); // as the driver leaves them after an error
            }
            // Its isAutoCommit() is what JDBC said, not what SET autocommit did: the server's flag is.
            return Optional.of((flags & SERVER_STATUS_AUTOCOMMIT) == 0 || server.inTransactionOnServer());
        }

        static Optional<Charset> encoding(Connection connection) throws SQLException {
            if (!connection.isWrapperFor(MysqlConnection.class)) {
                return Optional.empty();
            }
            String name = connection.unwrap(MysqlConnection.class)
                    .getPropertySet()
                    .getStringProperty(PropertyKey.characterEncoding)
                    .getValue();
            return name != null && Charset.isSupported(name) ? Optional.of(Charset.forName(name)) : Optional.empty();
        }

        static boolean continuesBatch(Connection connection) throws SQLException {
            return !connection.isWrapperFor(MysqlConnection.class)
                    || property(connection, PropertyKey.continueBatchOnError);
        }

        static boolean isCancelled(SQLException e) {
            return e instanceof MySQLStatementCancelledException;
        }

        static boolean joinsStatements(Connection connection) throws SQLException {
            return connection.isWrapperFor(MysqlConnection.class)
                    && (property(connection, PropertyKey.allowMultiQueries)
                            || property(connection, PropertyKey.rewriteBatchedStatements));
        }

        static void joinStatements(Connection connection, boolean join) throws SQLException {
            if (property(connection, PropertyKey.allowMultiQueries)) {
                return;
            }
            NativeSession session = (NativeSession) connection.unwrap(MysqlConnection.class).getSession();
            try {
                if (join) {
                    session.enableMultiQueries();
                } else {
                    session.disableMultiQueries();
                }
            } catch (CJException e) {
                throw new SQLException(e.getMessage(), e.getSQLState(), e.getVendorCode(), e);
            }
        }

        private static boolean property(Connection connection, PropertyKey key) throws SQLException {
            return connection.unwrap(MysqlConnection.class).getPropertySet().getBooleanProperty(key).getValue();
        }
    }
}
