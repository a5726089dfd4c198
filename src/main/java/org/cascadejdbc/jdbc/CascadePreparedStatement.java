package org.cascadejdbc.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.cascadejdbc.execution.Parameters;
import org.cascadejdbc.jdbc.delegate.RecordingPreparedStatement;
import org.cascadejdbc.jdbc.delegate.Wrapping;

/**
 * A prepared DELETE that may cascade. Whether it does is decided at each execution, since the schema may have changed.
 * Parameters go to the delegate's own statement, so that its errors come at once, and are remembered for ours.
 */
final class CascadePreparedStatement extends RecordingPreparedStatement {
    private final Owner owner;
    private final Execution execution;
    private final Batch batch;
    private final Parameters parameters = new Parameters();
    private final String sql;
    private final boolean keys;

    /**
     * @param keys whether generated keys were asked for
     */
    CascadePreparedStatement(CascadeConnection connection, PreparedStatement delegate, String sql, boolean keys) {
        super(delegate);
        this.owner = new Owner(connection, this, () -> sql);
        this.execution = new Execution(connection, delegate);
        this.batch = new Batch(connection, delegate, execution, keys, parameters);
        this.sql = sql;
        this.keys = keys;
    }

    @Override
    protected Wrapping wrapping() {
        return owner;
    }

    @Override
    protected String sql(String text) throws SQLException {
        execution.delegates();
        return Texts.ofPrepared(owner.connection(), text);
    }

    @Override
    protected void set(int index, Parameters.Setter setter) throws SQLException {
        setter.apply(delegate(), index);
        parameters.set(index, setter);
    }

    @Override
    public void clearParameters() throws SQLException {
        super.clearParameters();
        parameters.clear();
    }

    @Override
    public boolean execute() throws SQLException {
        return execution.run(sql, keys, parameters, () -> delegate().execute(), count -> false);
    }

    @Override
    public int executeUpdate() throws SQLException {
        return execution.run(sql, keys, parameters, () -> delegate().executeUpdate(), Execution::toInt);
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        return execution.run(sql, keys, parameters, () -> delegate().executeLargeUpdate(), Long::valueOf);
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        return execution.opened(wrap(execution.query(sql, () -> delegate().executeQuery())));
    }

    @Override
    public void addBatch() throws SQLException {
        batch.add(sql, parameters.copy());
    }

    /** Always wrong on a prepared statement, and the order with its own entries could not be kept. */
    @Override
    public void addBatch(String text) throws SQLException {
        throw new SQLException("addBatch(String) cannot be called on a prepared DELETE; use addBatch()", "HY010");
    }

    @Override
    public void clearBatch() throws SQLException {
        batch.clear();
    }

    @Override
    public int[] executeBatch() throws SQLException {
        return batch.execute();
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        return batch.executeLarge();
    }

    @Override
    public int getUpdateCount() throws SQLException {
        return execution.updateCount();
    }

    @Override
    public long getLargeUpdateCount() throws SQLException {
        return execution.largeUpdateCount();
    }

    @Override
    public ResultSet getResultSet() throws SQLException {
        return execution.ours() ? null : execution.opened(super.getResultSet());
    }

    @Override
    public boolean getMoreResults() throws SQLException {
        return execution.moreResults(() -> delegate().getMoreResults());
    }

    @Override
    public boolean getMoreResults(int current) throws SQLException {
        return execution.moreResults(() -> delegate().getMoreResults(current));
    }

    @Override
    public ResultSet getGeneratedKeys() throws SQLException {
        return execution.generatedKeys(super::getGeneratedKeys);
    }

    @Override
    public void cancel() throws SQLException {
        execution.cancel();
    }
}
