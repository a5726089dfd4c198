package org.cascadejdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.cascadejdbc.jdbc.CascadeConnection;
import org.cascadejdbc.run.Scripts;
import org.cascadejdbc.run.Settings;
import org.cascadejdbc.run.SharedState;
import org.cascadejdbc.run.Watchers;
import org.cascadejdbc.sql.ForeignKeyDeclaration;

/** What a data source's first connection fixes, and what is known of its database from then on. */
final class Configured {
    private final Source source;
    private final GivenOptions given;
    private final List<ForeignKeyDeclaration> relations;
    private final Watchers watchers;
    private final Scripts scripts;
    private final AtomicReference<Settings> read = new AtomicReference<>();
    /** By user: "" is the configured one. */
    private final SharedStates<String> states = new SharedStates<>(String::length);

    Configured(Source source, GivenOptions given, List<ForeignKeyDeclaration> relations, List<CascadeListener> listeners) {
        this.source = source;
        this.given = given;
        this.relations = List.copyOf(relations);
        this.watchers = new Listeners().with(listeners);
        this.scripts = source instanceof Source.Url ? CascadeDriver.scripts() : new Scripts();
    }

    Source source() {
        return source;
    }

    GivenOptions given() {
        return given;
    }

    SharedStates<String> states() {
        return states;
    }

    /** With the relations files, which are read once; but again if one of a URL could not be read. */
    Settings settings() {
        Settings known = read.get();
        if (known != null) {
            return known;
        }
        Settings now = SettingsReader.read(given, relations, scripts);
        return !now.isWhole() || read.compareAndSet(null, now) ? now : read.get();
    }

    private SharedState shared(String user) {
        Settings settings = settings();
        return settings.isWhole() ? states.of(user, () -> new SharedState(settings)) : new SharedState(settings);
    }

    /** A connection that cascades, unless nothing is to. */
    Connection open(String username, String password) throws SQLException {
        Connection raw = source.connect(username, password);
        if (!given.options().enabled()) {
            return raw;
        }
        try {
            return CascadeConnection.open(() -> shared(username == null ? "" : username), raw, watchers);
        } catch (IllegalArgumentException e) {
            throw SettingsReader.invalid(e);
        }
    }
}
