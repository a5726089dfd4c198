package org.cascadejdbc.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.cascadejdbc.jdbc.delegate.DelegatingStatement;
import org.cascadejdbc.jdbc.delegate.Wrapping;

/** What a statement tells after a cascade: an update count, and generated keys. Nothing here is wrapped yet. */
final class Counted extends DelegatingStatement<Statement> {
    /** As JDBC says that there is no result (any more). */
    static final long NO_RESULT = -1;

    private final Execution execution;
    private final Call<ResultSet> keys;
    private long count;

    /**
     * @param count the update count, or {@link #NO_RESULT}
     * @param keys makes the generated keys
     */
    Counted(Statement delegate, Execution execution, long count, Call<ResultSet> keys) {
        super(delegate);
        this.execution = execution;
        this.count = count;
        this.keys = keys;
    }

    @Override
    protected Wrapping wrapping() {
        throw new IllegalStateException("the application's statement wraps");
    }

    @Override
    protected String sql(String text) {
        throw new IllegalStateException("not executed here: " + text);
    }

    @Override
    public int getUpdateCount() throws SQLException {
        return Way.toInt(getLargeUpdateCount());
    }

    @Override
    public long getLargeUpdateCount() throws SQLException {
        execution.checkOpen();
        return count;
    }

    @Override
    public ResultSet getResultSet() throws SQLException {
        execution.checkOpen();
        return null;
    }

    @Override
    public boolean getMoreResults() throws SQLException {
        execution.checkOpen();
        count = NO_RESULT;
        return false;
    }

    @Override
    public boolean getMoreResults(int current) throws SQLException {
        return getMoreResults();
    }

    @Override
    public ResultSet getGeneratedKeys() throws SQLException {
        execution.checkOpen();
        return keys.get();
    }
}
