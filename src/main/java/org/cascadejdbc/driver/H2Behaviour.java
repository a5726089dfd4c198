package org.cascadejdbc.driver;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.sql.Statement;
import java.util.Optional;

/** H2's own driver: it looks at a text before it executes it, and has an empty set of keys of a DELETE for whoever asks for any. */
final class H2Behaviour implements DriverBehaviour {
    private static final BatchBehaviour BATCH = new Batch();
    private static final int NO_QUERY = 90002;

    @Override
    public boolean isOf(Connection connection) throws SQLException {
        return H2Jdbc.isDrivers(connection);
    }

    @Override
    public boolean asks(KeyRequest request) {
        return request.asks() || request.form() == KeyRequest.Form.NAMES || request.form() == KeyRequest.Form.INDEXES;
    }

    /** What it executes changes nothing. */
    @Override
    public Statement withoutKeys(Connection connection, boolean asked) throws SQLException {
        Statement none = connection.createStatement();
        none.executeUpdate("", asked ? Statement.RETURN_GENERATED_KEYS : Statement.NO_GENERATED_KEYS);
        return none;
    }

    @Override
    public Optional<String> schema(Connection connection) throws SQLException {
        return H2Jdbc.schema(connection);
    }

    /** It means for ever the tables that it meant when it was prepared, until a schema is changed. */
    @Override
    public Optional<Object> serverPrepared(Statement statement) throws SQLException {
        return H2Jdbc.prepared(statement);
    }

    @Override
    public boolean knowsBefore(boolean prepared) {
        return true;
    }

    @Override
    public SQLException noResultSet(boolean prepared) {
        return new SQLNonTransientException("Method is only allowed for a query. Use execute or executeUpdate instead of executeQuery",
                String.valueOf(NO_QUERY), NO_QUERY);
    }

    @Override
    public BatchBehaviour batch(Connection connection, boolean prepared, int entries) {
        return BATCH;
    }

    /** The others are executed, the failed one is marked, and all errors are told. */
    private record Batch() implements BatchBehaviour {
        @Override
        public boolean goesOn() {
            return true;
        }

        @Override
        public boolean goesOnAfter(SQLException e) {
            return true;
        }

        @Override
        public SQLException failures(SQLException earlier, SQLException e) {
            SQLException own = e instanceof BatchUpdateException && e.getNextException() != null ? e.getNextException() : e;
            if (earlier == null) {
                return own;
            }
            earlier.setNextException(own);
            return earlier;
        }

        @Override
        public SQLException failure(SQLException e, long[] counts, int done, boolean prepared) {
            SQLException failure = BatchBehaviour.failed(e, BatchBehaviour.restFailed(counts, done));
            failure.setNextException(e);
            return failure;
        }
    }
}
