package org.cascadejdbc.it.property.wide;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;

/** A program that executes a wide act on a connection, and writes down all that it sees. */
final class WideSession {
    private static final int PAUSE = 40;

    private final WidePlace place;
    private final WideAct act;
    private final List<String> told = new ArrayList<>();
    private Connection connection;

    private WideSession(WidePlace place, WideAct act) {
        this.place = place;
        this.act = act;
    }

    /** What it sees, a line for each thing. */
    static List<String> run(WidePlace place, DataSource dataSource, WideAct act) throws SQLException {
        WideSession session = new WideSession(place, act);
        try (Connection connection = dataSource.getConnection()) {
            session.connection = connection;
            session.run();
        } catch (SQLException e) {
            session.told.add("session: " + state(e));
        }
        return session.told;
    }

    private void run() throws SQLException {
        for (WideSetting setting : act.settings()) {
            execute(setting.set());
        }
        for (String statement : act.before()) {
            execute(statement);
        }
        List<String> settings = settings();
        meanwhile();
        connection.setAutoCommit(!act.inTransaction());
        boolean failed = act.way().ofThreads() ? threads() : one();
        told.add("autocommit: " + connection.getAutoCommit());
        if (failed && act.inTransaction()) {
            told.add("next: " + query("SELECT 1"));
            if (place.database() == Database.POSTGRESQL) {
                connection.rollback();
            }
        }
        told.add("settings: " + (settings().equals(settings) ? "as before" : place.neutral(settings + " became " + settings())));
        insert();
        if (act.inTransaction()) {
            told.add("commit: " + attempt(connection::commit));
        }
    }

    private void insert() {
        String log = place.database() == Database.SQLITE ? "main.cj_log" : "@own.cj_log";
        told.add("insert: " + attempt(() -> execute("INSERT INTO " + log + " VALUES (1)")));
    }

    /** Something that may fail. */
    @FunctionalInterface
    private interface Call {
        void make() throws SQLException;
    }

    private static String attempt(Call call) {
        try {
            call.make();
            return "done";
        } catch (SQLException e) {
            return state(e);
        }
    }

    private void meanwhile() throws SQLException {
        if (act.meanwhile() != WideAct.Meanwhile.BEFORE) {
            return;
        }
        for (int i = 0; i < 2; i++) {
            List<Integer> none = act.values().get(0).stream().map(value -> -1).toList();
            if (none.isEmpty()) {
                break; // it would not be another one
            }
            attempt(() -> execute(act.text(none)));
        }
        for (String statement : act.late()) {
            place.run(statement);
        }
    }

    private boolean one() throws SQLException {
        Thread other = act.meanwhile() == WideAct.Meanwhile.DURING ? others() : null;
        try {
            told.add("count: " + once(place.say(act.prepared()), act.values()));
            if (act.counted()) {
                rowCount();
            }
            return false;
        } catch (BatchUpdateException e) {
            told.add("batch: " + Arrays.toString(e.getLargeUpdateCounts()) + " " + state(e));
            told.add("#" + e.getMessage());
            return true;
        } catch (SQLException e) {
            told.add("failure: " + state(e));
            told.add("#" + e.getMessage());
            return true;
        } catch (RuntimeException e) { // of a driver
            told.add("failure: " + e.getClass().getName());
            told.add("#" + e.getMessage() + " at " + Stream.of(e.getStackTrace()).limit(8).toList());
            return true;
        } finally {
            join(other);
        }
    }

    private String once(String prepared, List<List<Integer>> values) throws SQLException {
        if (act.way() == WideAct.Way.STATEMENT || act.way() == WideAct.Way.BATCH) {
            try (Statement statement = connection.createStatement()) {
                move();
                if (act.way() == WideAct.Way.STATEMENT) {
                    return String.valueOf(statement.executeUpdate(place.say(act.text(values.get(0)))));
                }
                for (List<Integer> entry : values) {
                    statement.addBatch(place.say(act.text(entry)));
                }
                return Arrays.toString(statement.executeBatch());
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(prepared)) {
            move();
            for (List<Integer> entry : values) {
                for (int i = 0; i < entry.size(); i++) {
                    statement.setInt(i + 1, entry.get(i));
                }
                if (act.way() == WideAct.Way.PREPARED_BATCH) {
                    statement.addBatch();
                }
            }
            return act.way() == WideAct.Way.PREPARED_BATCH ? Arrays.toString(statement.executeBatch())
                    : String.valueOf(statement.executeUpdate());
        }
    }

    private void move() throws SQLException {
        if (act.moved() && (place.database() == Database.POSTGRESQL || place.database().isInMemory())) {
            connection.setSchema(place.other());
        } else if (act.moved()) {
            connection.setCatalog(place.other());
        }
    }

    /** What the session says that the last statement did. */
    private void rowCount() {
        switch (place.database()) {
            case POSTGRESQL, H2, H2_POSTGRESQL, H2_MYSQL, HSQLDB -> {}
            case MYSQL, MYSQL_OFF, MARIADB -> told.add("row count: " + query("SELECT ROW_COUNT()"));
            case SQLITE -> told.add("row count: " + query("SELECT changes()"));
        }
    }

    private boolean threads() {
        List<String> failures = Collections.synchronizedList(new ArrayList<>());
        List<String> counts = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (List<Integer> entry : act.values()) {
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                    counts.add(alone(entry));
                } catch (SQLException e) {
                    failures.add(state(e) + " " + e.getMessage());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            threads.add(thread);
            thread.start();
        }
        start.countDown();
        threads.forEach(WideSession::join);
        Collections.sort(counts);
        told.add("counts: " + counts);
        told.add("failures: " + failures.size());
        failures.forEach(failure -> told.add("#" + failure));
        return !failures.isEmpty();
    }

    private String alone(List<Integer> entry) throws SQLException {
        if (act.way() == WideAct.Way.THREADS) {
            try (Statement statement = connection.createStatement()) {
                return String.valueOf(statement.executeLargeUpdate(place.say(act.text(entry))));
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(place.say(act.prepared()))) {
            for (int i = 0; i < entry.size(); i++) {
                statement.setInt(i + 1, entry.get(i));
            }
            return String.valueOf(statement.executeUpdate());
        }
    }

    /** Another connection that creates a table, and commits while this one waits for its lock. */
    private Thread others() throws SQLException {
        place.run("BEGIN IMMEDIATE");
        for (String statement : act.late()) {
            place.run(statement);
        }
        Thread thread = new Thread(() -> {
            try {
                Thread.sleep(PAUSE);
                place.run("COMMIT");
            } catch (SQLException | InterruptedException e) {
                told.add("others: " + e);
                attempt(() -> place.run("ROLLBACK"));
            }
        });
        thread.start();
        return thread;
    }

    private static void join(Thread thread) {
        try {
            if (thread != null) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** But for what the move to another schema sets itself. */
    private List<String> settings() {
        List<String> values = new ArrayList<>();
        act.settings().stream()
                .map(WideSetting::show)
                .filter(show -> !show.isEmpty() && !(act.moved() && show.contains("search_path")))
                .forEach(show -> values.add(query(show)));
        return values;
    }

    private String query(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "nothing";
        } catch (SQLException e) {
            return state(e);
        }
    }

    private void execute(String neutral) throws SQLException {
        if (!neutral.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(place.say(neutral));
            }
        }
    }

    /** The SQLState; SQLite has none, but a code. */
    private static String state(SQLException e) {
        return e.getSQLState() == null ? "code " + (e.getErrorCode() & 0xff) : e.getSQLState();
    }
}
