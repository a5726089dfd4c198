package org.cascadejdbc.jmh;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import org.cascadejdbc.jdbc.delegate.DelegatingConnection;
import org.cascadejdbc.jdbc.delegate.DelegatingDatabaseMetaData;
import org.cascadejdbc.jdbc.delegate.Wrapping;

/** A connection to nowhere, which says that it is PostgreSQL. */
final class StubConnection extends DelegatingConnection {
    private static final Connection SILENT = Silent.of(Connection.class);
    private static final DatabaseMetaData META_DATA = new MetaData();

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

    private static final class MetaData extends DelegatingDatabaseMetaData {
        MetaData() {
            super(Silent.of(DatabaseMetaData.class));
        }

        @Override
        protected Wrapping wrapping() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getDatabaseProductName() {
            return "PostgreSQL";
        }

        @Override
        public String getDatabaseProductVersion() {
            return "18.0";
        }

        @Override
        public int getDatabaseMajorVersion() {
            return 18;
        }

        @Override
        public String getURL() {
            return "jdbc:postgresql://stub/stub";
        }
    }
}
