package org.cascadejdbc.driver;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.cascadejdbc.text.Shown;

/** MariaDB's own driver: it executes whatever it is given, and may give an empty result set for what has none. */
final class MariaDbJavaBehaviour implements DriverBehaviour {
    /** Of max_statement_time, which the driver sets for each entry of a batch. */
    private static final int TIMED_OUT = 1969;

    private static final String NO_RESULT = "DO 0";

    @Override
    public boolean isOf(Connection connection) throws SQLException {
        return MariaDbJava.isDrivers(connection);
    }

    @Override
    public boolean asks(KeyRequest request) {
        return request.asks() || request.form() == KeyRequest.Form.NAMES || request.form() == KeyRequest.Form.INDEXES;
    }

    /** Before it has executed something, a statement has an empty set of keys in any case. */
    @Override
    public Statement withoutKeys(Connection connection, boolean asked) throws SQLException {
        Statement none = connection.createStatement();
        none.execute(NO_RESULT, asked ? Statement.RETURN_GENERATED_KEYS : Statement.NO_GENERATED_KEYS);
        return none;
    }

    @Override
    public SQLException noResultSet(boolean prepared) {
        String statement = prepared ? "PrepareStatement" : "Statement";
        return new SQLException(Shown.text(statement + ".executeQuery() command does NOT return a result-set as expected. Either use "
                + statement + ".execute(), " + statement + ".executeUpdate(), or correct command"));
    }

    @Override
    public Optional<String> noRows(Connection connection, boolean prepared) throws SQLException {
        return MariaDbJava.permitsNoResults(connection) ? Optional.of(NO_RESULT) : Optional.empty();
    }

    @Override
    public boolean tellsCountBesides() {
        return true;
    }

    @Override
    public boolean closesResultSets(Connection connection) {
        return false;
    }

    @Override
    public BatchBehaviour batch(Connection connection, boolean prepared, int entries) throws SQLException {
        return switch (MariaDbJava.batch(connection, prepared, entries)) {
            case APART -> new Batch(true, true);
            case PREPARED -> new Batch(true, false);
            case STOPPING -> new StoppingBatch(false);
            case STOPPING_PREPARED -> new StoppingBatch(true);
            case BULK -> new Batch(false, false);
        };
    }

    @Override
    public long batchCount(boolean rows) {
        return Statement.SUCCESS_NO_INFO;
    }

    @Override
    public Optional<Object> serverPrepared(Statement statement) throws SQLException {
        return MariaDbJava.serverPrepared(statement);
    }

    @Override
    public boolean preparesLate() {
        return true;
    }

    /** Whose failure has neither SQLState nor code. */
    private record StoppingBatch(boolean allFailed) implements BatchBehaviour {
        @Override
        public SQLException failure(SQLException e, long[] all, int done, boolean prepared) {
            long[] counts = allFailed ? BatchBehaviour.allFailed(all.length) : new long[all.length];
            counts[0] = Statement.EXECUTE_FAILED;
            return new BatchUpdateException(BatchBehaviour.message(e), null, 0, counts, e);
        }
    }

    /**
     * A batch.
     *
     * @param goesOn whether the others are executed: not with {@code useBulkStmts}
     * @param counts whether the others are counted, and the failed one marked: not where the server has prepared the statement
     */
    private record Batch(boolean goesOn, boolean counts) implements BatchBehaviour {
        @Override
        public boolean goesOnAfter(SQLException e) {
            return goesOn && (e.getErrorCode() == TIMED_OUT || !MysqlErrors.endsAll(e));
        }

        @Override
        public SQLException failure(SQLException e, long[] all, int done, boolean prepared) {
            return BatchBehaviour.failed(
                    e, counts ? BatchBehaviour.restFailed(all, done) : BatchBehaviour.allFailed(all.length));
        }
    }
}
