package org.cascadejdbc.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.function.LongFunction;
import org.cascadejdbc.execution.CascadeSession;
import org.cascadejdbc.execution.GeneratedKeys;
import org.cascadejdbc.execution.Parameters;
import org.cascadejdbc.execution.Verdict;

/**
 * One statement's executions: each either the delegate's or a cascade of ours, and whose the current result is.
 * Only {@link #cancel} may be called by another thread.
 */
final class Execution {
    /** The current result is the delegate's. */
    private static final long DELEGATES = -2;
    /** There is no result (any more), as the delegate would say it. */
    private static final long NONE = -1;

    private final CascadeConnection connection;
    private final CascadeSession session;
    private final Statement delegate;
    private long count = DELEGATES;
    private ResultSet lastResultSet;
    private volatile boolean cascading;

    Execution(CascadeConnection connection, Statement delegate) {
        this.connection = connection;
        this.session = connection.session();
        this.delegate = delegate;
    }

    /**
     * Executes {@code sql}.
     *
     * @param keys whether generated keys were asked for
     * @param call how the delegate executes it
     * @param answer what the caller gets for an update count of ours
     */
    <T> T run(String sql, boolean keys, Parameters parameters, Call<T> call, LongFunction<T> answer)
            throws SQLException {
        if (!connection.concerns(sql)) {
            count = DELEGATES;
            return call.get();
        }
        Verdict verdict = examine(sql);
        if (verdict instanceof Verdict.Emulate cascade) {
            refuseKeys(keys);
            long deleted = cascade(cascade, parameters);
            count = deleted;
            return answer.apply(deleted);
        }
        return pass(verdict, call);
    }

    /** As {@link #run} for {@code executeQuery}, to which a DELETE gives nothing to return. */
    <T> T query(String sql, Call<T> call) throws SQLException {
        if (!connection.concerns(sql)) {
            count = DELEGATES;
            return call.get();
        }
        Verdict verdict = examine(sql);
        if (verdict instanceof Verdict.Emulate) {
            throw new SQLException("A cascading DELETE returns no result set; use executeUpdate", "02000");
        }
        return pass(verdict, call);
    }

    /** Decides; from here on there is no result until one is made. */
    Verdict examine(String sql) throws SQLException {
        checkOpen();
        count = NONE;
        return session.examine(sql, GeneratedKeys.NONE);
    }

    <T> T pass(Verdict verdict, Call<T> call) throws SQLException {
        count = DELEGATES;
        try {
            return call.get();
        } finally {
            session.executed(verdict);
        }
    }

    long cascade(Verdict.Emulate cascade, Parameters parameters) throws SQLException {
        closeLastResultSet();
        delegate.clearWarnings();
        cascading = true;
        try {
            return session.delete(cascade, parameters, delegate.getQueryTimeout(), (text, values) -> {
                throw new SQLFeatureNotSupportedException("not yet", "0A000");
            });
        } finally {
            cascading = false;
        }
    }

    static void refuseKeys(boolean keys) throws SQLException {
        if (keys) {
            throw new SQLFeatureNotSupportedException(
                    "Generated keys of a cascading DELETE are not supported yet; execute it without asking for keys,"
                            + " with executeUpdate(sql) or prepareStatement(sql)",
                    "0A000");
        }
    }

    /** Not every driver complains of its own accord. */
    void checkOpen() throws SQLException {
        delegate.getQueryTimeout();
        if (delegate.isClosed()) {
            throw new SQLException("The statement is closed", "08003");
        }
    }

    /** The delegate's next execution would close it; ours must do so, too. */
    private void closeLastResultSet() throws SQLException {
        ResultSet last = lastResultSet;
        lastResultSet = null;
        if (last != null && !delegate.isCloseOnCompletion()) {
            last.close();
        }
    }

    /** Remembers a result set that was handed out. */
    ResultSet opened(ResultSet resultSet) {
        lastResultSet = resultSet;
        return resultSet;
    }

    /** The delegate executes something that cannot be a cascade. */
    void delegates() {
        count = DELEGATES;
    }

    int updateCount() throws SQLException {
        return count == DELEGATES ? delegate.getUpdateCount() : toInt(count);
    }

    long largeUpdateCount() throws SQLException {
        return count == DELEGATES ? delegate.getLargeUpdateCount() : count;
    }

    /** Whether the current result is ours, which is never a result set. */
    boolean ours() {
        return count != DELEGATES;
    }

    boolean moreResults(Call<Boolean> call) throws SQLException {
        if (ours()) {
            checkOpen();
            count = NONE;
            return false;
        }
        return call.get();
    }

    <T> T generatedKeys(Call<T> call) throws SQLException {
        refuseKeys(ours());
        return call.get();
    }

    void cancel() throws SQLException {
        if (cascading) {
            session.cancel();
        }
        delegate.cancel();
    }

    /** As drivers do with a count that does not fit. */
    static int toInt(long count) {
        return count > Integer.MAX_VALUE ? Statement.SUCCESS_NO_INFO : (int) count;
    }
}
