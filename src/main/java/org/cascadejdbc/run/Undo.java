package org.cascadejdbc.run;

import java.sql.SQLException;
import java.util.List;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.physical.Failure;

/**
 * Takes back what a scope has begun. Where that fails, which a cancellation that comes late, or one that an open result
 * set keeps alive, can make it do, it is told to {@link Turns}: nothing else runs on the connection before it is done.
 */
final class Undo implements Leftover {
    /** Whatever was meant for the statement that failed, may still meet the first of ours. */
    private static final int ATTEMPTS = 3;

    private final List<String> statements;
    private final StatementSender sender;
    private final Engine engine;

    /** @param statements sent in their order */
    Undo(List<String> statements, StatementSender sender, Engine engine) {
        this.statements = statements;
        this.sender = sender;
        this.engine = engine;
    }

    /** Takes it back after that failure, which it never hides, or leaves it to be taken back before anything else. */
    void after(Throwable failure, Turns turns) {
        for (int attempt = 1; ; attempt++) {
            try {
                undo();
                return;
            } catch (SQLException e) {
                failure.addSuppressed(e);
                if (attempt == ATTEMPTS) {
                    turns.leaveOpen(this, e);
                    return;
                }
            }
        }
    }

    @Override
    public void undo() throws SQLException {
        sender.undoing(true);
        try {
            for (String sql : statements) {
                if (engine.inProcess()) {
                    sender.update(sql);
                } else {
                    sender.execute(sql); // as an update Connector/J refuses it where the connection is read-only
                }
            }
        } catch (SQLException e) {
            if (!isGone(e)) {
                throw e;
            }
        } catch (RuntimeException e) {
            SQLException broken = new SQLException(e.toString(), e); // as of a driver whose connection was aborted
            if (!sender.isConnectionGone(broken)) {
                throw broken;
            }
        } finally {
            sender.undoing(false);
        }
    }

    /** With a transaction that the database has rolled back as a whole, or with the connection. */
    private boolean isGone(SQLException e) throws SQLException {
        return engine.failure(e).is(Failure.Kind.NOTHING_BEGUN) || sender.isConnectionGone(e);
    }
}
