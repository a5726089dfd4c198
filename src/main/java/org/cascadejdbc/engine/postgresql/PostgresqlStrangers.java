package org.cascadejdbc.engine.postgresql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.schema.Stranger;
import org.cascadejdbc.schema.TableName;

/**
 * Whose tables are no business of statements of ours. PostgreSQL carries a key out as the owner of the referencing table,
 * who wrote its triggers, constraints and defaults; a statement of ours runs them as the connection's user, and the planner
 * runs functions of that table's indexes as soon as it only plans one.
 *
 * <p>So an owner is a stranger unless it may become that user anyway: a superuser, the user itself, a member of it that may
 * {@code SET ROLE}. Not the current role counts but the session's user, and the one who has logged in: code can go back to
 * them. The owner of a table's schema may put another table in its place, and the owner of a partition owns a part of the
 * table; they count as its owners.
 *
 * <p>What an owner has chosen to use, a type or function of somebody else's, is as that owner wants it.
 */
final class PostgresqlStrangers {
    /** A table's oid, the stranger, and of a schema its name: usually of no table. */
    private static final String STRANGERS = """
            WITH mine (oid) AS (SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolname = session_user OR r.rolname = %s),
            owner (oid) AS (SELECT c.relowner FROM pg_catalog.pg_class c UNION SELECT n.nspowner FROM pg_catalog.pg_namespace n),
            acting (oid, role) AS (SELECT o.oid, CASE WHEN r.rolname = 'pg_database_owner' THEN d.datdba ELSE o.oid END
              FROM owner o JOIN pg_catalog.pg_roles r ON r.oid = o.oid
              JOIN pg_catalog.pg_database d ON d.datname = pg_catalog.current_database()),
            stranger (oid, name) AS (SELECT a.oid, r.rolname
              FROM acting a JOIN pg_catalog.pg_roles r ON r.oid = a.role
              WHERE EXISTS (SELECT FROM mine m WHERE NOT pg_catalog.pg_has_role(a.role, m.oid, '%s')))
            SELECT c.oid, s.name, NULL::pg_catalog.name FROM pg_catalog.pg_class c JOIN stranger s ON s.oid = c.relowner
            WHERE c.relkind = 'r' OR c.relkind = 'p' OR c.relkind = 'v'
            UNION ALL
            SELECT c.oid, s.name, n.nspname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN stranger s ON s.oid = n.nspowner WHERE c.relkind = 'r' OR c.relkind = 'p' OR c.relkind = 'v'""";

    private static final int FIRST_WITH_SET_OPTION = 16;

    private record Found(String role, String schema) {}

    private final Map<Long, List<Found>> found = new HashMap<>();

    /** @param version the server's major version: until 15 each member of a role may become it */
    static String query(int version, String login) {
        return PostgresqlText.ofTheServer(STRANGERS)
                .formatted(PostgresqlText.literal(login), version < FIRST_WITH_SET_OPTION ? "MEMBER" : "SET");
    }

    void read(ResultSet rows) throws SQLException {
        while (rows.next()) {
            found.computeIfAbsent(rows.getLong(1), oid -> new ArrayList<>())
                    .add(new Found(rows.getString(2), rows.getString(3)));
        }
    }

    /** Those of that table. */
    List<Stranger> of(long oid, TableName table) {
        return found.getOrDefault(oid, List.of()).stream()
                .map(one -> new Stranger(one.role(), one.schema() == null
                        ? table + " belongs to " + one.role()
                        : "the schema of " + table + " belongs to " + one.role()))
                .toList();
    }
}
