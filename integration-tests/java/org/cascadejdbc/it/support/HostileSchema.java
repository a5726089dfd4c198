package org.cascadejdbc.it.support;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Schemas as a role without rights could make them for others to fall into: what is in them runs as whoever looks a name up
 * and finds it there, and raises. {@link #BEHIND} has what fits better than the server's own although that is looked for
 * first; {@link #IN_FRONT} all of the server's operators and functions once more.
 */
public final class HostileSchema {
    public static final String BEHIND = "hostile_behind";
    public static final String IN_FRONT = "hostile_in_front";

    /** Operands of PostgreSQL's own catalog, for which the server has no operator of exactly these types. */
    private static final String MAKE_BEHIND = """
            DO $do$
            DECLARE one text; other text; op text; fits boolean;
            BEGIN
              CREATE SCHEMA hostile_behind;
              GRANT USAGE ON SCHEMA hostile_behind TO public;
              FOREACH one IN ARRAY ARRAY['oid', 'regclass', 'name', '"char"', 'tid', 'regproc', 'smallint', '"char"[]', 'name[]',
                  'oid[]', 'smallint[]', 'timestamptz', 'int2vector', 'oidvector', 'pg_node_tree', 'bigint'] LOOP
                FOREACH other IN ARRAY ARRAY['oid', 'regclass', 'name', '"char"', 'tid', 'regproc', 'text', 'integer', 'bigint',
                    'smallint', '"char"[]', 'name[]', 'oid[]', 'text[]', 'numeric'] LOOP
                  FOREACH op IN ARRAY ARRAY['=', '<>', '||', '<', '>', '<=', '>='] LOOP
                    SELECT EXISTS (SELECT 1 FROM pg_operator o WHERE o.oprname = op AND o.oprleft = one::regtype
                      AND o.oprright = other::regtype) INTO fits;
                    CONTINUE WHEN fits;
                    EXECUTE format('CREATE OR REPLACE FUNCTION hostile_behind.%I(%s, %s) RETURNS %s LANGUAGE plpgsql AS '
                      '$f$BEGIN RAISE EXCEPTION ''HOSTILE %s''; END$f$', 'op ' || op, one, other,
                      CASE op WHEN '||' THEN 'text' ELSE 'boolean' END, one || op || other);
                    EXECUTE format('CREATE OPERATOR hostile_behind.%s (FUNCTION = hostile_behind.%I, LEFTARG = %s, RIGHTARG = %s)',
                      op, 'op ' || op, one, other);
                    CONTINUE WHEN one = other OR EXISTS (SELECT 1 FROM pg_operator o WHERE o.oprname = op
                      AND o.oprleft = other::regtype AND o.oprright = one::regtype);
                    EXECUTE format('CREATE OR REPLACE FUNCTION hostile_behind.%I(%s, %s) RETURNS %s LANGUAGE plpgsql AS '
                      '$f$BEGIN RAISE EXCEPTION ''HOSTILE %s''; END$f$', 'op ' || op, other, one,
                      CASE op WHEN '||' THEN 'text' ELSE 'boolean' END, other || op || one);
                    EXECUTE format('CREATE OPERATOR hostile_behind.%s (FUNCTION = hostile_behind.%I, LEFTARG = %s, RIGHTARG = %s)',
                      op, 'op ' || op, other, one);
                  END LOOP;
                END LOOP;
              END LOOP;
            END $do$;
            CREATE FUNCTION hostile_behind.quote_ident(name) RETURNS text LANGUAGE plpgsql
              AS $$BEGIN RAISE EXCEPTION 'HOSTILE quote_ident'; END$$;
            CREATE FUNCTION hostile_behind.hashoidextended(oid, integer) RETURNS bigint LANGUAGE plpgsql
              AS $$BEGIN RAISE EXCEPTION 'HOSTILE hashoidextended'; END$$;
            CREATE FUNCTION hostile_behind.hashint4extended(integer, integer) RETURNS bigint LANGUAGE plpgsql
              AS $$BEGIN RAISE EXCEPTION 'HOSTILE hashint4extended'; END$$;
            CREATE FUNCTION hostile_behind.unnest(smallint[]) RETURNS SETOF smallint LANGUAGE plpgsql
              AS $$BEGIN RAISE EXCEPTION 'HOSTILE unnest'; END$$;
            CREATE FUNCTION hostile_behind.unnest(oid[]) RETURNS SETOF oid LANGUAGE plpgsql
              AS $$BEGIN RAISE EXCEPTION 'HOSTILE unnest'; END$$;
            CREATE FUNCTION hostile_behind.to_regclass(varchar) RETURNS regclass LANGUAGE plpgsql
              AS $$BEGIN RAISE EXCEPTION 'HOSTILE to_regclass'; END$$;
            """;

    /** What cannot be made once more (with operands of the server's inside) is left out. */
    private static final String MAKE_IN_FRONT = """
            DO $do$
            DECLARE one record;
            BEGIN
              CREATE SCHEMA hostile_in_front;
              GRANT USAGE ON SCHEMA hostile_in_front TO public;
              FOR one IN SELECT p.proname, pg_get_function_identity_arguments(p.oid) AS arguments,
                  pg_get_function_result(p.oid) AS result FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace
                  AND p.prokind IN ('f', 'a') AND p.proname <> 'count' AND p.prorettype <> 'internal'::regtype LOOP
                BEGIN
                  EXECUTE format('CREATE FUNCTION hostile_in_front.%I(%s) RETURNS %s LANGUAGE plpgsql AS '
                    '$f$BEGIN RAISE EXCEPTION ''HOSTILE %s''; END$f$', one.proname, one.arguments, one.result, one.proname);
                EXCEPTION WHEN OTHERS THEN NULL;
                END;
              END LOOP;
              FOR one IN SELECT o.oprname, o.oprleft::regtype AS l, o.oprright::regtype AS r, o.oprresult::regtype AS result
                  FROM pg_operator o WHERE o.oprnamespace = 'pg_catalog'::regnamespace AND o.oprleft <> 0 LOOP
                BEGIN
                  EXECUTE format('CREATE FUNCTION hostile_in_front.%I(%s, %s) RETURNS %s LANGUAGE plpgsql AS '
                    '$f$BEGIN RAISE EXCEPTION ''HOSTILE %s''; END$f$', 'op ' || one.oprname, one.l, one.r, one.result,
                    one.l || ' ' || one.oprname || ' ' || one.r);
                  EXECUTE format('CREATE OPERATOR hostile_in_front.%s (FUNCTION = hostile_in_front.%I, LEFTARG = %s,'
                    ' RIGHTARG = %s)', one.oprname, 'op ' || one.oprname, one.l, one.r);
                EXCEPTION WHEN OTHERS THEN NULL;
                END;
              END LOOP;
              FOR one IN SELECT t.typname FROM pg_type t WHERE t.typnamespace = 'pg_catalog'::regnamespace
                  AND t.typtype = 'b' AND t.typcategory <> 'A' LOOP
                EXECUTE format('CREATE TYPE hostile_in_front.%I AS (nothing pg_catalog.int4)', one.typname);
              END LOOP;
            END $do$;
            CREATE FUNCTION hostile_in_front.step(bigint) RETURNS bigint LANGUAGE plpgsql
              AS $$BEGIN RAISE EXCEPTION 'HOSTILE count'; END$$;
            CREATE AGGREGATE hostile_in_front.count(*) (SFUNC = hostile_in_front.step, STYPE = pg_catalog.int8, INITCOND = '0');
            """;

    private HostileSchema() {}

    public static void makeBehind(Connection connection) throws SQLException {
        run(connection, MAKE_BEHIND);
    }

    public static void makeInFront(Connection connection) throws SQLException {
        run(connection, MAKE_IN_FRONT);
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET client_min_messages = error");
            statement.execute(sql);
        }
    }
}
