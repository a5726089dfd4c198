package org.cascadejdbc.driver;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.hsqldb.Database;
import org.hsqldb.Session;
import org.hsqldb.jdbc.JDBCConnection;
import org.hsqldb.jdbc.JDBCPreparedStatement;

/** What HSQLDB's driver knows of a database in our process, so that no query need ask; nothing of one on a server. */
public final class HsqldbJdbc {
    private HsqldbJdbc() {}

    /**
     * What a session is set to.
     *
     * @param keys whether the database carries out keys
     * @param backticks whether {@code `…`} is an identifier
     * @param strict whether a row that goes must not be set by the same DELETE
     * @param catalogVersion equal as long as nobody changes the schema of that database
     */
    public record State(String schema, String user, boolean keys, boolean backticks, boolean strict, Object catalogVersion) {}

    private record CatalogVersion(Opened database, long changed) {}

    /** Whether the connection is this driver's. */
    public static boolean isDrivers(Connection connection) throws SQLException {
        try {
            return Local.isDrivers(connection);
        } catch (LinkageError absent) {
            return false;
        }
    }

    /** What the session of a database in our process is set to; empty for any other. */
    public static Optional<State> state(Connection connection) throws SQLException {
        try {
            return Local.state(connection);
        } catch (LinkageError absent) {
            return Optional.empty();
        }
    }

    /** Whether a statement closes the result set that it gave before when it executes something else ({@code close_result}). */
    static boolean closesResultSets(Connection connection) throws SQLException {
        try {
            return Local.closesResultSets(connection);
        } catch (LinkageError absent) {
            return false;
        }
    }

    /** Whether the session has a temporary table of exactly that name; empty where only a server could tell. */
    public static Optional<Boolean> hasTemporary(Connection connection, String name) throws SQLException {
        try {
            return Local.session(connection).map(session -> session.sessionContext.findSessionTable(name) != null);
        } catch (LinkageError absent) {
            return Optional.empty();
        }
    }

    /** The schema of a session in our process. */
    static Optional<String> schema(Connection connection) throws SQLException {
        try {
            return connection.isClosed() ? Optional.empty() : Local.session(connection).map(session -> session.getSchemaName(null));
        } catch (LinkageError absent) {
            return Optional.empty();
        }
    }

    /** The driver's own object of a prepared statement. */
    static Optional<Object> prepared(Statement statement) throws SQLException {
        try {
            return Local.prepared(statement);
        } catch (LinkageError absent) {
            return Optional.empty();
        }
    }

    /** Apart, since it can only be loaded where the driver is. */
    private static final class Local {
        static boolean isDrivers(Connection connection) throws SQLException {
            return connection.isWrapperFor(JDBCConnection.class);
        }

        static boolean closesResultSets(Connection connection) throws SQLException {
            return isDrivers(connection) && connection.unwrap(JDBCConnection.class).getConnProperties().isPropertyTrue(
                    "close_result", false);
        }

        static Optional<Session> session(Connection connection) throws SQLException {
            return isDrivers(connection) && connection.unwrap(JDBCConnection.class).getSession() instanceof Session session
                    ? Optional.of(session)
                    : Optional.empty();
        }

        static Optional<Object> prepared(Statement statement) throws SQLException {
            if (statement instanceof JDBCPreparedStatement) { // which would say that it is closed
                return Optional.of(statement);
            }
            return statement.isWrapperFor(JDBCPreparedStatement.class)
                    ? Optional.of(statement.unwrap(JDBCPreparedStatement.class))
                    : Optional.empty();
        }

        static Optional<State> state(Connection connection) throws SQLException {
            return session(connection).filter(session -> !session.isClosed()).map(session -> {
                Database database = session.getDatabase();
                return new State(session.getSchemaName(null), session.getUsername(), database.isReferentialIntegrity(),
                        database.sqlSyntaxMys, database.sqlEnforceTDCD, new CatalogVersion(
                                new Opened(database), database.schemaManager.getSchemaChangeTimestamp()));
            });
        }
    }
}
