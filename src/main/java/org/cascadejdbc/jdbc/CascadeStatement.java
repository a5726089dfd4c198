package org.cascadejdbc.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.cascadejdbc.execution.Parameters;
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
        this.owner = new Owner(connection, this, this::lastSql);
        this.execution = new Execution(connection, delegate);
        this.batch = new Batch(connection, delegate, execution, false, null);
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
    public boolean execute(String sql) throws SQLException {
        return execute(sql, false, () -> delegate().execute(sql));
    }

    @Override
    public boolean execute(String sql, int keys) throws SQLException {
        return execute(sql, keys == RETURN_GENERATED_KEYS, () -> delegate().execute(sql, keys));
    }

    @Override
    public boolean execute(String sql, int[] keys) throws SQLException {
        return execute(sql, keys != null && keys.length > 0, () -> delegate().execute(sql, keys));
    }

    @Override
    public boolean execute(String sql, String[] keys) throws SQLException {
        return execute(sql, keys != null && keys.length > 0, () -> delegate().execute(sql, keys));
    }

    @Override
    public int executeUpdate(String sql) throws SQLException {
        return update(sql, false, () -> delegate().executeUpdate(sql));
    }

    @Override
    public int executeUpdate(String sql, int keys) throws SQLException {
        return update(sql, keys == RETURN_GENERATED_KEYS, () -> delegate().executeUpdate(sql, keys));
    }

    @Override
    public int executeUpdate(String sql, int[] keys) throws SQLException {
        return update(sql, keys != null && keys.length > 0, () -> delegate().executeUpdate(sql, keys));
    }

    @Override
    public int executeUpdate(String sql, String[] keys) throws SQLException {
        return update(sql, keys != null && keys.length > 0, () -> delegate().executeUpdate(sql, keys));
    }

    @Override
    public long executeLargeUpdate(String sql) throws SQLException {
        return largeUpdate(sql, false, () -> delegate().executeLargeUpdate(sql));
    }

    @Override
    public long executeLargeUpdate(String sql, int keys) throws SQLException {
        return largeUpdate(sql, keys == RETURN_GENERATED_KEYS, () -> delegate().executeLargeUpdate(sql, keys));
    }

    @Override
    public long executeLargeUpdate(String sql, int[] keys) throws SQLException {
        return largeUpdate(sql, keys != null && keys.length > 0, () -> delegate().executeLargeUpdate(sql, keys));
    }

    @Override
    public long executeLargeUpdate(String sql, String[] keys) throws SQLException {
        return largeUpdate(sql, keys != null && keys.length > 0, () -> delegate().executeLargeUpdate(sql, keys));
    }

    @Override
    public ResultSet executeQuery(String sql) throws SQLException {
        lastSql = sql;
        return execution.opened(wrap(execution.query(sql, () -> delegate().executeQuery(sql))));
    }

    private boolean execute(String sql, boolean keys, Call<Boolean> call) throws SQLException {
        lastSql = sql;
        return execution.run(sql, keys, null, call, count -> false);
    }

    private int update(String sql, boolean keys, Call<Integer> call) throws SQLException {
        lastSql = sql;
        return execution.run(sql, keys, null, call, Execution::toInt);
    }

    private long largeUpdate(String sql, boolean keys, Call<Long> call) throws SQLException {
        lastSql = sql;
        return execution.run(sql, keys, null, call, Long::valueOf);
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
