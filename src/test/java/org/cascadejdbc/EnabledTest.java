package org.cascadejdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Where nothing is to cascade, connections are the driver's own: nothing is switched on, looked at, or refused. */
class EnabledTest {
    @TempDir
    Path directory;

    private String url;

    @BeforeEach
    void rows() throws SQLException {
        url = "jdbc:sqlite:" + directory.resolve("shop.db");
        try (Connection connection = DriverManager.getConnection(url)) {
            fill(connection);
        }
    }

    private static void fill(Connection connection) throws SQLException {
        for (String sql : List.of(
                "CREATE TABLE p (id INTEGER PRIMARY KEY)",
                "CREATE TABLE c (p INTEGER REFERENCES p ON DELETE CASCADE)",
                "INSERT INTO p VALUES (1)",
                "INSERT INTO c VALUES (1)")) {
            execute(connection, sql);
        }
    }

    private static int execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static int children(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM c")) {
            return row.getInt(1);
        }
    }

    private SQLiteDataSource sqlite() {
        SQLiteDataSource dataSource = new SQLiteDataSource();
        dataSource.setUrl(url);
        return dataSource;
    }

    @Test
    void aDataSourceThatIsSwitchedOff() throws SQLException {
        try (CascadeDataSource off = CascadeDataSource.builder(sqlite()).enabled(false).maxRows(1).build();
                Connection connection = off.getConnection()) {
            assertThat(connection.getClass().getName()).startsWith("org.sqlite.");
            assertThat(execute(connection, "DELETE FROM p")).isEqualTo(1);
            assertThat(children(connection)).as("the plain driver leaves orphans").isEqualTo(1);
            assertThatThrownBy(off::keys)
                    .isInstanceOf(SQLFeatureNotSupportedException.class)
                    .hasMessageContaining("cascade.enabled=false");
        }
    }

    @Test
    void aUrlThatIsSwitchedOff() throws SQLException {
        String ours = url.replace("jdbc:", "jdbc:cascade:");
        try (Connection connection = DriverManager.getConnection(ours + "?cascade.enabled=false")) {
            execute(connection, "DELETE FROM p");
            assertThat(children(connection)).isEqualTo(1);
            execute(connection, "INSERT INTO p VALUES (1)");
        }
        Properties on = new Properties();
        on.setProperty("cascade.enabled", "true");
        try (Connection connection = DriverManager.getConnection(ours + "?cascade.enabled=false", on)) {
            execute(connection, "DELETE FROM p");
            assertThat(children(connection)).as("no URL takes it away").isZero();
        }
    }

    @Test
    void noRelationsAreNone() throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(url.replace("jdbc:", "jdbc:cascade:") + "?cascade.relations=")) {
            execute(connection, "DELETE FROM p");
            assertThat(children(connection)).isZero();
        }
    }

    // ---- another database ------------------------------------------------------------------------------------------

    /** SQLite's connections, which say that they are another product's. */
    private DataSource of(String product, String version) {
        SQLiteDataSource sqlite = sqlite();
        return proxy(DataSource.class, sqlite, Map.of(
                "getConnection", () -> proxy(Connection.class, sqlite.getConnection(), Map.of(
                        "getMetaData", () -> proxy(DatabaseMetaData.class, sqlite.getConnection().getMetaData(), Map.of(
                                "getDatabaseProductName", () -> product,
                                "getDatabaseProductVersion", () -> version))))));
    }

    private interface Answer {
        Object get() throws SQLException;
    }

    private static <T> T proxy(Class<T> type, T target, Map<String, Answer> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            if (answers.containsKey(method.getName())) {
                return answers.get(method.getName()).get();
            }
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    @Test
    void anUnknownDatabaseIsRefusedOrPasses() throws SQLException {
        DataSource oracle = of("Oracle", "23.9");
        assertThatThrownBy(() -> CascadeDataSource.wrap(oracle).getConnection())
                .isInstanceOf(SQLFeatureNotSupportedException.class)
                .hasMessageContainingAll("Oracle 23.9", "cascade.unsupported=pass");

        CascadeDataSource passing = CascadeDataSource.builder(oracle).unsupported("pass").build();
        try (Connection connection = passing.getConnection()) {
            assertThat(execute(connection, "DELETE FROM p")).isEqualTo(1);
            assertThat(children(connection)).isEqualTo(1);
        }
        assertThatThrownBy(() -> passing.explain("DELETE FROM p")).hasMessageContaining("cascade.unsupported=pass");
    }

    @Test
    void whoInsistsIsServed() throws SQLException {
        CascadeDataSource insisting = CascadeDataSource.builder(of("SQLite", "3.1.0")).property("cascade.engine", "sqlite").build();
        try (Connection connection = insisting.getConnection()) {
            execute(connection, "DELETE FROM p");
            assertThat(children(connection)).isZero();
        }
    }

    /** Who has only a URL opens no other database by it: some run scripts before a login. */
    @Test
    void aUrlDoesNotWidenWhatUrlsMayName() {
        assertThatThrownBy(() -> DriverManager.getConnection(
                        "jdbc:cascade:derby:memory:x;cascade.unsupported=pass;cascade.engine=sqlite;cascade.enabled=false"))
                .isInstanceOf(SQLFeatureNotSupportedException.class)
                .hasMessageContaining("names another database");
    }
}
