package org.cascadejdbc.it.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Many virtual threads delete at once, and none is pinned by a frame of ours that a driver's is not above. Needs Java
 * 21; that our sources have no monitor at all is tested everywhere ({@code ArchitectureTest}).
 */
class VirtualThreadsIT {
    private static final int PARENTS = 200;
    private static final Scenario FAMILY = Scenario.named("many parents")
            .table("p", "id int primary key", values("(%d)"))
            .table("c", "id int primary key, p int", values("(%1$d,%1$d)"))
            .key("c(p)", CASCADE, "p(id)");

    private static String values(String row) {
        return IntStream.rangeClosed(1, PARENTS).mapToObj(row::formatted).collect(Collectors.joining(","));
    }

    @Test
    void noFrameOfOursPins() throws Exception {
        if (Runtime.version().feature() < 21) {
            System.err.println("*** VIRTUAL THREADS NEED JAVA 21: THIS IS " + Runtime.version().feature()
                    + ", WHETHER THEY ARE PINNED IS NOT TESTED ***");
        }
        Assumptions.assumeTrue(Runtime.version().feature() >= 21, "virtual threads need Java 21");
        Path recorded = Files.createTempFile(Files.createDirectories(Path.of("target")), "pinned", ".jfr");
        try (Space space = Space.create(Database.POSTGRESQL);
                HikariDataSource pool = new HikariDataSource();
                Recording recording = new Recording()) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            pool.setJdbcUrl(space.dataSource().url());
            pool.setMaximumPoolSize(8);
            DataSource ours = Ours.withRelations(pool, Map.of(), FAMILY.keys());
            delete(ours, 0); // threads wait for classes that another one is loading, once
            recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
            recording.start();
            deleteAll(ours);
            recording.stop();
            recording.dump(recorded);
            try (Connection connection = space.dataSource().getConnection()) {
                assertThat(schema.content(connection)).isEqualTo("p[]\nc[]\n");
            }
        }
        assertThat(RecordingFile.readAllEvents(recorded).stream()
                        .filter(event -> event.getEventType().getName().equals("jdk.VirtualThreadPinned"))
                        .filter(VirtualThreadsIT::isOurs))
                .isEmpty();
        Files.delete(recorded);
    }

    /** Whether between what waits and the virtual thread's begin it is we who stand above every pool and driver. */
    private static boolean isOurs(RecordedEvent pinned) {
        return pinned.getStackTrace() != null
                && pinned.getStackTrace().getFrames().stream()
                        .map(frame -> frame.getMethod().getType().getName())
                        .filter(type -> !type.startsWith("java.") && !type.startsWith("jdk.") && !type.startsWith("sun."))
                        .findFirst()
                        .filter(type -> type.startsWith("org.cascadejdbc.") && !type.startsWith("org.cascadejdbc.it."))
                        .isPresent();
    }

    private static void deleteAll(DataSource ours) throws Exception {
        ExecutorService threads = virtualThreads();
        try {
            List<Future<Integer>> deleted = new ArrayList<>();
            for (int id = 1; id <= PARENTS; id++) {
                int parent = id;
                deleted.add(threads.submit(() -> delete(ours, parent)));
            }
            for (Future<Integer> each : deleted) {
                assertThat(each.get()).isEqualTo(1);
            }
        } finally {
            threads.shutdown();
        }
    }

    /** Not in the API that we compile against. */
    private static ExecutorService virtualThreads() throws ReflectiveOperationException {
        return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    private static int delete(DataSource ours, int id) throws SQLException {
        try (Connection connection = ours.getConnection();
                PreparedStatement statement = connection.prepareStatement("DELETE FROM p WHERE id = ?")) {
            statement.setInt(1, id);
            return statement.executeUpdate();
        }
    }
}
