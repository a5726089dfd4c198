package org.cascadejdbc.it.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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

    /** Prepared and plain ones in turn. */
    private static void batch(Connection connection, int thread) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement("DELETE FROM p WHERE id = ?");
                Statement plain = connection.createStatement()) {
            for (int id = 1 + thread; id <= PARENTS; id += 2 * DELETING) {
                for (int entry = id; entry <= Math.min(id + DELETING, PARENTS); entry += DELETING) {
                    if (id % 2 == 0) {
                        plain.addBatch("DELETE FROM p WHERE id = " + entry);
                    } else {
                        prepared.setInt(1, entry);
                        prepared.addBatch();
                    }
                }
                int[] counts = id % 2 == 0 ? plain.executeBatch() : prepared.executeBatch();
                assertThat(counts).doesNotContain(0, Statement.EXECUTE_FAILED);
            }
        }
    }

    /** All of a cascade or nothing: a parent with its child, grandchild and the row that would get NULL, or none of them. */
    private static void explain(Connection connection, int thread) throws SQLException {
        try (PreparedStatement explain = connection.prepareStatement("EXPLAIN CASCADE DELETE FROM p WHERE id = ?")) {
            for (int id = 1; id <= PARENTS; id += 4) {
                explain.setInt(1, id);
                Set<Long> counts = new HashSet<>();
                try (ResultSet rows = explain.executeQuery()) {
                    while (rows.next()) {
                        counts.add(rows.getLong("row_count"));
                    }
                }
                assertThat(counts).hasSize(1).isSubsetOf(0L, 1L);
            }
        }
    }

    /** Rows that are updated, inserted and deleted through a result set: statements of the driver's between two of ours. */
    private static void updateRows(Connection connection, int thread) throws SQLException {
        try (Statement statement =
                        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                ResultSet rows = statement.executeQuery("SELECT id, n FROM counted ORDER BY id")) {
            for (int n = 0; n < PARENTS / 4; n++) {
                assertThat(rows.first()).isTrue();
                rows.updateInt("n", rows.getInt("n") + 1);
                rows.updateRow();
                rows.moveToInsertRow();
                rows.updateInt("id", 2 + n);
                rows.updateInt("n", 0);
                rows.insertRow();
                rows.moveToCurrentRow();
                assertThat(rows.last()).isTrue();
                rows.deleteRow();
            }
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

    @OnDatabases
    void batchesExplanationsAndUpdatableRows(Database database) throws Exception {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            space.run("CREATE TABLE counted (id int primary key, n int)");
            space.run("INSERT INTO counted VALUES (1, 0)");
            DataSource ours = Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys());
            boolean updatable = database != Database.SQLITE; // whose driver has no such result sets
            try (Connection connection = ours.getConnection()) {
                if (database == Database.POSTGRESQL) { // its driver asks for the key of updatable rows by what the path has
                    try (Statement statement = connection.createStatement()) {
                        statement.execute(space.say("SET search_path = @own"));
                    }
                }
                together(connection, List.of(OneConnectionIT::batch, OneConnectionIT::batch, OneConnectionIT::batch,
                        OneConnectionIT::explain, OneConnectionIT::read,
                        updatable ? OneConnectionIT::updateRows : OneConnectionIT::insert));
            }
            try (Connection observer = space.dataSource().getConnection();
                    Statement statement = observer.createStatement();
                    ResultSet row = statement.executeQuery("SELECT COUNT(*), MAX(n) FROM counted")) {
                row.next();
                String updated = "counted " + List.of(row.getInt(1), row.getInt(2)) + "\n";
                assertThat(updated + schema.content(observer)) // together: what is lost says which transaction was
                        .startsWith("counted [1, " + (updatable ? PARENTS / 4 : 0) + "]\np[]\nc[]\ng[]\ns[(1,null)");
                assertThat(schema.rows(observer, "s")).hasSize(PARENTS).allMatch(row2 -> row2.endsWith("null)"));
            }
        }
    }

    /**
     * Metadata are queries of the driver's own, whenever it needs them: one between two statements of a batch neither keeps
     * a transaction open, with which all that comes next would be lost, nor meets one that has failed.
     */
    @OnDatabases(h2 = true)
    void metadataBesideBatches(Database database) throws Exception {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            DataSource ours = Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys());
            try (Connection connection = ours.getConnection()) {
                Work look = (own, thread) -> {
                    for (int n = 0; n < PARENTS; n++) {
                        try (ResultSet keys = own.getMetaData().getPrimaryKeys(own.getCatalog(), own.getSchema(), "p")) {
                            keys.next();
                        }
                    }
                };
                together(connection, List.of(OneConnectionIT::batch, OneConnectionIT::batch, OneConnectionIT::batch, look,
                        look, look));
                try (Statement statement = connection.createStatement()) {
                    statement.executeUpdate("INSERT INTO other_work VALUES (1)");
                }
            }
            try (Connection observer = space.dataSource().getConnection()) {
                assertThat(schema.content(observer)).startsWith("p[]\nc[]\ng[]\ns[(1,null)");
                assertThat(schema.rows(observer, "other_work")).hasSize(1);
            }
        }
    }

    /** What the driver asks besides statements neither fails a batch of another thread, nor fails with it, nor is undone by it. */
    @Test
    void questionsBesideBatches() throws Exception {
        try (Space space = Space.create(Database.POSTGRESQL)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            DataSource ours = Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys());
            try (Connection connection = ours.getConnection()) {
                Work failing = (own, thread) -> {
                    try (Statement statement = own.createStatement()) {
                        for (int n = 0; n < PARENTS / 2; n++) {
                            statement.addBatch("DELETE FROM p WHERE id = 0");
                            statement.addBatch("DELETE FROM p WHERE id = 1 / 0");
                            assertThatThrownBy(statement::executeBatch).hasMessageContaining("zero");
                        }
                    }
                };
                Work questions = (own, thread) -> {
                    for (int n = 0; n < PARENTS; n++) {
                        try (PreparedStatement unknown = own.prepareStatement("SELECT nosuch FROM p")) {
                            assertThatThrownBy(unknown::getMetaData).hasMessageContaining("nosuch");
                        }
                        own.getTransactionIsolation();
                        own.getSchema();
                        own.setClientInfo("ApplicationName", "name " + n);
                        try (Statement statement = own.createStatement();
                                ResultSet name = statement.executeQuery("SHOW application_name")) {
                            name.next();
                            assertThat(name.getString(1)).isEqualTo("name " + n);
                        }
                    }
                };
                together(connection, List.of(OneConnectionIT::batch, OneConnectionIT::batch, OneConnectionIT::batch, failing, questions));
            }
            try (Connection observer = space.dataSource().getConnection()) {
                assertThat(schema.content(observer)).startsWith("p[]\nc[]\ng[]\ns[(1,null)");
            }
        }
    }

    /** Whoever closes it in the midst of all: each cascade is done or not, and nobody waits for ever. */
    @OnDatabases
    void close(Database database) throws Exception {
        for (int after : new int[] {0, 5, 20, 60}) {
            try (Space space = Space.create(database)) {
                Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
                DataSource ours = Ours.withRelations(space.dataSource(), Map.of("cascade.maxRows", "100"), FAMILY.keys());
                Connection connection = ours.getConnection();
                AtomicInteger deleted = new AtomicInteger();
                AtomicBoolean closing = new AtomicBoolean();
                CountDownLatch reached = new CountDownLatch(after);
                Work delete = (own, thread) -> {
                    try (PreparedStatement statement = own.prepareStatement("DELETE FROM p WHERE id = ?")) {
                        for (int id = 1 + thread; id <= PARENTS; id += DELETING) {
                            statement.setInt(1, id);
                            deleted.addAndGet(statement.executeUpdate());
                            reached.countDown();
                        }
                    } catch (SQLException e) {
                        assertThat(closing).as(e.toString()).isTrue();
                    }
                };
                together(connection, List.of(delete, delete, delete, (own, thread) -> {
                    try {
                        reached.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    closing.set(true);
                    own.close();
                }));
                assertThat(connection.isClosed()).isTrue();
                try (Connection observer = space.dataSource().getConnection()) {
                    int left = schema.rows(observer, "p").size();
                    assertThat(left).as("%d were told", deleted.get()).isLessThanOrEqualTo(PARENTS - deleted.get())
                            .isGreaterThanOrEqualTo(PARENTS - deleted.get() - DELETING);
                    assertThat(schema.rows(observer, "c")).hasSize(left);
                    assertThat(schema.rows(observer, "g")).hasSize(left);
                    assertThat(schema.rows(observer, "s")).filteredOn(row -> !row.endsWith("null)")).hasSize(left);
                }
            }
        }
    }

    @OnDatabases
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
