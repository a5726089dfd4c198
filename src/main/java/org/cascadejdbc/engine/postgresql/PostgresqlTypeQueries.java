package org.cascadejdbc.engine.postgresql;

import java.sql.ResultSet;
import java.sql.SQLException;

/** What is asked of PostgreSQL's catalog to fill {@link PostgresqlTypes}: as much as there are types, whatever the tables. */
final class PostgresqlTypeQueries {
    private static final String EQUALITY = "m.amopmethod = (SELECT am.oid FROM pg_catalog.pg_am am"
            + " WHERE am.amname = 'btree') AND m.amopstrategy = 3";

    /**
     * The types of columns, of operators and of operator classes, and what domains among them are made of. Before 14 a type
     * of varying length with elements is an array (get_element_type in lsyscache.c).
     *
     * @param version the server's major version
     */
    static String types(int version) {
        return PostgresqlText.ofTheServer(TYPES.formatted(version >= 14
                ? "t.typsubscript::pg_catalog.oid = 'pg_catalog.array_subscript_handler'::pg_catalog.regproc::pg_catalog.oid"
                : "t.typelem <> '0'::pg_catalog.oid AND t.typlen = -1"));
    }

    private static final String TYPES = """
            WITH RECURSIVE used (oid) AS (
              SELECT a.atttypid FROM pg_catalog.pg_attribute a
              JOIN pg_catalog.pg_class c ON c.oid = a.attrelid AND (c.relkind = 'r' OR c.relkind = 'p'
                OR c.relkind = 'v' OR c.relkind = 'f')
              WHERE a.attnum > 0 AND NOT a.attisdropped
              UNION SELECT o.oprleft FROM pg_catalog.pg_operator o WHERE o.oprname = '='
              UNION SELECT o.oprright FROM pg_catalog.pg_operator o WHERE o.oprname = '='
              UNION SELECT oc.opcintype FROM pg_catalog.pg_opclass oc)
            , made (oid) AS (
              SELECT u.oid FROM used u
              UNION SELECT t.typbasetype FROM made m JOIN pg_catalog.pg_type t ON t.oid = m.oid AND t.typtype = 'd')
            SELECT t.oid, n.nspname, t.typname, t.typtype, t.typbasetype, t.typarray, t.typcategory, t.typispreferred,
              %s
            FROM made m JOIN pg_catalog.pg_type t ON t.oid = m.oid
            JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace""";

    /** The operators by which keys compare, and those that keys could compare by. */
    static final String OPERATORS = PostgresqlText.ofTheServer("""
            WITH used (oid) AS (
              SELECT m.amopopr FROM pg_catalog.pg_amop m WHERE %s
              UNION SELECT u.oid FROM pg_catalog.pg_constraint k
              CROSS JOIN LATERAL pg_catalog.unnest(k.conpfeqop OPERATOR(pg_catalog.||) k.conppeqop
                OPERATOR(pg_catalog.||) k.conffeqop) u (oid) WHERE k.contype = 'f')
            SELECT o.oid, n.nspname, o.oprname, o.oprleft, o.oprright, o.oprcom
            FROM pg_catalog.pg_operator o JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
            WHERE o.oid OPERATOR(pg_catalog.=) ANY (SELECT u.oid FROM used u) OR o.oid OPERATOR(pg_catalog.=) ANY (
              SELECT c.oprcom FROM used u JOIN pg_catalog.pg_operator c ON c.oid = u.oid)""".formatted(EQUALITY));

    /** Equalities of operator families, default operator classes, implicit casts: which of them, and oids. */
    static final String RULES = PostgresqlText.ofTheServer("""
            SELECT 'equality', m.amopfamily, m.amoplefttype, m.amoprighttype, m.amopopr FROM pg_catalog.pg_amop m WHERE %s
            UNION ALL SELECT 'class', c.opcintype, c.opcfamily, NULL, NULL FROM pg_catalog.pg_opclass c
            JOIN pg_catalog.pg_am am ON am.oid = c.opcmethod WHERE am.amname = 'btree' AND c.opcdefault
            UNION ALL SELECT CASE WHEN t.castmethod = 'b' THEN 'binary' ELSE 'cast' END, t.castsource, t.casttarget, NULL, NULL
            FROM pg_catalog.pg_cast t WHERE t.castcontext = 'i'""".formatted(EQUALITY));

    private final PostgresqlTypes types;

    PostgresqlTypeQueries(PostgresqlTypes types) {
        this.types = types;
    }

    void readTypes(ResultSet row) throws SQLException {
        while (row.next()) {
            types.add(new PostgresqlTypes.Type(row.getLong(1), row.getString(2), row.getString(3),
                    row.getString(4).charAt(0), row.getLong(5), row.getLong(6), row.getString(7).charAt(0), row.getBoolean(8),
                    row.getBoolean(9)));
        }
    }

    void readOperators(ResultSet row) throws SQLException {
        while (row.next()) {
            types.add(row.getLong(1), new PostgresqlTypes.Found(row.getString(2), row.getString(3), row.getLong(4),
                    row.getLong(5), row.getLong(6)));
        }
    }

    void readRules(ResultSet row) throws SQLException {
        while (row.next()) {
            switch (row.getString(1)) {
                case "equality" ->
                    types.addEquality(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5));
                case "class" -> types.addClass(row.getLong(2), row.getLong(3));
                case "binary" -> types.addImplicitCast(row.getLong(2), row.getLong(3), true);
                default -> types.addImplicitCast(row.getLong(2), row.getLong(3), false);
            }
        }
    }
}
