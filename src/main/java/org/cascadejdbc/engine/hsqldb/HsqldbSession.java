package org.cascadejdbc.engine.hsqldb;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cascadejdbc.driver.HsqldbJdbc;
import org.cascadejdbc.engine.SessionStatements;
import org.cascadejdbc.physical.SessionContext;
import org.cascadejdbc.schema.SearchPath;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.SqlFeature;

/**
 * What a session of HSQLDB is set to. A name without a schema is looked for among the session's temporary tables, then in the
 * current schema (2.7.4, {@code SchemaManager.findSchemaObject}).
 *
 * @param user whose rights say which tables are seen
 * @param version of the catalog
 */
record HsqldbSession(String user, Object version) {
    private static final String SETTINGS = "SELECT CURRENT_SCHEMA, CURRENT_USER, "
            + property("sql.ref_integrity") + ", " + property("sql.syntax_mys") + " FROM (VALUES (0)) AS settings (nothing)";

    /** All that a change of the schema changes, where nothing counts changes: on a server, where the catalog is read for it. */
    private static final List<String> VERSION = List.of(
            "SELECT * FROM INFORMATION_SCHEMA.SYSTEM_CROSSREFERENCE",
            "SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, ORDINAL_POSITION, IS_NULLABLE, COLUMN_DEFAULT, DTD_IDENTIFIER, COLLATION_NAME"
                    + " FROM INFORMATION_SCHEMA.COLUMNS" + HsqldbCatalog.others("TABLE_SCHEMA"),
            "SELECT TABLE_SCHEM, TABLE_NAME, TABLE_TYPE FROM INFORMATION_SCHEMA.SYSTEM_TABLES" + HsqldbCatalog.others("TABLE_SCHEM"),
            "SELECT TABLE_SCHEM, TABLE_NAME, NON_UNIQUE, INDEX_NAME, ORDINAL_POSITION, COLUMN_NAME FROM"
                    + " INFORMATION_SCHEMA.SYSTEM_INDEXINFO" + HsqldbCatalog.others("TABLE_SCHEM"),
            HsqldbCatalog.PRIMARY_KEYS, HsqldbCatalog.TRIGGERS, HsqldbCatalog.VIEWS, HsqldbCatalog.SYNONYMS);

    private static String property(String name) {
        return "(SELECT PROPERTY_VALUE FROM INFORMATION_SCHEMA.SYSTEM_PROPERTIES WHERE PROPERTY_NAME = '" + name + "')";
    }

    static SessionContext read(SessionStatements session) throws SQLException {
        Optional<HsqldbJdbc.State> known = HsqldbJdbc.state(session.connection());
        HsqldbJdbc.State state = known.isPresent() ? known.get() : asked(session);
        return new SessionContext(Lexis.HSQLDB.with(SqlFeature.BACKTICKS, state.backticks()),
                new SearchPath(List.of(state.schema())), SessionContext.Keys.of(state.keys()),
                new HsqldbSession(state.user(), state.catalogVersion()));
    }

    private static HsqldbJdbc.State asked(SessionStatements session) throws SQLException {
        Object version = digest(session);
        return session.use(SETTINGS, statement -> {
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new HsqldbJdbc.State(row.getString(1), row.getString(2), row.getBoolean(3), row.getBoolean(4), version);
            }
        });
    }

    private static Object digest(SessionStatements session) throws SQLException {
        List<String> parts = new ArrayList<>();
        for (String query : VERSION) {
            session.use(query, statement -> {
                try (ResultSet rows = statement.executeQuery()) {
                    int columns = rows.getMetaData().getColumnCount();
                    while (rows.next()) {
                        for (int i = 1; i <= columns; i++) {
                            parts.add(String.valueOf(rows.getString(i)));
                        }
                    }
                    return null;
                }
            });
        }
        return UUID.nameUUIDFromBytes(String.join("\0", parts).getBytes(StandardCharsets.UTF_8));
    }
}
