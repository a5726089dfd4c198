package org.cascadejdbc.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.cascadejdbc.jdbc.delegate.DelegatingResultSet;
import org.cascadejdbc.jdbc.delegate.Wrapping;

/** A result set that deletes no row unseen. */
final class CascadeResultSet extends DelegatingResultSet {
    private final Owner owner;
    private final String sql;

    /**
     * @param sql the text of the statement that made it, or {@code null} if unknown
     */
    CascadeResultSet(ResultSet delegate, Owner owner, String sql) {
        super(delegate);
        this.owner = owner;
        this.sql = sql;
    }

    @Override
    protected Wrapping wrapping() {
        return owner;
    }

    @Override
    public void deleteRow() throws SQLException {
        owner.connection().session().checkRowDelete(sql);
        super.deleteRow();
    }
}
