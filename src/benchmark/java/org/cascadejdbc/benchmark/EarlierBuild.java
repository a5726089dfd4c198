package org.cascadejdbc.benchmark;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import javax.sql.DataSource;

/**
 * Another build of the library, of {@code -Dbenchmark.before}, beside ours in one JVM: by a class loader that has the
 * library from there, and all else, the drivers too, from us.
 */
final class EarlierBuild {
    private static final String PATH = System.getProperty("benchmark.before", "");
    private static final String LIBRARY = "org.cascadejdbc.";

    /** It lives as long as the program. */
    private static final class Loader extends URLClassLoader {
        Loader(URL[] path) {
            super(path, EarlierBuild.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null && name.startsWith(LIBRARY)) {
                    loaded = findClass(name);
                }
                return loaded != null ? loaded : super.loadClass(name, resolve);
            }
        }
    }

    private EarlierBuild() {}

    static boolean isGiven() {
        return !PATH.isEmpty();
    }

    /** A connection of that build, with these relations. */
    @SuppressWarnings("resource") // its classes are used until the end
    static Connection connect(DataSource driver, String relations) throws SQLException {
        try {
            Path file = Files.createTempFile("relations", ".sql");
            file.toFile().deleteOnExit();
            Files.writeString(file, relations);
            Class<?> type = new Loader(urls()).loadClass(LIBRARY + "CascadeDataSource");
            Object builder = type.getMethod("builder", DataSource.class).invoke(null, driver);
            builder.getClass().getMethod("relations", String[].class)
                    .invoke(builder, (Object) new String[] {file.toString()});
            return ((DataSource) builder.getClass().getMethod("build").invoke(builder)).getConnection();
        } catch (InvocationTargetException e) {
            throw new SQLException("benchmark.before=" + PATH, e.getCause());
        } catch (IOException | ReflectiveOperationException e) {
            throw new SQLException("benchmark.before=" + PATH, e);
        }
    }

    private static URL[] urls() {
        return Arrays.stream(PATH.split(File.pathSeparator, -1)).map(EarlierBuild::url).toArray(URL[]::new);
    }

    private static URL url(String path) {
        try {
            return Path.of(path).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("benchmark.before: " + path, e);
        }
    }
}
