package org.cascadejdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Logger;
import org.cascadejdbc.execution.CascadeEngine;
import org.cascadejdbc.jdbc.CascadeConnection;

/**
 * The driver of {@code jdbc:cascade:} followed by the delegate's URL without {@code jdbc:}.
 *
 * <p>Options stand in the URL, in the delegate's own style, or in the connection properties. Where an option stands in
 * both, the URL's value counts (as with PostgreSQL's driver). Nothing of them reaches the delegate, and the
 * caller's properties are never changed.
 */
public final class CascadeDriver implements Driver {
    private static final int MAJOR_VERSION = 0;
    private static final int MINOR_VERSION = 1;
    private static final CascadeDriver INSTANCE = new CascadeDriver();

    static {
        try {
            register();
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What the connections that share an engine have in common. */
    private record Key(String url, String user, CascadeOptions options) {}

    private final Engines<Key> engines = new Engines<>();

    /** Registers the driver with the DriverManager, which loading this class does, too. */
    public static void register() throws SQLException {
        DriverManager.registerDriver(INSTANCE);
    }

    /** Takes the driver out of the DriverManager, for an application that is undeployed. */
    public static void deregister() throws SQLException {
        DriverManager.deregisterDriver(INSTANCE);
    }

    @Override
    public boolean acceptsURL(String url) {
        return CascadeUrl.isOurs(url);
    }

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        Properties properties = delegates(info);
        Key key;
        CascadeEngine engine;
        try {
            CascadeUrl parsed = CascadeUrl.parse(url);
            CascadeOptions options = CascadeOptions.of(options(parsed, info));
            key = new Key(parsed.delegate(), properties.getProperty("user", ""), options);
            engine = engines.of(
                    key,
                    () -> new CascadeEngine(SettingsReader.read(options, List.of()), Listeners.with(List.of())));
        } catch (IllegalArgumentException e) {
            throw SettingsReader.invalid(e);
        }
        return CascadeConnection.open(engine, connect(key.url(), key.options(), properties));
    }

    /** A connection of the delegate. */
    static Connection connect(String delegateUrl, CascadeOptions options, Properties properties) throws SQLException {
        Driver driver = DriverLookup.find(delegateUrl, options.driver());
        Connection raw = driver.connect(delegateUrl, properties);
        if (raw == null) {
            throw new SQLException(
                    driver.getClass().getName() + " accepts " + CascadeUrl.shown(delegateUrl)
                            + " but gives no connection",
                    "08001");
        }
        return raw;
    }

    private static Map<String, String> options(CascadeUrl url, Properties info) {
        Map<String, String> options = new LinkedHashMap<>();
        if (info != null) {
            for (String name : info.stringPropertyNames()) {
                if (Option.isOurs(name)) {
                    options.put(name, info.getProperty(name));
                }
            }
        }
        options.putAll(url.options());
        return options;
    }

    /** A copy without our options, with what is not a string and with the defaults of the defaults. */
    private static Properties delegates(Properties info) {
        Properties properties = new Properties();
        if (info != null) {
            info.stringPropertyNames().forEach(name -> properties.setProperty(name, info.getProperty(name)));
            properties.putAll(info);
            properties.keySet().removeIf(key -> key instanceof String name && Option.isOurs(name));
        }
        return properties;
    }

    /** Our options, then those of the delegate's driver if there is one. */
    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
        List<DriverPropertyInfo> all = new ArrayList<>();
        CascadeUrl parsed;
        try {
            parsed = acceptsURL(url) ? CascadeUrl.parse(url) : new CascadeUrl("", Map.of());
        } catch (IllegalArgumentException e) {
            throw SettingsReader.invalid(e);
        }
        Map<String, String> given = options(parsed, info);
        for (Option option : Option.values()) {
            DriverPropertyInfo property =
                    new DriverPropertyInfo(option.key(), given.getOrDefault(option.key(), option.defaultValue()));
            property.description = option.description();
            property.choices = option.choices().isEmpty() ? null : option.choices().toArray(String[]::new);
            all.add(property);
        }
        if (acceptsURL(url)) {
            all.addAll(delegates(parsed, given.get(Option.DRIVER.key()), info));
        }
        return all.toArray(DriverPropertyInfo[]::new);
    }

    private static List<DriverPropertyInfo> delegates(CascadeUrl url, String driver, Properties info)
            throws SQLException {
        Driver found;
        try {
            found = DriverLookup.find(url.delegate(), Optional.ofNullable(driver));
        } catch (SQLException notThereYet) {
            return List.of(); // a tool asks before the URL is complete
        }
        DriverPropertyInfo[] properties = found.getPropertyInfo(url.delegate(), delegates(info));
        return properties == null ? List.of() : Arrays.asList(properties);
    }

    @Override
    public int getMajorVersion() {
        return MAJOR_VERSION;
    }

    @Override
    public int getMinorVersion() {
        return MINOR_VERSION;
    }

    /** No: that is said of a driver for one database. */
    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("org.cascadejdbc");
    }
}
