package org.cascadejdbc.engine.postgresql;

import java.util.List;
import org.cascadejdbc.physical.PlanGuard;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.ForeignRows;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;

/**
 * What a statement may not rely on where tables of the cascade are foreign ones, or have parts that are.
 *
 * <p>Rows' addresses: most foreign-data wrappers give all rows one {@code ctid}, so a DELETE by addresses would take every row; that of
 * {@code postgres_fdw} is the row's at its server, which tells rows apart only where the table there is an ordinary one: nobody
 * can see that from here.
 *
 * <p>The snapshot: each part of a statement sees there what another part has changed before it, so nothing may be asked about
 * rows that an UPDATE of ours has changed, but of what it returns.
 *
 * <p>The settings: a wrapper changes {@code search_path} and {@code DateStyle} while it reads a query's parameters (postgres_fdw.c,
 * {@code set_transmission_modes}); what deletes rows only then would run triggers and the user's predicate by these. So the parts
 * of a cascade are executed one by one, {@link #inOrder}.
 */
final class PostgresqlForeignRows {
    private PostgresqlForeignRows() {}

    /** Whether there are any in the cascade: the plan guard's tables are those of it, and their parts. */
    static boolean in(PlanGuard planGuard) {
        return planGuard.tables().stream().anyMatch(PostgresqlForeignRows::isForeign);
    }

    private static boolean isForeign(Table table) {
        return table.kind() == Table.Kind.FOREIGN;
    }

    /** For each of these queries a text that is NULL once it has been executed to its end. */
    static List<String> inOrder(List<String> queries) {
        return queries.stream()
                .map(query -> "CASE WHEN (SELECT pg_catalog.count(*) FROM " + query + ") OPERATOR(pg_catalog.<) 0 THEN '' END")
                .toList();
    }

    /** That statement, which is refused where it tells a foreign table's rows apart. */
    static String unaddressed(String sql, CascadePlan plan, PlanGuard planGuard) {
        if (sql.contains(".ctid")) {
            planGuard.tables().stream().filter(PostgresqlForeignRows::isForeign).findFirst().ifPresent(table -> {
                throw new PlanRefusedException("DELETE FROM " + plan.target() + ": its cascade comes to the foreign table " + table
                        + ", whose rows have no address by which they could be told apart for certain, as it takes to count rows before"
                        + " they go (cascade.maxRows, EXPLAIN CASCADE), to follow a table that references itself or a ring of keys, to"
                        + " change rows of a table that is deleted from, and where the DELETE's own condition calls functions; delete"
                        + " without these, or at the table's own server");
            });
        }
        return sql;
    }

    /**
     * Refuses to change rows there by several keys, or what is looked at once more; and those of a partition, which stay where they
     * are when they belong to another one (manual: "UPDATE", Notes), so that nobody finds them any more.
     */
    static void refuseUpdates(CascadePlan plan, KeyGraph graph) {
        for (ForeignKey key : plan.updates()) {
            Table table = graph.table(key.referencing());
            if (!ForeignRows.in(graph, table.name())) {
                continue;
            }
            boolean lookedAt = plan.updatesOf(table.name()).size() > 1
                    || plan.lostReferences().stream().anyMatch(effect -> effect.update().equals(key));
            if (lookedAt || table.partitioned() || table.parent() != null) {
                throw new PlanRefusedException("DELETE FROM " + plan.target() + ": rows of " + table + " are at another server, and "
                        + key + " would change them: " + (lookedAt
                                ? "other keys have to do with what it changes, and a statement sees there what it has changed itself"
                                : "PostgreSQL moves no row from a foreign partition to the one that it belongs to then")
                        + ". Give the key the rule CASCADE or RESTRICT, or delete at the table's own server");
            }
        }
    }
}
