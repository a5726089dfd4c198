package org.cascadejdbc.it.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.cascadejdbc.CascadeDriver;
import org.junit.jupiter.api.Test;

/** An application that has ended leaves nothing behind: no thread, no driver, no class loader. */
class LeaksIT {
    private static final List<String> ITS_OWN =
            List.of("org.cascadejdbc.", "com.zaxxer.", "com.github.benmanes.", "net.sf.jsqlparser.");

    /** As an application server's: what the application brings comes before what the server has. */
    private static final class Application extends URLClassLoader {
        Application(URL[] urls) {
            super(urls, LeaksIT.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (ITS_OWN.stream().noneMatch(name::startsWith)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }

        @Override
        public URL getResource(String name) {
            URL own = findResource(name);
            return own == null ? super.getResource(name) : own;
        }
    }

    @Test
    void aClosedApplicationIsForgotten() throws Exception {
        // SQLite's driver asks the system what it is by a process, and the thread that Java keeps for those inherits its
        // class loader from whoever is the first.
        new ProcessBuilder("true").start().waitFor();
        Set<Driver> drivers = new HashSet<>(drivers());
        Set<Thread> threads = Thread.getAllStackTraces().keySet();

        WeakReference<ClassLoader> loader = deployAndUndeploy();

        assertThat(drivers()).containsExactlyInAnyOrderElementsOf(drivers);
        linkAnotherRecord();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (loader.get() != null && System.nanoTime() < end) {
            System.gc(); // a thread that has been told to end may need a moment
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        Set<Thread> left = new HashSet<>(Thread.getAllStackTraces().keySet());
        left.removeAll(threads);
        assertThat(left).filteredOn(thread -> thread.getContextClassLoader() instanceof Application).isEmpty();
        assertThat(loader.get()).as("the application's class loader; threads since then: %s", left).isNull();
    }

    private record Last(Last before) {}

    /**
     * Java keeps the class of the last record whose methods were linked (in a cache of ObjectMethods, strongly in 17,
     * softly later), and with it its loader. Here that is one of the library's; let it be this one, from another loader.
     */
    private static void linkAnotherRecord() throws ReflectiveOperationException, IOException {
        try (Application other = new Application(urls())) {
            Constructor<?> last = other.loadClass(Last.class.getName()).getDeclaredConstructors()[0];
            last.setAccessible(true);
            Object one = last.newInstance((Object) null);
            assertThat(one).isEqualTo(last.newInstance((Object) null)).hasToString("Last[before=null]")
                    .hasSameHashCodeAs(last.newInstance((Object) null));
        }
    }

    private static List<Driver> drivers() {
        return DriverManager.drivers().toList();
    }

    /** Apart, so that no variable of the test's holds on to anything. */
    private static WeakReference<ClassLoader> deployAndUndeploy() throws ReflectiveOperationException, IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (Application application = new Application(urls())) {
            thread.setContextClassLoader(application);
            Class<?> type = application.loadClass(Tenant.class.getName());
            assertThat(type.getClassLoader()).isSameAs(application);
            ((Runnable) type.getDeclaredConstructor().newInstance()).run();
            return new WeakReference<>(application);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The library as it is under test, this directory of classes, and what an application brings besides. */
    private static URL[] urls() {
        Stream<String> besides = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.matches(".*(HikariCP|sqlite-jdbc|caffeine|jsqlparser)[^/\\\\]*\\.jar"));
        List<URL> urls = new ArrayList<>(List.of(location(CascadeDriver.class), location(LeaksIT.class)));
        besides.forEach(jar -> urls.add(url(jar)));
        return urls.toArray(URL[]::new);
    }

    private static URL location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    private static URL url(String file) {
        try {
            return Path.of(file).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
