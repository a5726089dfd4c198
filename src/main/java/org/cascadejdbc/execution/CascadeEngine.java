package org.cascadejdbc.execution;

import java.sql.Connection;
import java.sql.SQLException;

/** What the connections of one DataSource or URL share: the settings, the catalog, the plans. Thread-safe. */
public class CascadeEngine {
    private final Settings settings;

    public CascadeEngine(Settings settings) {
        this.settings = settings;
    }

    /**
     * Prepares a connection of the delegate for cascades.
     *
     * @throws SQLException if the database is not supported or cannot be prepared; the caller closes the connection
     */
    public CascadeSession open(Connection connection) throws SQLException {
        return new CascadeSession();
    }

    /** Forgets the catalog: the next DELETE reads it again. */
    public void refresh() {}

    public Settings settings() {
        return settings;
    }
}
