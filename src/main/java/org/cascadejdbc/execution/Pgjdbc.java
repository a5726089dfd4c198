package org.cascadejdbc.execution;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.cascadejdbc.dialect.Script;
import org.cascadejdbc.schema.TableName;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What PostgreSQL's own driver knows and JDBC has no method for; nothing where the connection is another driver's. */
final class Pgjdbc {
    private Pgjdbc() {}

    /** Whether a transaction is open, by the server's last word: no round trip. */
    static Optional<Boolean> inTransaction(Connection connection) throws SQLException {
        try {
            return Driver.inTransaction(connection);
        } catch (LinkageError absent) {
            return Optional.empty();
        }
    }

    /** The foreign key that the database reports as violated. */
    static Optional<Script.Constraint> violated(SQLException e) {
        try {
            return Driver.violated(e);
        } catch (LinkageError absent) {
            return Optional.empty();
        }
    }

    /** Apart, since it can only be loaded where the driver is. */
    private static final class Driver {
        static Optional<Boolean> inTransaction(Connection connection) throws SQLException {
            return connection.isWrapperFor(BaseConnection.class)
                    ? Optional.of(connection.unwrap(BaseConnection.class).getTransactionState() != TransactionState.IDLE)
                    : Optional.empty();
        }

        static Optional<Script.Constraint> violated(SQLException e) {
            boolean refused = "23503".equals(e.getSQLState()) || "23001".equals(e.getSQLState());
            ServerErrorMessage message = refused && e instanceof PSQLException own ? own.getServerErrorMessage() : null;
            return message == null || message.getConstraint() == null
                    ? Optional.empty()
                    : Optional.of(new Script.Constraint(
                            new TableName(message.getSchema(), message.getTable()), message.getConstraint()));
        }
    }
}
