package org.cascadejdbc.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Which statement has an application's current result: its delegate, one that stands in for it, or a {@link Counted}. */
final class Results {
    private final CascadeConnection connection;
    private final Statement delegate;
    private final Execution execution;
    private final List<ResultSet> opened = new ArrayList<>();
    private Statement current;
    private volatile Statement standIn;

    Results(CascadeConnection connection, Statement delegate, Execution execution) {
        this.connection = connection;
        this.delegate = delegate;
        this.execution = execution;
        this.current = delegate;
    }

    /** The statement that has it. */
    Statement current() {
        return current;
    }

    /** What stands in for the delegate, {@code null} if nothing does; whoever cancels asks from another thread. */
    Statement standIn() {
        return standIn;
    }

    /** That statement stands in, and has the result. */
    void are(Statement made) {
        standIn = made;
        current = made;
    }

    /** That statement stands in, and the result is another's. */
    void besides(Statement made) {
        standIn = made;
    }

    /** The application's own statement has been executed after all. */
    void delegateHas() {
        current = delegate;
    }

    /** The delegate executes something that cannot be a cascade. */
    void delegates() throws SQLException {
        release();
        opened.clear();
        current = delegate;
    }

    /** An update count. */
    void counted(Request request, long count) throws SQLException {
        SQLWarning warnings = connection.session().warnings();
        current = new Counted(delegate, execution, count,
                warnings == null && count == 0 ? connection.behaviour().foundNoRow() : warnings,
                () -> withoutKeys(connection.behaviour().asks(request.keys())));
    }

    /** An update count, with generated keys that the statement has which stands in. */
    void counted(ResultSet keys, long count) throws SQLException {
        current = new Counted(delegate, execution, count, standIn.getWarnings(), () -> keys);
    }

    /** There is none until one is made. */
    void none(Request request) {
        current = new Counted(delegate, execution, Counted.NO_RESULT, null, () -> withoutKeys(
                connection.behaviour().asks(request.keys())));
    }

    /** @param asked whether keys were asked for, or need not be */
    void none(boolean asked) {
        current = new Counted(delegate, execution, Counted.NO_RESULT, null, () -> withoutKeys(asked));
    }

    private ResultSet withoutKeys(boolean asked) throws SQLException {
        release();
        standIn = connection.behaviour().withoutKeys(connection.raw(), asked);
        return standIn.getGeneratedKeys();
    }

    /** Closes what stands in. */
    void release() throws SQLException {
        Statement last = standIn;
        standIn = null;
        if (last != null) {
            last.close();
        }
    }

    /** Remembers a result set that was handed out. */
    void opened(ResultSet resultSet) {
        opened.add(resultSet);
    }

    /** The delegate's next execution would close them; ours must do so, too. */
    void closeAll() throws SQLException {
        if (!opened.isEmpty() && !delegate.isCloseOnCompletion() && connection.behaviour().closesResultSets(connection.raw())) {
            for (ResultSet resultSet : opened) {
                resultSet.close();
            }
        }
        opened.clear();
    }

    void closeOnCompletion() throws SQLException {
        delegate.closeOnCompletion();
        if (current == standIn) {
            standIn.closeOnCompletion();
        }
    }

    /** A stand-in whose result set was closed may have closed itself: then that was the statement's end. */
    boolean isClosed() throws SQLException {
        if (current == standIn && delegate.isCloseOnCompletion() && standIn.isClosed()) {
            delegate.close();
        }
        return delegate.isClosed();
    }

    void close() throws SQLException {
        try {
            release();
        } finally {
            delegate.close();
        }
    }
}
