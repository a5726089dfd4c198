package org.cascadejdbc;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.cascadejdbc.text.Shown;
import org.cascadejdbc.text.ShownUrl;

/**
 * Finds the driver of the delegate's URL. One driver that is broken does not keep the others from being found; it is
 * named in the error if none is.
 */
final class DriverLookup {
    /** A provider whose configuration is broken in a way that does not end must not keep us. */
    private static final int MOST_PROVIDERS = 1000;

    private final String url;
    private final Map<String, String> tried = new LinkedHashMap<>();

    private DriverLookup(String url) {
        this.url = url;
    }

    /**
     * Finds it: the class given, else a registered driver, else one that a class loader offers as a service.
     *
     * @throws SQLException 08001 if there is none, with all that were tried and what to do
     */
    static Driver find(String url, Optional<String> driverClass) throws SQLException {
        DriverLookup lookup = new DriverLookup(url);
        Driver driver = driverClass.isPresent() ? lookup.explicit(driverClass.get()) : lookup.any();
        if (driver == null) {
            throw lookup.notFound(driverClass);
        }
        return driver;
    }

    private Driver explicit(String driverClass) {
        for (ClassLoader loader : ClassLoaders.both()) {
            try {
                // Looked at before any code of it runs: the name may come from a URL, and so from anybody.
                Class<?> found = Class.forName(driverClass, false, loader);
                if (!Driver.class.isAssignableFrom(found)) {
                    tried.put(driverClass, "is not a java.sql.Driver");
                    continue;
                }
                Driver driver = found.asSubclass(Driver.class).getDeclaredConstructor().newInstance();
                if (accepts(driver)) {
                    return driver;
                }
            } catch (ReflectiveOperationException | LinkageError e) {
                tried.merge(driverClass, cause(e), (first, now) -> e instanceof ClassNotFoundException ? first : now);
            }
        }
        return null;
    }

    private Driver any() {
        Iterator<Driver> registered = DriverManager.drivers().iterator();
        while (registered.hasNext()) {
            Driver driver = registered.next();
            if (accepts(driver)) {
                return driver;
            }
        }
        for (ClassLoader loader : ClassLoaders.both()) {
            Driver driver = service(loader);
            if (driver != null) {
                return driver;
            }
        }
        return null;
    }

    private Driver service(ClassLoader loader) {
        Iterator<Driver> services = ServiceLoader.load(Driver.class, loader).iterator();
        for (int i = 0; i < MOST_PROVIDERS; i++) {
            try {
                if (!services.hasNext()) {
                    return null;
                }
                Driver driver = services.next();
                if (accepts(driver)) {
                    return driver;
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                tried.put(redacted(String.valueOf(e.getMessage())), "cannot be loaded: " + cause(e));
            }
        }
        return null;
    }

    private boolean accepts(Driver driver) {
        String name = driver.getClass().getName();
        if (name.equals(CascadeDriver.class.getName())) {
            return false;
        }
        try {
            if (driver.acceptsURL(url)) {
                return true;
            }
            tried.put(name, "does not accept the URL");
        } catch (SQLException | RuntimeException | LinkageError e) {
            tried.put(name, "failed: " + redacted(String.valueOf(e)));
        }
        return false;
    }

    private String cause(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return redacted(root.toString());
    }

    /** A driver that complains of a URL likes to cite it. */
    private String redacted(String message) {
        return ShownUrl.hide(message, url);
    }

    private SQLException notFound(Optional<String> driverClass) {
        StringBuilder message = new StringBuilder();
        message.append("No driver accepts ").append(CascadeUrl.shown(url)).append('.');
        if (tried.isEmpty()) {
            message.append(" No other driver is registered.");
        } else {
            message.append(" Tried:");
            tried.forEach((driver, reason) -> message.append(" " + driver + " (" + reason + "),"));
            message.setCharAt(message.length() - 1, '.');
        }
        message.append(
                driverClass.isPresent()
                        ? " Correct cascade.driver, or add that driver to the class path."
                        : " Add the database's driver to the class path, or name its class in cascade.driver.");
        return new SQLException(Shown.text(message), "08001");
    }
}
