package org.cascadejdbc.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.cascadejdbc.driver.GeneratedKeys;
import org.cascadejdbc.jdbc.delegate.DelegatingPreparedStatement;
import org.cascadejdbc.jdbc.delegate.Wrapping;
import org.cascadejdbc.run.CascadeSession;
import org.cascadejdbc.run.Turns;
import org.cascadejdbc.run.Verdict;

/** A prepared statement that cannot be a DELETE that cascades: nothing is recorded, and it waits for cascades alone. */
final class PlainPreparedStatement extends DelegatingPreparedStatement<PreparedStatement> {
    private final Owner owner;
    private final String sql;
    private final Turns turns;

    /**
     * @param sql its text, or {@code null} if unknown
     */
    PlainPreparedStatement(CascadeConnection connection, PreparedStatement delegate, String sql) {
        super(delegate);
        this.sql = sql;
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
        if (watched()) {
            return guarded(super::execute);
        }
        Turns.Pass pass = turns.pass();
        try {
            return super.execute();
        } finally {
            turns.passed(pass);
        }
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        if (watched()) {
            return guarded(super::executeQuery);
        }
        Turns.Pass pass = turns.pass();
        try {
            return super.executeQuery();
        } finally {
            turns.passed(pass);
        }
    }

    @Override
    public int executeUpdate() throws SQLException {
        if (watched()) {
            return guarded(super::executeUpdate);
        }
        Turns.Pass pass = turns.pass();
        try {
            return super.executeUpdate();
        } finally {
            turns.passed(pass);
        }
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        if (watched()) {
            return guarded(super::executeLargeUpdate);
        }
        Turns.Pass pass = turns.pass();
        try {
            return super.executeLargeUpdate();
        } finally {
            turns.passed(pass);
        }
    }

    @Override
    public int[] executeBatch() throws SQLException {
        if (watched()) {
            return guarded(super::executeBatch);
        }
        Turns.Pass pass = turns.pass();
        try {
            return super.executeBatch();
        } finally {
            turns.passed(pass);
        }
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        if (watched()) {
            return guarded(super::executeLargeBatch);
        }
        Turns.Pass pass = turns.pass();
        try {
            return super.executeLargeBatch();
        } finally {
            turns.passed(pass);
        }
    }

    private boolean watched() {
        return sql != null && owner.connection().session().watchesWrites();
    }

    /** The schema has come to be one in which such a statement may do more than it says. */
    private <T> T guarded(Call<T> call) throws SQLException {
        CascadeSession session = owner.connection().session();
        turns.take();
        try {
            Verdict verdict = session.examine(sql, GeneratedKeys.NONE);
            return verdict instanceof Verdict.Guarded guarded ? session.guarded(guarded, call::get) : call.get();
        } finally {
            turns.leave();
        }
    }
}
