package org.cascadejdbc.engine;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.cascadejdbc.driver.DriverBehaviour;
import org.cascadejdbc.driver.Drivers;

/**
 * Statements of ours that stay prepared on one connection, the last used of them: for a database in our process, where
 * preparing is what a small statement costs most. Not thread-safe.
 *
 * <p><b>After any error all of them are closed.</b> SQLite's {@code sqlite3_interrupt} stops whatever begins before the
 * last active statement has ended; one that was interrupted and only kept would count as active for ever, and have every
 * later one interrupted.
 */
public final class SessionStatements {
    private record Digest(Object version, UUID digest) {}

    private static final int MOST = 100;
    /** Of all that are kept: more of them, and of their plans in the database, help nobody. */
    private static final int MOST_CHARACTERS = 1_000_000;
    /** Queries name what is attached to the connection, which may have any number of names in the course of time. */
    private static final int MOST_ANSWERS = 100;
    private static final float LOAD_FACTOR = 0.75f;

    private final Connection connection;
    /** The one that was used last is the last. */
    private final Map<String, PreparedStatement> kept = new LinkedHashMap<>(16, LOAD_FACTOR, true);
    private int characters;

    private final Map<String, String> answers = new HashMap<>();
    private final Map<String, Digest> digests = new HashMap<>();
    private final Object identity = new Object();
    private Object own;
    private DriverBehaviour driver;

    public SessionStatements(Connection connection) {
        this.connection = connection;
    }

    /** The behaviour of the connection's driver, found out when it first matters. */
    public DriverBehaviour driver(Engine engine) throws SQLException {
        if (driver == null) {
            driver = Drivers.of(connection, engine.usualDriver());
        }
        return driver;
    }

    public Connection connection() {
        return connection;
    }

    /** Equal only to itself, and holds nothing: for what only this session sees, and caches outlive. */
    public Object identity() {
        return identity;
    }

    /** What an engine keeps of this session, of one type; made when it is first asked for. */
    public <T> T own(Class<T> type, Supplier<T> made) {
        if (own == null) {
            own = made.get();
        }
        return type.cast(own);
    }

    /** What to do with a statement: all result sets are closed, all parameters set. */
    @FunctionalInterface
    public interface Work<T> {
        T with(PreparedStatement statement) throws SQLException;
    }

    /** Executes a statement that stays prepared. */
    public <T> T use(String sql, Work<T> work) throws SQLException {
        boolean done = false;
        try {
            PreparedStatement statement = prepared(sql);
            T result = work.with(statement);
            done = true;
            return result;
        } finally {
            if (!done) {
                close();
            }
        }
    }

    /** What that query gives, a string or {@code null}, which never changes on a connection: it is asked once. */
    public String once(String query) throws SQLException {
        if (!answers.containsKey(query)) {
            makeRoom(answers);
            answers.put(query, Engine.singleString(connection, query));
        }
        return answers.get(query);
    }

    /** A digest of what that query gives, rows of two strings or {@code null}, which is the same as long as that version is. */
    public UUID asOf(Object version, String query) throws SQLException {
        Digest known = digests.get(query);
        if (known == null || !known.version().equals(version)) {
            known = new Digest(version, digest(query));
            makeRoom(digests);
            digests.put(query, known);
        }
        return known.digest();
    }

    /** What was forgotten is asked again. */
    private static void makeRoom(Map<String, ?> kept) {
        if (kept.size() >= MOST_ANSWERS) {
            kept.clear();
        }
    }

    private UUID digest(String query) throws SQLException {
        StringBuilder answer = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                answer.append(rows.getString(1)).append('\0').append(rows.getString(2)).append('\0');
            }
        }
        return UUID.nameUUIDFromBytes(answer.toString().getBytes(StandardCharsets.UTF_8));
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = kept.get(sql);
        if (statement == null) {
            while (!kept.isEmpty() && (kept.size() == MOST || characters + sql.length() > MOST_CHARACTERS)) {
                String eldest = kept.keySet().iterator().next();
                close(kept.remove(eldest));
                characters -= eldest.length();
            }
            statement = connection.prepareStatement(sql);
            kept.put(sql, statement);
            characters += sql.length();
        }
        return statement;
    }

    /** Closes all of them; later ones are prepared anew. */
    public void close() {
        kept.values().forEach(SessionStatements::close);
        kept.clear();
        characters = 0;
    }

    private static void close(PreparedStatement statement) {
        try {
            statement.close();
        } catch (SQLException e) {
            // It is of no use any more; what is wrong with the connection shows in what comes next.
        }
    }
}
