package org.cascadejdbc.driver;

import com.mysql.cj.MysqlConnection;
import com.mysql.cj.NativeSession;
import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.RuntimeProperty;
import com.mysql.cj.exceptions.CJException;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.JdbcPreparedStatement;
import com.mysql.cj.jdbc.JdbcStatement;
import com.mysql.cj.jdbc.ServerPreparedStatement;
import com.mysql.cj.jdbc.exceptions.MySQLStatementCancelledException;
import com.mysql.cj.protocol.ServerSession;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.Placeholders;
import org.cascadejdbc.sql.SqlFeature;

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
    public static Optional<Charset> encoding(Connection connection) throws SQLException {
        try {
            return Driver.encoding(connection);
        } catch (LinkageError absent) {
            return Optional.empty();
        }
    }

    /** The database in which the driver executes a statement; empty where it is another's. */
    public static Optional<String> database(Statement statement) throws SQLException {
        try {
            return Driver.database(statement);
        } catch (LinkageError absent) {
            return Optional.empty();
        }
    }

    /** The database that it believes to be the connection's; empty where it is another's. */
    public static Optional<String> database(Connection connection) throws SQLException {
        try {
            return Driver.database(connection);
        } catch (LinkageError absent) {
            return Optional.empty();
        }
    }

    /** Changes the database as the driver does where a statement was made in another one. */
    public static void setDatabase(Connection connection, String database) throws SQLException {
        Driver.setDatabase(connection, database);
    }

    /** The driver's own object of a statement that the server has prepared, empty of all others. */
    public static Optional<Object> serverPrepared(Statement statement) throws SQLException {
        try {
            return Driver.serverPrepared(statement);
        } catch (LinkageError absent) {
            return Optional.empty();
        }
    }

    /** Whether that many entries are sent as one message, of which the server executes none behind one that fails. */
    public static boolean joinsBatch(Connection connection, boolean prepared, int entries) throws SQLException {
        try {
            return Driver.joinsBatch(connection, prepared, entries);
        } catch (LinkageError absent) {
            return false;
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

    /** Whether the connection is this driver's. */
    public static boolean isDrivers(Connection connection) throws SQLException {
        try {
            return Driver.isDrivers(connection);
        } catch (LinkageError absent) {
            return false;
        }
    }

    /** Whether a driver replaces escapes in what it prepares. */
    public static boolean expandsPrepared(Connection connection) throws SQLException {
        return !isDrivers(connection) || Driver.property(connection, PropertyKey.processEscapeCodesForPrepStmts);
    }

    /** What to do while the driver replaces no escapes in what it prepares. */
    @FunctionalInterface
    public interface Preparing {
        PreparedStatement prepared() throws SQLException;
    }

    /** Prepares a text as it is. */
    public static PreparedStatement withoutEscapes(Connection connection, Preparing preparing) throws SQLException {
        return Driver.withoutEscapes(connection, preparing);
    }

    /** Whether the driver sees the parameters of a text where the server would see them; true of all other drivers. */
    public static boolean readsAs(Connection connection, PreparedStatement statement, String sql) throws SQLException {
        return !isDrivers(connection) || Driver.readsAs(connection, statement, sql);
    }

    /** Lets the server prepare that text, whatever the connection is set to. */
    public static PreparedStatement preparedByServer(Connection connection, String sql) throws SQLException {
        return withoutEscapes(connection, () -> Driver.preparedByServer(connection, sql));
    }

    /** Apart, since it can only be loaded where the driver is. */
    private static final class Driver {
        /** In MySQL's client/server protocol, "SERVER_STATUS_flags_enum". */
        private static final int SERVER_STATUS_AUTOCOMMIT = 2;
        /** What {@code rewriteBatchedStatements} is not worth it for (StatementImpl, ClientPreparedStatement). */
        private static final int MOST_APART = 4;
        private static final int MOST_PREPARED_APART = 3;

        static Optional<Boolean> inTransaction(Connection connection) throws SQLException {
            if (!connection.isWrapperFor(MysqlConnection.class)) {
                return Optional.empty();
            }
            ServerSession server = connection.unwrap(MysqlConnection.class).getSession().getServerSession();
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

        static Optional<String> database(Statement statement) throws SQLException {
            return statement.isWrapperFor(JdbcStatement.class)
                    ? Optional.of(String.valueOf(statement.unwrap(JdbcStatement.class).getCurrentDatabase()))
                    : Optional.empty();
        }

        static Optional<String> database(Connection connection) throws SQLException {
            if (connection.isWrapperFor(JdbcConnection.class)) {
                return Optional.of(String.valueOf(connection.unwrap(JdbcConnection.class).getDatabase()));
            }
            boolean hidden = connection.getMetaData().getDriverName().startsWith("MySQL Connector"); // by a pool's wrapper
            String catalog = hidden ? connection.getCatalog() : null; // null by databaseTerm=SCHEMA, too
            return Optional.ofNullable(hidden && catalog == null ? connection.getSchema() : catalog);
        }

        static void setDatabase(Connection connection, String database) throws SQLException {
            if (connection.isWrapperFor(JdbcConnection.class)) {
                connection.unwrap(JdbcConnection.class).setDatabase(database);
            } else {
                connection.setCatalog(database); // which does nothing by databaseTerm=SCHEMA, as setSchema does by CATALOG
                connection.setSchema(database);
            }
        }

        static Optional<Object> serverPrepared(Statement statement) throws SQLException {
            return statement.isWrapperFor(ServerPreparedStatement.class)
                    ? Optional.of(statement.unwrap(ServerPreparedStatement.class))
                    : Optional.empty();
        }

        static boolean joinsBatch(Connection connection, boolean prepared, int entries) throws SQLException {
            return entries > (prepared ? MOST_PREPARED_APART : MOST_APART)
                    && connection.isWrapperFor(MysqlConnection.class)
                    && property(connection, PropertyKey.rewriteBatchedStatements);
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

        static boolean isDrivers(Connection connection) throws SQLException {
            return connection.isWrapperFor(JdbcConnection.class);
        }

        static PreparedStatement withoutEscapes(Connection connection, Preparing preparing) throws SQLException {
            RuntimeProperty<Boolean> escapes = connection.unwrap(JdbcConnection.class)
                    .getPropertySet()
                    .getBooleanProperty(PropertyKey.processEscapeCodesForPrepStmts);
            boolean before = escapes.getValue();
            escapes.setValue(false);
            try {
                return preparing.prepared();
            } finally {
                escapes.setValue(before);
            }
        }

        static boolean readsAs(Connection connection, PreparedStatement statement, String sql) throws SQLException {
            if (!statement.isWrapperFor(JdbcPreparedStatement.class) || serverPrepared(statement).isPresent()) {
                return true;
            }
            ServerSession server = connection.unwrap(JdbcConnection.class).getSession().getServerSession();
            Lexis lexis = Lexis.MYSQL
                    .with(SqlFeature.BACKSLASH_ESCAPES, !server.isNoBackslashEscapesSet())
                    .with(SqlFeature.DOUBLE_QUOTED_STRINGS, !server.useAnsiQuotedIdentifiers());
            Charset charset = encoding(connection).orElse(StandardCharsets.UTF_8);
            List<String> parts = new ArrayList<>();
            for (byte[] part : statement.unwrap(JdbcPreparedStatement.class).getQueryInfo().getStaticSqlParts()) {
                parts.add(new String(part, charset));
            }
            return parts.equals(Placeholders.between(sql, lexis));
        }

        static PreparedStatement preparedByServer(Connection connection, String sql) throws SQLException {
            return connection.unwrap(JdbcConnection.class).serverPrepareStatement(sql);
        }

        private static boolean property(Connection connection, PropertyKey key) throws SQLException {
            return connection.unwrap(MysqlConnection.class).getPropertySet().getBooleanProperty(key).getValue();
        }
    }
}
