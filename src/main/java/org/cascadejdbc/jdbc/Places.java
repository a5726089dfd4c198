package org.cascadejdbc.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.cascadejdbc.physical.Failure;
import org.cascadejdbc.run.Turns;
import org.cascadejdbc.run.Verdict;

/**
 * In which database the driver executes a statement, where that is not the connection's.
 *
 * <p>A driver may execute a statement in the database in which it was made: it changes to that one, and back afterwards. What
 * the server has prepared means for ever what it meant there, also where the database was changed by {@code USE}, which
 * the driver does not notice. Whatever we find out and do about a statement must be done in that same database.
 */
final class Places {
    private final CascadeConnection connection;
    /** Where the server has prepared what the driver may keep and give out once more. */
    private final Map<Object, String> prepared = Collections.synchronizedMap(new WeakHashMap<>());
    /** Where statements were made that a pool, or the driver's own pooled connection, does not let us look at. */
    private final Map<Statement, String> hidden = Collections.synchronizedMap(new WeakHashMap<>());

    Places(CascadeConnection connection) {
        this.connection = connection;
    }

    /** A statement of whatever kind was made: no round trip. */
    void born(Statement delegate) {
        try {
            if (connection.session().bindsToDatabase() && connection.behaviour().database(delegate).isEmpty()) {
                connection.behaviour().database(raw()).ifPresent(database -> hidden.put(delegate, database));
            }
        } catch (SQLException closed) {
            // Nothing is executed on it, either.
        }
    }

    /** Where the driver executes it, as far as the driver, or what hides the statement, can tell. */
    private Optional<String> database(Statement delegate) throws SQLException {
        Optional<String> told = connection.behaviour().database(delegate);
        String made = told.isPresent() ? null : hidden.get(delegate);
        return told.isPresent() || made == null ? told : Optional.of(made);
    }

    /** A prepared statement was made: a round trip, where the server has prepared it and its database is not known. */
    void made(Statement delegate) throws SQLException {
        if (!connection.behaviour().preparesLate()) {
            prepared(delegate);
        }
    }

    /** The driver has told what the server says of a statement. */
    void asked(Statement delegate) throws SQLException {
        if (connection.behaviour().preparesLate()) {
            prepared(delegate);
        }
    }

    /** The server has prepared it by now, if it ever does. */
    private void prepared(Statement delegate) throws SQLException {
        if (connection.session().bindsToDatabase()) {
            Object made = serverPrepared(delegate);
            if (made != null && !prepared.containsKey(made)) {
                Optional<String> known = connection.behaviour().schema(raw());
                prepared.put(made, known.isPresent() ? known.get() : String.valueOf(database()));
            }
        }
    }

    /** Whether the driver has yet to let the server prepare it. */
    private boolean isUnprepared(Statement delegate) throws SQLException {
        if (!connection.behaviour().preparesLate()) {
            return false;
        }
        Object made = serverPrepared(delegate);
        return made != null && !prepared.containsKey(made);
    }

    private Object serverPrepared(Statement delegate) throws SQLException {
        return connection.behaviour().serverPrepared(delegate).orElse(null);
    }

    private String database() throws SQLException {
        Turns turns = connection.session().turns();
        turns.take();
        try {
            return connection.session().database();
        } finally {
            turns.leave();
        }
    }

    /** Whether the driver goes to another database for it; where it tells of none, it has been made where we are. */
    private boolean driverGoes(Statement delegate) throws SQLException {
        Optional<String> there = database(delegate);
        return there.isPresent() && !there.equals(connection.behaviour().database(raw()));
    }

    /** Whether the driver perhaps executes that statement elsewhere: without a look at the database. */
    boolean mayBeElsewhere(Statement delegate) throws SQLException {
        if (!connection.session().bindsToDatabase()) {
            return false;
        }
        String home = home(delegate);
        return (home != null && !connection.behaviour().schema(raw()).equals(Optional.of(home)))
                || isUnprepared(delegate) || driverGoes(delegate);
    }

    /** Whether the driver executes that statement elsewhere. */
    private boolean isElsewhere(Statement delegate) throws SQLException {
        if (!connection.session().bindsToDatabase()) {
            return false;
        }
        String home = home(delegate);
        if (home == null) {
            return driverGoes(delegate);
        }
        return !raw().isClosed() && !home.equals(here()); // if closed, the driver says so
    }

    private String here() throws SQLException {
        Optional<String> known = connection.behaviour().schema(raw());
        return known.isPresent() ? known.get() : String.valueOf(connection.session().database());
    }

    private String home(Statement delegate) throws SQLException {
        return prepared.isEmpty() ? null : prepared.get(serverPrepared(delegate));
    }

    /** Lets that be done where the driver executes the statement, and comes back as the driver does. */
    <T> T at(Statement delegate, Call<T> call) throws SQLException {
        if (!isElsewhere(delegate)) {
            return here(delegate, call);
        }
        String home = home(delegate);
        String here = home == null ? connection.behaviour().database(raw()).orElse("") : connection.session().database();
        boolean driverGoes = driverGoes(delegate);
        go(home, home == null ? database(delegate).orElse("") : home);
        boolean done = false;
        try {
            T result = call.get();
            done = true;
            return result;
        } finally {
            comeBack(home, here, done);
            if (driverGoes) {
                connection.session().countsElse(); // ROW_COUNT() is that of the driver's own way back
            }
        }
    }

    /** Where the driver has a statement prepared that it executes, unless there is nothing of that name. */
    private <T> T here(Statement delegate, Call<T> call) throws SQLException {
        boolean unprepared = isUnprepared(delegate);
        try {
            T result = call.get();
            if (unprepared) {
                prepared(delegate);
            }
            return result;
        } catch (SQLException e) {
            if (unprepared && !connection.session().failure(e).is(Failure.Kind.OTHER_NAMES)) {
                prepared(delegate);
            }
            throw e;
        }
    }

    private void comeBack(String home, String here, boolean done) throws SQLException {
        try {
            if (here != null) { // out of all databases there is no way back
                go(home, here);
            }
        } catch (SQLException e) {
            if (done) {
                throw e;
            }
            // The connection is gone, as the first error tells.
        }
    }

    /** In the driver's own way, which it remembers, or in SQL, of which it knows nothing. */
    private void go(String home, String database) throws SQLException {
        try {
            if (home == null) {
                connection.behaviour().setDatabase(raw(), database);
                return;
            }
            try (Statement use = raw().createStatement()) {
                use.execute(connection.session().use(database));
            }
        } finally {
            connection.session().executed(Verdict.Pass.CHANGES_SESSION);
        }
    }

    private Connection raw() {
        return connection.raw();
    }
}
