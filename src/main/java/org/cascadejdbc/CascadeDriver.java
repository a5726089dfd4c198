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
import java.util.Properties;
import java.util.logging.Logger;
import org.cascadejdbc.jdbc.CascadeConnection;
import org.cascadejdbc.run.Scripts;
import org.cascadejdbc.run.Settings;
import org.cascadejdbc.run.SharedState;
import org.cascadejdbc.text.Shown;

/**
 * The driver of {@code jdbc:cascade:} followed by the delegate's URL without {@code jdbc:}.
 *
 * <p>Options stand in the URL, in the delegate's own style, or in the connection properties. Where an option stands in
 * both, the properties' value counts, since others may type the URL, but of what guards ({@code cascade.maxRows}, {@code
 * cascade.maxRowsPerTable}, {@code cascade.protect}, {@code cascade.unrecognized}) the stricter one. Nothing of them
 * reaches the delegate, and the caller's properties are never changed.
 *
 * <p>A URL may come from a stranger: it names none but databases that we know, unless the properties name the driver
 * ({@code cascade.driver}), and relations files are read after the login. The driver keeps nothing of an application: no
 * class, no loader, no listener.
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

    /** What the connections that share an engine have in common; the relations are there with their contents. */
    private record Key(String url, String user, Settings settings) {}

    private final SharedStates<Key> states = new SharedStates<>(key -> key.url().length() + key.user().length());
    private final Scripts scripts = new Scripts();
    private final Listeners listeners = new Listeners();

    /** The relations files of all URLs. */
    static Scripts scripts() {
        return INSTANCE.scripts;
    }

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
        try {
            CascadeUrl parsed = CascadeUrl.parse(url);
            GivenOptions given = new GivenOptions(ours(info), parsed.options());
            given.options(); // what is wrong there is told before anything else happens
            Connection raw = connect(parsed.delegate(), given, properties);
            if (!given.options().enabled()) {
                return raw;
            }
            return CascadeConnection.open(() -> shared(parsed, properties, given), raw, listeners.with(List.of()));
        } catch (IllegalArgumentException e) {
            throw SettingsReader.invalid(e);
        }
    }

    private SharedState shared(CascadeUrl parsed, Properties properties, GivenOptions given) {
        Settings settings = SettingsReader.read(given, List.of(), scripts);
        Key key = new Key(parsed.delegate(), properties.getProperty("user", ""), settings);
        return states.of(key, () -> new SharedState(settings));
    }

    /** A connection of the delegate. */
    static Connection connect(String delegateUrl, GivenOptions given, Properties properties) throws SQLException {
        given.checkDatabase(delegateUrl);
        Driver driver = DriverLookup.find(delegateUrl, given.options().driver());
        Connection raw = driver.connect(delegateUrl, properties);
        if (raw == null) {
            throw new SQLException(
                    Shown.text(driver.getClass().getName() + " accepts " + CascadeUrl.shown(delegateUrl)
                            + " but gives no connection"),
                    "08001");
        }
        return raw;
    }

    /**
     * The application's options. A guard that it gives as a number, which {@link Properties#getProperty} does not find, counts as well.
     *
     * @throws IllegalArgumentException if one is no text, and nothing that is one way of writing it
     */
    private static Map<String, String> ours(Properties info) {
        Map<String, String> options = new LinkedHashMap<>();
        if (info != null) {
            info.stringPropertyNames().stream().filter(Option::isOurs).forEach(name -> options.put(name, info.getProperty(name)));
            info.forEach((key, value) -> {
                if (key instanceof String name && Option.isOurs(name)) {
                    options.put(name, text(name, value));
                }
            });
        }
        return options;
    }

    private static String text(String name, Object value) {
        if (value instanceof CharSequence || value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        throw new IllegalArgumentException(Shown.text(name + " is given as a " + value.getClass().getName() + "; give it as a text"));
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
        GivenOptions given;
        try {
            parsed = acceptsURL(url) ? CascadeUrl.parse(url) : new CascadeUrl("", Map.of());
            given = new GivenOptions(ours(info), parsed.options());
        } catch (IllegalArgumentException e) {
            throw SettingsReader.invalid(e);
        }
        for (Option option : Option.values()) {
            String value = given.url().getOrDefault(option.key(), given.application().get(option.key()));
            DriverPropertyInfo property = new DriverPropertyInfo(option.key(), value == null ? ofItself(option) : value);
            property.description = option.description();
            property.choices = option.choices().isEmpty() ? null : option.choices().toArray(String[]::new);
            all.add(property);
        }
        if (acceptsURL(url)) {
            all.addAll(delegates(parsed.delegate(), given, info));
        }
        return all.toArray(DriverPropertyInfo[]::new);
    }

    /** Nothing rather than an empty text, which a tool would give back as the value of an option that must not be empty. */
    private static String ofItself(Option option) {
        return option.defaultValue().isEmpty() ? null : option.defaultValue();
    }

    private static List<DriverPropertyInfo> delegates(String url, GivenOptions given, Properties info)
            throws SQLException {
        Driver found;
        try {
            given.checkDatabase(url);
            found = DriverLookup.find(url, given.driver());
        } catch (SQLException notThereYet) {
            return List.of(); // a tool asks before the URL is complete
        }
        DriverPropertyInfo[] properties = found.getPropertyInfo(url, delegates(info));
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
