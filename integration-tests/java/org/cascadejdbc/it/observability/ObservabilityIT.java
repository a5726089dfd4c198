package org.cascadejdbc.it.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cascadejdbc.CascadeEvent.Outcome.DONE;
import static org.cascadejdbc.CascadeEvent.Outcome.FAILED;
import static org.cascadejdbc.CascadeEvent.Outcome.REFUSED;
import static org.cascadejdbc.CascadeEvent.Strategy.ONE_STATEMENT;
import static org.cascadejdbc.CascadeEvent.Strategy.SEVERAL_STATEMENTS;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.RESTRICT;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.CascadeEvent;
import org.cascadejdbc.CascadeListener;
import org.cascadejdbc.it.support.CuttingProxy;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Key;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.SideBySide;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.Stderr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a {@link CascadeListener} is told: of each cascade once, what is known, and never at the DELETE's expense. */
class ObservabilityIT {
    static final Scenario SHOP = Scenario.named("shop")
            .table("customer", "id int primary key", "(1),(2),(3),(4),(5),(6),(7),(8),(9)")
            .table("orders", "id int primary key, customer_id int", "(11,1),(12,1),(21,2),(31,3)")
            .table("item", "id int primary key, order_id int", "(111,11),(112,11),(121,12)")
            .key("orders(customer_id)", CASCADE, "customer(id)")
            .key("item(order_id)", CASCADE, "orders(id)");

    private static final Scenario WITH_NOTES = Scenario.named("with notes")
            .table("customer", "id int primary key", "(1),(2)")
            .table("orders", "id int primary key, customer_id int", "(11,1),(12,1),(21,2)")
            .table("note", "id int primary key, order_id int", "(1,11),(2,11),(3,21)")
            .table("invoice", "id int primary key, customer_id int", "(1,2)")
            .key("orders(customer_id)", CASCADE, "customer(id)")
            .key("note(order_id)", SET_NULL, "orders(id)")
            .key("invoice(customer_id)", RESTRICT, "customer(id)");

    private static final String BY_ID = "DELETE FROM customer WHERE id = ?";

    static CascadeDataSource ours(DataSource delegate, Scenario scenario, CascadeListener... listeners) {
        var builder = CascadeDataSource.builder(delegate);
        for (Key key : scenario.keys()) {
            builder.foreignKey(key.child().table(), key.child().columnNames())
                    .references(key.parent().table(), key.parent().columnNames())
                    .onDelete(key.rule());
        }
        for (CascadeListener listener : listeners) {
            builder.listener(listener);
        }
        return builder.build();
    }

    private static int delete(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return statement.executeUpdate();
        }
    }

    @OnDatabases
    void whatOnlyDeletes(Database database) throws SQLException {
        List<CascadeEvent> events = new ArrayList<>();
        try (Space space = Space.create(database)) {
            Schema.build(SHOP, space, Schema.Keys.ABSENT);
            try (Connection connection = ours(space.dataSource(), SHOP, events::add).getConnection()) {
                assertThat(delete(connection, "DELETE FROM customer WHERE id IN (1, 9)")).isEqualTo(2);
            }
        }
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.tables()).singleElement().asString().endsWith("customer").contains(".");
            boolean several = database == Database.SQLITE || database == Database.MARIADB;
            assertThat(event.strategy()).isEqualTo(several ? SEVERAL_STATEMENTS : ONE_STATEMENT);
            assertThat(event.outcome()).isEqualTo(DONE);
            assertThat(event.sqlState()).isNull();
            assertThat(event.entries()).isOne();
            assertThat(event.statements()).isPositive();
            assertThat(event.rowsMatched()).hasValue(2);
            assertThat(event.rowsTouched())
                    .isEqualTo(database == Database.POSTGRESQL ? OptionalLong.empty() : OptionalLong.of(7));
            assertThat(event.duration()).isPositive();
        });
    }

    @OnDatabases(h2 = true)
    void whatUpdatesTooIsTouched(Database database) throws SQLException {
        List<CascadeEvent> events = new ArrayList<>();
        try (Space space = Space.create(database)) {
            Schema.build(WITH_NOTES, space, Schema.Keys.ABSENT);
            try (Connection connection = ours(space.dataSource(), WITH_NOTES, events::add).getConnection()) {
                assertThat(delete(connection, "DELETE FROM customer WHERE id = 1")).isOne();
            }
        }
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.strategy())
                    .isEqualTo(database == Database.POSTGRESQL ? ONE_STATEMENT : SEVERAL_STATEMENTS);
            assertThat(event.rowsMatched()).hasValue(1);
            assertThat(event.rowsTouched())
                    .isEqualTo(database == Database.POSTGRESQL ? OptionalLong.empty() : OptionalLong.of(5));
        });
    }

    /** A plain statement of SQLite's driver counts all rows: that is its update count, and not what matched. */
    @OnDatabases(h2 = true)
    void whatMatchedIsNotEveryDriversUpdateCount(Database database) throws SQLException {
        List<CascadeEvent> events = new ArrayList<>();
        try (Space space = Space.create(database)) {
            Schema.build(SHOP, space, Schema.Keys.ABSENT);
            try (Connection connection = ours(space.dataSource(), SHOP, events::add).getConnection();
                    Statement statement = connection.createStatement()) {
                assertThat(statement.executeUpdate("DELETE FROM customer WHERE id = 1"))
                        .isEqualTo(database == Database.SQLITE ? 6 : 1);
                assertThat(statement.executeUpdate("DELETE FROM customer WHERE id = 77")).isZero();
            }
        }
        assertThat(events).extracting(CascadeEvent::rowsMatched)
                .containsExactly(OptionalLong.of(1), OptionalLong.of(0));
    }

    @OnDatabases(h2 = true)
    void aRefusalAndAFailure(Database database) throws SQLException {
        String failing = switch (database) {
            case POSTGRESQL -> "id / (id - 1) > 5";
            case MARIADB -> "EXP(1000 + id) > 0";
            case MYSQL, MYSQL_OFF -> "id = 1 OR id = (SELECT 1 UNION SELECT 2)";
            case H2, H2_POSTGRESQL, H2_MYSQL, HSQLDB -> "id / (id - 1) > 5";
            case SQLITE -> "abs(-9223372036854775807 - id) > 0";
        };
        List<CascadeEvent> events = new ArrayList<>();
        List<String> states = new ArrayList<>();
        try (Space space = Space.create(database)) {
            Schema.build(WITH_NOTES, space, Schema.Keys.ABSENT);
            try (Connection connection = ours(space.dataSource(), WITH_NOTES, events::add).getConnection()) {
                assertThatThrownBy(() -> delete(connection, "DELETE FROM customer WHERE id = 2"))
                        .isInstanceOfSatisfying(
                                SQLIntegrityConstraintViolationException.class, e -> states.add(e.getSQLState()));
                assertThatThrownBy(() -> delete(connection, "DELETE FROM customer WHERE " + failing))
                        .isInstanceOfSatisfying(SQLException.class, e -> states.add(e.getSQLState()));
            }
        }
        assertThat(events).extracting(CascadeEvent::outcome).containsExactly(REFUSED, FAILED);
        assertThat(events).extracting(CascadeEvent::sqlState).isEqualTo(states);
        assertThat(events).allSatisfy(event -> {
            assertThat(event.rowsMatched()).isEmpty();
            assertThat(event.rowsTouched()).isEmpty();
        });
    }

    /** What the database refuses by a key of its own is a refusal as well. */
    @OnDatabases(h2 = true)
    void aRefusalOfTheDatabases(Database database) throws SQLException {
        List<CascadeEvent> events = new ArrayList<>();
        try (Space space = Space.create(database)) {
            space.run("CREATE TABLE p (id int primary key)");
            space.run("CREATE TABLE c (id int primary key, p int)");
            space.run("CREATE TABLE k (p int, FOREIGN KEY (p) REFERENCES p (id))");
            space.run("INSERT INTO p VALUES (1)");
            space.run("INSERT INTO k VALUES (1)");
            CascadeDataSource ours = CascadeDataSource.builder(space.dataSource())
                    .foreignKey("c", "p").references("p", "id").onDelete(CASCADE)
                    .listener(events::add)
                    .build();
            try (Connection connection = ours.getConnection()) {
                assertThatThrownBy(() -> delete(connection, "DELETE FROM p")).isInstanceOf(SQLException.class);
            }
        }
        assertThat(events).extracting(CascadeEvent::outcome).containsExactly(REFUSED);
    }

    @OnDatabases(h2 = true)
    void whatTheDatabaseDoesAloneIsNoEvent(Database database) throws SQLException {
        List<CascadeEvent> events = new ArrayList<>();
        Scenario family = Scenario.named("family") // of two generations, which every database's own keys can do
                .table("p", "id int primary key", "(1),(2)")
                .table("c", "id int primary key, p int", "(1,1),(2,1)")
                .key("c(p)", CASCADE, "p(id)");
        try (Space space = Space.create(database)) {
            Schema.build(family, space, Schema.Keys.AS_WANTED);
            CascadeDataSource ours = CascadeDataSource.builder(space.dataSource()).listener(events::add).build();
            try (Connection connection = ours.getConnection()) {
                assertThat(delete(connection, "DELETE FROM p WHERE id = 1")).isOne();
                assertThat(delete(connection, "DELETE FROM c")).isZero();
            }
        }
        assertThat(events).isEmpty();
    }

    /** The lines are those of {@code src/docs/observability.md}. */
    @OnDatabases
    void asThePageSays(Database database) throws SQLException {
        Logger log = LoggerFactory.getLogger("application");
        try (Space space = Space.create(database)) {
            Schema.build(SHOP, space, Schema.Keys.ABSENT);
            DataSource dataSource = space.dataSource();
            CascadeDataSource ours = CascadeDataSource.builder(dataSource)
                    .foreignKey("orders", "customer_id").references("customer", "id").onDelete(CASCADE)
                    .listener(event -> log.info("{} rows of {}: {}", event.rowsMatched(), event.tables(), event.outcome()))
                    .build();
            assertThat(Stderr.during(() -> {
                try (Connection connection = ours.getConnection()) {
                    assertThat(delete(connection, "DELETE FROM customer WHERE id = 1")).isOne();
                }
            })).containsPattern("INFO application - OptionalLong\\[1] rows of \\[\\w+\\.customer]: DONE");
        }
    }

    /** However the entries of a batch are sent: each is told of, some together. */
    @OnDatabases
    void theEntriesOfABatch(Database database) throws SQLException {
        for (String parameters : new String[] {"", "rewriteBatchedStatements=true"}) {
            List<CascadeEvent> events = new ArrayList<>();
            try (Space space = Space.create(database)) {
                Schema.build(SHOP, space, Schema.Keys.ABSENT);
                DataSource delegate =
                        database.isMySql() ? SideBySide.with(space.dataSource(), parameters) : space.dataSource();
                try (Connection connection = ours(delegate, SHOP, events::add).getConnection();
                        PreparedStatement statement = connection.prepareStatement(BY_ID)) {
                    for (int id = 1; id <= 10; id++) {
                        statement.setInt(1, id);
                        statement.addBatch();
                    }
                    assertThat(statement.executeBatch()).containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 1, 0);
                }
            }
            assertThat(events.stream().mapToInt(CascadeEvent::entries).sum()).isEqualTo(10);
            assertThat(events.stream().mapToLong(event -> event.rowsMatched().orElseThrow()).sum()).isEqualTo(9);
            assertThat(events).hasSize(database == Database.SQLITE || database == Database.MARIADB ? 10 : 1);
        }
    }

    /** The one that fails is told, whether those before it stay or not. */
    @OnDatabases(h2 = true)
    void aBatchOfWhichOneEntryIsRefused(Database database) throws SQLException {
        for (boolean transaction : new boolean[] {false, true}) {
            List<CascadeEvent> events = new ArrayList<>();
            try (Space space = Space.create(database)) {
                Schema.build(WITH_NOTES, space, Schema.Keys.ABSENT);
                try (Connection connection = ours(space.dataSource(), WITH_NOTES, events::add).getConnection();
                        PreparedStatement statement = connection.prepareStatement(BY_ID)) {
                    connection.setAutoCommit(!transaction);
                    for (int id : new int[] {77, 78, 1, 79, 2}) {
                        statement.setInt(1, id);
                        statement.addBatch();
                    }
                    assertThatThrownBy(statement::executeBatch).isInstanceOf(SQLException.class); // of another class on SQLite
                    connection.rollback();
                } catch (SQLException e) {
                    assertThat(transaction).as(e.toString()).isFalse(); // there is nothing to roll back
                }
            }
            assertThat(events.stream().mapToInt(CascadeEvent::entries).sum()).isEqualTo(5);
            assertThat(events.stream().mapToLong(event -> event.rowsMatched().orElse(0)).sum()).isOne();
            assertThat(events).filteredOn(event -> event.outcome() != DONE).singleElement()
                    .isSameAs(events.get(events.size() - 1))
                    .extracting(CascadeEvent::outcome).isEqualTo(REFUSED);
        }
    }

    /** As they are counted on the wire. */
    @OnDatabases(except = Database.SQLITE)
    void roundTrips(Database database) throws SQLException {
        for (Scenario scenario : List.of(SHOP, WITH_NOTES)) {
            for (boolean transaction : new boolean[] {false, true}) {
                List<CascadeEvent> events = new ArrayList<>();
                try (Space space = Space.create(database);
                        CuttingProxy wire = CuttingProxy.before(space)) {
                    Schema schema = Schema.build(scenario, space, Schema.Keys.ABSENT);
                    DataSource delegate = wire.through(space.dataSource());
                    try (Connection connection = ours(delegate, scenario, events::add).getConnection();
                            PreparedStatement statement =
                                    connection.prepareStatement("DELETE FROM customer WHERE id = 1")) {
                        assertThat(statement.executeUpdate()).isOne();
                        schema.fill();
                        connection.setAutoCommit(!transaction);
                        delete(connection, "DELETE FROM customer WHERE id = 77"); // the transaction has begun
                        CuttingProxy.Fault counting = wire.count();
                        assertThat(statement.executeUpdate()).isOne();
                        assertThat(events.get(2).roundTrips()).isEqualTo(counting.roundTrips());
                        connection.setAutoCommit(true);
                    }
                }
            }
        }
    }

    @OnDatabases
    void whoThrowsChangesNothing(Database database) throws SQLException {
        List<CascadeEvent> events = new ArrayList<>();
        CascadeListener broken = event -> {
            throw new AssertionError("this listener is broken");
        };
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(SHOP, space, Schema.Keys.ABSENT);
            DataSource ours = ours(space.dataSource(), SHOP, broken, events::add);
            String logged = Stderr.during(() -> {
                try (Connection connection = ours.getConnection()) {
                    assertThat(delete(connection, "DELETE FROM customer WHERE id = 1")).isOne();
                    assertThat(delete(connection, "DELETE FROM customer WHERE id = 2")).isOne();
                    assertThat(schema.rows(connection, "orders")).containsExactly("(31,3)");
                }
            });
            assertThat(logged).containsOnlyOnce("this listener is broken").contains("WARN", "CascadeListener");
        }
        assertThat(events).hasSize(2);
    }

    /** The DELETE's transaction is over by then: others see what it did. */
    @OnDatabases(h2 = true)
    void toldAfterTheTransaction(Database database) throws SQLException {
        List<String> seen = new ArrayList<>();
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(SHOP, space, Schema.Keys.ABSENT);
            CascadeListener looking = event -> {
                try (Connection other = space.dataSource().getConnection()) {
                    seen.add(Thread.currentThread().getName() + schema.rows(other, "item"));
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            };
            try (Connection connection = ours(space.dataSource(), SHOP, looking).getConnection()) {
                assertThat(delete(connection, "DELETE FROM customer WHERE id = 1")).isOne();
            }
        }
        assertThat(seen).containsExactly(Thread.currentThread().getName() + "[]");
    }

    /** Made by {@link java.util.ServiceLoader}. */
    public static final class Found implements CascadeListener {
        static final List<CascadeEvent> EVENTS = new CopyOnWriteArrayList<>();

        @Override
        public void cascaded(CascadeEvent event) {
            EVENTS.add(event);
        }
    }

    @Test
    void aListenerForUrls(@TempDir Path directory) throws SQLException, IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve(CascadeListener.class.getName()), Found.class.getName());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader application = new URLClassLoader(new URL[] {directory.toUri().toURL()}, before)) {
            thread.setContextClassLoader(application);
            String url = "jdbc:cascade:sqlite:" + directory.resolve("found.db") + "?cascade.strategy=emulate";
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE p (id INTEGER PRIMARY KEY)");
                statement.execute("CREATE TABLE c (p REFERENCES p ON DELETE CASCADE)");
                statement.execute("DELETE FROM p");
            }
        } finally {
            thread.setContextClassLoader(before);
        }
        assertThat(Found.EVENTS).singleElement().extracting(CascadeEvent::tables).isEqualTo(List.of("main.p"));
    }
}
