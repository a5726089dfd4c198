package org.cascadejdbc.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.cascadejdbc.jdbc.delegate.DelegatingResultSet;
import org.cascadejdbc.jdbc.delegate.Wrapping;
import org.cascadejdbc.run.Turns;

/** A result set that deletes no row unseen. */
final class CascadeResultSet extends DelegatingResultSet {
    private final Owner owner;
    private final String sql;
    private final Turns turns;

    /**
     * @param sql the text of the statement that made it, or {@code null} if unknown
     */
    CascadeResultSet(ResultSet delegate, Owner owner, String sql) {
        super(delegate);
        this.owner = owner;
        this.sql = sql;
        this.turns = owner.connection().session().turns();
    }

    @Override
    protected Wrapping wrapping() {
        return owner;
    }

    @Override
    public void deleteRow() throws SQLException {
        turns.take();
        try {
            owner.connection().session().checkRowDelete(sql, delegate().getMetaData());
            super.deleteRow();
        } finally {
            turns.leave();
        }
    }

    /** Some drivers fetch one row after the other: none of them from the midst of a cascade. */
    @Override
    public boolean next() throws SQLException {
        turns.await();
        return super.next();
    }
}
