package org.cascadejdbc.engine.postgresql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.cascadejdbc.schema.Stranger;
import org.cascadejdbc.schema.TableName;

/**
 * Whose tables are no business of statements of ours. PostgreSQL carries a key out as the owner of the referencing table: with
 * that owner's rights triggers, constraints and defaults run, whoever wrote them; a statement of ours runs them as the connection's
 * user, and the planner runs functions of that table's indexes as soon as it only plans one.
 *
 * <p>So whoever is the author of something that runs is a stranger unless it may become that user anyway: a superuser, the user itself,
 * a member of it that may {@code SET ROLE}. Not the current role counts but the session's user, and the one who has logged in: code
 * can go back to them. Authors are the table's owner; that of its schema, who may put another table in its place, and of a
 * foreign table's server, who may put other rows there; whoever has TRIGGER on it; and who owns a function or domain that
 * its triggers, rules, policies, constraints, defaults or indexes call, as far as {@code pg_depend} tells, or may put one in front of
 * what such a function calls by a search path of its own. What a function without such a path calls is looked for on the
 * session's: so there whoever may create something in a schema of that path, or has. Functions in C are taken for what looks
 * nothing up unless they are triggers; only superusers write them. Where the table is the user's own, the last three get
 * natively what they get by us.
 *
 * <p>A statement that names a table comes to others, too: to the partitions of a partitioned one, to what is under a view with all
 * that inherits from it, to what a rule or a policy reads or writes, each of them with what it comes to itself. So the way goes
 * from what is a stranger's up to all that leads there, to the fixed point and whatever kind of relation it is: where there is no
 * stranger, nothing is to be walked. Of an ordinary table a statement of ours names the table {@code ONLY}, so what inherits
 * from it counts where it is read through something else.
 */
final class PostgresqlStrangers {
    /** A relation's oid, the stranger, in what way, of which relation: see {@link #read}. Usually of none. */
    private static final String STRANGERS = """
            WITH RECURSIVE mine (oid) AS (SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolname = session_user OR r.rolname = %s),
            made (schema, role) AS (SELECT n.oid, n.nspowner FROM pg_catalog.pg_namespace n
              UNION SELECT n.oid, a.grantee FROM pg_catalog.pg_namespace n CROSS JOIN LATERAL pg_catalog.aclexplode(n.nspacl) a
              WHERE a.privilege_type = 'CREATE'
              UNION SELECT p.pronamespace, p.proowner FROM pg_catalog.pg_proc p
              UNION SELECT o.oprnamespace, o.oprowner FROM pg_catalog.pg_operator o
              UNION SELECT c.relnamespace, c.relowner FROM pg_catalog.pg_class c),
            others (oid) AS (SELECT c.oid FROM pg_catalog.pg_class c WHERE EXISTS (SELECT FROM mine m WHERE m.oid <> c.relowner)),
            may_trigger (oid, role) AS (SELECT c.oid, a.grantee FROM pg_catalog.pg_class c
              CROSS JOIN LATERAL pg_catalog.aclexplode(c.relacl) a WHERE a.privilege_type = 'TRIGGER' AND a.grantee <> c.relowner),
            role (oid) AS (SELECT m.role FROM made m UNION SELECT t.role FROM may_trigger t
              UNION SELECT s.srvowner FROM pg_catalog.pg_foreign_server s
              UNION SELECT t.typowner FROM pg_catalog.pg_type t WHERE t.typtype = 'd'),
            acting (oid, role) AS (SELECT o.oid, CASE WHEN r.rolname = 'pg_database_owner' THEN d.datdba ELSE o.oid END
              FROM role o JOIN pg_catalog.pg_roles r ON r.oid = o.oid
              JOIN pg_catalog.pg_database d ON d.datname = pg_catalog.current_database()),
            stranger (oid, name) AS (SELECT a.oid, r.rolname
              FROM acting a JOIN pg_catalog.pg_roles r ON r.oid = a.role
              WHERE EXISTS (SELECT FROM mine m WHERE NOT pg_catalog.pg_has_role(a.role, m.oid, '%s'))
              UNION ALL SELECT '0'::pg_catalog.oid, 'public'),
            open (schema, role, name) AS (SELECT n.nspname, s.oid, s.name FROM made m JOIN stranger s ON s.oid = m.role
              JOIN pg_catalog.pg_namespace n ON n.oid = m.schema
              WHERE NOT pg_catalog.starts_with(n.nspname::pg_catalog.text, 'pg_')),
            called (classid, objid, role) AS (
              SELECT p.tableoid, p.oid, s.oid FROM pg_catalog.pg_proc p JOIN stranger s ON s.oid = p.proowner
              UNION SELECT t.tableoid, t.oid, s.oid FROM pg_catalog.pg_type t JOIN stranger s ON s.oid = t.typowner
              WHERE t.typtype = 'd'
              UNION SELECT p.tableoid, p.oid, o.role FROM pg_catalog.pg_proc p
              CROSS JOIN LATERAL pg_catalog.unnest(p.proconfig) g (setting) CROSS JOIN open o
              WHERE NOT p.prosecdef AND pg_catalog.starts_with(g.setting, 'search_path=')
                AND pg_catalog.strpos(g.setting, o.schema::pg_catalog.text) > 0
              UNION SELECT p.tableoid, p.oid, NULL::pg_catalog.oid FROM pg_catalog.pg_proc p
              JOIN pg_catalog.pg_language l ON l.oid = p.prolang
              WHERE EXISTS (SELECT FROM open o) AND p.oid >= '16384'::pg_catalog.oid AND NOT p.prosecdef
                AND (l.lanname <> 'c' OR p.prorettype = 'pg_catalog.trigger'::pg_catalog.regtype::pg_catalog.oid)
                AND NOT EXISTS (SELECT FROM pg_catalog.unnest(p.proconfig) g (setting)
                  WHERE pg_catalog.starts_with(g.setting, 'search_path='))
              UNION
              SELECT x.classid, x.objid, w.role FROM called w
              JOIN pg_catalog.pg_depend d ON d.refclassid = w.classid AND d.refobjid = w.objid AND d.deptype <> 'e'
              CROSS JOIN LATERAL (
                SELECT t.tableoid, t.oid FROM pg_catalog.pg_trigger g JOIN pg_catalog.pg_class t ON t.oid = g.tgrelid
                WHERE g.tableoid = d.classid AND g.oid = d.objid
                UNION ALL SELECT t.tableoid, t.oid FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class t ON t.oid = r.ev_class
                WHERE r.tableoid = d.classid AND r.oid = d.objid
                UNION ALL SELECT t.tableoid, t.oid FROM pg_catalog.pg_policy y JOIN pg_catalog.pg_class t ON t.oid = y.polrelid
                WHERE y.tableoid = d.classid AND y.oid = d.objid
                UNION ALL SELECT t.tableoid, t.oid FROM pg_catalog.pg_attrdef a JOIN pg_catalog.pg_class t ON t.oid = a.adrelid
                WHERE a.tableoid = d.classid AND a.oid = d.objid
                UNION ALL SELECT t.tableoid, t.oid FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class t ON t.oid = k.conrelid
                WHERE k.tableoid = d.classid AND k.oid = d.objid
                UNION ALL SELECT t.tableoid, t.oid FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_type t ON t.oid = k.contypid
                WHERE k.tableoid = d.classid AND k.oid = d.objid
                UNION ALL SELECT t.tableoid, t.oid FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
                WHERE t.tableoid = d.classid AND i.indexrelid = d.objid
                UNION ALL SELECT t.tableoid, t.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_type t ON t.oid = c.reltype
                WHERE c.tableoid = d.classid AND c.oid = d.objid AND c.relkind = 'c'
                UNION ALL SELECT c.tableoid, c.oid FROM pg_catalog.pg_class c
                WHERE c.tableoid = d.classid AND c.oid = d.objid
                UNION ALL SELECT o.tableoid, o.oid FROM pg_catalog.pg_operator o WHERE o.tableoid = d.classid AND o.oid = d.objid
                UNION ALL SELECT p.tableoid, p.oid FROM pg_catalog.pg_proc p
                WHERE p.tableoid = d.classid AND p.oid = d.objid AND w.classid = p.tableoid
                UNION ALL SELECT t.tableoid, t.oid FROM pg_catalog.pg_type t
                WHERE t.tableoid = d.classid AND t.oid = d.objid AND w.classid = t.tableoid) x (classid, objid)
              WHERE w.classid <> 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid),
            theirs (oid, role, how) AS (
              SELECT c.oid, s.name, 'owner' FROM pg_catalog.pg_class c JOIN stranger s ON s.oid = c.relowner
              UNION ALL SELECT c.oid, s.name, 'schema' FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace JOIN stranger s ON s.oid = n.nspowner
              UNION ALL SELECT f.ftrelid, s.name, 'server' FROM pg_catalog.pg_foreign_table f
              JOIN pg_catalog.pg_foreign_server v ON v.oid = f.ftserver JOIN stranger s ON s.oid = v.srvowner
              UNION ALL SELECT t.oid, s.name, 'trigger' FROM may_trigger t JOIN others o ON o.oid = t.oid
              JOIN stranger s ON s.oid = t.role
              UNION ALL SELECT w.objid, s.name, CASE WHEN w.role IS NULL THEN 'path' ELSE 'uses' END
              FROM called w JOIN others o ON o.oid = w.objid LEFT JOIN stranger s ON s.oid = w.role
              WHERE w.classid = 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid),
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
            SELECT DISTINCT w.oid, t.role, t.how, n.nspname, c.relname FROM way w JOIN theirs t ON t.oid = w.theirs
            JOIN pg_catalog.pg_class c ON c.oid = w.theirs JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE w.named
            UNION ALL SELECT DISTINCT '0'::pg_catalog.oid, o.name, 'open', o.schema, '' FROM open o ORDER BY 1, 4, 5, 3, 2""";

    private static final int FIRST_WITH_SET_OPTION = 16;

    /** A word that is no role's name. */
    private static final String PUBLIC = "public";

    private final Map<Long, List<Stranger>> found = new HashMap<>();
    private final List<Stranger> open = new ArrayList<>();
    private final Set<Long> looking = new HashSet<>();

    /** @param version the server's major version: until 15 each member of a role may become it */
    static String query(int version, String login) {
        return PostgresqlText.ofTheServer(STRANGERS)
                .formatted(PostgresqlText.literal(login), version < FIRST_WITH_SET_OPTION ? "MEMBER" : "SET");
    }

    /** The shared ones of each table that has code which looks names up come last. */
    void read(ResultSet rows) throws SQLException {
        while (rows.next()) {
            long oid = rows.getLong(1);
            String role = rows.getString(2);
            String how = rows.getString(3);
            if (how.equals("open")) {
                open.add(open(role, rows.getString(4)));
            } else if (how.equals("path")) {
                looking.add(oid);
            } else {
                found.computeIfAbsent(oid, table -> new ArrayList<>())
                        .add(author(how, role, new TableName(rows.getString(4), rows.getString(5))));
            }
        }
    }

    private static Stranger author(String how, String role, TableName table) {
        return switch (how) {
            case "trigger" -> new Stranger(role, mayBeAll(role) + " may create triggers on " + table, "REVOKE TRIGGER ON "
                    + table + " FROM " + role);
            case "uses" -> new Stranger(role, mayBeAll(role) + " decides what a function or domain does that is called by triggers, rules,"
                    + " policies, constraints, defaults or indexes of " + table, "give it to another owner (ALTER FUNCTION ... OWNER"
                    + " TO), and to a function a search_path where nobody else may create anything");
            default -> new Stranger(role, (how.equals("owner") ? "" : "the " + how + " of ") + table + " belongs to " + role,
                    "connect as " + role + ", give the table to another owner (ALTER TABLE ... OWNER TO)");
        };
    }

    private static Stranger open(String role, String schema) {
        return new Stranger(role, "the table has triggers, rules, policies, constraints or defaults with functions that look for names on"
                + " the session's search path, where " + mayBeAll(role) + " may have put something into the schema " + schema,
                "give these functions a search path (ALTER FUNCTION ... SET search_path = ...), take the schema from the session's,"
                        + " REVOKE CREATE ON SCHEMA " + schema + " FROM " + role + ", connect as the table's owner", schema);
    }

    private static String mayBeAll(String role) {
        return role.equals(PUBLIC) ? "everybody (PUBLIC)" : role;
    }

    /** Those of that table, and of all that a statement comes to that names it, whatever the search path. */
    List<Stranger> of(long oid) {
        List<Stranger> own = found.getOrDefault(oid, List.of());
        return looking.contains(oid) ? Stream.concat(own.stream(), open.stream()).toList() : own;
    }
}
