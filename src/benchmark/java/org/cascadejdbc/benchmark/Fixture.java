package org.cascadejdbc.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A shape's tables with their rows in a space of their own; made anew when all targets are gone. */
final class Fixture implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final long PROCESS = ProcessHandle.current().pid();
    private static final Pattern NUMBERS = Pattern.compile("\\{1\\.\\.(\\d+)}");

    private final Engine engine;
    private final Shape shape;
    private final String name;
    private final Connection admin;
    private int filled;
    private int next;

    Fixture(Engine engine, Shape shape, Keys keys) throws SQLException {
        this.engine = engine;
        this.shape = shape;
        this.name = "bench" + PROCESS + "_" + NUMBER.incrementAndGet();
        this.admin = DriverManager.getConnection(
                engine == Engine.MYSQL ? engine.url("") : engine.url(name));
        switch (engine) {
            case POSTGRESQL -> run("SET session_replication_role = replica", "CREATE SCHEMA " + name);
            case MYSQL -> run("SET foreign_key_checks = 0", "SET cte_max_recursion_depth = 100000000",
                    "CREATE DATABASE " + name, "USE " + name);
            case SQLITE -> run("PRAGMA foreign_keys = OFF");
        }
        for (Shape.Table table : shape.tables()) {
            create(table, keys);
        }
        fill();
    }

    private void create(Shape.Table table, Keys keys) throws SQLException {
        StringBuilder ddl = new StringBuilder("CREATE TABLE " + table.name() + " (id INTEGER PRIMARY KEY");
        table.references().forEach(reference -> ddl.append(", " + reference.column() + " INTEGER"));
        ddl.append(table.columns());
        table.references().forEach(reference -> ddl.append(keys.constraint(reference)));
        // vacuum in the middle of a measurement belongs to nobody
        run(ddl + ")" + (engine == Engine.POSTGRESQL ? " WITH (autovacuum_enabled = off)" : ""));
        for (Shape.Reference reference : table.references()) {
            String column = reference.column();
            run("CREATE INDEX " + table.name() + "_" + column + " ON " + table.name() + " (" + column + ")");
        }
    }

    private void fill() throws SQLException {
        int from = filled + 1;
        admin.setAutoCommit(false);
        for (Shape.Table table : shape.tables()) {
            for (String insert : table.fill()) {
                run(say(insert).replace("{from}", "" + from).replace("{count}", "" + shape.pool()));
            }
        }
        admin.commit();
        admin.setAutoCommit(true);
        for (Shape.Table table : shape.tables()) {
            switch (engine) {
                case POSTGRESQL -> run("VACUUM ANALYZE " + table.name());
                case MYSQL -> run("ANALYZE TABLE " + table.name());
                case SQLITE -> {} // nobody does, and its planner is not better for it
            }
        }
        filled += shape.pool();
    }

    private String say(String sql) {
        Matcher matcher = NUMBERS.matcher(sql.replace("{integer}", engine == Engine.MYSQL ? "SIGNED" : "INTEGER"));
        return matcher.replaceAll(found -> {
            StringBuilder rows = new StringBuilder("(SELECT 0 AS i");
            for (int i = 1; i < Integer.parseInt(found.group(1)); i++) {
                rows.append(" UNION ALL SELECT ").append(i);
            }
            return rows.append(')').toString();
        });
    }

    Engine engine() {
        return engine;
    }

    Shape shape() {
        return shape;
    }

    String url() {
        return engine.url(name);
    }

    /** The parameter for the next DELETE. */
    int next() throws SQLException {
        if (!shape.committed()) {
            return shape.targets().get(next++ % shape.targets().size());
        }
        if (next == filled) {
            fill();
        }
        return ++next;
    }

    /** How many rows each table has, as {@code connection} sees it. */
    Map<String, Long> count(Connection connection) throws SQLException {
        Map<String, Long> counts = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement()) {
            for (Shape.Table table : shape.tables()) {
                try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table.name())) {
                    rows.next();
                    counts.put(table.name(), rows.getLong(1));
                }
            }
        }
        return counts;
    }

    /** Fails unless exactly the rows of the targets that were given out are gone, in all tables together. */
    void check(String who) throws SQLException {
        Map<String, Long> counts = count(admin);
        for (Shape.Table table : shape.tables()) {
            if (shape.committed() && counts.get(table.name()) != (long) table.doomed() * (filled - next)) {
                throw new IllegalStateException(who + " on " + engine + ": wrong rows are left: " + counts);
            }
        }
    }

    private void run(String... statements) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        switch (engine) {
            case POSTGRESQL -> run("DROP SCHEMA " + name + " CASCADE");
            case MYSQL -> run("DROP DATABASE " + name);
            case SQLITE -> {}
        }
        admin.close();
        if (engine == Engine.SQLITE) {
            try {
                for (String suffix : new String[] {"", "-wal", "-shm"}) {
                    Files.deleteIfExists(Path.of(Engine.file(name) + suffix));
                }
            } catch (IOException e) {
                throw new SQLException(e);
            }
        }
    }
}
