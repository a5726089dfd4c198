package org.cascadejdbc.jmh;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import org.cascadejdbc.jdbc.delegate.DelegatingPreparedStatement;
import org.cascadejdbc.jdbc.delegate.Wrapping;

/** A statement that does nothing as fast as that can be done, plain or prepared. */
final class StubStatement extends DelegatingPreparedStatement<PreparedStatement> {
    private static final PreparedStatement SILENT = Silent.of(PreparedStatement.class);

    private static final int LONGEST_MEASURED = 1_000;

    private final StubConnection connection;
    private int parameter;
    private boolean catalog;

    StubStatement(StubConnection connection) {
        super(SILENT);
        this.connection = connection;
    }

    @Override
    protected Wrapping wrapping() {
        throw new UnsupportedOperationException();
    }

    @Override
    protected String sql(String text) {
        return text;
    }

    @Override
    public void setInt(int index, int value) {
        parameter = value;
    }

    @Override
    public ResultSet executeQuery() {
        return connection.rows();
    }

    /** The catalog is empty. */
    @Override
    public ResultSet executeQuery(String sql) {
        return sql.contains("pg_catalog.") ? connection.noRows() : connection.rows();
    }

    @Override
    public int executeUpdate() {
        return parameter;
    }

    @Override
    public int executeUpdate(String sql) {
        return 0;
    }

    @Override
    public boolean execute() {
        return true;
    }

    @Override
    public boolean execute(String sql) {
        catalog = sql.length() > LONGEST_MEASURED; // without a look at it, which would be measured
        return true;
    }

    @Override
    public ResultSet getResultSet() {
        return catalog ? connection.noRows() : connection.rows();
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    public void close() {}
}
