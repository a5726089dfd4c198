package org.cascadejdbc.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.cascadejdbc.CascadeDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

class DriversTest {
    private static final String DELETE = "DELETE FROM customer WHERE id = ?";

    static Stream<Arguments> all() {
        return Arrays.stream(Tool.values())
                .flatMap(tool -> Arrays.stream(Order.values())
                        .filter(order -> order.isPossible(tool))
                        .map(order -> Arguments.of(tool, order)));
    }

    @FunctionalInterface
    private interface Use {
        void with(Connection connection) throws SQLException;
    }

    private static void with(DataSource dataSource, Use use) throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            use.with(connection);
        } finally {
            if (dataSource instanceof AutoCloseable pool) {
                pool.close();
            }
        }
    }

    @BeforeEach
    void fill() {
        Shop.fill();
    }

    @ParameterizedTest
    @MethodSource("all")
    void cascades(Tool tool, Order order) throws Exception {
        with(order.open(tool), connection -> {
            try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
                delete.setInt(1, 1);
                assertThat(delete.executeUpdate()).isOne();
            }
        });
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    /** Outside of us the application's own statement, nothing of ours; inside of us the one that the database got. */
    @ParameterizedTest
    @MethodSource("all")
    void theToolSees(Tool tool, Order order) throws Exception {
        with(order.open(tool), connection -> {
            delete(connection, 7); // the first one reads the catalog
            tool.forget();
            delete(connection, 1);
        });
        if (order.isToolOutside()) {
            assertThat(tool.statements()).singleElement().satisfies(seen -> assertThat(seen)
                    .startsWith("DELETE FROM customer WHERE id = "));
        } else {
            assertThat(tool.statements()).singleElement().satisfies(seen -> assertThat(seen)
                    .startsWith("WITH ")
                    .contains("customer")
                    .contains("orders")
                    .contains("item"));
        }
    }

    private static void delete(Connection connection, int id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            delete.setInt(1, id);
            delete.executeUpdate();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void batch(Tool tool, Order order) throws Exception {
        with(order.open(tool), connection -> {
            try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
                for (int id : new int[] {7, 1, 8}) {
                    delete.setInt(1, id);
                    delete.addBatch();
                }
                assertThat(delete.executeBatch()).containsExactly(0, 1, 0);
            }
        });
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1);
    }

    @ParameterizedTest
    @MethodSource("all")
    void transaction(Tool tool, Order order) throws Exception {
        with(order.open(tool), connection -> {
            connection.setAutoCommit(false);
            Savepoint savepoint = connection.setSavepoint();
            delete(connection, 1);
            connection.rollback(savepoint);
            delete(connection, 2);
            connection.commit();
            delete(connection, 1);
            connection.rollback();
            connection.setAutoCommit(true);
        });
        assertThat(Shop.rows()).isEqualTo("customer 1, orders 2, item 4");
    }

    /** What JDBC knows nothing of, the driver tells us through the tool. */
    @ParameterizedTest
    @MethodSource("all")
    void transactionBegunInSql(Tool tool, Order order) throws Exception {
        with(order.open(tool), connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("BEGIN");
                delete(connection, 1);
                statement.execute("ROLLBACK");
            }
        });
        assertThat(Shop.rows()).isEqualTo(Shop.ALL);
    }

    @ParameterizedTest
    @MethodSource("all")
    void returningAndGeneratedKeys(Tool tool, Order order) throws Exception {
        with(order.open(tool), connection -> {
            try (Statement delete = connection.createStatement();
                    ResultSet deleted = delete.executeQuery("DELETE FROM customer WHERE id = 2 RETURNING name")) {
                assertThat(deleted.next()).isTrue();
                assertThat(deleted.getString(1)).isEqualTo("Grace");
            }
            try (PreparedStatement delete = connection.prepareStatement(DELETE, new String[] {"name"})) {
                delete.setInt(1, 1);
                assertThat(delete.executeUpdate()).isOne();
                try (ResultSet deleted = delete.getGeneratedKeys()) {
                    assertThat(deleted.next()).isTrue();
                    assertThat(deleted.getString("name")).isEqualTo("Ada");
                }
            }
        });
        assertThat(Shop.rows()).isEqualTo("customer 0, orders 0, item 0");
    }

    @ParameterizedTest
    @MethodSource("all")
    void theDriverIsFound(Tool tool, Order order) throws Exception {
        with(order.open(tool), connection -> {
            assertThat(connection.isWrapperFor(PGConnection.class)).isTrue();
            assertThat(connection.unwrap(PGConnection.class).getBackendPID()).isPositive();
            assertThat(connection.getMetaData().getURL()).startsWith("jdbc:postgresql:");
            assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("PostgreSQL");
            assertThat(connection.isValid(5)).isTrue();
        });
    }

    /** As a pool's metrics look for the pool. */
    @ParameterizedTest
    @EnumSource(names = {"TOOL_AROUND_US", "US_AROUND_TOOL"})
    void theDataSourcesAreFound(Order order) throws SQLException {
        for (Tool tool : Tool.values()) {
            DataSource dataSource = order.open(tool);
            assertThat(dataSource.isWrapperFor(CascadeDataSource.class)).as("%s", tool).isTrue();
            assertThat(dataSource.unwrap(PGSimpleDataSource.class).getServerNames()).as("%s", tool).isNotEmpty();
        }
    }

    /** A cascade of several statements: SQLite, below each tool. */
    @ParameterizedTest
    @EnumSource
    void severalStatements(Tool tool, @TempDir Path directory) throws SQLException {
        SQLiteDataSource sqlite = new SQLiteDataSource();
        sqlite.setUrl("jdbc:sqlite:" + directory.resolve("shop.db"));
        CascadeDataSource dataSource = CascadeDataSource.builder(tool.around(sqlite))
                .property("cascade.noAction", "cascade")
                .build();
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE customer (id integer PRIMARY KEY, name text)");
            statement.execute("CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer REFERENCES customer)");
            statement.execute("INSERT INTO customer VALUES (1, 'Ada'), (2, 'Grace')");
            statement.execute("INSERT INTO orders VALUES (1, 1), (2, 1), (3, 2)");
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM customer WHERE name LIKE ?")) {
                delete.setString(1, "A%");
                assertThat(delete.executeUpdate()).isOne();
            }
            tool.forget();
            delete(connection, 2);
            assertThat(tool.statements()).anyMatch(seen -> seen.startsWith("DELETE FROM ") && seen.contains("orders"));
            try (ResultSet left = statement.executeQuery("SELECT count(*) FROM orders")) {
                assertThat(left.getInt(1)).isZero();
            }
        }
    }

    /** What the database says of a refusal comes through: SQLState, and the error that the driver made. */
    @ParameterizedTest
    @MethodSource("all")
    void refusals(Tool tool, Order order) throws Exception {
        Shop.execute("CREATE TABLE kept (customer_id integer PRIMARY KEY REFERENCES customer); INSERT INTO kept VALUES (1)");
        try {
            with(order.open(tool), connection -> assertThatThrownBy(() -> delete(connection, 1))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("kept")
                    .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("23503")));
            assertThat(Shop.rows()).isEqualTo(Shop.ALL);
        } finally {
            Shop.execute("DROP TABLE kept");
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutUs(Tool tool) throws Exception {
        with(tool.around(Order.plain()), connection -> assertThatThrownBy(() -> delete(connection, 1))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("violates"));
        assertThat(Shop.rows()).isEqualTo(Shop.ALL);
    }

    @ParameterizedTest
    @EnumSource(names = {"OPEN_TELEMETRY", "P6SPY"})
    void badConfigurationNamesTheProperty(Tool tool) {
        String url = Shop.cascadeUrl().substring("jdbc:".length()) + "&cascade.maxrows=1";
        assertThatThrownBy(() -> Order.pool("jdbc:" + tool.around(url)).getConnection().close())
                .rootCause()
                .hasMessageContaining("cascade.maxrows")
                .hasMessageContaining("cascade.maxRows");
    }
}
