package org.cascadejdbc.engine.postgresql;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cascadejdbc.physical.PlanGuard;
import org.cascadejdbc.physical.SessionContext;
import org.cascadejdbc.schema.Table;

/**
 * A {@link PlanGuard} as a condition of PostgreSQL: the names mean the tables that they meant, the session looks for
 * tables where it did, and the catalog's rows of these tables are those that were read. All of it is found by indexes:
 * its cost grows with the tables of the cascade, not with the catalog.
 *
 * <p>What makes a table's stamp: its name, schema, owner, row security, and who may do what with it; all that depends on it ({@code pg_depend}: keys from
 * it and to it, also those that are NOT ENFORCED, partitions, heirs, views, defaults); its triggers, those among them by which the
 * server carries keys out, their functions, and whether they are enabled; its columns. Within the statement that acts nothing of this can change
 * any more: it holds locks on its tables before its snapshot is taken, with which adding or dropping a key collides
 * (documentation: "Explicit Locking", 13.3.1).
 *
 * <p>A limit: at REPEATABLE READ and above the catalog is seen as the rows are, as of the transaction's snapshot.
 */
final class PostgresqlPlanGuard {
    private static final Set<String> OF_THE_SERVER = Set.of("pg_catalog", "pg_toast", "information_schema");

    private record Rows(String hash, String from, String table, String condition) {}

    private static final List<Rows> ROWS = List.of(
            new Rows(
                    hash("oid c.oid", "name c.relname", "oid c.relnamespace", "oid c.relowner", "char c.relkind",
                            "int4 c.relrowsecurity::integer", "text COALESCE(c.relacl::pg_catalog.text, '')"),
                    "pg_catalog.pg_class c",
                    "c.oid",
                    ""),
            new Rows(
                    hash("oid d.classid", "oid d.objid", "int4 d.objsubid", "oid d.refobjid", "int4 d.refobjsubid"),
                    "pg_catalog.pg_depend d",
                    "d.refobjid",
                    PostgresqlText.ofTheServer("d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid AND ")),
            new Rows(
                    hash("oid t.oid", "oid t.tgconstraint", "oid t.tgfoid", "char t.tgenabled"),
                    "pg_catalog.pg_trigger t",
                    "t.tgrelid",
                    ""),
            new Rows(
                    hash("oid a.attrelid", "name a.attname", "oid a.atttypid", "oid a.attcollation", "int4 a.attnotnull::integer"),
                    "pg_catalog.pg_attribute a",
                    "a.attrelid",
                    PostgresqlText.ofTheServer("a.attnum > 0 AND ")));

    private PostgresqlPlanGuard() {}

    /** One number of several columns, each with its type before it; {@code hash_record_extended} takes twice as long. */
    private static String hash(String... columns) {
        String hash = "0::bigint";
        for (String column : columns) {
            int blank = column.indexOf(' ');
            hash = "pg_catalog.hash" + column.substring(0, blank) + "extended(" + column.substring(blank + 1) + ", " + hash + ")";
        }
        return hash;
    }

    /** A query for all tables' stamps, each with its table's oid. */
    static String stamps() {
        return ROWS.stream()
                .map(rows -> "SELECT " + rows.table + " AS oid, " + rows.hash + " AS hash FROM " + rows.from
                        + (rows.condition.isEmpty() ? "" : " WHERE " + rows.condition + "true"))
                .collect(Collectors.joining(
                        " UNION ALL ", "SELECT p.oid, pg_catalog.sum(p.hash) AS stamp FROM (", ") p GROUP BY p.oid"));
    }

    static String condition(PlanGuard planGuard) {
        List<String> conditions = new ArrayList<>();
        for (PlanGuard.Target target : planGuard.targets()) {
            String means = PostgresqlNames.oid(target.name());
            conditions.add(target.table()
                    .map(table -> "(" + means + " OPERATOR(pg_catalog.=) " + PostgresqlText.oid(table.id()) + ") IS TRUE")
                    .orElse(means + " IS NULL"));
        }
        SessionContext sessionContext = planGuard.sessionContext();
        conditions.add("pg_catalog.current_schemas(true) OPERATOR(pg_catalog.=) "
                + PostgresqlText.names(sessionContext.searchPath().schemas()));
        if (sessionContext.searchPath().schemas().stream().anyMatch(PostgresqlStrangers::isTemporary)) {
            conditions.add(PostgresqlEyes.GUESTS + " OPERATOR(pg_catalog.=) " + PostgresqlText.names(PostgresqlEyes.of(sessionContext).guests()));
        }
        conditions.add("pg_catalog.current_setting('session_replication_role') OPERATOR(pg_catalog."
                + (sessionContext.keysEnforced() ? "<>" : "=") + ") 'replica'");
        if (!planGuard.tables().isEmpty()) {
            conditions.add(stamped(planGuard.tables(), planGuard.stamp()));
            shadows(planGuard).forEach(conditions::add);
        }
        return String.join(" AND ", conditions);
    }

    private static String stamped(List<Table> tables, BigInteger stamp) {
        String oids = tables.stream()
                .map(table -> String.valueOf(table.id()))
                .collect(Collectors.joining(",", "'{", "}'::pg_catalog._oid"));
        return ROWS.stream()
                .map(rows -> "SELECT " + rows.hash + " FROM " + rows.from + " WHERE " + rows.condition + rows.table
                        + " OPERATOR(pg_catalog.=) ANY (" + oids + ")")
                .collect(Collectors.joining(
                        " UNION ALL ", "((SELECT pg_catalog.sum(hash) FROM (", ") AS stamps (hash)) OPERATOR(pg_catalog.=) "
                                + "'" + stamp + "'::numeric) IS TRUE"));
    }

    /** That no table has come into being which a relation's unqualified name would mean instead. */
    private static List<String> shadows(PlanGuard planGuard) {
        List<String> conditions = new ArrayList<>();
        List<String> earlier = new ArrayList<>();
        for (String schema : planGuard.sessionContext().searchPath().schemas()) {
            List<String> names = planGuard.tables().stream()
                    .filter(table -> table.name().schema().equals(schema))
                    .map(table -> table.name().name())
                    .toList();
            if (!earlier.isEmpty() && !names.isEmpty()) {
                conditions.add("NOT EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.relname OPERATOR(pg_catalog.=) ANY ("
                        + PostgresqlText.names(names) + ") AND c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p,v,f}'::pg_catalog._char)"
                        + " AND c.relnamespace OPERATOR(pg_catalog.=) ANY (SELECT n.oid FROM pg_catalog.pg_namespace n"
                        + " WHERE n.nspname OPERATOR(pg_catalog.=) ANY (" + PostgresqlText.names(earlier) + ")))");
            }
            if (!OF_THE_SERVER.contains(schema) && !PostgresqlStrangers.isTemporary(schema)) {
                earlier.add(schema);
            }
        }
        return conditions;
    }
}
