package org.cascadejdbc.execution;

import java.sql.Connection;
import java.sql.SQLException;
import org.cascadejdbc.dialect.Dialect;
import org.cascadejdbc.schema.KeyGraph;

/** What people ask of a session's database: it changes no row. As thread-safe as the connection itself: not. */
public final class Inspector {
    private final Dialect dialect;
    private final Connection connection;
    private final SessionCatalog catalog;

    Inspector(Dialect dialect, Connection connection, SessionCatalog catalog) {
        this.dialect = dialect;
        this.connection = connection;
        this.catalog = catalog;
    }

    /** What this session's database says differently. */
    public Dialect dialect() {
        return dialect;
    }

    /** The delegate's connection, to which nothing cascades. */
    public Connection connection() {
        return connection;
    }

    /** All tables, and the keys as they hold in this session, read anew. */
    public KeyGraph keys() throws SQLException {
        catalog.forget();
        return catalog.get().graph();
    }

    /** The same before the relations are put over them, which may not fit. */
    public DeclaredKeys declared() throws SQLException {
        return catalog.declared();
    }
}
