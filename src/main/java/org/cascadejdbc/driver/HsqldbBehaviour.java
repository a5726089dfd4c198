package org.cascadejdbc.driver;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;

/** HSQLDB's own driver. */
final class HsqldbBehaviour implements DriverBehaviour {
    private static final BatchBehaviour BATCH = (e, counts, done, prepared) ->
            BatchBehaviour.failed(e, Arrays.copyOf(counts, done));
    private static final int NO_RESULT_SET = -1254;

    @Override
    public boolean isOf(Connection connection) throws SQLException {
        return HsqldbJdbc.isDrivers(connection);
    }

    /** It says so when the statement was prepared. A plain one is executed, and gives {@code null}: of ours neither. */
    @Override
    public boolean knowsBefore(boolean prepared) {
        return true;
    }

    @Override
    public SQLException noResultSet(boolean prepared) {
        return new SQLException("statement does not generate a result set", "07504", NO_RESULT_SET);
    }

    /** It stops at the entry that fails. */
    @Override
    public BatchBehaviour batch(Connection connection, boolean prepared, int entries) {
        return BATCH;
    }
}
