package org.cascadejdbc.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An empty place of its own for tables: a schema on PostgreSQL, a database on MySQL, a file on SQLite, a schema of a database of its own on H2. Neutral SQL may
 * name a second one, {@code @other}, where there are schemas. On PostgreSQL a {@link HostileSchema} is on its path. Its own connection does not check keys, so that rows
 * can be put in any order.
 */
public final class Space implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final long PROCESS = ProcessHandle.current().pid();

    private static final Pattern STATEMENT = Pattern.compile("[^;\\s](?:[^;'\"]++|'[^']*+'|\"[^\"]*+\")*+");

    private final Database database;
    private final String name;
    private final String url;
    private final Connection admin;
    private boolean hasOther;

    private Space(Database database, String name, String url, Connection admin) {
        this.database = database;
        this.name = name;
        this.url = url;
        this.admin = admin;
    }

    public static Space create(Database database) throws SQLException {
        String name = "cj" + PROCESS + "_" + NUMBER.incrementAndGet();
        String server = Servers.url(database);
        String url =
                switch (database) {
                    case POSTGRESQL -> server + (server.contains("?") ? "&" : "?") + "currentSchema=" + name + "," + HostileSchema.BEHIND;
                    case MYSQL, MYSQL_OFF, MARIADB -> server.replaceFirst("(//[^/]+/)[^?]*", "$1" + name);
                    case SQLITE -> server + file(name) + "?synchronous=OFF";
                    case H2 -> server + "of_" + name + ";DB_CLOSE_DELAY=-1";
                    case HSQLDB -> server + "of_" + name + ";hsqldb.tx=mvcc"; // by default readers wait for writers, in one thread for ever
                    case H2_POSTGRESQL -> server + "of_" + name
                            + ";DB_CLOSE_DELAY=-1;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
                    case H2_MYSQL -> server + "of_" + name
                            + ";DB_CLOSE_DELAY=-1;MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE";
                };
        String adminUrl = database.isMySql() ? server + (server.contains("?") ? "&" : "?") + "allowMultiQueries=true"
                : url;
        String own = database.isH2() ? url + ";SCHEMA=" + (database == Database.H2 ? name.toUpperCase(Locale.ROOT) : name) : url;
        Space space = new Space(database, name, own, new UrlDataSource(adminUrl).getConnection());
        switch (database) {
            case POSTGRESQL -> space.run("SET client_min_messages = error; SET session_replication_role = replica;"
                    + " CREATE SCHEMA " + name);
            case MYSQL, MYSQL_OFF, MARIADB -> space.run("SET foreign_key_checks = 0; CREATE DATABASE " + name + "; USE " + name);
            case SQLITE -> space.run("PRAGMA foreign_keys = OFF");
            case HSQLDB -> {
                space.run("CREATE SCHEMA " + name + "; SET SCHEMA " + name + "; ALTER USER SA SET INITIAL SCHEMA " + name);
            }
            case H2, H2_POSTGRESQL, H2_MYSQL -> space.run("CREATE SCHEMA " + name + "; SET SCHEMA " + name);
        }
        return space;
    }

    public Database database() {
        return database;
    }

    public String url() {
        return url;
    }

    /** What a user would give to the library: on SQLite the pragma is not thought of. */
    public UrlDataSource dataSource() {
        return new UrlDataSource(url);
    }

    /** Connections on which the database itself enforces the keys. */
    public UrlDataSource enforcing() {
        return database == Database.SQLITE ? new UrlDataSource(url + "&foreign_keys=true") : dataSource();
    }

    /** Says neutral SQL in the database's words. */
    public String say(String neutral) {
        return database.say(neutral.replace("@other", name + "_other").replace("@own", name));
    }

    /** Runs neutral statements with keys unchecked. */
    public void run(String neutral) throws SQLException {
        if (!hasOther && neutral.contains("@other")) {
            hasOther = true;
            run("CREATE SCHEMA " + name + "_other");
        }
        try (Statement statement = admin.createStatement()) {
            if (database.isInMemory()) {
                statement.execute(keys("FALSE"));
            }
            try {
                if (database == Database.HSQLDB) { // which understands none of several statements before it executes the first
                    for (Matcher each = STATEMENT.matcher(say(neutral)); each.find(); ) {
                        statement.execute(each.group());
                    }
                } else {
                    statement.executeUpdate(say(neutral));
                }
            } finally {
                if (database.isInMemory()) {
                    statement.execute(keys("TRUE"));
                }
            }
        }
    }

    private String keys(String checked) {
        return (database == Database.HSQLDB ? "SET DATABASE REFERENTIAL INTEGRITY " : "SET REFERENTIAL_INTEGRITY ") + checked;
    }

    @Override
    public void close() throws SQLException {
        String drop = "DROP SCHEMA " + name;
        switch (database) {
            case POSTGRESQL -> run(drop + " CASCADE" + (hasOther ? "; " + drop + "_other CASCADE" : ""));
            case MYSQL, MYSQL_OFF, MARIADB -> run(drop + (hasOther ? "; " + drop + "_other" : ""));
            case SQLITE -> {}
            case H2, H2_POSTGRESQL, H2_MYSQL, HSQLDB -> {
                try (Statement statement = admin.createStatement()) {
                    statement.execute("SHUTDOWN");
                }
            }
        }
        admin.close();
        if (database == Database.SQLITE) {
            try {
                Files.deleteIfExists(Path.of(file(name)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String file(String name) {
        try {
            return Files.createDirectories(Path.of("target", "sqlite")).resolve(name + ".db").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
