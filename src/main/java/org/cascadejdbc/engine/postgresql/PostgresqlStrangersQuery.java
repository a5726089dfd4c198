package org.cascadejdbc.engine.postgresql;

/**
 * What {@link PostgresqlStrangers} asks of the catalog.
 *
 * <p>What code stands at a table is not listed kind by kind: there is always one more. Whatever a stranger decides (a function, a type)
 * is followed by {@code pg_depend} to what needs it, and from there to what that is a part of, until a table or view is reached: a
 * trigger, a rule, a policy, a constraint, a default, an index, extended statistics whose expressions the planner computes,
 * an operator with its class, a cast with its types.
 */
final class PostgresqlStrangersQuery {
    /** A relation's oid, the stranger, in what way, of which relation: see {@link PostgresqlStrangers#read}. Usually of none. */
    private static final String STRANGERS = """
            WITH RECURSIVE mine (oid) AS (SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolname = session_user OR r.rolname = %s),
            made (schema, role) AS (SELECT n.oid, n.nspowner FROM pg_catalog.pg_namespace n
              UNION SELECT n.oid, a.grantee FROM pg_catalog.pg_namespace n CROSS JOIN LATERAL pg_catalog.aclexplode(n.nspacl) a
              WHERE a.privilege_type = 'CREATE'
              UNION SELECT p.pronamespace, p.proowner FROM pg_catalog.pg_proc p
              UNION SELECT o.oprnamespace, o.oprowner FROM pg_catalog.pg_operator o
              UNION SELECT t.typnamespace, t.typowner FROM pg_catalog.pg_type t
              UNION SELECT c.relnamespace, c.relowner FROM pg_catalog.pg_class c),
            founder (role) AS (SELECT d.datdba FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()
              UNION SELECT a.grantee FROM pg_catalog.pg_database d CROSS JOIN LATERAL pg_catalog.aclexplode(d.datacl) a
              WHERE d.datname = pg_catalog.current_database() AND a.privilege_type = 'CREATE'),
            others (oid) AS (SELECT c.oid FROM pg_catalog.pg_class c WHERE EXISTS (SELECT FROM mine m WHERE m.oid <> c.relowner)),
            may_trigger (oid, role) AS (SELECT c.oid, a.grantee FROM pg_catalog.pg_class c
              CROSS JOIN LATERAL pg_catalog.aclexplode(c.relacl) a WHERE a.privilege_type = 'TRIGGER' AND a.grantee <> c.relowner),
            role (oid) AS (SELECT m.role FROM made m UNION SELECT t.role FROM may_trigger t UNION SELECT f.role FROM founder f
              UNION SELECT s.srvowner FROM pg_catalog.pg_foreign_server s),
            acting (oid, role) AS (SELECT o.oid, CASE WHEN r.rolname = 'pg_database_owner' THEN d.datdba ELSE o.oid END
              FROM role o JOIN pg_catalog.pg_roles r ON r.oid = o.oid
              JOIN pg_catalog.pg_database d ON d.datname = pg_catalog.current_database()),
            stranger (oid, name) AS (SELECT a.oid, r.rolname
              FROM acting a JOIN pg_catalog.pg_roles r ON r.oid = a.role
              WHERE EXISTS (SELECT FROM mine m WHERE %s)
              UNION ALL SELECT '0'::pg_catalog.oid, 'public'),
            open (schema, role, name) AS (SELECT n.nspname, s.oid, s.name FROM made m JOIN stranger s ON s.oid = m.role
              JOIN pg_catalog.pg_namespace n ON n.oid = m.schema
              WHERE NOT pg_catalog.starts_with(n.nspname::pg_catalog.text, 'pg_')
              UNION ALL SELECT NULL, s.oid, s.name FROM founder f JOIN stranger s ON s.oid = f.role),
            guest (oid) AS (SELECT s.oid FROM stranger s WHERE s.name = ANY (%s)),
            looked (oid, schema) AS (SELECT p.oid, COALESCE(pg_catalog.replace(e.part[1], '""', '"'), e.part[2])
              FROM pg_catalog.pg_proc p CROSS JOIN LATERAL pg_catalog.unnest(p.proconfig) g (setting)
              CROSS JOIN LATERAL pg_catalog.regexp_matches(pg_catalog.substr(g.setting, 13), '"((?:[^"]|"")*)"|([^", ]+)', 'g') e (part)
              WHERE NOT p.prosecdef AND pg_catalog.starts_with(g.setting, 'search_path=')),
            called (classid, objid, role, temporary, natively) AS (
              SELECT p.tableoid, p.oid, s.oid, false, false FROM pg_catalog.pg_proc p JOIN stranger s ON s.oid = p.proowner
              UNION SELECT t.tableoid, t.oid, s.oid, false, false FROM pg_catalog.pg_type t JOIN stranger s ON s.oid = t.typowner
              LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
              WHERE (t.typtype <> 'b' OR t.typelem = '0'::pg_catalog.oid) AND (c.oid IS NULL OR c.relkind = 'c')
              UNION SELECT o.tableoid, o.oid, s.oid, false, false FROM pg_catalog.pg_operator o JOIN stranger s ON s.oid = o.oprowner
              UNION SELECT o.tableoid, o.oid, s.oid, false, false FROM pg_catalog.pg_operator o
              JOIN pg_catalog.pg_operator n ON n.oid = o.oprnegate
              JOIN pg_catalog.pg_proc p ON p.oid = n.oprcode::pg_catalog.oid JOIN stranger s ON s.oid = p.proowner
              UNION SELECT p.tableoid, p.oid, o.role, false, false FROM looked l JOIN pg_catalog.pg_proc p ON p.oid = l.oid
              JOIN open o ON o.schema::pg_catalog.text = l.schema OR l.schema = '$user'
                OR (o.schema IS NULL AND NOT EXISTS (SELECT FROM pg_catalog.pg_namespace n WHERE n.nspname = l.schema::pg_catalog.name))
              UNION SELECT p.tableoid, p.oid, NULL::pg_catalog.oid, false, false FROM pg_catalog.pg_proc p
              JOIN pg_catalog.pg_language l ON l.oid = p.prolang
              WHERE EXISTS (SELECT FROM open o) AND p.oid >= '16384'::pg_catalog.oid AND NOT p.prosecdef
                AND (l.lanname <> 'c' OR p.prorettype = 'pg_catalog.trigger'::pg_catalog.regtype::pg_catalog.oid)
                AND NOT EXISTS (SELECT FROM pg_catalog.unnest(p.proconfig) g (setting)
                  WHERE pg_catalog.starts_with(g.setting, 'search_path='))
              UNION SELECT p.tableoid, p.oid, g.oid, true, false FROM guest g CROSS JOIN pg_catalog.pg_proc p
              JOIN pg_catalog.pg_language l ON l.oid = p.prolang
              WHERE p.oid >= '16384'::pg_catalog.oid AND NOT p.prosecdef
                AND (l.lanname <> 'c' OR p.prorettype = 'pg_catalog.trigger'::pg_catalog.regtype::pg_catalog.oid)
                AND NOT EXISTS (SELECT FROM looked t WHERE t.oid = p.oid AND t.schema = 'pg_temp')
              UNION
              SELECT x.classid, x.objid, w.role, w.temporary, x.natively FROM called w
              LEFT JOIN pg_catalog.pg_class c ON c.tableoid = w.classid AND c.oid = w.objid
              LEFT JOIN pg_catalog.pg_trigger g ON g.tableoid = w.classid AND g.oid = w.objid
              CROSS JOIN LATERAL (
                SELECT d.classid, d.objid, false FROM pg_catalog.pg_depend d
                WHERE d.refclassid = w.classid AND d.refobjid = w.objid AND d.deptype <> 'e'
                UNION ALL SELECT d.refclassid, d.refobjid, w.natively
                  OR ((g.tgtype & 8::smallint) > 0 AND (g.tgenabled = 'O' OR g.tgenabled = 'A') AND g.tgqual IS NULL)
                FROM pg_catalog.pg_depend d WHERE d.classid = w.classid AND d.objid = w.objid
                  AND (d.deptype = 'a' OR d.deptype = 'i' OR d.deptype = 'P' OR d.deptype = 'S'
                    OR (d.classid = 'pg_catalog.pg_cast'::pg_catalog.regclass::pg_catalog.oid
                      AND d.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass::pg_catalog.oid))) x (classid, objid, natively)
              WHERE c.relkind IS NULL OR c.relkind = 'i' OR c.relkind = 'I' OR c.relkind = 'c'),
            theirs (oid, role, how) AS (
              SELECT c.oid, s.name, 'owner' FROM pg_catalog.pg_class c JOIN stranger s ON s.oid = c.relowner
              UNION ALL SELECT c.oid, s.name, 'schema' FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace JOIN stranger s ON s.oid = n.nspowner
              UNION ALL SELECT f.ftrelid, s.name, 'server' FROM pg_catalog.pg_foreign_table f
              JOIN pg_catalog.pg_foreign_server v ON v.oid = f.ftserver JOIN stranger s ON s.oid = v.srvowner
              UNION ALL SELECT t.oid, s.name, 'trigger' FROM may_trigger t JOIN stranger s ON s.oid = t.role
              UNION ALL SELECT w.objid, s.name, CASE WHEN w.role IS NULL THEN 'path' WHEN w.temporary THEN 'temporary'
                WHEN w.natively THEN 'runs' ELSE 'uses' END
              FROM called w LEFT JOIN stranger s ON s.oid = w.role
              WHERE w.classid = 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid),
            above (oid, theirs) AS (
              SELECT t.oid, t.oid FROM theirs t
              UNION SELECT i.inhrelid, a.theirs FROM above a JOIN pg_catalog.pg_class p ON p.oid = a.oid AND p.relkind = 'p'
              JOIN pg_catalog.pg_inherits i ON i.inhparent = p.oid),
            way (oid, theirs, named) AS (
              SELECT a.oid, a.theirs, true FROM above a JOIN pg_catalog.pg_class c ON c.oid = a.oid
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
            SELECT DISTINCT w.oid, t.role, t.how, n.nspname, c.relname, w.oid = w.theirs FROM way w JOIN theirs t ON t.oid = w.theirs
            JOIN pg_catalog.pg_class c ON c.oid = w.theirs JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE w.named AND (t.how = 'owner' OR t.how = 'schema' OR t.how = 'server' OR EXISTS (SELECT FROM others o WHERE o.oid = w.oid))
            UNION ALL SELECT DISTINCT '0'::pg_catalog.oid, o.name, 'open', o.schema, '', false FROM open o
            UNION ALL SELECT '0'::pg_catalog.oid, '', 'known', n.nspname, '', false FROM pg_catalog.pg_namespace n
            WHERE EXISTS (SELECT FROM open o WHERE o.schema IS NULL) ORDER BY 1, 4, 5, 3, 2""";

    private static final int FIRST_WITH_SET_OPTION = 16;

    private static final String NO_MEMBER = "NOT pg_catalog.pg_has_role(a.role, m.oid, 'MEMBER')";

    /** From 16 on somebody may have the privileges of a role without being able to become it, nor what that one can become. */
    private static final String CANNOT_SET_ROLE = "NOT pg_catalog.pg_has_role(a.role, m.oid, 'SET')"
            + " OR EXISTS (SELECT FROM pg_catalog.pg_auth_members b WHERE b.inherit_option AND NOT b.set_option"
            + " AND pg_catalog.pg_has_role(b.member, a.role, 'USAGE') AND NOT pg_catalog.pg_has_role(b.member, m.oid, 'SET'))";

    private PostgresqlStrangersQuery() {}

    /**
     * That query.
     *
     * @param version the server's major version: until 15 each member of a role may become it
     */
    static String of(int version, PostgresqlEyes eyes) {
        return PostgresqlText.ofTheServer(STRANGERS.formatted(
                PostgresqlText.literal(eyes.login()), version < FIRST_WITH_SET_OPTION ? NO_MEMBER : CANNOT_SET_ROLE,
                PostgresqlText.names(eyes.guests())));
    }
}
