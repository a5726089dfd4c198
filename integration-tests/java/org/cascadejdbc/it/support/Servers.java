package org.cascadejdbc.it.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;

/**
 * The servers, each started once per JVM when a test first asks for it. A server that cannot be started fails the tests
 * where {@code CI=true}; elsewhere they are reported as aborted, with the reason in large letters. One that the run is not
 * about ({@link Database#chosen}) is never started: the matrix has no driver of it.
 */
public final class Servers {
    private static final Map<Database, String> URLS = new EnumMap<>(Database.class);
    private static final Map<Database, Integer> VERSIONS = new ConcurrentHashMap<>();
    private static final Map<Database, RuntimeException> FAILURES = new EnumMap<>(Database.class);

    private Servers() {}

    /** The JDBC URL of a running server; SQLite, H2 and HSQLDB have none and answer with the prefix. */
    public static synchronized String url(Database database) {
        Assumptions.assumeTrue(
                Database.chosen().stream().anyMatch(chosen -> chosen == database || chosen.twin() == database),
                () -> "this run is not about " + database);
        if (!URLS.containsKey(database) && !FAILURES.containsKey(database)) {
            try {
                URLS.put(database, start(database));
            } catch (RuntimeException e) {
                FAILURES.put(database, e);
                System.err.printf("%n*** %s COULD NOT BE STARTED: ITS TESTS DO NOT RUN ***%n%s%n%n", database, e);
            }
        }
        RuntimeException failure = FAILURES.get(database);
        if (failure != null && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(database + " could not be started", failure);
        }
        Assumptions.assumeTrue(failure == null, () -> database + " could not be started: " + failure);
        return database == Database.MYSQL_OFF && refuseCascadingKeys() ? Group.OF_THE_RUN.next() : URLS.get(database);
    }

    /** Each question for a server is answered by another member. */
    private static final class Group {
        private static final ReplicationGroup OF_THE_RUN = ReplicationGroup.start("member", 3);
    }

    private static String start(Database database) {
        return switch (database) {
            case SQLITE -> "jdbc:sqlite:";
            case H2, H2_POSTGRESQL, H2_MYSQL -> "jdbc:h2:mem:";
            case HSQLDB -> {
                System.setProperty("hsqldb.reconfig_logging", "false"); // else it takes over the logging of the whole JVM
                yield "jdbc:hsqldb:mem:tests_";
            }
            case POSTGRESQL -> postgreSql();
            case MYSQL -> given("CASCADE_MYSQL_URL", () -> mysql("on").start("--innodb-native-foreign-keys=ON"));
            case MYSQL_OFF -> refuseCascadingKeys() ? Group.OF_THE_RUN.next() : given("CASCADE_MYSQL_OFF_URL", () -> mysql("off").start(""));
            case MARIADB -> given("CASCADE_MARIADB_URL", () -> mariaDb("server").start(""));
        };
    }

    /** Whether the servers of a run take no cascading keys: {@code -Dmysql.group=true}. */
    public static boolean refuseCascadingKeys() {
        return Boolean.getBoolean("mysql.group");
    }

    /** Whether the server is of that major version or a later one. */
    public static boolean isAtLeast(Database database, int major) {
        return VERSIONS.computeIfAbsent(database, each -> {
            try (Connection connection = DriverManager.getConnection(url(each))) {
                return connection.getMetaData().getDatabaseMajorVersion();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }) >= major;
    }

    /** A server of its own, which {@link DatabaseServer#start} starts. */
    public static DatabaseServer mysql(String name) {
        return new DatabaseServer("mysql", name, driver("mysql"));
    }

    /** A server of its own. */
    public static DatabaseServer mariaDb(String name) {
        return new DatabaseServer("mariadb-" + System.getProperty("mariadb", "11.8"), name, driver("mariadb"));
    }

    /** The URL by the server's own driver, or by that of the other one. */
    private static String driver(String server) {
        return "mysql".equals(System.getProperty(server + ".driver", server))
                ? "jdbc:mysql://%s/?user=root&sslMode=DISABLED&allowPublicKeyRetrieval=true"
                : "jdbc:mariadb://%s/?user=root&sslMode=disable";
    }

    private static String given(String variable, Supplier<String> otherwise) {
        String url = System.getenv(variable);
        return url == null || url.isEmpty() ? otherwise.get() : url;
    }

    @SuppressWarnings("resource") // its own shutdown hook closes it
    private static String postgreSql() {
        try {
            String url = EmbeddedPostgres.builder()
                    .setServerConfig("log_min_messages", "fatal") // refused DELETEs are what is tested
                    .start()
                    .getJdbcUrl("postgres", "postgres");
            try (Connection connection = DriverManager.getConnection(url)) {
                HostileSchema.makeBehind(connection);
            }
            return url;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
