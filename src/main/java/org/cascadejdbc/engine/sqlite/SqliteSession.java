package org.cascadejdbc.engine.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.engine.SessionStatements;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.physical.SessionContext;
import org.cascadejdbc.schema.SearchPath;
import org.cascadejdbc.sql.Lexis;

/** Reads what decides on a connection what statements mean. */
final class SqliteSession {
    private static final String TEMPORARY = "temp";
    private static final List<String> OWN_SCHEMAS = List.of(TEMPORARY, "main");
    private static final String ATTACHED =
            "SELECT name, file FROM " + SqliteText.pragma("database_list") + " WHERE seq > 1";
    private static final String MAIN = "SELECT file FROM " + SqliteText.pragma("database_list") + " WHERE name = 'main'";
    /** The application's; ours are none of its catalog's. */
    private static final String TEMPORARY_TABLES = "SELECT EXISTS (SELECT 1 FROM temp.sqlite_master WHERE NOT "
            + SqliteText.begins("tbl_name", SqliteFrozenTable.BEGIN) + ")";

    private SqliteSession() {}

    /**
     * A name is looked for in temp, then in main, then in the attached databases in their order. SQLite counts every
     * change of a schema, also by other processes (documentation: "PRAGMA schema_version"). It begins to count anew where a
     * file takes another one's place: so the schema is read, too, once for each number on each connection.
     */
    static SessionContext context(SessionStatements session) throws SQLException {
        // Through a query: the pragma itself is answered as it was when it was prepared.
        Map<String, String> attached = session.use(ATTACHED, statement -> {
            Map<String, String> files = new LinkedHashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    files.put(rows.getString(1), rows.getString(2));
                }
            }
            return files;
        });
        return context(session, attached);
    }

    /** Main's tables come before those of databases that were attached meanwhile, and it is never detached. */
    static SessionContext verified(SessionStatements session, SessionContext known) throws SQLException {
        return known.searchPath().schemas().equals(OWN_SCHEMAS)
                ? context(session, Map.of())
                : context(session);
    }

    private static SessionContext context(SessionStatements session, Map<String, String> attached)
            throws SQLException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("main", session.once(MAIN));
        files.putAll(attached);
        List<String> schemas = new ArrayList<>(List.of(TEMPORARY));
        schemas.addAll(files.keySet());
        List<Object> version = new ArrayList<>();
        for (Map.Entry<String, String> each : files.entrySet()) {
            version.add(each.getKey());
            version.add(String.valueOf(each.getValue()));
            long count = number(session, "PRAGMA " + Quotes.DOUBLE.id(each.getKey()) + ".schema_version");
            version.add(count);
            if (!isInMemory(each.getValue())) {
                version.add(session.asOf(List.of(each.getValue(), count),
                        "SELECT name, sql FROM " + Quotes.DOUBLE.id(each.getKey())
                                + ".sqlite_master"));
            }
        }
        boolean temporary = number(session, TEMPORARY_TABLES) > 0;
        if (temporary) {
            version.add(number(session, "PRAGMA temp.schema_version"));
        }
        boolean inMemory = files.values().stream().anyMatch(SqliteSession::isInMemory);
        if (temporary || inMemory) {
            version.add(session.identity()); // only this connection sees them
        }
        SessionContext.Keys keys = number(session, "PRAGMA foreign_keys") != 0
                ? SessionContext.Keys.ENFORCED
                : SqliteGuards.of(session).pragma().whenOff();
        return new SessionContext(Lexis.SQLITE, new SearchPath(schemas, TEMPORARY), keys, version);
    }

    private static boolean isInMemory(String file) {
        return file == null || file.isEmpty();
    }

    static long number(SessionStatements session, String query) throws SQLException {
        return session.use(query, statement -> {
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        });
    }
}
