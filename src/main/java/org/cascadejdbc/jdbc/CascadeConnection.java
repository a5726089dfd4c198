package org.cascadejdbc.jdbc;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.function.Supplier;
import org.cascadejdbc.execution.CascadeEngine;
import org.cascadejdbc.execution.CascadeSession;
import org.cascadejdbc.execution.Watchers;
import org.cascadejdbc.execution.Verdict;
import org.cascadejdbc.jdbc.delegate.DelegatingConnection;
import org.cascadejdbc.jdbc.delegate.Wrapping;

/** A connection whose statements cascade. */
public final class CascadeConnection extends DelegatingConnection {
    private final CascadeSession session;
    private final Owner owner;
    private final Places places = new Places(this);
    private Habit habit;

    public CascadeConnection(Connection delegate, CascadeSession session) {
        super(delegate);
        this.session = session;
        this.owner = Owner.of(this);
    }

    /**
     * Prepares the delegate's connection and wraps it; if that fails, the connection is closed.
     *
     * @param engine asked for after the login
     * @param watchers who is told of its cascades
     */
    public static CascadeConnection open(Supplier<CascadeEngine> engine, Connection raw, Watchers watchers)
            throws SQLException {
        try {
            return new CascadeConnection(raw, engine.get().open(raw, watchers));
        } catch (SQLException | RuntimeException | Error e) {
            try {
                raw.close();
            } catch (SQLException unclosed) {
                e.addSuppressed(unclosed);
            }
            throw e;
        }
    }

    @Override
    protected Wrapping wrapping() {
        return owner;
    }

    /** What it knows and does about cascades. */
    public CascadeSession session() {
        return session;
    }

    /** Whether executing {@code sql} may need us; what is {@code null} is the driver's to refuse. */
    boolean concerns(String sql) {
        return sql != null && session.concerns(sql);
    }

    /** Where its statements are executed. */
    Places places() {
        return places;
    }

    Connection raw() {
        return delegate();
    }

    /** The driver's, asked for when it first matters. */
    Habit habit() throws SQLException {
        if (habit == null) {
            habit = Habit.of(delegate());
        }
        return habit;
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        return prepared(sql, KeyRequest.NOTHING, delegate().prepareStatement(session.preparable(sql)));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency) throws SQLException {
        return prepared(sql, KeyRequest.NOTHING, delegate().prepareStatement(session.preparable(sql), type, concurrency));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        return prepared(sql, KeyRequest.NOTHING, delegate().prepareStatement(session.preparable(sql), type, concurrency, holdability));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int keys) throws SQLException {
        return prepared(sql, KeyRequest.flag(keys), delegate().prepareStatement(session.preparable(sql), keys));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int[] keys) throws SQLException {
        return prepared(sql, KeyRequest.indexes(keys), delegate().prepareStatement(session.preparable(sql), keys));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] keys) throws SQLException {
        return prepared(sql, KeyRequest.names(keys), delegate().prepareStatement(session.preparable(sql), keys));
    }

    private PreparedStatement prepared(String sql, KeyRequest keys, PreparedStatement raw) throws SQLException {
        if (!concerns(sql)) {
            return new PlainPreparedStatement(this, raw, sql);
        }
        places.prepared(raw);
        return new CascadePreparedStatement(this, raw, sql, keys);
    }

    @Override
    public CallableStatement prepareCall(String sql) throws SQLException {
        return new CascadeCallableStatement(this, delegate().prepareCall(sql), sql);
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
        return new CascadeCallableStatement(this, delegate().prepareCall(sql, type, concurrency), sql);
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability) throws SQLException {
        return new CascadeCallableStatement(this, delegate().prepareCall(sql, type, concurrency, holdability), sql);
    }

    @Override
    public void close() throws SQLException {
        session.close();
        super.close();
    }

    @Override
    public void setCatalog(String catalog) throws SQLException {
        try {
            super.setCatalog(catalog);
        } finally {
            session.executed(Verdict.Pass.CHANGES_SESSION);
        }
    }

    @Override
    public void setSchema(String schema) throws SQLException {
        try {
            super.setSchema(schema);
        } finally {
            session.executed(Verdict.Pass.CHANGES_SESSION);
        }
    }

    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        try {
            super.setAutoCommit(autoCommit);
        } finally {
            session.transactionEnded();
        }
    }

    @Override
    public void commit() throws SQLException {
        try {
            super.commit();
        } finally {
            session.transactionEnded();
        }
    }

    @Override
    public void rollback() throws SQLException {
        try {
            super.rollback();
        } finally {
            session.transactionEnded();
        }
    }

    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        try {
            super.rollback(savepoint);
        } finally {
            session.executed(Verdict.Pass.CHANGES_SESSION);
        }
    }

    /** Which a pool's log shows: so that one sees that we are there. */
    @Override
    public String toString() {
        return "CascadeConnection[" + delegate() + "]";
    }
}
