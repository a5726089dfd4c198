package org.cascadejdbc.jdbc;

import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import org.cascadejdbc.driver.KeyRequest;
import org.cascadejdbc.jdbc.delegate.RecordingPreparedStatement;
import org.cascadejdbc.jdbc.delegate.Wrapping;
import org.cascadejdbc.run.Parameters;

/**
 * A prepared DELETE that may cascade. Whether it does is decided at each execution, since the schema may have changed.
 * Parameters go to the delegate's own statement, so that its errors come at once, and are remembered for ours.
 */
final class CascadePreparedStatement extends RecordingPreparedStatement {
    private final Owner owner;
    private final Execution execution;
    private final Batch batch;
    private final Parameters parameters = new Parameters();
    private final Request request;

    /**
     * @param keys what was said about generated keys
     */
    CascadePreparedStatement(CascadeConnection connection, PreparedStatement delegate, String sql, KeyRequest keys) {
        super(delegate);
        this.execution = new Execution(connection, delegate);
        this.owner = new Owner(connection, this, () -> sql, execution.results()::opened);
        this.batch = new Batch(connection, delegate, execution, keys, parameters);
        this.request = new Request(sql, keys, parameters);
    }

    @Override
    protected Wrapping wrapping() {
        return owner;
    }

    @Override
    protected String sql(String text) throws SQLException {
        execution.results().delegates();
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
    protected Statement results() {
        return execution.results().current();
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        ResultSetMetaData told = super.getMetaData();
        owner.connection().places().asked(delegate());
        return told;
    }

    @Override
    public ParameterMetaData getParameterMetaData() throws SQLException {
        ParameterMetaData told = super.getParameterMetaData();
        owner.connection().places().asked(delegate());
        return told;
    }

    @Override
    public boolean execute() throws SQLException {
        return execution.run(request, Way.EXECUTE);
    }

    @Override
    public int executeUpdate() throws SQLException {
        return execution.run(request, Way.UPDATE);
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        return execution.run(request, Way.LARGE_UPDATE);
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        return wrap(execution.run(request, Way.QUERY));
    }

    @Override
    public void addBatch() throws SQLException {
        batch.add(request.sql(), parameters.copy());
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
    public void setEscapeProcessing(boolean enabled) throws SQLException {
        execution.setEscapeProcessing(enabled);
    }

    @Override
    public void closeOnCompletion() throws SQLException {
        execution.results().closeOnCompletion();
    }

    @Override
    public boolean isClosed() throws SQLException {
        return execution.results().isClosed();
    }

    @Override
    public void close() throws SQLException {
        execution.results().close();
    }

    @Override
    public void cancel() throws SQLException {
        execution.cancel();
    }
}
