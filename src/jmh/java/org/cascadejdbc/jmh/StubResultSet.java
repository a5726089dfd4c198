package org.cascadejdbc.jmh;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import org.cascadejdbc.jdbc.delegate.DelegatingArray;
import org.cascadejdbc.jdbc.delegate.DelegatingResultSet;
import org.cascadejdbc.jdbc.delegate.Wrapping;

/**
 * Always on a row. What it tells is a PostgreSQL session's search path and settings, so that cascade-jdbc, which asks
 * for them before its first DELETE, finds an ordinary session; an empty one has no rows.
 */
final class StubResultSet extends DelegatingResultSet {
    private static final ResultSet SILENT = Silent.of(ResultSet.class);
    private static final ResultSetMetaData META_DATA = Silent.of(ResultSetMetaData.class);

    private final boolean hasRows;
    private final Array searchPath = new Names("pg_catalog", "public");
    private final Array none = new Names();

    StubResultSet(boolean hasRows) {
        super(SILENT);
        this.hasRows = hasRows;
    }

    @Override
    protected Wrapping wrapping() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean next() {
        return hasRows;
    }

    @Override
    public int getInt(int column) {
        return column;
    }

    /** The server's encoding. */
    @Override
    public String getString(int column) {
        return "UTF8";
    }

    @Override
    public Array getArray(int column) {
        return column == 1 ? searchPath : none;
    }

    /** Without backslash escapes, with the keys enforced. */
    @Override
    public boolean getBoolean(int column) {
        return column == 3;
    }

    @Override
    public ResultSetMetaData getMetaData() {
        return META_DATA;
    }

    @Override
    public void close() {}

    private static final class Names extends DelegatingArray {
        private final String[] names;

        Names(String... names) {
            super(Silent.of(Array.class));
            this.names = names;
        }

        @Override
        protected Wrapping wrapping() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object getArray() {
            return names;
        }
    }
}
