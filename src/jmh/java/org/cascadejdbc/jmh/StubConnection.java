package org.cascadejdbc.jmh;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import org.cascadejdbc.jdbc.delegate.DelegatingConnection;
import org.cascadejdbc.jdbc.delegate.Wrapping;

/** A connection to nowhere, which says that it is PostgreSQL. */
final class StubConnection extends DelegatingConnection {
    private static final Connection SILENT = Silent.of(Connection.class);
    private static final DatabaseMetaData META_DATA = Silent.of(
            DatabaseMetaData.class,
            Map.of(
                    "getDatabaseProductName", "PostgreSQL",
                    "getDatabaseProductVersion", "18.0",
                    "getDatabaseMajorVersion", 18,
                    "getURL", "jdbc:postgresql://stub/stub"));

    private final ResultSet rows = new StubResultSet(true);
    private final ResultSet noRows = new StubResultSet(false);

    StubConnection() {
        super(SILENT);
    }

    ResultSet rows() {
        return rows;
    }

    ResultSet noRows() {
        return noRows;
    }

    @Override
    protected Wrapping wrapping() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Statement createStatement() {
        return new StubStatement(this);
    }

    @Override
    public PreparedStatement prepareStatement(String sql) {
        return new StubStatement(this);
    }

    @Override
    public boolean getAutoCommit() {
        return true;
    }

    @Override
    public boolean isValid(int timeout) {
        return true;
    }

    @Override
    public DatabaseMetaData getMetaData() {
        return META_DATA;
    }

    @Override
    public void close() {}
}
