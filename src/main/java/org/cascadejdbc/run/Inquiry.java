package org.cascadejdbc.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.sql.Recognition;

/** What people ask of a session's database: it changes no row. As thread-safe as the connection itself: not. */
public final class Inquiry {
    private final Engine engine;
    private final Connection connection;
    private final SessionCatalog catalog;
    private final SharedState shared;
    private final Explainer explainer;

    Inquiry(
            Engine engine,
            Connection connection,
            SessionCatalog catalog,
            SharedState shared,
            Explainer explainer) {
        this.engine = engine;
        this.connection = connection;
        this.catalog = catalog;
        this.shared = shared;
        this.explainer = explainer;
    }

    /** What this session's database says differently. */
    public Engine engine() {
        return engine;
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

    /** Why keys rest in this session, where any does: a clause. */
    public String whyResting() throws SQLException {
        return catalog.get().whyResting();
    }

    /**
     * What that DELETE would do if it were executed now. {@link CascadeSession#cancel} stops it.
     *
     * @param parameters the values of a prepared statement, or {@code null} for a plain one
     * @param queryTimeout in seconds, 0 for none
     * @throws SQLFeatureNotSupportedException if it is no DELETE that is understood, or its rows cannot be counted
     */
    public Forecast explain(String delete, Parameters parameters, int queryTimeout) throws SQLException {
        Recognition recognition = shared.recognize(catalog.sessionContext().lexis(), delete);
        if (recognition instanceof Recognition.Delete found && found.parts().size() == 1) {
            return explainer.explain(found.parts().get(0), parameters, queryTimeout);
        }
        if (recognition instanceof Recognition.Unclear unclear) {
            throw Refusals.unexplained(unclear.form() + "; " + unclear.advice());
        }
        throw Refusals.unexplained(
                recognition instanceof Recognition.Delete ? "what follows has several" : "what follows is none");
    }

    /** The same before the relations are put over them, which may not fit. */
    public DeclaredKeys declared() throws SQLException {
        return catalog.declared();
    }
}
