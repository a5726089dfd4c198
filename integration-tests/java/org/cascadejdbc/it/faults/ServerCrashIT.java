package org.cascadejdbc.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.it.support.CuttingProxy;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.DatabaseServer;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Servers;
import org.cascadejdbc.it.support.UrlDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server of the test's own is killed (SIGKILL) in the middle of a large cascade, and started again. */
@Timeout(180)
class ServerCrashIT {
    private static final int ROWS = 20_000;
    private static final String COUNT =
            "SELECT (SELECT COUNT(*) FROM p), (SELECT COUNT(*) FROM c), (SELECT COUNT(*) FROM g)";
    private static final String ALL = "1 " + ROWS + " " + ROWS;
    private static final String NUMBERS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
            + ROWS + ") SELECT ";

    private static void build(Connection connection) throws SQLException {
        execute(connection, "CREATE TABLE p (id int primary key)", "CREATE TABLE c (id int primary key, p int)",
                "CREATE TABLE g (id int primary key, c int)", "CREATE TABLE s (id int primary key, c int)",
                "CREATE INDEX c_p ON c (p)", "CREATE INDEX g_c ON g (c)",
                "INSERT INTO p VALUES (1)", "INSERT INTO c " + NUMBERS + "i, 1 FROM n",
                "INSERT INTO g " + NUMBERS + "i, i FROM n");
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static DataSource ours(DataSource dataSource) {
        return CascadeDataSource.builder(dataSource)
                .foreignKey("c", "p").references("p", "id").onDelete(CASCADE)
                .foreignKey("g", "c").references("c", "id").onDelete(CASCADE)
                .foreignKey("s", "c").references("c", "id").onDelete(SET_NULL) // on MySQL it takes several statements
                .build();
    }

    private static CompletableFuture<SQLException> delete(Connection connection) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                execute(connection, "DELETE FROM p WHERE id = 1");
                return null;
            } catch (SQLException e) {
                return e;
            }
        });
    }

    private static void assertNothingHappenedAndDeleteAgain(DataSource restarted) throws SQLException {
        try (Connection connection = ours(restarted).getConnection()) {
            assertThat(count(connection)).isEqualTo(ALL);
            execute(connection, "DELETE FROM p WHERE id = 1");
            assertThat(count(connection)).isEqualTo("0 0 0");
        }
    }

    private static String count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COUNT)) {
            row.next();
            return row.getInt(1) + " " + row.getInt(2) + " " + row.getInt(3);
        }
    }

    /** It waits at a lock of the last table, with the others' rows deleted. */
    @Test
    void postgresql() throws Exception {
        Path data = Path.of("target", "postgresql-crash");
        deleteAll(data);
        EmbeddedPostgres server = postgresql(data);
        UrlDataSource first = new UrlDataSource(server.getJdbcUrl("postgres", "postgres"));
        Connection locking = first.getConnection();
        Connection connection = ours(first).getConnection();
        Sessions sessions = new Sessions(Database.POSTGRESQL, first);
        build(locking);
        locking.setAutoCommit(false);
        execute(locking, "SELECT id FROM g WHERE id = " + ROWS + " FOR UPDATE");
        long session = Sessions.id(Database.POSTGRESQL, connection);
        CompletableFuture<SQLException> end = delete(connection);
        sessions.awaitBlocked(session);

        long postmaster = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        ProcessHandle main = ProcessHandle.of(postmaster).orElseThrow();
        List<ProcessHandle> all = Stream.concat(Stream.of(main), main.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());

        assertThat(end.get().getSQLState()).startsWith("08");
        server.close(); // what is left of it: a lock of this JVM's
        try (EmbeddedPostgres again = postgresql(data)) {
            assertNothingHappenedAndDeleteAgain(new UrlDataSource(again.getJdbcUrl("postgres", "postgres")));
        }
    }

    private static EmbeddedPostgres postgresql(Path data) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "off") // the machine does not crash
                .setServerConfig("synchronous_commit", "on") // what was committed is there after the server's crash
                .start();
    }

    /** Between two of its DELETEs: the grandchildren are gone, the parent is not. */
    @OnDatabases({Database.MYSQL, Database.MARIADB})
    void mySql(Database database) throws Exception {
        boolean mariaDb = database == Database.MARIADB;
        DatabaseServer server = mariaDb ? Servers.mariaDb("crash") : Servers.mysql("crash");
        deleteAll(server.directory());
        Servers.url(database); // where there can be no server, that one says so
        UrlDataSource first = new UrlDataSource(server.start("--innodb-doublewrite=ON"));
        try (Connection admin = first.getConnection()) {
            execute(admin, "CREATE DATABASE shop", "USE shop",
                    "SET " + (mariaDb ? "max_recursive_iterations" : "cte_max_recursion_depth") + " = 100000");
            build(admin);
        }
        UrlDataSource shop = new UrlDataSource(first.url().replaceFirst("/\\?", "/shop?"));
        try (CuttingProxy proxy = CuttingProxy.before(database, shop.url())) {
            Connection connection = ours(proxy.through(shop)).getConnection();
            execute(connection, "DELETE FROM p WHERE id = 99");
            CuttingProxy.Fault held = proxy.hold(6); // START, CREATE TEMPORARY TABLE, INSERT, UPDATE s, DELETE g, DELETE c
            CompletableFuture<SQLException> end = delete(connection);
            held.awaitHeld();
            server.crash();
            held.release();
            assertThat(end.get().getSQLState()).startsWith("08");
        }
        UrlDataSource again = new UrlDataSource(server.start("").replaceFirst("/\\?", "/shop?"));
        assertNothingHappenedAndDeleteAgain(again);
    }

    private static void deleteAll(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                files.map(Path::toFile).sorted((a, b) -> b.compareTo(a)).forEach(File::delete);
            }
        }
    }
}
