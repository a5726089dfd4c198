package org.cascadejdbc.driver;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbc.JdbcPreparedStatement;
import org.h2.schema.Schema;
import org.h2.table.Table;

/** What H2's driver knows of a database in our process, and no query tells; nothing of one on a server. */
public final class H2Jdbc {
    private H2Jdbc() {}

    /**
     * What changes with each change of a schema or a setting.
     *
     * @param database which was opened
     * @param changes how many there were
     * @param unchecked how many tables have their foreign keys switched off, which does not count as a change
     */
    private record CatalogVersion(Opened database, long changes, long unchecked) {}

    /** Whether the connection is this driver's. */
    public static boolean isDrivers(Connection connection) throws SQLException {
        try {
            return Local.isDrivers(connection);
        } catch (LinkageError absent) {
            return false;
        }
    }

    /** Equal for sessions that see the same state of the same catalog; empty where that is not known without asking. */
    public static Optional<Object> catalogVersion(Connection connection) throws SQLException {
        try {
            return Local.catalogVersion(connection);
        } catch (LinkageError absent) {
            return Optional.empty();
        }
    }

    /** The schema of a session in our process. */
    static Optional<String> schema(Connection connection) throws SQLException {
        try {
            return connection.isClosed() ? Optional.empty() : Local.session(connection).map(SessionLocal::getCurrentSchemaName);
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
            return connection.isWrapperFor(JdbcConnection.class);
        }

        static Optional<SessionLocal> session(Connection connection) throws SQLException {
            return isDrivers(connection) && connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session
                    ? Optional.of(session)
                    : Optional.empty();
        }

        static Optional<Object> prepared(Statement statement) throws SQLException {
            if (statement instanceof JdbcPreparedStatement) { // which would say that it is closed
                return Optional.of(statement);
            }
            return statement.isWrapperFor(JdbcPreparedStatement.class)
                    ? Optional.of(statement.unwrap(JdbcPreparedStatement.class))
                    : Optional.empty();
        }

        static Optional<Object> catalogVersion(Connection connection) throws SQLException {
            Optional<SessionLocal> session = session(connection);
            if (session.isEmpty()) {
                return Optional.empty();
            }
            Database database = session.get().getDatabase();
            long unchecked = 0;
            for (Schema schema : database.getAllSchemasNoMeta()) {
                for (Table table : schema.getAllTablesAndViews(null)) {
                    unchecked += table.getCheckForeignKeyConstraints() ? 0 : 1;
                }
            }
            return Optional.of(new CatalogVersion(new Opened(database), database.getModificationMetaId(), unchecked));
        }
    }
}
