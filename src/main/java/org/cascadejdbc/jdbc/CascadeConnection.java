package org.cascadejdbc.jdbc;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import org.cascadejdbc.driver.DriverBehaviour;
import org.cascadejdbc.driver.KeyRequest;
import org.cascadejdbc.jdbc.delegate.DelegatingConnection;
import org.cascadejdbc.jdbc.delegate.Wrapping;
import org.cascadejdbc.run.CascadeSession;
import org.cascadejdbc.run.Parameters;
import org.cascadejdbc.run.SharedState;
import org.cascadejdbc.run.Turns;
import org.cascadejdbc.run.Verdict;
import org.cascadejdbc.run.Watchers;
import org.cascadejdbc.text.Shown;

/** A connection whose statements cascade. */
public final class CascadeConnection extends DelegatingConnection {
    private final CascadeSession session;
    private final Turns turns;
    private final Owner owner;
    private final Places places = new Places(this);

    public CascadeConnection(Connection delegate, CascadeSession session) {
        super(delegate);
        this.session = session;
        this.turns = session.turns();
        this.owner = Owner.of(this);
    }

    /**
     * Prepares the delegate's connection and wraps it, or gives it as it is, where its database is not known and all is to pass;
     * if that fails, the connection is closed.
     *
     * @param shared asked for after the login
     * @param watchers who is told of its cascades
     */
    public static Connection open(Supplier<SharedState> shared, Connection raw, Watchers watchers)
            throws SQLException {
        try {
            Optional<CascadeSession> session = shared.get().open(raw, watchers);
            return session.isPresent() ? new CascadeConnection(raw, session.get()) : raw;
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

    /** The driver's. */
    DriverBehaviour behaviour() throws SQLException {
        return session.driver();
    }

    /** The values of a plain statement whose update count is that of its own rows; {@code null} where that is so without. */
    Parameters countingOwnRows() throws SQLException {
        return behaviour().countsOwnRowsOnlyPrepared() ? new Parameters() : null;
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
        places.made(raw);
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

    /**
     * Undoes what a cascade of ours has left open; if that cannot be, the connection is broken off, lest a pool lends it out
     * again as it is.
     */
    @Override
    public void close() throws SQLException {
        if (!turns.isSettled()) {
            breakOff();
        }
        turns.await();
        session.close();
        super.close();
    }

    private void breakOff() throws SQLException {
        try {
            delegate().abort(Runnable::run);
        } catch (SQLException e) {
            // what does not break off is closed
        }
        if (!delegate().isClosed() && delegate().isWrapperFor(Connection.class)) {
            delegate().unwrap(Connection.class).close();
        }
    }

    /** One on which nothing would be executed is of no use, though there is nothing wrong with the connection itself. */
    @Override
    public boolean isValid(int timeout) throws SQLException {
        return turns.isSettled() && super.isValid(timeout);
    }

    /** What changes the session, or ends its transaction: not in the midst of a cascade. */
    private <T> T alone(Call<T> call) throws SQLException {
        turns.take();
        try {
            return call.get();
        } finally {
            turns.leave();
        }
    }

    private void change(Change change, Runnable then) throws SQLException {
        alone(() -> {
            try {
                change.make();
            } finally {
                then.run();
            }
            return null;
        });
    }

    @FunctionalInterface
    private interface Change {
        void make() throws SQLException;
    }

    @Override
    public void setCatalog(String catalog) throws SQLException {
        change(() -> super.setCatalog(catalog), this::sessionChanged);
    }

    @Override
    public void setSchema(String schema) throws SQLException {
        change(() -> super.setSchema(schema), this::sessionChanged);
    }

    @Override
    public void setReadOnly(boolean readOnly) throws SQLException {
        change(() -> super.setReadOnly(readOnly), () -> {});
    }

    @Override
    public void setTransactionIsolation(int level) throws SQLException {
        change(() -> super.setTransactionIsolation(level), () -> {});
    }

    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        change(() -> super.setAutoCommit(autoCommit), session::transactionEnded);
    }

    @Override
    public void commit() throws SQLException {
        change(super::commit, session::transactionEnded);
    }

    @Override
    public void rollback() throws SQLException {
        change(super::rollback, session::transactionEnded);
    }

    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        change(() -> super.rollback(savepoint), this::sessionChanged);
    }

    @Override
    public void releaseSavepoint(Savepoint savepoint) throws SQLException {
        change(() -> super.releaseSavepoint(savepoint), () -> {});
    }

    @Override
    public Savepoint setSavepoint() throws SQLException {
        return alone(super::setSavepoint);
    }

    @Override
    public Savepoint setSavepoint(String name) throws SQLException {
        return alone(() -> super.setSavepoint(name));
    }

    @Override
    public void setClientInfo(String name, String value) throws SQLClientInfoException {
        clientInfo(() -> super.setClientInfo(name, value));
    }

    @Override
    public void setClientInfo(Properties properties) throws SQLClientInfoException {
        clientInfo(() -> super.setClientInfo(properties));
    }

    private void clientInfo(Change change) throws SQLClientInfoException {
        try {
            change(change, () -> {});
        } catch (SQLClientInfoException e) {
            throw e;
        } catch (SQLException e) { // as long as something of ours is open
            throw new SQLClientInfoException(Shown.oneLine(e.getMessage()), e.getSQLState(), Map.of(), e);
        }
    }

    private void sessionChanged() {
        session.executed(Verdict.Pass.CHANGES_SESSION);
    }

    /** Which a pool's log shows: so that one sees that we are there. */
    @Override
    public String toString() {
        return "CascadeConnection[" + delegate() + "]";
    }
}
