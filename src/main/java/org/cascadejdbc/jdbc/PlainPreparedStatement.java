package org.cascadejdbc.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.cascadejdbc.execution.CascadeSession;
import org.cascadejdbc.execution.GeneratedKeys;
import org.cascadejdbc.execution.Verdict;
import org.cascadejdbc.jdbc.delegate.DelegatingPreparedStatement;
import org.cascadejdbc.jdbc.delegate.Wrapping;

/** A prepared statement that cannot be a DELETE that cascades: nothing is recorded. */
final class PlainPreparedStatement extends DelegatingPreparedStatement<PreparedStatement> {
    private final Owner owner;
    private final String sql;

    /**
     * @param sql its text, or {@code null} if unknown
     */
    PlainPreparedStatement(CascadeConnection connection, PreparedStatement delegate, String sql) {
        super(delegate);
        this.sql = sql;
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

    @Override
    public boolean execute() throws SQLException {
        return watched() ? guarded(super::execute) : super.execute();
    }

    @Override
    public int executeUpdate() throws SQLException {
        return watched() ? guarded(super::executeUpdate) : super.executeUpdate();
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        return watched() ? guarded(super::executeLargeUpdate) : super.executeLargeUpdate();
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        return watched() ? guarded(super::executeQuery) : super.executeQuery();
    }

    @Override
    public int[] executeBatch() throws SQLException {
        return watched() ? guarded(super::executeBatch) : super.executeBatch();
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        return watched() ? guarded(super::executeLargeBatch) : super.executeLargeBatch();
    }

    private boolean watched() {
        return sql != null && owner.connection().session().watchesWrites();
    }

    /** The schema has come to be one in which such a statement may do more than it says. */
    private <T> T guarded(Call<T> call) throws SQLException {
        CascadeSession session = owner.connection().session();
        Verdict verdict = session.examine(sql, GeneratedKeys.NONE);
        return verdict instanceof Verdict.Guarded guarded ? session.guarded(guarded, call::get) : call.get();
    }
}
