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
 * them. The owner of a table's schema may put another table in its place, and that of a foreign table's server other rows; they
 * count as its owners.
 *
 * <p>A statement that names a table comes to others, too: to the partitions of a partitioned one, to what is under a view with all
 * that inherits from it, to what a rule or a policy reads or writes, each of them with what it comes to itself. So the way goes
 * from what is a stranger's up to all that leads there, to the fixed point and whatever kind of relation it is: where there is no
 * stranger, nothing is to be walked. Of an ordinary table a statement of ours names the table {@code ONLY}, so what inherits
 * from it counts where it is read through something else.
 *
 * <p>What an owner has chosen to use, a type or function of somebody else's, is as that owner wants it.
 */
final class PostgresqlStrangers {
    /** A table's oid, the stranger, and what belongs to it: of which table, and which part of it. Usually of no table. */
    private static final String STRANGERS = """
            WITH RECURSIVE mine (oid) AS (SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolname = session_user OR r.rolname = %s),
            owner (oid) AS (SELECT c.relowner FROM pg_catalog.pg_class c UNION SELECT n.nspowner FROM pg_catalog.pg_namespace n
              UNION SELECT s.srvowner FROM pg_catalog.pg_foreign_server s),
            acting (oid, role) AS (SELECT o.oid, CASE WHEN r.rolname = 'pg_database_owner' THEN d.datdba ELSE o.oid END
              FROM owner o JOIN pg_catalog.pg_roles r ON r.oid = o.oid
              JOIN pg_catalog.pg_database d ON d.datname = pg_catalog.current_database()),
            stranger (oid, name) AS (SELECT a.oid, r.rolname
              FROM acting a JOIN pg_catalog.pg_roles r ON r.oid = a.role
              WHERE EXISTS (SELECT FROM mine m WHERE NOT pg_catalog.pg_has_role(a.role, m.oid, '%s'))),
            theirs (oid, role, what) AS (
              SELECT c.oid, s.name, '' FROM pg_catalog.pg_class c JOIN stranger s ON s.oid = c.relowner
              UNION ALL SELECT c.oid, s.name, 'the schema of ' FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace JOIN stranger s ON s.oid = n.nspowner
              UNION ALL SELECT f.ftrelid, s.name, 'the server of ' FROM pg_catalog.pg_foreign_table f
              JOIN pg_catalog.pg_foreign_server v ON v.oid = f.ftserver JOIN stranger s ON s.oid = v.srvowner),
            way (oid, theirs, named) AS (
              SELECT t.oid, t.oid, true FROM theirs t JOIN pg_catalog.pg_class c ON c.oid = t.oid
              WHERE c.relkind = 'r' OR c.relkind = 'p' OR c.relkind = 'v' OR c.relkind = 'f' OR c.relkind = 'm'
              UNION
              SELECT x.oid, w.theirs, x.named FROM way w CROSS JOIN LATERAL (
                SELECT p.oid, p.relkind = 'p' FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
                WHERE i.inhrelid = w.oid
                UNION ALL SELECT r.ev_class, true FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
                JOIN pg_catalog.pg_class c ON c.oid = r.ev_class AND c.relkind <> 'm'
                WHERE d.classid = r.tableoid AND d.refclassid = c.tableoid AND d.refobjid = w.oid
                UNION ALL SELECT y.polrelid, true FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_policy y ON y.oid = d.objid
                WHERE d.classid = y.tableoid AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid
                  AND d.refobjid = w.oid) x (oid, named))
            SELECT DISTINCT w.oid, t.role, t.what, n.nspname, c.relname FROM way w JOIN theirs t ON t.oid = w.theirs
            JOIN pg_catalog.pg_class c ON c.oid = w.theirs JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE w.named ORDER BY 1, 4, 5, 3, 2""";

    private static final int FIRST_WITH_SET_OPTION = 16;

    private final Map<Long, List<Stranger>> found = new HashMap<>();

    /** @param version the server's major version: until 15 each member of a role may become it */
    static String query(int version, String login) {
        return PostgresqlText.ofTheServer(STRANGERS)
                .formatted(PostgresqlText.literal(login), version < FIRST_WITH_SET_OPTION ? "MEMBER" : "SET");
    }

    void read(ResultSet rows) throws SQLException {
        while (rows.next()) {
            String role = rows.getString(2);
            found.computeIfAbsent(rows.getLong(1), oid -> new ArrayList<>()).add(new Stranger(
                    role, rows.getString(3) + new TableName(rows.getString(4), rows.getString(5)) + " belongs to " + role));
        }
    }

    /** Those of that table, and of all that a statement comes to that names it. */
    List<Stranger> of(long oid) {
        return found.getOrDefault(oid, List.of());
    }
}
