package org.cascadejdbc.engine.postgresql;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadejdbc.physical.Witness;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.Effects;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.OtherWrites;
import org.cascadejdbc.sql.StatementRecognizer;

/**
 * What functions write while PostgreSQL deletes: those of a RETURNING, and all of a statement whose rows cannot be found
 * beforehand by a query (a MERGE, a DELETE among WITH queries or behind ones that write).
 *
 * <p>The server counts what a transaction inserts and updates in each table ({@code pg_stat_xact_all_tables}), in whatever
 * function, and also what it undoes. What a statement's functions have written is what has come between before and after. Only
 * where it calls one that may write is it asked for: a volatile one, but for those of the server and of extensions in C
 * ({@code random()}, {@code nextval}, {@code uuid_generate_v4()}), by its name, or by what may hide it: a view, an operator, a
 * cast, an aggregate, a domain. One more asked about does no harm.
 */
final class PostgresqlWitness {
    /** A name that the server folds or cuts otherwise than we is taken for one that is called. */
    private static final String QUESTION = """
            SELECT EXISTS (SELECT FROM (SELECT f.oid, f.proname FROM pg_catalog.pg_proc f WHERE f.provolatile = 'v' AND f.prolang
            <> ALL (SELECT l.oid FROM pg_catalog.pg_language l WHERE l.lanname = 'internal' OR l.lanname = 'c')
            AND f.prorettype <> 'pg_catalog.trigger'::pg_catalog.regtype::pg_catalog.oid) f WHERE @called(f.proname)
            OR EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.refobjid = f.oid
            AND d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass::pg_catalog.oid AND (
            EXISTS (SELECT FROM pg_catalog.pg_rewrite w CROSS JOIN pg_catalog.pg_class v WHERE w.oid = d.objid
            AND v.relkind = 'v' AND @called(v.relname))
            OR EXISTS (SELECT FROM pg_catalog.pg_operator o WHERE o.oid = d.objid AND CAST(o.oprname AS pg_catalog.text)
            <> ALL ('{=,<>,<,>,<=,>=,+,-,*,/,%}'::pg_catalog._text) AND pg_catalog.strpos(@text, CAST(o.oprname AS pg_catalog.text)) > 0)
            OR EXISTS (SELECT FROM pg_catalog.pg_cast k WHERE k.oid = d.objid)
            OR EXISTS (SELECT FROM pg_catalog.pg_proc a WHERE a.oid = d.objid AND a.prokind = 'a' AND @called(a.proname))
            OR EXISTS (SELECT FROM pg_catalog.pg_attrdef v CROSS JOIN pg_catalog.pg_class r WHERE v.oid = d.objid
            AND r.oid = v.adrelid AND @called(r.relname))
            OR EXISTS (SELECT FROM pg_catalog.pg_constraint n WHERE n.oid = d.objid AND (n.contypid <> 0 OR EXISTS
            (SELECT FROM pg_catalog.pg_class r WHERE r.oid = n.conrelid AND @called(r.relname)))))))""".replace('\n', ' ')
            .replaceAll("@called\\(([a-z.]+)\\)", "(pg_catalog.lower(CAST($1 AS pg_catalog.text)) = ANY (@words) OR $1 OPERATOR(pg_catalog.~) '[^ -~]'"
                    + " OR pg_catalog.length(CAST($1 AS pg_catalog.text)) > 62)");

    private PostgresqlWitness() {}

    static Optional<Witness> of(CascadePlan plan, KeyGraph graph, DeleteStatement delete) {
        String calling = calling(delete);
        Map<Long, TableName> tables = new LinkedHashMap<>();
        Set<TableName> updated = plan.updates().stream().map(ForeignKey::referencing).collect(Collectors.toSet());
        StringBuilder rows = new StringBuilder();
        for (TableName name : referencing(plan)) {
            Table table = graph.table(name);
            if (!(table.partitioned() && updated.contains(name))) { // there an update may be an insert
                tables.put(table.id(), name);
                rows.append(rows.isEmpty() ? "(" : ", (").append(PostgresqlText.oid(table.id())).append(", ")
                        .append(updated.contains(name)).append(')');
            }
        }
        return calling == null || tables.isEmpty()
                ? Optional.empty()
                : Optional.of(new Witness(question(calling), writes(rows.toString()), tables));
    }

    /** The text whose functions are called while rows go, or {@code null} if there are none. */
    private static String calling(DeleteStatement delete) {
        String before = delete.with() == null ? null : delete.with().queries();
        if (delete.merge() != null || delete.embedding() != null || !OtherWrites.tables(Lexis.POSTGRESQL, before).isEmpty()) {
            return delete.sql();
        }
        boolean returns = delete.returning() != null && Effects.possible(delete.returning().list(), Lexis.POSTGRESQL);
        return returns ? delete.returning().list() : null;
    }

    private static Set<TableName> referencing(CascadePlan plan) {
        return Stream.of(plan.cascades(), plan.updates(), plan.checks())
                .flatMap(keys -> keys.stream().map(ForeignKey::referencing))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String question(String calling) {
        return PostgresqlText.ofTheServer(QUESTION)
                .replace("@words", words(calling))
                .replace("@text", PostgresqlText.literal(calling));
    }

    /** What the text may call, in lower case. */
    private static String words(String calling) {
        return new StatementRecognizer(Lexis.POSTGRESQL).identifiers(calling).stream()
                .sorted()
                .map(PostgresqlText::literal)
                .collect(Collectors.joining(", ", "ARRAY[", "]::pg_catalog._text"));
    }

    /** Where the server does not count, as in a foreign table, each time another number. */
    private static String writes(String tables) {
        return PostgresqlText.ofTheServer("SELECT t.id, CASE WHEN pg_catalog.current_setting('track_counts') = 'on'"
                + " AND NOT pg_catalog.bool_or(EXISTS (SELECT FROM pg_catalog.pg_foreign_table f WHERE f.ftrelid = p.id))"
                + " THEN pg_catalog.sum(pg_catalog.pg_stat_get_xact_tuples_inserted(p.id) + CASE WHEN t.updated THEN 0"
                + " ELSE pg_catalog.pg_stat_get_xact_tuples_updated(p.id) END)"
                + " ELSE CAST(pg_catalog.date_part('epoch', pg_catalog.clock_timestamp()) AS numeric) END FROM (VALUES ")
                + tables
                + PostgresqlText.ofTheServer(") t (id, updated) CROSS JOIN LATERAL (SELECT t.id UNION ALL"
                        + " SELECT CAST(x.relid AS pg_catalog.oid) FROM pg_catalog.pg_partition_tree(CAST(t.id AS pg_catalog.regclass)) x"
                        + " WHERE x.level > 0) p (id) GROUP BY t.id");
    }
}
