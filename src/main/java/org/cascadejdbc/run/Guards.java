package org.cascadejdbc.run;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.engine.SessionStatements;
import org.cascadejdbc.physical.Guard;

/** Puts a {@link Guard} around the statements of a session that need one, and takes it away again. */
final class Guards {
    private final Engine engine;
    private final Connection connection;
    private final SessionStatements statements;
    private final SessionCatalog catalog;
    /** Whether a guard may come back that was taken away in a transaction which the application may still undo. */
    private boolean doubtful;

    Guards(Engine engine, SessionStatements statements, SessionCatalog catalog) {
        this.engine = engine;
        this.connection = statements.connection();
        this.statements = statements;
        this.catalog = catalog;
    }

    /** Whether any statement that writes may need one. */
    boolean mayConcern() {
        return doubtful || engine.mayReplace(statements);
    }

    /** Whether what is known of a text is not enough, because something of ours may stand in its way. */
    boolean areDoubtful() {
        return doubtful;
    }

    /** The schema may have changed, or who has switched keys on. */
    void forget() {
        engine.forget(statements);
    }

    /** What to do with a text that passes, which is no DELETE. */
    Verdict over(Verdict.Pass pass, String sql) throws SQLException {
        Optional<Guard> guard = engine.guard(statements, sql, written -> {
            if (written != null) {
                catalog.beginToWrite(written);
            }
            return catalog.declaredNow();
        });
        if (guard.isEmpty()) {
            return pass;
        }
        if (guard.get().rollsBack() && catalog.mayBeInTransaction()) {
            throw new SQLFeatureNotSupportedException("several statements in one string, with a ROLLBACK among them and a"
                    + " DROP TABLE or REPLACE of a table that others reference, cannot be kept from deleting rows of these;"
                    + " execute the statements one at a time", "0A000");
        }
        return new Verdict.Guarded(pass, guard.get());
    }

    /** Executes a statement with its guard. */
    <T> T around(Guard guard, ResultCall<T> call) throws SQLException {
        boolean done = false;
        try {
            execute(guard.arm());
            T result = call.get();
            done = true;
            return result;
        } catch (BatchUpdateException e) {
            throw e; // it tells the entry's error in the driver's way
        } catch (SQLException e) {
            throw engine.ofGuard(e, guard).orElse(e);
        } finally {
            doubtful |= !done && guard.several();
            disarm(guard, done);
        }
    }

    private void disarm(Guard guard, boolean done) throws SQLException {
        try {
            execute(guard.disarm());
        } catch (SQLException e) {
            doubtful = true;
            if (done) {
                throw e;
            }
        }
    }

    /** Takes away what may have come back. */
    void clear() throws SQLException {
        if (doubtful) {
            execute(engine.leftGuards(statements));
        }
    }

    /** SQLite's driver ends its own transaction after {@code execute}, which fails while rows of RETURNING are being read. */
    private void execute(List<String> all) throws SQLException {
        if (!all.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate(String.join(";\n", all));
            }
        }
    }
}
