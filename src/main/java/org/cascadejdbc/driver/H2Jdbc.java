package org.cascadejdbc.driver;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.schema.Schema;
import org.h2.table.Table;

/** What H2's driver knows of a database in our process, and no query tells; nothing of one on a server. */
public final class H2Jdbc {
    /** A number for each database that was opened, which holds none of them. */
    private static final Map<Object, Object> OPENED = Collections.synchronizedMap(new WeakHashMap<>());

    private H2Jdbc() {}

    /**
     * What changes with each change of a schema or a setting.
     *
     * @param database the database, as long as it is open
     * @param changes how many there were
     * @param unchecked how many tables have their foreign keys switched off, which does not count as a change
     */
    private record CatalogVersion(Object database, long changes, long unchecked) {}

    /** Equal for sessions that see the same state of the same catalog; empty where that is not known without asking. */
    public static Optional<Object> catalogVersion(Connection connection) throws SQLException {
        try {
            return Local.catalogVersion(connection);
        } catch (LinkageError absent) {
            return Optional.empty();
        }
    }

    /** Apart, since it can only be loaded where the driver is. */
    private static final class Local {
        static Optional<Object> catalogVersion(Connection connection) throws SQLException {
            if (!connection.isWrapperFor(JdbcConnection.class)
                    || !(connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session)) {
                return Optional.empty();
            }
            Database database = session.getDatabase();
            Object known = OPENED.computeIfAbsent(database, d -> new Object());
            long unchecked = 0;
            for (Schema schema : database.getAllSchemasNoMeta()) {
                for (Table table : schema.getAllTablesAndViews(null)) {
                    unchecked += table.getCheckForeignKeyConstraints() ? 0 : 1;
                }
            }
            return Optional.of(new CatalogVersion(known, database.getModificationMetaId(), unchecked));
        }
    }
}
