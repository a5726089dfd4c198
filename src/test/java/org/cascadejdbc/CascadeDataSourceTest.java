package org.cascadejdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.cascadejdbc.jdbc.CascadeConnection;
import org.cascadejdbc.run.Settings;
import org.cascadejdbc.run.SharedState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class CascadeDataSourceTest {
    @TempDir
    Path directory;

    private String file() {
        return "sqlite:" + directory.resolve("shop.db");
    }

    private static SQLiteDataSource memory() {
        SQLiteDataSource dataSource = new SQLiteDataSource();
        dataSource.setUrl("jdbc:sqlite::memory:");
        return dataSource;
    }

    private static void assertCascades(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet resultSet = statement.executeQuery("select 7")) {
            assertThat(connection.isWrapperFor(CascadeConnection.class)).isTrue();
            assertThat(resultSet.getInt(1)).isEqualTo(7);
            assertThat(resultSet.getStatement().getConnection()).isSameAs(connection);
        }
    }

    @Test
    void aroundAnother() throws SQLException {
        SQLiteDataSource sqlite = memory();
        try (CascadeDataSource dataSource = CascadeDataSource.wrap(sqlite)) {
            assertCascades(dataSource);
            assertThat(dataSource.unwrap(SQLiteDataSource.class)).isSameAs(sqlite);
            assertThat(dataSource.unwrap(DataSource.class)).isSameAs(dataSource);
            assertThat(dataSource.isWrapperFor(HikariDataSource.class)).isFalse();
            dataSource.refresh();
            dataSource.setLoginTimeout(3);
            assertThat(sqlite.getLoginTimeout()).isEqualTo(3);
        }
    }

    @Test
    void asABeanWithAUrl() throws SQLException {
        for (String url : new String[] {"jdbc:cascade:sqlite::memory:?cascade.maxRows=5", "jdbc:sqlite::memory:"}) {
            try (CascadeDataSource dataSource = new CascadeDataSource()) {
                dataSource.setUrl(url);
                dataSource.setStrategy("emulate");
                assertCascades(dataSource);
                assertThat(dataSource.getUrl()).isEqualTo(url);
            }
        }
    }

    @Test
    void theFirstConnectionSealsIt() throws SQLException {
        try (CascadeDataSource dataSource = new CascadeDataSource()) {
            dataSource.setDataSource(memory());
            dataSource.setMaxRows(5);
            assertCascades(dataSource);

            assertThatThrownBy(() -> dataSource.setMaxRows(6)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> dataSource.setUrl("jdbc:x")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> dataSource.setPassword("x")).isInstanceOf(IllegalStateException.class);
            dataSource.setLoginTimeout(1);
        }
    }

    @Test
    void whatIsWrongIsSaid() {
        try (CascadeDataSource nothing = new CascadeDataSource();
                CascadeDataSource missing = new CascadeDataSource()) {
            assertThatThrownBy(nothing::getConnection).isInstanceOf(SQLException.class).hasMessageContaining("url");
            assertThatThrownBy(() -> nothing.setStrategy("fast")).isInstanceOf(IllegalArgumentException.class);
            missing.setUrl("jdbc:sqlite::memory:");
            missing.setRelations("missing.sql");
            assertThatThrownBy(missing::getConnection)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContainingAll("cascade.relations", "missing.sql");
        }
    }

    @Test
    void userAndPasswordAreUsedAndNotKept() {
        try (CascadeDataSource dataSource = new CascadeDataSource()) {
            dataSource.setUrl("jdbc:seen:x");
            dataSource.setDriver(SeenDriver.class.getName());
            dataSource.setUser("ann");
            dataSource.setPassword("a");
            assertThatThrownBy(() -> dataSource.getConnection("bob", "b"))
                    .hasMessage("jdbc:seen:x {password=b, user=bob}");
            assertThatThrownBy(dataSource::getConnection).hasMessage("jdbc:seen:x {password=a, user=ann}");
            assertThat(dataSource.getUser()).isEqualTo("ann");
        }
    }

    @Test
    void hikariOutsideByUrl() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:cascade:" + file() + "?cascade.maxRows=5");
        try (HikariDataSource pool = new HikariDataSource(config)) {
            assertCascades(pool);
        }
    }

    @Test
    void hikariOutsideByClassName() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setDataSourceClassName(CascadeDataSource.class.getName());
        config.addDataSourceProperty("url", "jdbc:" + file());
        config.addDataSourceProperty("maxRows", "5");
        config.addDataSourceProperty("noAction", "keep");
        config.setUsername("ann");
        config.setPassword("a");
        try (HikariDataSource pool = new HikariDataSource(config)) {
            assertCascades(pool);
        }
    }

    @Test
    void hikariInside() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:" + file());
        HikariDataSource pool = new HikariDataSource(config);
        CascadeDataSource dataSource = CascadeDataSource.wrap(pool);
        assertCascades(dataSource);
        assertThat(dataSource.unwrap(HikariDataSource.class)).isSameAs(pool);
        dataSource.close();
        dataSource.close();

        assertThat(pool.isClosed()).isTrue();
        assertThatThrownBy(dataSource::getConnection).isInstanceOf(SQLException.class);
    }

    @Test
    void theBuilderTakesEveryOptionAndForeignKeys() throws SQLException {
        try (CascadeDataSource dataSource = CascadeDataSource.builder(memory())
                .relations("classpath:META-INF/services/java.sql.Driver")
                .strategy("auto")
                .noAction("keep")
                .sqliteForeignKeys("on")
                .maxRows(10_000)
                .unrecognized("refuse")
                .property("cascade.maxRows", "5")
                .foreignKey("shop.orders", "customer_id")
                .references("customer", "id")
                .onDelete(DeleteRule.SET_NULL)
                .build()) {
            assertCascades(dataSource);
            assertThatThrownBy(() -> dataSource.setMaxRows(6)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void theBuilderDeclaresForeignKeysAsDdlDoes() {
        CascadeDataSourceBuilder builder = CascadeDataSource.builder(memory())
                .foreignKey("shop.orders", "customer_id")
                .references("\"Customer\"", "id")
                .onDelete(DeleteRule.SET_NULL)
                .foreignKey("item", "order_id", "shop")
                .references("orders")
                .onDelete(DeleteRule.CASCADE);

        assertThat(builder.declared()).extracting(key -> key.table() + " " + key.columns() + " "
                        + key.referencedTable() + " " + key.referencedColumns() + " " + key.onDelete())
                .containsExactly(
                        "shop.orders [customer_id] \"Customer\" [id] SET NULL",
                        "item [order_id, shop] orders [] CASCADE");
    }

    @Test
    void anEngineIsSharedByConnectionsWithTheSameKey() {
        SharedStates<String> states = new SharedStates<>(String::length);
        SharedState ann = states.of("ann", () -> new SharedState(Settings.DEFAULTS));

        assertThat(states.of("ann", () -> {
                    throw new AssertionError("made twice");
                }))
                .isSameAs(ann);
        assertThat(states.of("bob", () -> new SharedState(Settings.DEFAULTS))).isNotSameAs(ann);
    }

    /** Some pools print their URL. */
    @Test
    void theWordsOfWhatIsWrappedAreNotRepeated() {
        try (CascadeDataSource dataSource = CascadeDataSource.wrap(new SQLiteDataSource() {
            @Override
            public String toString() {
                return "Pool[url=jdbc:mysql://h/d?password=tiger]";
            }
        })) {
            assertThat(dataSource.toString()).startsWith("CascadeDataSource[").doesNotContain("tiger");
        }
    }

    @Test
    void theBuilderTellsMistakesAtOnce() {
        CascadeDataSourceBuilder builder = CascadeDataSource.builder(memory());
        assertThatThrownBy(() -> builder.property("cascade.max", "1")).hasMessageContaining("cascade.maxRows");
        assertThatThrownBy(() -> builder.foreignKey("orders")).hasMessageContaining("no columns");
        assertThatThrownBy(() -> builder.foreignKey("orders", "a", "b").references("customer", "id"))
                .hasMessageContaining("2 column(s) but references 1");
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("orders");
    }
}
