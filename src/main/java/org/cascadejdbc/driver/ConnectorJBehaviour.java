package org.cascadejdbc.driver;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;

/** MySQL's own driver: it looks at a text before it sends it. */
final class ConnectorJBehaviour implements DriverBehaviour {
    @Override
    public boolean isOf(Connection connection) throws SQLException {
        return ConnectorJ.isDrivers(connection);
    }

    /** An empty set of keys where they were asked for, else an error. */
    @Override
    public Statement withoutKeys(Connection connection, boolean asked) throws SQLException {
        return asked
                ? connection.prepareStatement("DO 0", Statement.RETURN_GENERATED_KEYS) // it need not even be executed
                : connection.createStatement();
    }

    @Override
    public boolean knowsBefore(boolean prepared) {
        return true;
    }

    @Override
    public SQLException noResultSet(boolean prepared) {
        return new SQLException(
                "Statement.executeQuery() cannot issue statements that do not produce result sets.", "S1009");
    }

    @Override
    public BatchBehaviour batch(Connection connection, boolean prepared, int entries) throws SQLException {
        return new Batch(ConnectorJ.joinsBatch(connection, prepared, entries), ConnectorJ.continuesBatch(connection));
    }

    @Override
    public boolean joinsBatch(Connection connection, boolean prepared, int entries) throws SQLException {
        return ConnectorJ.joinsBatch(connection, prepared, entries);
    }

    @Override
    public boolean joinsStatements(Connection connection) throws SQLException {
        return ConnectorJ.joinsStatements(connection);
    }

    @Override
    public void joinStatements(Connection connection, boolean join) throws SQLException {
        ConnectorJ.joinStatements(connection, join);
    }

    @Override
    public Optional<String> database(Statement statement) throws SQLException {
        return ConnectorJ.database(statement);
    }

    @Override
    public Optional<String> database(Connection connection) throws SQLException {
        return ConnectorJ.database(connection);
    }

    @Override
    public void setDatabase(Connection connection, String database) throws SQLException {
        ConnectorJ.setDatabase(connection, database);
    }

    @Override
    public Optional<Object> serverPrepared(Statement statement) throws SQLException {
        return ConnectorJ.serverPrepared(statement);
    }

    /**
     * A batch, of which others are executed and the failed ones marked.
     *
     * @param joins with {@code rewriteBatchedStatements}, one message for all: it ends, and no count tells of what was done
     *     before
     * @param continues not with {@code continueBatchOnError=false}: then a plain statement's counts tell all others as failed,
     *     too, and there is one count less for one message
     */
    private record Batch(boolean joins, boolean continues) implements BatchBehaviour {
        @Override
        public boolean goesOn() {
            return continues && !joins;
        }

        @Override
        public boolean goesOnAfter(SQLException e) {
            return goesOn() && !endsAll(e);
        }

        private static boolean endsAll(SQLException e) {
            return ConnectorJ.isCancelled(e) || MysqlErrors.endsAll(e);
        }

        @Override
        public SQLException failure(SQLException e, long[] counts, int done, boolean prepared) {
            if (!joins) {
                long[] all = Arrays.copyOf(counts, prepared ? done : counts.length);
                return BatchBehaviour.failed(e, BatchBehaviour.restFailed(all, done));
            }
            boolean stopping = !continues || endsAll(e);
            long[] all = BatchBehaviour.allFailed(stopping ? counts.length - 1 : counts.length);
            if (!stopping) {
                all[0] = -1;
            }
            return BatchBehaviour.failed(e, all);
        }
    }
}
