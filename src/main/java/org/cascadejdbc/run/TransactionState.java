package org.cascadejdbc.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.engine.SessionStatements;

/** Whether a transaction is open, also one that the application began in SQL while JDBC's autocommit is on. */
final class TransactionState {
    private final SessionStatements statements;
    private final Connection connection;
    private final Engine engine;

    TransactionState(SessionStatements statements, Engine engine) {
        this.statements = statements;
        this.connection = statements.connection();
        this.engine = engine;
    }

    boolean isOpen() throws SQLException {
        return !connection.getAutoCommit() || engine.isTransactionOpen(connection);
    }

    /** Whether {@link #isOpen} is certain: else nothing may be begun that an error would end. */
    boolean isKnown() throws SQLException {
        return engine.knowsTransactions(connection);
    }

    /** Takes savepoints of its own away from the driver until what is returned is run; empty where it makes none. */
    Optional<Runnable> takeAutosave() throws SQLException {
        return statements.driver(engine).takeAutosave(connection);
    }
}
