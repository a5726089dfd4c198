package org.cascadejdbc.engine.hsqldb;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
 * @param strict whether a row that goes must not be set by the same DELETE ({@code sql.enforce_tdc_delete})
 * @param version of the catalog
 */
record HsqldbSession(String user, boolean strict, Object version) {
    private static final String SETTINGS = "SELECT CURRENT_SCHEMA, CURRENT_USER, PROPERTY_NAME, PROPERTY_VALUE FROM"
            + " INFORMATION_SCHEMA.SYSTEM_PROPERTIES WHERE PROPERTY_NAME LIKE 'sql.%'";

    /** All that a change of the schema changes, where nothing counts changes: on a server, where the catalog is read for it. */
    private static final List<String> VERSION = List.of(
            "SELECT * FROM INFORMATION_SCHEMA.SYSTEM_CROSSREFERENCE",
            "SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, ORDINAL_POSITION, IS_NULLABLE, COLUMN_DEFAULT, DTD_IDENTIFIER, COLLATION_NAME,"
                    + " GENERATION_EXPRESSION FROM INFORMATION_SCHEMA.COLUMNS" + HsqldbCatalog.others("TABLE_SCHEMA"),
            "SELECT TABLE_SCHEM, TABLE_NAME, TABLE_TYPE FROM INFORMATION_SCHEMA.SYSTEM_TABLES" + HsqldbCatalog.others("TABLE_SCHEM"),
            "SELECT TABLE_SCHEM, TABLE_NAME, NON_UNIQUE, INDEX_NAME, ORDINAL_POSITION, COLUMN_NAME FROM"
                    + " INFORMATION_SCHEMA.SYSTEM_INDEXINFO" + HsqldbCatalog.others("TABLE_SCHEM"),
            HsqldbCatalog.PRIMARY_KEYS, HsqldbCatalog.TRIGGERS, HsqldbCatalog.VIEWS, HsqldbCatalog.SYNONYMS);

    static SessionContext read(SessionStatements session) throws SQLException {
        Optional<HsqldbJdbc.State> known = HsqldbJdbc.state(session.connection());
        HsqldbJdbc.State state = known.isPresent() ? known.get() : asked(session.connection());
        return new SessionContext(Lexis.HSQLDB.with(SqlFeature.BACKTICKS, state.backticks()),
                new SearchPath(List.of(state.schema())), SessionContext.Keys.of(state.keys()),
                new HsqldbSession(state.user(), state.strict(), state.catalogVersion()));
    }

    /** As HSQLDB is by itself, where there is no session. */
    static boolean isStrict(SessionContext context) {
        return !(context.catalogVersion() instanceof HsqldbSession session) || session.strict();
    }

    private static HsqldbJdbc.State asked(Connection connection) throws SQLException {
        Object version = digest(connection);
        Set<String> on = new HashSet<>();
        try (PreparedStatement statement = query(connection, SETTINGS); ResultSet rows = statement.executeQuery()) {
            String schema = null;
            String user = null;
            while (rows.next()) {
                schema = rows.getString(1);
                user = rows.getString(2);
                if ("true".equals(rows.getString(4))) {
                    on.add(rows.getString(3));
                }
            }
            return new HsqldbJdbc.State(schema, user, on.contains("sql.ref_integrity"), on.contains("sql.syntax_mys"),
                    on.contains("sql.enforce_tdc_delete"), version);
        }
    }

    /** A query that gives all rows: a session's SET MAXROWS holds for statements that are not prepared, in part whatever their own limit. */
    static PreparedStatement query(Connection connection, String query) throws SQLException {
        return connection.prepareStatement(query);
    }

    private static Object digest(Connection connection) throws SQLException {
        List<String> parts = new ArrayList<>();
        for (String query : VERSION) {
            try (PreparedStatement statement = query(connection, query); ResultSet rows = statement.executeQuery()) {
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    for (int i = 1; i <= columns; i++) {
                        parts.add(String.valueOf(rows.getString(i)));
                    }
                }
            }
        }
        return UUID.nameUUIDFromBytes(String.join("\0", parts).getBytes(StandardCharsets.UTF_8));
    }
}
