package org.cascadejdbc.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.cascadejdbc.driver.KeyRequest;
import org.cascadejdbc.jdbc.delegate.DelegatingStatement;
import org.cascadejdbc.jdbc.delegate.Wrapping;

/** A statement that may be given a DELETE that cascades. */
final class CascadeStatement extends DelegatingStatement<Statement> {
    private final Owner owner;
    private final Execution execution;
    private final Batch batch;
    private String lastSql;

    CascadeStatement(CascadeConnection connection, Statement delegate) {
        super(delegate);
        this.execution = new Execution(connection, delegate);
        this.owner = new Owner(connection, this, this::lastSql, execution.results()::opened);
        this.batch = new Batch(connection, delegate, execution, KeyRequest.NOTHING, null);
    }

    @Override
    protected Wrapping wrapping() {
        return owner;
    }

    private String lastSql() {
        return lastSql;
    }

    /** Never reached: every method that takes a text is overridden here. */
    @Override
    protected String sql(String text) {
        throw new IllegalStateException("not intercepted: " + text);
    }

    @Override
    protected Statement results() {
        return execution.results().current();
    }

    @Override
    public boolean execute(String sql) throws SQLException {
        return run(sql, KeyRequest.NOTHING, Way.EXECUTE);
    }

    @Override
    public boolean execute(String sql, int keys) throws SQLException {
        return run(sql, KeyRequest.flag(keys), Way.EXECUTE);
    }

    @Override
    public boolean execute(String sql, int[] keys) throws SQLException {
        return run(sql, KeyRequest.indexes(keys), Way.EXECUTE);
    }

    @Override
    public boolean execute(String sql, String[] keys) throws SQLException {
        return run(sql, KeyRequest.names(keys), Way.EXECUTE);
    }

    @Override
    public int executeUpdate(String sql) throws SQLException {
        return run(sql, KeyRequest.NOTHING, Way.UPDATE);
    }

    @Override
    public int executeUpdate(String sql, int keys) throws SQLException {
        return run(sql, KeyRequest.flag(keys), Way.UPDATE);
    }

    @Override
    public int executeUpdate(String sql, int[] keys) throws SQLException {
        return run(sql, KeyRequest.indexes(keys), Way.UPDATE);
    }

    @Override
    public int executeUpdate(String sql, String[] keys) throws SQLException {
        return run(sql, KeyRequest.names(keys), Way.UPDATE);
    }

    @Override
    public long executeLargeUpdate(String sql) throws SQLException {
        return run(sql, KeyRequest.NOTHING, Way.LARGE_UPDATE);
    }

    @Override
    public long executeLargeUpdate(String sql, int keys) throws SQLException {
        return run(sql, KeyRequest.flag(keys), Way.LARGE_UPDATE);
    }

    @Override
    public long executeLargeUpdate(String sql, int[] keys) throws SQLException {
        return run(sql, KeyRequest.indexes(keys), Way.LARGE_UPDATE);
    }

    @Override
    public long executeLargeUpdate(String sql, String[] keys) throws SQLException {
        return run(sql, KeyRequest.names(keys), Way.LARGE_UPDATE);
    }

    @Override
    public ResultSet executeQuery(String sql) throws SQLException {
        return wrap(run(sql, KeyRequest.NOTHING, Way.QUERY));
    }

    private <T> T run(String sql, KeyRequest keys, Way<T> way) throws SQLException {
        lastSql = sql;
        return execution.run(new Request(sql, keys, null), way);
    }

    @Override
    public void addBatch(String sql) throws SQLException {
        batch.add(sql);
    }

    @Override
    public void clearBatch() throws SQLException {
        batch.clear();
    }

    @Override
    public int[] executeBatch() throws SQLException {
        lastSql = null;
        return batch.execute();
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        lastSql = null;
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
