package org.cascadejdbc.engine.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.cascadejdbc.driver.ConnectorJ;
import org.cascadejdbc.driver.MariaDbJava;
import org.cascadejdbc.physical.TransactionScope;

/**
 * Whether a transaction is open that was begun in SQL. It matters since beginning ours would commit that one, while a savepoint
 * without a transaction would be gone at once and the cascade in pieces.
 */
final class MysqlTransaction {
    private static final int NO_SUCH_SAVEPOINT = 1305;
    private static final TransactionScope PROBE = TransactionScope.probe();

    private MysqlTransaction() {}

    /** By the driver's word, which costs nothing, or else by two round trips. */
    static boolean isOpen(Connection connection) throws SQLException {
        Optional<Boolean> known = MariaDbJava.isDrivers(connection)
                ? MariaDbJava.inTransaction(connection)
                : ConnectorJ.inTransaction(connection);
        return known.isPresent() ? known.get() : keepsSavepoint(connection);
    }

    /** Outside a transaction a savepoint ends with the statement that makes it. */
    private static boolean keepsSavepoint(Connection connection) throws SQLException {
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
