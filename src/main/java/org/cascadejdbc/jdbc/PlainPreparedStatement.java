package org.cascadejdbc.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.cascadejdbc.jdbc.delegate.DelegatingPreparedStatement;
import org.cascadejdbc.jdbc.delegate.Wrapping;

/** A prepared statement that cannot be a DELETE that cascades: nothing is recorded. */
final class PlainPreparedStatement extends DelegatingPreparedStatement<PreparedStatement> {
    private final Owner owner;

    /**
     * @param sql its text, or {@code null} if unknown
     */
    PlainPreparedStatement(CascadeConnection connection, PreparedStatement delegate, String sql) {
        super(delegate);
        this.owner = new Owner(connection, this, () -> sql, resultSet -> {});
    }

    @Override
    protected Wrapping wrapping() {
        return owner;
    }

    @Override
    protected String sql(String text) throws SQLException {
        return Texts.ofPrepared(owner.connection(), text);
    }
}
