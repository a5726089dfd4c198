package org.cascadejdbc.jdbc;

import java.sql.CallableStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import org.cascadejdbc.driver.GeneratedKeys;
import org.cascadejdbc.jdbc.delegate.DelegatingCallableStatement;
import org.cascadejdbc.jdbc.delegate.Wrapping;
import org.cascadejdbc.run.CascadeSession;
import org.cascadejdbc.run.Turns;
import org.cascadejdbc.run.Verdict;

/**
 * A call of a procedure, whose deletes we do not see. Most drivers take any text here: a DELETE that would have to
 * cascade is refused.
 */
final class CascadeCallableStatement extends DelegatingCallableStatement {
    private final Owner owner;
    private final CascadeSession session;
    private final String sql;
    private final boolean concerned;

    /**
     * @param sql its text, or {@code null} if unknown
     */
    CascadeCallableStatement(CascadeConnection connection, CallableStatement delegate, String sql) {
        super(delegate);
        this.owner = new Owner(connection, this, () -> sql, resultSet -> {});
        this.session = connection.session();
        this.sql = sql;
        this.concerned = connection.concerns(sql);
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
        return checked(() -> delegate().execute());
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        return wrap(checked(() -> delegate().executeQuery()));
    }

    @Override
    public int executeUpdate() throws SQLException {
        return checked(() -> delegate().executeUpdate());
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        return checked(() -> delegate().executeLargeUpdate());
    }

    @Override
    public int[] executeBatch() throws SQLException {
        return checked(() -> delegate().executeBatch());
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        return checked(() -> delegate().executeLargeBatch());
    }

    private <T> T checked(Call<T> call) throws SQLException {
        Turns turns = session.turns();
        if (!concerned) {
            Turns.Pass pass = turns.pass();
            try {
                return call.get();
            } finally {
                turns.passed(pass);
            }
        }
        turns.take();
        try {
            return examined(call);
        } finally {
            turns.leave();
        }
    }

    private <T> T examined(Call<T> call) throws SQLException {
        Verdict verdict = session.examine(session.sent(sql, true), GeneratedKeys.NONE);
        if (verdict instanceof Verdict.Emulate) {
            throw new SQLFeatureNotSupportedException(
                    "A cascading DELETE cannot be executed through prepareCall; use prepareStatement", "0A000");
        }
        try {
            return call.get();
        } finally {
            session.executed(verdict);
        }
    }
}
