package org.cascadejdbc.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.plan.Truncation;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.SearchPath;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.sql.Recognition;
import org.cascadejdbc.sql.TruncatedTable;

/** Refuses a TRUNCATE as the database itself would if it knew the keys. */
final class TruncateCheck {
    private final Engine engine;
    private final Connection connection;
    private final Catalog catalog;
    private final SearchPath searchPath;
    private final boolean temporaryTables;
    private boolean stale;

    /** @param temporaryTables whether the session has made some, which may shadow others */
    TruncateCheck(
            Engine engine, Connection connection, Catalog catalog, SearchPath searchPath, boolean temporaryTables) {
        this.engine = engine;
        this.connection = connection;
        this.catalog = catalog;
        this.searchPath = searchPath;
        this.temporaryTables = temporaryTables;
    }

    /** The database's own error, if a virtual key stands in the way. */
    Optional<SQLException> objection(Recognition.Truncate truncate) throws SQLException {
        Truncation truncation = new Truncation(catalog.graph());
        for (TruncatedTable written : truncate.tables()) {
            Optional<Table> table = table(written);
            if (table.isPresent() && table.get().kind() != Table.Kind.VIEW) {
                truncation.add(table.get(), written.only());
            }
        }
        if (truncate.cascade()) {
            truncation.cascade();
        }
        return truncation.obstacle().map(key -> engine.refuseTruncate(message(key)));
    }

    /** Whether a table was met that is not in the catalog: somebody else has made it since, or it is a temporary one. */
    boolean stale() {
        return stale;
    }

    /** The table that is meant, as the database says where it can; a temporary one is none of the graph's. */
    private Optional<Table> table(TruncatedTable written) throws SQLException {
        long id = engine.idOf(connection, written.name());
        if (id != 0) {
            Optional<Table> table = catalog.graph().withId(id);
            stale |= table.isEmpty() && catalog.addUnknown(id);
            return table;
        }
        Optional<Table> table = searchPath.resolve(written.name(), catalog.graph());
        boolean shadowed = table.isPresent() && temporaryTables && engine.isTemporary(
                connection, written.name(), written.text());
        return shadowed ? Optional.empty() : table;
    }

    private static String message(ForeignKey key) {
        if (!key.virtual()) {
            return "the TRUNCATE is refused: by CASCADE it would empty " + key.referencing() + ", too, which references "
                    + key.referenced() + " by the key " + key + ", but cascade.protect keeps cascades away from that table; "
                    + "name it in the TRUNCATE, or take it out of cascade.protect";
        }
        return "the TRUNCATE is refused: " + key.referencing() + " references " + key.referenced() + " by the key " + key
                + ", which the database does not know, and TRUNCATE follows no key; write DELETE FROM "
                + key.referenced() + " instead, or, where the database truncates several tables at once, name "
                + key.referencing() + " in the same TRUNCATE";
    }
}
