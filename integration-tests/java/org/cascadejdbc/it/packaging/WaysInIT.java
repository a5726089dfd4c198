package org.cascadejdbc.it.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.cascadejdbc.DeleteRule.CASCADE;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Properties;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.CascadeDriver;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.UrlDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three ways in, one behaviour: the same cascade through each of them. */
class WaysInIT {
    private static final Scenario FAMILY = Scenario.named("family")
            .table("p", "id int primary key", "(1),(2)")
            .table("c", "id int primary key, p int", "(1,1),(2,1),(3,2)")
            .table("g", "id int primary key, c int", "(1,1),(2,2),(3,3)")
            .key("c(p)", CASCADE, "p(id)")
            .key("g(c)", CASCADE, "c(id)");

    private static final ForeignDatabase FOREIGN = new ForeignDatabase();

    @TempDir
    Path directory;

    @BeforeAll
    static void registerAForeignDriver() throws SQLException {
        DriverManager.registerDriver(FOREIGN);
    }

    @AfterAll
    static void deregisterIt() throws SQLException {
        DriverManager.deregisterDriver(FOREIGN);
    }

    private interface Way {
        Connection connect() throws SQLException;
    }

    private String relations() throws IOException {
        StringBuilder script = new StringBuilder();
        FAMILY.keys().forEach(key -> script.append(key.alterTable(CASCADE)).append(";\n"));
        return Files.writeString(directory.resolve("cascade.sql"), script).toString();
    }

    private static void assertCascades(Schema schema, Way way) throws SQLException {
        schema.fill();
        try (Connection connection = way.connect(); Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("DELETE FROM p WHERE id = 1"))
                    .isEqualTo(schema.space().database() == Database.SQLITE ? 5 : 1);
            assertThat(schema.content(connection)).isEqualTo("p[(2)]\nc[(3,2)]\ng[(3,3)]\n");
            // the second time there is more than the cap
            schema.fill();
            assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM p"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("maxRows");
            assertThat(schema.content(connection)).isEqualTo(schema.initial());
        }
    }

    private static String parameters(String url, String parameters) {
        return url + (url.contains("?") ? "&" : "?") + parameters;
    }

    @OnDatabases(h2 = true)
    void allWays(Database database) throws SQLException, IOException {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            String url = space.dataSource().url();
            String prefixed = url.replaceFirst("jdbc:", "jdbc:cascade:");
            String relations = relations();
            String options = "cascade.maxRows=5&cascade.relations=" + relations;

            assertCascades(schema, () -> {
                var ours = CascadeDataSource.builder(space.dataSource()).maxRows(5).relations(relations);
                return ours.build().getConnection();
            });
            assertCascades(schema, () -> DriverManager.getConnection(parameters(prefixed, options)));
            assertCascades(schema, () -> {
                Properties properties = new Properties();
                properties.setProperty("cascade.maxRows", "5");
                properties.setProperty("cascade.relations", relations);
                Connection connection = DriverManager.getConnection(prefixed, properties);
                assertThat(properties).hasSize(2);
                return connection;
            });
            for (String beansUrl : new String[] {url, prefixed, parameters(url, options)}) {
                assertCascades(schema, () -> bean(beansUrl, relations).getConnection());
            }
            HikariConfig byUrl = new HikariConfig();
            byUrl.setJdbcUrl(parameters(prefixed, options));
            try (HikariDataSource pool = new HikariDataSource(byUrl)) {
                assertCascades(schema, pool::getConnection);
                assertCascades(schema, pool::getConnection);
            }
            HikariConfig byClass = new HikariConfig();
            byClass.setDataSourceClassName("org.cascadejdbc.CascadeDataSource");
            byClass.addDataSourceProperty("url", url);
            byClass.addDataSourceProperty("relations", relations);
            byClass.addDataSourceProperty("maxRows", "5");
            try (HikariDataSource pool = new HikariDataSource(byClass)) {
                assertCascades(schema, pool::getConnection);
            }
            HikariConfig inside = new HikariConfig();
            inside.setJdbcUrl(url);
            HikariDataSource pool = new HikariDataSource(inside);
            try (CascadeDataSource ours =
                    CascadeDataSource.builder(pool).relations(relations).maxRows(5).build()) {
                assertCascades(schema, ours::getConnection);
                assertCascades(schema, ours::getConnection);
                assertThat(ours.unwrap(HikariDataSource.class)).isSameAs(pool);
            }
            assertThat(pool.isClosed()).isTrue();
        }
    }

    private static CascadeDataSource bean(String url, String relations) {
        CascadeDataSource bean = new CascadeDataSource();
        bean.setUrl(url);
        bean.setMaxRows(5);
        bean.setRelations(relations);
        return bean;
    }

    /** Wrapping alone is enough where the keys are declared. */
    @OnDatabases(h2 = true)
    void withoutAnyConfiguration(Database database) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.AS_WANTED);
            try (CascadeDataSource ours = CascadeDataSource.wrap(space.dataSource());
                    Connection connection = ours.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("DELETE FROM p WHERE id = 1");
                assertThat(schema.content(connection)).isEqualTo("p[(2)]\nc[(3,2)]\ng[(3,3)]\n");
            }
        }
    }

    @Test
    void thePackagedJarRegistersTheDriver() throws SQLException {
        assertThat(DriverManager.getDriver("jdbc:cascade:sqlite:x.db")).isInstanceOf(CascadeDriver.class);
    }

    @Test
    void aDatabaseThatWeDoNotKnowIsRefusedByName() throws SQLException {
        for (Way way : new Way[] {
            () -> DriverManager.getConnection("jdbc:cascade:foreign:foreign"),
            () -> CascadeDataSource.wrap(new UrlDataSource("jdbc:foreign:foreign")).getConnection()
        }) {
            SQLException refusal = catchThrowableOfType(SQLFeatureNotSupportedException.class, way::connect);
            assertThat(refusal.getMessage()).containsIgnoringCase("other database").contains("HSQLDB").contains("PostgreSQL", "MySQL", "SQLite");
            assertThat(refusal.getSQLState()).isEqualTo("0A000");
        }
        assertThatThrownBy(() -> DriverManager.getConnection("jdbc:cascade:postgresql://h:port/x"))
                .isInstanceOf(SQLException.class)
                .hasMessageContainingAll("jdbc:postgresql:", "class path");
    }

    /** Where the application says so, and a URL alone cannot, every statement passes as it is. */
    @Test
    void aDatabaseThatWeDoNotKnowPassesWhereThatIsSaid() throws SQLException {
        Properties passing = new Properties();
        passing.setProperty("cascade.unsupported", "pass");
        for (Way way : new Way[] {
            () -> DriverManager.getConnection("jdbc:cascade:foreign:passing", passing),
            () -> CascadeDataSource.builder(new UrlDataSource("jdbc:foreign:passing")).unsupported("pass").build()
                    .getConnection()
        }) {
            try (Connection connection = way.connect(); Statement statement = connection.createStatement()) {
                statement.execute("DROP SCHEMA PUBLIC CASCADE");
                statement.execute("CREATE TABLE p (id int PRIMARY KEY)");
                statement.execute("CREATE TABLE c (p int REFERENCES p ON DELETE CASCADE)");
                statement.execute("INSERT INTO p VALUES (1)");
                statement.execute("INSERT INTO c VALUES (1)");
                assertThat(statement.executeUpdate("DELETE FROM p")).isEqualTo(1);
                try (ResultSet row = statement.executeQuery("SELECT count(*) FROM c")) {
                    row.next();
                    assertThat(row.getInt(1)).isZero();
                }
            }
        }
        assertThatThrownBy(() -> DriverManager.getConnection("jdbc:cascade:foreign:passing;cascade.unsupported=pass"))
                .isInstanceOf(SQLFeatureNotSupportedException.class);
    }
}
