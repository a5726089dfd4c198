package org.cascadejdbc.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.cascadejdbc.driver.ConnectorJ;
import org.cascadejdbc.driver.MariaDbJava;
import org.cascadejdbc.driver.Pgjdbc;
import org.cascadejdbc.physical.TransactionScope;

/**
 * Whether a transaction is open, also one that the application began in SQL while JDBC's autocommit is on.
 *
 * <p>It matters on MySQL, where beginning ours would commit that one, while a savepoint without a transaction would be
 * gone at once and the cascade in pieces; and on PostgreSQL, where ending ours would end that one. So it is not concluded
 * from the statements that passed, which a procedure or an implicit commit would belie: the server says it.
 */
final class TransactionState {
    private static final int NO_SUCH_SAVEPOINT = 1305;

    private static final TransactionScope PROBE = TransactionScope.probe();

    private final Connection connection;
    private String product;

    TransactionState(Connection connection) {
        this.connection = connection;
    }

    boolean isOpen() throws SQLException {
        if (!connection.getAutoCommit()) {
            return true;
        }
        if (product == null) {
            product = connection.getMetaData().getDatabaseProductName();
        }
        if (product.equals("MySQL") || product.equals("MariaDB")) {
            Optional<Boolean> known = MariaDbJava.isDrivers(connection)
                    ? MariaDbJava.inTransaction(connection)
                    : ConnectorJ.inTransaction(connection);
            return known.isPresent() ? known.get() : keepsSavepoint();
        }
        // SQLite's savepoints serve both cases.
        return product.equals("PostgreSQL") && Pgjdbc.inTransaction(connection).orElse(false);
    }

    /** Whether {@link #isOpen} is certain on PostgreSQL, too: else nothing may be begun there. */
    boolean isKnown() throws SQLException {
        return Pgjdbc.inTransaction(connection).isPresent();
    }

    /** {@link Pgjdbc#takeAutosave}. */
    Optional<Runnable> takeAutosave() throws SQLException {
        return Pgjdbc.takeAutosave(connection);
    }

    /** Outside a transaction a savepoint ends with the statement that makes it. */
    private boolean keepsSavepoint() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(PROBE.begin());
            try {
                statement.execute(PROBE.keep());
                return true;
            } catch (SQLException e) {
                if (e.getErrorCode() == NO_SUCH_SAVEPOINT) {
                    return false;
                }
                throw e;
            }
        }
    }
}
