package org.cascadejdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One driver's class for several applications, each with a loader of its own, as a server has it. */
class SharedDriverTest {
    private static final int PATIENCE = 50;

    /** An application's own, loaded by its loader. */
    public static final class Told implements CascadeListener {
        @Override
        public void cascaded(CascadeEvent event) {
            System.setProperty("cascade.test.told", Told.class.getClassLoader().getName());
        }
    }

    /** Has its own copy of the listener, and its own resources. */
    private static final class Application extends URLClassLoader {
        Application(Path directory) throws IOException {
            super(directory.toString(), new URL[] {directory.toUri().toURL()}, Application.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> known = findLoadedClass(name);
            return known == null && name.equals(Told.class.getName()) ? findClass(name) : known == null
                    ? super.loadClass(name, resolve) : known;
        }

        @Override
        public URL getResource(String name) {
            URL own = findResource(name);
            return own == null ? super.getResource(name) : own;
        }

        <T> T call(Callable<T> work) throws Exception {
            ClassLoader before = Thread.currentThread().getContextClassLoader();
            Thread.currentThread().setContextClassLoader(this);
            try {
                return work.call();
            } finally {
                Thread.currentThread().setContextClassLoader(before);
            }
        }
    }

    private static Path application(Path directory, String relations, boolean listening) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("cascade.sql"), relations);
        if (listening) {
            Path services = Files.createDirectories(directory.resolve("META-INF/services"));
            Files.writeString(services.resolve(CascadeListener.class.getName()), Told.class.getName());
            String file = Told.class.getName().replace('.', '/') + ".class";
            Files.createDirectories(directory.resolve(file).getParent());
            try (InputStream bytes = Told.class.getClassLoader().getResourceAsStream(file)) {
                Files.copy(bytes, directory.resolve(file));
            }
        }
        return directory;
    }

    private static String shop(Path directory) throws SQLException {
        Path file = directory.resolve("shop.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE customer (id INTEGER PRIMARY KEY)");
            statement.executeUpdate("CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER)");
            for (int i = 1; i <= 3; i++) {
                statement.executeUpdate("INSERT INTO customer VALUES (" + i + ")");
                statement.executeUpdate("INSERT INTO orders VALUES (" + i + ", " + i + ")");
            }
        }
        return "jdbc:cascade:sqlite:" + file + "?cascade.relations=classpath:cascade.sql";
    }

    /** Deletes a customer, and tells how many orders are left, and of them without a customer. */
    private static String delete(String url, int customer) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM customer WHERE id = " + customer);
            try (ResultSet row = statement.executeQuery(
                    "SELECT count(*) || ' ' || count(*) FILTER (WHERE customer_id IS NULL) FROM orders")) {
                return row.getString(1);
            }
        }
    }

    @Test
    void eachApplicationHasItsOwnRulesUnderTheSameName(@TempDir Path directory) throws Exception {
        String url = shop(directory);
        String key = "ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE ";

        try (Application cascading = new Application(application(directory.resolve("a"), key + "CASCADE;", false));
                Application keeping = new Application(application(directory.resolve("b"), key + "SET NULL;", false))) {
            assertThat(cascading.call(() -> delete(url, 1))).isEqualTo("2 0");
            assertThat(keeping.call(() -> delete(url, 2))).isEqualTo("2 1");
            assertThat(cascading.call(() -> delete(url, 3))).isEqualTo("1 1");
        }
    }

    @Test
    void anApplicationThatHasGoneIsKeptByNothing(@TempDir Path directory) throws Exception {
        WeakReference<ClassLoader> gone = deployed(directory);
        for (int i = 0; i < PATIENCE && gone.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(gone.get()).isNull();
    }

    private static WeakReference<ClassLoader> deployed(Path directory) throws Exception {
        String url = shop(directory);
        Path files = application(directory.resolve("a"),
                "ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE CASCADE;", true);
        System.clearProperty("cascade.test.told");
        try (Application application = new Application(files)) {
            assertThat(application.call(() -> delete(url, 1))).isEqualTo("2 0");
            assertThat(System.getProperty("cascade.test.told")).isEqualTo(files.toString());
            return new WeakReference<>(application);
        } finally {
            System.clearProperty("cascade.test.told");
        }
    }
}
