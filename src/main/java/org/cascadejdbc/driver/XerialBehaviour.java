package org.cascadejdbc.driver;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;

/** SQLite's usual driver: it looks at a prepared text before it executes it, and always has an empty set of keys. */
final class XerialBehaviour implements DriverBehaviour {
    private static final BatchBehaviour BATCH = new Batch();

    @Override
    public boolean isOf(Connection connection) throws SQLException {
        return Xerial.isDrivers(connection);
    }

    @Override
    public void check(KeyRequest request) throws SQLException {
        if (request.form() == KeyRequest.Form.INDEXES || request.form() == KeyRequest.Form.NAMES) {
            throw new SQLFeatureNotSupportedException("not implemented by SQLite JDBC driver");
        }
    }

    @Override
    public boolean knowsBefore(boolean prepared) {
        return prepared;
    }

    @Override
    public SQLException noResultSet(boolean prepared) {
        return prepared
                ? new SQLException("Query does not return results")
                : new SQLException("query does not return ResultSet", "SQLITE_DONE", 101);
    }

    @Override
    public boolean countsOwnRowsOnlyPrepared() {
        return true;
    }

    @Override
    public BatchBehaviour batch(Connection connection, boolean prepared, int entries) {
        return BATCH;
    }

    @Override
    public long batchCount(boolean rows) throws SQLException {
        if (rows) {
            throw new BatchUpdateException("query returns results", new int[0]);
        }
        return 0;
    }

    /** It ends. A plain statement's counts tell zero for what was not executed; a prepared one gives none. */
    private record Batch() implements BatchBehaviour {
        @Override
        public SQLException failure(SQLException e, long[] counts, int done, boolean prepared) {
            return prepared && !(e instanceof BatchUpdateException)
                    ? e
                    : new BatchUpdateException(BatchBehaviour.message(e), null, 0, counts.clone(), e);
        }
    }
}
