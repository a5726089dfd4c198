package org.cascadejdbc.it.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.mysql.cj.jdbc.NonRegisteringDriver;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.sqlite.JDBC;

/**
 * {@code src/docs/gui-tools.md}: the command line's jar, loaded as DBeaver, IntelliJ, SQuirreL and DbVisualizer load a
 * driver: by a class loader of its own for the files that are named in the tool, which makes an instance and never asks
 * the DriverManager; the thread's class loader is the tool's, which knows no driver.
 */
class GuiToolsIT {
    private static final String JAR = System.getProperty("cascade.cli.jar");

    @TempDir
    Path directory;

    private static URL driver(Database database) {
        return switch (database) {
            case SQLITE -> jarOf(JDBC.class);
            case POSTGRESQL -> jarOf(org.postgresql.Driver.class);
            case MYSQL, MYSQL_OFF -> jarOf(NonRegisteringDriver.class);
            case MARIADB -> jarOf(org.mariadb.jdbc.Driver.class);
            case H2, H2_POSTGRESQL, H2_MYSQL -> jarOf(org.h2.Driver.class);
            case HSQLDB -> jarOf(org.hsqldb.jdbc.JDBCDriver.class);
        };
    }

    private static URL jarOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @OnDatabases(h2 = true)
    void listsExplainsAndCascades(Database database) throws ReflectiveOperationException, SQLException, IOException {
        ClassLoader ofTheTest = Thread.currentThread().getContextClassLoader();
        try (Space space = Space.create(database)) {
            Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
            // a database in memory is that of H2's classes, which are loaded twice here
            String url = switch (database) {
                case H2 -> "jdbc:h2:file:" + directory.resolve("shop");
                case HSQLDB -> "jdbc:hsqldb:file:" + directory.resolve("shop") + ";shutdown=true";
                default -> space.url();
            };
            load(ClassLoader.getPlatformClassLoader(), database, url);
        } finally {
            Thread.currentThread().setContextClassLoader(ofTheTest);
        }
    }

    /** A tool's SLF4J may be above, without what is beside it in our jar. */
    @Test
    void besideTheToolsOwnSlf4j() throws ReflectiveOperationException, SQLException, IOException {
        URL[] ofTheTool = {jarOf(Logger.class)};
        try (URLClassLoader tool = new URLClassLoader(ofTheTool, ClassLoader.getPlatformClassLoader())) {
            load(tool, Database.SQLITE, "jdbc:sqlite:" + directory.resolve("shop.db"));
        }
    }

    private void load(ClassLoader parent, Database database, String url)
            throws ReflectiveOperationException, SQLException, IOException {
        URL[] files = {Path.of(JAR).toUri().toURL(), driver(database)};
        try (URLClassLoader loader = new URLClassLoader(files, parent)) {
            Class<?> found = Class.forName("org.cascadejdbc.CascadeDriver", true, loader);
            Driver driver = (Driver) found.getDeclaredConstructor().newInstance();
            String prefixed = url.replaceFirst("jdbc:", "jdbc:cascade:");
            assertThat(driver.acceptsURL(prefixed)).isTrue();
            assertThat(Arrays.stream(driver.getPropertyInfo(prefixed, new Properties())).map(property -> property.name))
                    .contains("cascade.relations");
            try (Connection connection = driver.connect(prefixed, settings())) {
                assertThat(connection.getClass().getClassLoader()).isSameAs(loader);
                use(connection);
            } finally {
                found.getMethod("deregister").invoke(null);
            }
        }
    }

    /** What is written into the tool's page of driver properties. */
    private Properties settings() throws IOException {
        Properties settings = new Properties();
        settings.setProperty(
                "cascade.relations",
                Files.writeString(
                                directory.resolve("cascade.sql"),
                                "ALTER TABLE gui_c ADD FOREIGN KEY (p) REFERENCES gui_p (id) ON DELETE CASCADE;")
                        .toString());
        return settings;
    }

    private static void use(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE gui_p (id int NOT NULL PRIMARY KEY)");
            statement.execute("CREATE TABLE gui_c (id int NOT NULL PRIMARY KEY, p int)");
            statement.execute("INSERT INTO gui_p VALUES (1), (2)");
            statement.execute("INSERT INTO gui_c VALUES (1, 1), (2, 1), (3, 2)");
            assertThat(tables(connection)).contains("gui_p", "gui_c");

            connection.setAutoCommit(false);
            assertThat(statement.execute("EXPLAIN CASCADE DELETE FROM gui_p WHERE id = 1")).isTrue();
            Set<String> explained = new TreeSet<>();
            try (ResultSet steps = statement.getResultSet()) {
                while (steps.next()) {
                    explained.add(steps.getString("table_name").toLowerCase(Locale.ROOT).replaceAll(".*\\.", ""));
                }
            }
            assertThat(explained).containsExactly("gui_c", "gui_p");
            assertThat(rows(statement)).isEqualTo("2, 3");

            assertThat(statement.executeUpdate("DELETE FROM gui_p WHERE id = 1")).isPositive();
            assertThat(rows(statement)).isEqualTo("1, 1");
            connection.rollback();
            assertThat(rows(statement)).isEqualTo("2, 3");
            statement.executeUpdate("DELETE FROM gui_p WHERE id = 1");
            connection.commit();
            assertThat(rows(statement)).isEqualTo("1, 1");
        }
    }

    private static Set<String> tables(Connection connection) throws SQLException {
        Set<String> names = new TreeSet<>();
        String[] types = {"TABLE", "BASE TABLE"};
        try (ResultSet tables = connection.getMetaData().getTables(null, null, "%", types)) {
            while (tables.next()) {
                names.add(tables.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    private static String rows(Statement statement) throws SQLException {
        return count(statement, "gui_p") + ", " + count(statement, "gui_c");
    }

    private static int count(Statement statement, String table) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
            row.next();
            return row.getInt(1);
        }
    }
}
