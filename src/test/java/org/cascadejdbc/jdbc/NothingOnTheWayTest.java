package org.cascadejdbc.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.cascadejdbc.jdbc.delegate.DelegatingConnection;
import org.cascadejdbc.jdbc.delegate.DelegatingPreparedStatement;
import org.cascadejdbc.jdbc.delegate.Wrapping;
import org.cascadejdbc.run.Settings;
import org.cascadejdbc.run.SharedState;
import org.cascadejdbc.run.Watchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What needs no cascade is one call of the driver, and leaves no object behind but wrappers. */
class NothingOnTheWayTest {
    private static final String SELECT = "select id from orders where id = ?";
    private static final String UPDATE = "update orders set id = id where id = ?";
    /** Nothing references it. */
    private static final String DELETE = "delete from orders where id = ?";

    private final List<String> calls = new ArrayList<>();
    private final SharedState shared = new SharedState(Settings.DEFAULTS);
    private Connection raw;
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        raw = DriverManager.getConnection("jdbc:sqlite::memory:");
        Shop.fill(raw, " references customer on delete cascade");
        connection = CascadeConnection.open(() -> shared, noted(Connection.class, raw), new Watchers(List.of()));
        calls.clear();
    }

    @AfterEach
    void close() throws SQLException {
        raw.close();
    }

    /** The same object, whose calls and those of the statements that it makes are written down. */
    private <T> T noted(Class<T> type, T object) {
        return type.cast(Proxy.newProxyInstance(
                NothingOnTheWayTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    try {
                        Object answer = method.invoke(object, arguments);
                        if (answer instanceof PreparedStatement prepared) {
                            return noted(PreparedStatement.class, prepared);
                        }
                        return answer instanceof Statement made ? noted(Statement.class, made) : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @Test
    void whatIsPreparedAndNoDeleteIsOneCall() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT);
                PreparedStatement update = connection.prepareStatement(UPDATE)) {
            select.setInt(1, 10);
            select.executeQuery().close();
            update.setInt(1, 10);
            update.executeUpdate();
        }
        assertThat(calls).containsExactly(
                "prepareStatement", "prepareStatement", "setInt", "executeQuery", "setInt", "executeUpdate", "close",
                "close");
    }

    @Test
    void aPlainStatementIsOneCall() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("update orders set id = id");
        }
        assertThat(calls).containsExactly("createStatement", "executeUpdate", "close");
    }

    @Test
    void aDeleteThatPassesIsOneCallFromTheSecondTimeOn() throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE);
                Statement plain = connection.createStatement()) {
            delete.setInt(1, 10);
            assertThat(delete.executeUpdate()).isEqualTo(1);
            plain.executeUpdate("delete from orders where id = 11");
            calls.clear();

            delete.setInt(1, 20);
            assertThat(delete.executeUpdate()).isEqualTo(1);
            assertThat(plain.executeUpdate("delete from orders where id = 11")).isZero();
            assertThat(calls).containsExactly("setInt", "executeUpdate", "executeUpdate");
        }
    }

    @Test
    void whatMayHaveChangedIsLookedAtAgain() throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE);
                Statement statement = connection.createStatement()) {
            delete.setInt(1, 10);
            delete.executeUpdate();
            assertThat(callsOf(delete)).containsExactly("executeUpdate");

            statement.executeUpdate("create table invoice (order_id integer references orders)");
            assertThat(callsOf(delete)).contains("createStatement");
            assertThat(callsOf(delete)).containsExactly("executeUpdate");
            shared.refresh();
            assertThat(callsOf(delete)).contains("createStatement");
            assertThat(callsOf(delete)).containsExactly("executeUpdate");
            statement.executeUpdate("create temporary table orders (id integer)");
            assertThat(callsOf(delete)).contains("createStatement");
            assertThat(callsOf(delete)).as("a temporary table may come and go").contains("getAutoCommit");
        }
    }

    @Test
    void whatADefinitionInATransactionChangesIsLookedAtAgain() throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE);
                Statement statement = connection.createStatement()) {
            delete.setInt(1, 10);
            delete.executeUpdate();
            connection.setAutoCommit(false);
            assertThat(callsOf(delete)).containsExactly("executeUpdate");
            statement.executeUpdate("create table invoice (order_id integer references orders)");
            assertThat(callsOf(delete)).contains("createStatement");
            connection.rollback();
            assertThat(callsOf(delete)).contains("createStatement");
            assertThat(callsOf(delete)).containsExactly("executeUpdate");
        }
    }

    private List<String> callsOf(PreparedStatement statement) throws SQLException {
        calls.clear();
        statement.executeUpdate();
        return List.copyOf(calls);
    }

    @Test
    void executingAllocatesNothingButTheResultSetsWrapper() throws SQLException {
        Connection idle = CascadeConnection.open(() -> shared, new IdleConnection(raw), new Watchers(List.of()));
        try (PreparedStatement select = idle.prepareStatement(SELECT);
                PreparedStatement update = idle.prepareStatement(UPDATE);
                PreparedStatement delete = idle.prepareStatement(DELETE)) {
            assertThat(bytes(update::executeUpdate)).isZero();
            assertThat(bytes(delete::executeUpdate)).isZero();
            assertThat(bytes(select::execute)).isZero();
            assertThat(bytes(() -> update.setInt(1, 1_000))).isZero();
            assertThat(bytes(select::executeQuery)).isLessThanOrEqualTo(40);
        }
    }

    private interface Action {
        void run() throws SQLException;
    }

    /** What it allocates each time, once it has found its classes. */
    private static long bytes(Action action) throws SQLException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int times = 1_000;
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < times; i++) {
                action.run();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least / times;
    }

    /** Its prepared statements do nothing, and so allocate nothing; for the catalog, and what the session is set to, it is SQLite. */
    private static final class IdleConnection extends DelegatingConnection {
        IdleConnection(Connection delegate) {
            super(delegate);
        }

        @Override
        protected Wrapping wrapping() {
            throw new UnsupportedOperationException();
        }

        @Override
        public PreparedStatement prepareStatement(String sql) throws SQLException {
            PreparedStatement statement = delegate().prepareStatement(sql);
            return sql.startsWith("PRAGMA") ? statement : new IdleStatement(statement);
        }

        @Override
        public Statement createStatement() throws SQLException {
            return delegate().createStatement();
        }

        @Override
        public DatabaseMetaData getMetaData() throws SQLException {
            return delegate().getMetaData();
        }
    }

    private static final class IdleStatement extends DelegatingPreparedStatement<PreparedStatement> {
        private final ResultSet rows = new Recorder().delegate(ResultSet.class);

        IdleStatement(PreparedStatement delegate) {
            super(delegate);
        }

        @Override
        protected Wrapping wrapping() {
            throw new UnsupportedOperationException();
        }

        @Override
        protected String sql(String text) {
            return text;
        }

        @Override
        public void setInt(int index, int value) {}

        @Override
        public int executeUpdate() {
            return 1;
        }

        @Override
        public boolean execute() {
            return true;
        }

        @Override
        public ResultSet executeQuery() {
            return rows;
        }
    }
}
