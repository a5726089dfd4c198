package org.cascadejdbc.it.property.wide;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Servers;
import org.cascadejdbc.it.support.UrlDataSource;

/** Two schemas of their own for a wide case, called {@code @own} and {@code @other}; a file on SQLite. */
final class WidePlace implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Set<Database> PREPARED = EnumSet.noneOf(Database.class);

    private final Database database;
    private final String name;
    private final String other;
    private final Connection admin;
    /** Where keys are switched off for the whole database, which they must not stay. */
    private boolean unchecked;

    private WidePlace(Database database, String name, String other, Connection admin) {
        this.database = database;
        this.name = name;
        this.other = other;
        this.admin = admin;
    }

    static WidePlace create(Database database, String suffix) throws SQLException {
        String name = "wide" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet() + suffix;
        String server = Servers.url(database);
        String url = switch (database) {
            case POSTGRESQL -> server;
            case MYSQL, MYSQL_OFF, MARIADB -> server + (server.contains("?") ? "&" : "?") + "allowMultiQueries=true";
            case SQLITE -> "jdbc:sqlite:" + file(name) + "?synchronous=OFF";
            case H2, H2_POSTGRESQL, H2_MYSQL, HSQLDB -> inMemory(database, name);
        };
        WidePlace place = new WidePlace(database, name, name + "_o", new UrlDataSource(url).getConnection());
        try {
            place.prepare();
        } catch (SQLException e) {
            place.admin.close();
            throw e;
        }
        return place;
    }

    private void prepare() throws SQLException {
        synchronized (PREPARED) {
            if (PREPARED.add(database)) {
                for (String statement : WideKind.preparation(database)) {
                    run(statement);
                }
            }
        }
        switch (database) {
            case POSTGRESQL -> run("SET client_min_messages = error; CREATE SCHEMA @own; CREATE SCHEMA @other;"
                    + " SET search_path = @own");
            case MYSQL, MYSQL_OFF, MARIADB -> run("SET sql_mode = '', time_zone = '+00:00'; CREATE DATABASE @own;"
                    + " CREATE DATABASE @other; USE @own");
            case H2, H2_POSTGRESQL, H2_MYSQL -> runAll(List.of("CREATE SCHEMA @own", "CREATE SCHEMA @other", "SET SCHEMA @own"));
            case HSQLDB -> runAll(List.of("CREATE SCHEMA @own", "CREATE SCHEMA @other", "ALTER USER SA SET INITIAL SCHEMA @own",
                    "SET SCHEMA @own"));
            case SQLITE -> {}
        }
    }

    /** A database of its own. */
    private static String inMemory(Database database, String name) {
        String url = Servers.url(database) + "of_" + name;
        return switch (database) {
            case H2_POSTGRESQL -> url + ";DB_CLOSE_DELAY=-1;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
            case H2_MYSQL -> url + ";DB_CLOSE_DELAY=-1;MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE";
            case HSQLDB -> url + ";hsqldb.tx=mvcc";
            default -> url + ";DB_CLOSE_DELAY=-1";
        };
    }

    Database database() {
        return database;
    }

    /** What another schema is called where a connection is moved to it. */
    String other() {
        return database.isInMemory() ? withoutQuotes(other) : other;
    }

    /** As the catalog has it. */
    private String withoutQuotes(String plain) {
        return database.quote(plain).replace("\"", "");
    }

    String say(String neutral) {
        return neutral.replace("@own", database.quote(name)).replace("@other",
                database.quote(other)).replace("@schema", name);
    }

    /** What was told, without the names that other places have others for. */
    String neutral(String told) {
        return told.replace(other(), "@other").replace(database.isInMemory() ? withoutQuotes(name) : name, "@own");
    }

    /** Where programs connect to. */
    UrlDataSource dataSource(String parameters) {
        String server = Servers.url(database);
        String url = switch (database) {
            case POSTGRESQL -> server + (server.contains("?") ? "&" : "?") + "currentSchema="
                    + URLEncoder.encode(database.quote(name), StandardCharsets.UTF_8).replace("+", "%20");
            case MYSQL, MYSQL_OFF, MARIADB -> server.replaceFirst("(//[^/]+/)[^?]*", "$1" + name);
            case SQLITE -> "jdbc:sqlite:" + file(name) + "?synchronous=OFF";
            case H2, H2_POSTGRESQL, H2_MYSQL -> inMemory(database, name) + ";SCHEMA=" + withoutQuotes(name);
            case HSQLDB -> inMemory(database, name);
        };
        return new UrlDataSource(url + (parameters.isEmpty() ? "" : "&" + parameters));
    }

    Connection admin() {
        return admin;
    }

    void run(String neutral) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            switchKeys(statement, false);
            try {
                statement.execute(say(neutral));
            } finally {
                switchKeys(statement, true);
            }
        }
    }

    private void switchKeys(Statement statement, boolean on) throws SQLException {
        if (unchecked) {
            statement.execute((database == Database.HSQLDB ? "SET DATABASE REFERENTIAL INTEGRITY " : "SET REFERENTIAL_INTEGRITY ")
                    + (on ? "TRUE" : "FALSE"));
        }
    }

    /** Whether keys are checked while rows are put in by {@link #run}. */
    void check(boolean on) throws SQLException {
        switch (database) {
            case POSTGRESQL -> run("SET session_replication_role = " + (on ? "origin" : "replica"));
            case MYSQL, MYSQL_OFF, MARIADB -> run("SET foreign_key_checks = " + (on ? 1 : 0));
            case SQLITE -> run("PRAGMA foreign_keys = " + (on ? "ON" : "OFF"));
            case H2, H2_POSTGRESQL, H2_MYSQL, HSQLDB -> unchecked = !on;
        }
    }

    void runAll(List<String> statements) throws SQLException {
        if (database.isMySql() || database == Database.POSTGRESQL) {
            if (!statements.isEmpty()) {
                run(String.join(";\n", statements));
            }
        } else if (database.isInMemory()) {
            for (String statement : statements) {
                run(statement);
            }
        } else {
            run("BEGIN");
            for (String statement : statements) {
                run(statement);
            }
            run("COMMIT");
        }
    }

    @Override
    public void close() throws SQLException {
        unchecked = false;
        switch (database) {
            case POSTGRESQL -> run("DROP SCHEMA @own CASCADE; DROP SCHEMA @other CASCADE");
            case MYSQL, MYSQL_OFF, MARIADB -> run("SET foreign_key_checks = 0; DROP DATABASE @own; DROP DATABASE @other");
            case H2, H2_POSTGRESQL, H2_MYSQL, HSQLDB -> run("SHUTDOWN");
            case SQLITE -> {}
        }
        admin.close();
        if (database == Database.SQLITE) {
            for (String end : new ArrayList<>(List.of("", "-wal", "-shm", "-journal"))) {
                Path.of(file(name) + end).toFile().delete();
            }
        }
    }

    private static String file(String name) {
        Path directory = Path.of("target", "sqlite");
        directory.toFile().mkdirs();
        return directory.resolve(name + ".db").toString();
    }
}
