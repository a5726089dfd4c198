package org.cascadejdbc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several threads that delete, insert, read and commit on one connection: to each of them a cascade is one statement. */
@Timeout(120)
class OneConnectionIT {
    private static final int PARENTS = 120;
    private static final int DELETING = 3;
    private static final Scenario FAMILY = Scenario.named("family")
            .table("p", "id int primary key", values(1, "(%1$d)"))
            .table("c", "id int primary key, p int", values(1, "(%1$d, %1$d)"))
            .table("g", "id int primary key, c int", values(1, "(%1$d, %1$d)"))
            .table("s", "id int primary key, p int", values(1, "(%1$d, %1$d)"))
            .key("c(p)", CASCADE, "p(id)")
            .key("g(c)", CASCADE, "c(id)")
            .key("s(p)", SET_NULL, "p(id)");

    private static String values(int first, String row) {
        return IntStream.range(first, first + PARENTS).mapToObj(row::formatted).collect(Collectors.joining(","));
    }

    private interface Work {
        void run(Connection connection, int thread) throws SQLException;
    }

    private static void delete(Connection connection, int thread) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM p WHERE id = ?")) {
            for (int id = 1 + thread; id <= PARENTS; id += DELETING) {
                delete.setInt(1, id);
                assertThat(delete.executeUpdate()).isEqualTo(1);
            }
        }
    }

    private static void insert(Connection connection, int thread) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO other_work VALUES (?)")) {
            for (int n = 0; n < PARENTS; n++) {
                insert.setInt(1, thread);
                insert.executeUpdate();
            }
        }
    }

    /** No child without its parent is ever seen, not on the cascade's own connection either. */
    private static void read(Connection connection, int thread) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int n = 0; n < PARENTS; n++) {
                try (ResultSet rows = statement.executeQuery("SELECT (SELECT COUNT(*) FROM p), (SELECT COUNT(*) FROM c),"
                        + " (SELECT COUNT(*) FROM g)")) {
                    rows.next();
                    assertThat(List.of(rows.getInt(2), rows.getInt(3))).containsOnly(rows.getInt(1));
                }
            }
        }
    }

    private static void commit(Connection connection, int thread) throws SQLException {
        for (int n = 0; n < PARENTS / 4; n++) {
            connection.setAutoCommit(false);
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    private static void together(Connection connection, List<Work> all) throws InterruptedException {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            int number = i;
            threads.add(new Thread(() -> {
                try {
                    all.get(number).run(connection, number);
                } catch (Throwable e) {
                    failures.add(e);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void threads(Database database) throws Exception {
        for (Map<String, String> options : List.of(Map.<String, String>of(), Map.of("cascade.maxRows", "100"))) {
            try (Space space = Space.create(database)) {
                Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
                DataSource ours = Ours.withRelations(space.dataSource(), options, FAMILY.keys());
                try (Connection connection = ours.getConnection()) {
                    together(connection, List.of(OneConnectionIT::delete, OneConnectionIT::delete, OneConnectionIT::delete,
                            OneConnectionIT::insert, OneConnectionIT::read, OneConnectionIT::commit));
                }
                try (Connection observer = space.dataSource().getConnection()) {
                    assertThat(schema.content(observer)).startsWith("p[]\nc[]\ng[]\ns[(1,null)");
                    assertThat(schema.rows(observer, "s")).hasSize(PARENTS).allMatch(row -> row.endsWith("null)"));
                    assertThat(schema.rows(observer, "other_work")).hasSize(PARENTS);
                }
            }
        }
    }
}
