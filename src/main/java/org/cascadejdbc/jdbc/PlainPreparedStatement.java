package org.cascadejdbc.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.cascadejdbc.execution.Turns;
import org.cascadejdbc.jdbc.delegate.DelegatingPreparedStatement;
import org.cascadejdbc.jdbc.delegate.Wrapping;

/** A prepared statement that cannot be a DELETE that cascades: nothing is recorded, and it waits for cascades alone. */
final class PlainPreparedStatement extends DelegatingPreparedStatement<PreparedStatement> {
    private final Owner owner;
    private final Turns turns;

    /**
     * @param sql its text, or {@code null} if unknown
     */
    PlainPreparedStatement(CascadeConnection connection, PreparedStatement delegate, String sql) {
        super(delegate);
        this.owner = new Owner(connection, this, () -> sql, resultSet -> {});
        this.turns = connection.session().turns();
    }

    @Override
    protected Wrapping wrapping() {
        return owner;
    }

    @Override
    protected String sql(String text) throws SQLException {
        return Texts.ofPrepared(owner.connection(), text);
    }

    @Override
    public boolean execute() throws SQLException {
        Turns.Pass pass = turns.pass();
        try {
            return super.execute();
        } finally {
            turns.passed(pass);
        }
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        Turns.Pass pass = turns.pass();
        try {
            return super.executeQuery();
        } finally {
            turns.passed(pass);
        }
    }

    @Override
    public int executeUpdate() throws SQLException {
        Turns.Pass pass = turns.pass();
        try {
            return super.executeUpdate();
        } finally {
            turns.passed(pass);
        }
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        Turns.Pass pass = turns.pass();
        try {
            return super.executeLargeUpdate();
        } finally {
            turns.passed(pass);
        }
    }

    @Override
    public int[] executeBatch() throws SQLException {
        Turns.Pass pass = turns.pass();
        try {
            return super.executeBatch();
        } finally {
            turns.passed(pass);
        }
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        Turns.Pass pass = turns.pass();
        try {
            return super.executeLargeBatch();
        } finally {
            turns.passed(pass);
        }
    }
}
