package org.cascadejdbc.it.transactions;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.Key;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;

/**
 * Threads that delete a few parents again and again, each one soon replaced by another, while others insert, move and
 * delete children and grandchildren of the same few.
 */
final class Stress {
    static final Scenario FAMILY = Scenario.named("family")
            .table("p", "id int primary key", "")
            .table("c", "id int primary key, p int", "")
            .table("g", "id int primary key, c int", "")
            .table("n", "id int primary key, c int", "")
            .key("c(p)", DeleteRule.CASCADE, "p(id)")
            .key("g(c)", DeleteRule.CASCADE, "c(id)")
            .key("n(c)", DeleteRule.SET_NULL, "c(id)");

    private static final int PARENTS = 6;
    private static final int CHILDREN = 24;
    private static final int THREADS = 4;

    private final Schema schema;
    private final DataSource deleting;
    private final DataSource writing;
    private final int isolation;
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicIntegerArray parents = new AtomicIntegerArray(PARENTS);
    private final AtomicIntegerArray children = new AtomicIntegerArray(CHILDREN);
    private final Report report = new Report();

    /** What was done, and the errors by SQLState or code, of each kind of work. */
    static final class Report {
        final AtomicLong deletes = new AtomicLong();
        final AtomicLong deletedRows = new AtomicLong();
        final AtomicLong writes = new AtomicLong();
        final Map<String, Map<String, Long>> errors = new TreeMap<>();
        final Map<String, String> examples = new TreeMap<>();
        long orphans;

        synchronized void error(String work, SQLException e) {
            String state = e.getSQLState() == null || e.getSQLState().equals("HY000")
                    ? "error " + e.getErrorCode()
                    : e.getSQLState() + (e.getErrorCode() == 0 ? "" : "/" + e.getErrorCode());
            errors.computeIfAbsent(work, any -> new TreeMap<>()).merge(state, 1L, Long::sum);
            examples.putIfAbsent(work + " " + state, String.valueOf(e.getMessage()));
        }

        Map<String, Long> errors(String work) {
            return errors.getOrDefault(work, Map.of());
        }

        @Override
        public String toString() {
            return deletes + " DELETEs (" + deletedRows + " parents), " + writes + " writes, " + orphans + " orphans, errors "
                    + errors;
        }
    }

    /** @param isolation as {@link Connection} numbers it, 0 for the database's own */
    Stress(Schema schema, DataSource deleting, DataSource writing, int isolation) {
        this.schema = schema;
        this.deleting = deleting;
        this.writing = writing;
        this.isolation = isolation;
    }

    Report run(int seconds, long seed) throws Exception {
        for (int slot = 0; slot < PARENTS; slot++) {
            replaceParent(slot);
        }
        ExecutorService threads = Executors.newFixedThreadPool(2 * THREADS);
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                boolean inTransaction = i % 2 == 1;
                Random deletes = new Random(seed + i);
                Random writes = new Random(seed + THREADS + i);
                work.add(threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        deleteParents(deletes, inTransaction);
                    }
                    return null;
                }));
                work.add(threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        write(writes, inTransaction);
                    }
                    return null;
                }));
            }
            for (Future<?> one : work) {
                one.get(seconds + 120L, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        report.orphans = orphans();
        return report;
    }

    private void deleteParents(Random random, boolean inTransaction) throws SQLException {
        int slot = random.nextInt(PARENTS);
        int second = random.nextInt(4) == 0 ? random.nextInt(PARENTS) : slot;
        try (Connection connection = connection(deleting, inTransaction)) {
            try (PreparedStatement statement = connection.prepareStatement("DELETE FROM p WHERE id IN (?, ?)")) {
                statement.setInt(1, parents.get(slot));
                statement.setInt(2, parents.get(second));
                report.deletes.incrementAndGet();
                int rows = statement.executeUpdate();
                if (inTransaction) {
                    connection.commit();
                }
                report.deletedRows.addAndGet(rows);
            } catch (SQLException e) {
                report.error(inTransaction ? "delete in a transaction" : "delete", e);
                if (inTransaction) {
                    connection.rollback();
                }
                return;
            }
        }
        replaceParent(slot);
        if (second != slot) {
            replaceParent(second);
        }
    }

    private void replaceParent(int slot) throws SQLException {
        int id = ids.incrementAndGet();
        try (Connection connection = connection(writing, false)) {
            execute(connection, "INSERT INTO p VALUES (" + id + ")");
            parents.set(slot, id);
        } catch (SQLException e) {
            report.error("new parent", e);
        }
    }

    private void write(Random random, boolean inTransaction) throws SQLException {
        try (Connection connection = connection(writing, inTransaction)) {
            try {
                for (int i = 0; i < (inTransaction ? 2 : 1); i++) {
                    execute(connection, write(random));
                    report.writes.incrementAndGet();
                }
                if (inTransaction) {
                    connection.commit();
                }
            } catch (SQLException e) {
                report.error("write", e);
                if (inTransaction) {
                    connection.rollback();
                }
            }
        }
    }

    private String write(Random random) {
        int parent = parents.get(random.nextInt(PARENTS));
        int slot = random.nextInt(CHILDREN);
        int child = children.get(slot);
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                int id = ids.incrementAndGet();
                children.set(slot, id);
                return "INSERT INTO c VALUES (" + id + ", " + parent + ")";
            }
            case 3 -> {
                return "INSERT INTO g VALUES (" + ids.incrementAndGet() + ", " + child + ")";
            }
            case 4 -> {
                return "INSERT INTO n VALUES (" + ids.incrementAndGet() + ", " + child + ")";
            }
            case 5 -> {
                return "UPDATE c SET p = " + parent + " WHERE id = " + child;
            }
            case 6 -> {
                return "UPDATE g SET c = " + children.get(random.nextInt(CHILDREN)) + " WHERE c = " + child;
            }
            default -> {
                return "DELETE FROM g WHERE c = " + child;
            }
        }
    }

    private Connection connection(DataSource pool, boolean inTransaction) throws SQLException {
        Connection connection = pool.getConnection();
        if (isolation != 0) {
            connection.setTransactionIsolation(isolation);
        }
        connection.setAutoCommit(!inTransaction);
        return connection;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private long orphans() throws SQLException {
        long orphans = 0;
        try (Connection connection = schema.space().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (Key key : FAMILY.keys()) {
                String child = key.child().table();
                String column = key.child().columns();
                try (ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + child + " WHERE " + column
                        + " IS NOT NULL AND " + column + " NOT IN (SELECT id FROM " + key.parent().table() + ")")) {
                    row.next();
                    orphans += row.getLong(1);
                }
            }
        }
        return orphans;
    }
}
