package org.cascadejdbc;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cascadejdbc.engine.Engines;
import org.cascadejdbc.text.Shown;

/**
 * The options by who gave them: the application (setters, connection properties), or a URL, which consoles and reporting
 * tools let strangers type. Of a guard that both give, the stricter value counts ({@link Option#stricter}); of any other
 * option the application's. What could harm by itself is not a URL's to choose: see {@link #checkDatabase} and {@link
 * RelationsFile}. Immutable.
 *
 * @param application as the application gave them, by their keys
 * @param url as they stand in the URL
 */
record GivenOptions(Map<String, String> application, Map<String, String> url) {
    /** Drivers that wrap another one, whose URL's rest follows theirs; ours may be among them. */
    private static final Set<String> WRAPPERS = Set.of("aws-wrapper", "cascade", "otel", "p6spy");

    GivenOptions {
        application = Map.copyOf(application);
        url = Map.copyOf(url);
    }

    /**
     * All of them, checked.
     *
     * @throws IllegalArgumentException for a key that is not an option, or a bad value, of those that count
     */
    CascadeOptions options() {
        Map<String, String> all = new LinkedHashMap<>(application);
        if (url.containsKey(Option.TRUSTED_OWNERS.key())) {
            throw new IllegalArgumentException(Option.TRUSTED_OWNERS.key() + " in a URL is not allowed: a URL may not say whom to"
                    + " trust; let the application give it (connection properties, a setter)");
        }
        url.forEach((key, value) -> {
            Option option = Option.of(key);
            String ours = application.getOrDefault(key, isGuarded() && option.guards() ? option.defaultValue() : null);
            all.put(key, ours == null ? value : option.stricter(ours, value));
        });
        if (isGuarded() && !application.containsKey(Option.ENGINE.key())) {
            all.remove(Option.ENGINE.key());
        }
        return CascadeOptions.of(all);
    }

    /** Whether the application has set anything that holds for what is deleted: then no URL takes that away by another option. */
    private boolean isGuarded() {
        return application.keySet().stream().anyMatch(key -> !key.equals(Option.DRIVER.key()));
    }

    /**
     * Makes sure that the delegate's URL is one of a database that we know, before any driver sees it: others do things
     * before a login, as H2's {@code INIT=RUNSCRIPT} does. The application, which names the driver itself, may use any.
     */
    void checkDatabase(String delegateUrl) throws SQLException {
        String rest = delegateUrl.startsWith("jdbc:") ? delegateUrl.substring("jdbc:".length()) : delegateUrl;
        String subprotocol = subprotocol(rest);
        while (WRAPPERS.contains(subprotocol)) {
            rest = rest.substring(subprotocol.length() + 1);
            subprotocol = subprotocol(rest);
        }
        if (!Engines.subprotocols().contains(subprotocol) && !mayBeAny()) {
            throw new SQLFeatureNotSupportedException(
                    Shown.text("cascade-jdbc knows " + Engines.titles() + ", but " + CascadeUrl.shown(delegateUrl)
                            + " names another database; connect to it without cascade-jdbc. If it is one of these by"
                            + " another driver, let the application name that driver in cascade.driver (connection"
                            + " properties, a setter: not the URL), or wrap its DataSource; where nothing is to cascade, let it say"
                            + " cascade.unsupported=pass"),
                    "0A000");
        }
        checkHarmless(rest, delegateUrl);
    }

    /** @param rest the URL that the driver at the end of all wrappers gets, without {@code jdbc:} */
    private void checkHarmless(String rest, String delegateUrl) throws SQLException {
        if (!Engines.isHarmless(rest) && !mayBeAny()) {
            throw new SQLFeatureNotSupportedException(
                    Shown.text("the URL " + CascadeUrl.shown(delegateUrl) + " has a setting by which its driver does more than log in,"
                            + " such as INIT, or a variable, and a URL may come from anybody; leave it out, or let the application name the"
                            + " driver in cascade.driver (connection properties, a setter: not the URL), or wrap its DataSource"),
                    "0A000");
        }
    }

    /** Whether the application, not a URL, has said that it may be another database. */
    private boolean mayBeAny() {
        return application.containsKey(Option.DRIVER.key())
                || application.containsKey(Option.ENGINE.key())
                || "pass".equalsIgnoreCase(application.get(Option.UNSUPPORTED.key()))
                || "false".equalsIgnoreCase(application.get(Option.ENABLED.key()));
    }

    /** The delegate's driver, whatever else is wrong with the options; the application's if both name one. */
    Optional<String> driver() {
        String key = Option.DRIVER.key();
        return Optional.ofNullable(application.getOrDefault(key, url.get(key)));
    }

    private static String subprotocol(String rest) {
        int colon = rest.indexOf(':');
        return colon < 0 ? "" : rest.substring(0, colon);
    }

    /** Whether a URL says where the relations files are, and no application. */
    boolean relationsFromUrl() {
        return url.containsKey(Option.RELATIONS.key()) && !application.containsKey(Option.RELATIONS.key());
    }
}
