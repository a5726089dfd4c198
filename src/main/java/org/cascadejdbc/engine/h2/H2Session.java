package org.cascadejdbc.engine.h2;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cascadejdbc.driver.H2Jdbc;
import org.cascadejdbc.engine.SessionStatements;
import org.cascadejdbc.physical.SessionContext;
import org.cascadejdbc.schema.SearchPath;
import org.cascadejdbc.sql.CaseRule;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.Name;
import org.cascadejdbc.sql.QuotedNames;
import org.cascadejdbc.sql.SqlFeature;

/**
 * What a session of H2 is set to.
 *
 * <p>A name without a schema is looked for in the current schema, then in those of {@code SCHEMA_SEARCH_PATH}; in each of them
 * a table comes before a local temporary one of the session, and that before a synonym (2.4.240, {@code
 * Schema.resolveTableOrView}).
 *
 * @param names how names are compared, which is settled when the database is opened
 * @param user whose rights count
 * @param version of the catalog
 */
record H2Session(CaseRule names, String user, Object version) {
    private static final String SETTINGS = "SELECT SETTING_NAME, SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME"
            + " IN ('MODE', 'DATABASE_TO_UPPER', 'DATABASE_TO_LOWER', 'CASE_INSENSITIVE_IDENTIFIERS', 'OLD_INFORMATION_SCHEMA')"
            + " UNION ALL SELECT STATE_KEY, STATE_COMMAND FROM INFORMATION_SCHEMA.SESSION_STATE WHERE STATE_KEY = 'SCHEMA_SEARCH_PATH'"
            + " UNION ALL SELECT 'SCHEMA', CURRENT_SCHEMA UNION ALL SELECT 'USER', CURRENT_USER";

    /** Whatever a change of the schema changes, where nothing counts them: a server's catalog is read for it. */
    private static final String VERSION = "SELECT COALESCE(SUM(ORA_HASH(line)), 0) || '/' || COUNT(*) FROM ("
            + "SELECT CONCAT_WS('/', 'C', TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, ORDINAL_POSITION, DATA_TYPE, IS_NULLABLE, COLUMN_DEFAULT,"
            + " GENERATION_EXPRESSION)"
            + " AS line FROM INFORMATION_SCHEMA.COLUMNS WHERE UPPER(TABLE_SCHEMA) <> 'INFORMATION_SCHEMA'"
            + " UNION ALL SELECT CONCAT_WS('/', 'T', TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_SCHEMA, CONSTRAINT_NAME, CONSTRAINT_TYPE, ENFORCED)"
            + " FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS"
            + " UNION ALL SELECT CONCAT_WS('/', 'R', CONSTRAINT_SCHEMA, CONSTRAINT_NAME, UNIQUE_CONSTRAINT_NAME, DELETE_RULE)"
            + " FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS"
            + " UNION ALL SELECT CONCAT_WS('/', 'K', CONSTRAINT_SCHEMA, CONSTRAINT_NAME, COLUMN_NAME, ORDINAL_POSITION)"
            + " FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE"
            + " UNION ALL SELECT CONCAT_WS('/', 'S', SYNONYM_SCHEMA, SYNONYM_NAME, SYNONYM_FOR_SCHEMA, SYNONYM_FOR)"
            + " FROM INFORMATION_SCHEMA.SYNONYMS"
            + " UNION ALL SELECT CONCAT_WS('/', 'G', TRIGGER_SCHEMA, TRIGGER_NAME, EVENT_OBJECT_TABLE) FROM INFORMATION_SCHEMA.TRIGGERS"
            + " UNION ALL SELECT CONCAT_WS('/', 'B', TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE) FROM INFORMATION_SCHEMA.TABLES"
            + " WHERE TABLE_TYPE <> 'LOCAL TEMPORARY') AS lines";

    static SessionContext read(SessionStatements session) throws SQLException {
        Map<String, String> settings = session.use(SETTINGS, statement -> {
            Map<String, String> found = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1), rows.getString(2));
                }
            }
            return found;
        });
        if ("TRUE".equalsIgnoreCase(settings.get("OLD_INFORMATION_SCHEMA"))) {
            throw new SQLFeatureNotSupportedException("H2's URL has OLD_INFORMATION_SCHEMA=TRUE, and foreign keys cannot be read from"
                    + " that one; leave the setting out", "0A000");
        }
        List<String> schemas = new ArrayList<>(List.of(settings.get("SCHEMA")));
        QuotedNames.in(settings.get("SCHEMA_SEARCH_PATH"), Lexis.H2).stream().map(Name::text).forEach(schemas::add);
        Lexis lexis = Lexis.H2.with(SqlFeature.BRACKETS, "MSSQLServer".equalsIgnoreCase(settings.get("MODE")));
        return new SessionContext(lexis, new SearchPath(schemas), SessionContext.Keys.ENFORCED,
                new H2Session(names(settings), settings.get("USER"), version(session)));
    }

    static H2Session of(SessionContext context) {
        return (H2Session) context.catalogVersion();
    }

    private static CaseRule names(Map<String, String> settings) {
        if ("true".equalsIgnoreCase(settings.get("CASE_INSENSITIVE_IDENTIFIERS"))) {
            return CaseRule.UPPERED;
        }
        if ("true".equalsIgnoreCase(settings.get("DATABASE_TO_UPPER"))) {
            return CaseRule.UPPER_UNLESS_QUOTED;
        }
        return "true".equalsIgnoreCase(settings.get("DATABASE_TO_LOWER"))
                ? CaseRule.WHOLLY_LOWER_UNLESS_QUOTED
                : CaseRule.AS_WRITTEN;
    }

    private static Object version(SessionStatements session) throws SQLException {
        Optional<Object> known = H2Jdbc.catalogVersion(session.connection());
        return known.isPresent() ? known.get() : session.use(VERSION, statement -> {
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? String.valueOf(row.getString(1)) : "";
            }
        });
    }
}
