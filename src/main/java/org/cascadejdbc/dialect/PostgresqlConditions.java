package org.cascadejdbc.dialect;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;

/** What a PostgreSQL cascade asks about rows: which rows does this one reference, and does it go itself? */
final class PostgresqlConditions {
    private static final Quotes Q = Quotes.DOUBLE;
    private static final String BLANK_PADDED = "bpchar";
    private static final Set<String> STRINGS = Set.of(BLANK_PADDED, "varchar", "text");

    private final CascadePlan plan;
    private final KeyGraph graph;

    PostgresqlConditions(CascadePlan plan, KeyGraph graph) {
        this.plan = plan;
        this.graph = graph;
    }

    /** Whether row {@code r} references a doomed row by that key. */
    String references(ForeignKey key, String r) {
        return parents(key).stream()
                .map(parent -> references(key, r, relation(parent)))
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    /** The same for the doomed rows in that relation alone. */
    String references(ForeignKey key, String r, String doomed) {
        if (key.columns().size() == 1) {
            // ANY (ARRAY(…)) rather than IN: it takes the index on the referencing column for few and for many rows.
            return referencing(graph, key, 0, r) + " = ANY (ARRAY(SELECT d."
                    + Q.id(key.referencedColumns().get(0)) + " FROM " + doomed + " d))";
        }
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            columns.add(referencing(graph, key, i, r));
        }
        return "(" + String.join(", ", columns) + ") IN (SELECT " + Q.columns("d", key.referencedColumns()) + " FROM "
                + doomed + " d)";
    }

    /** Whether row {@code r} references row {@code q} by that key. */
    String joined(ForeignKey key, String q, String r) {
        return joined(graph, key, q, r);
    }

    /** The same, where there is no plan. */
    static String joined(KeyGraph graph, ForeignKey key, String q, String r) {
        return IntStream.range(0, key.columns().size())
                .mapToObj(i -> q + "." + Q.id(key.referencedColumns().get(i)) + " = " + referencing(graph, key, i, r))
                .collect(Collectors.joining(" AND "));
    }

    /**
     * A referencing column as it is compared. The referenced column's collation and type decide, as in a native key,
     * where they differ in a way that matters: a {@code char(n)} ignores blanks at its end, a {@code varchar} does not.
     */
    private static String referencing(KeyGraph graph, ForeignKey key, int i, String r) {
        Column own = graph.table(key.referencing()).column(key.columns().get(i)).orElseThrow();
        Column other = graph.table(key.referenced()).column(key.referencedColumns().get(i)).orElseThrow();
        String column = r + "." + Q.id(own.name());
        boolean padded = BLANK_PADDED.equals(own.type()) != BLANK_PADDED.equals(other.type());
        String compared = padded && other.type() != null && STRINGS.contains(other.type())
                ? "CAST(" + column + " AS pg_catalog." + Q.id(other.type()) + ")"
                : column;
        boolean collated = other.collation() != null && !other.collation().equals(own.collation());
        return collated ? compared + " COLLATE " + other.collation() : compared;
    }

    /**
     * Whether row {@code r} of that table goes. Never used without IS [NOT] TRUE: it may be NULL. A row of a partition
     * is one of the whole, too, and goes by what dooms rows of either.
     */
    String doomed(Table table, String r) {
        List<String> reasons = new ArrayList<>();
        for (Table other : plan.deletionOrder()) {
            boolean part = graph.isPartOf(other.name(), table.name());
            if (!part && !graph.isPartOf(table.name(), other.name())) {
                continue;
            }
            String where = part && !other.equals(table) ? isIn(other, r) + " AND " : "";
            plan.cascadesInto(other.name()).forEach(key -> reasons.add("(" + where + references(key, r) + ")"));
            if (other.equals(plan.target())) {
                reasons.add("(" + r + ".tableoid, " + r
                        + ".ctid) IN (SELECT cascade_part, cascade_place FROM cascade_t0)");
            }
        }
        return reasons.isEmpty() ? "false" : String.join(" OR ", reasons);
    }

    private static String isIn(Table partition, String r) {
        return r + ".tableoid IN (SELECT relid FROM pg_partition_tree(" + partition.id() + "::oid::regclass))";
    }

    /** The columns of a table's doomed rows that some key of the plan references. */
    Set<String> referencedColumns(Table table) {
        return Stream.of(plan.cascades(), plan.updates(), plan.checks())
                .flatMap(List::stream)
                .filter(key -> parents(key).contains(table))
                .flatMap(key -> key.referencedColumns().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The doomed rows of a table. No name of ours may be one that the user's predicate could mean. */
    String relation(Table table) {
        return "cascade_d" + plan.node(table);
    }

    /** The doomed tables whose rows that key may reference: the referenced table, or partitions of it. */
    List<Table> parents(ForeignKey key) {
        return plan.doomedReferencedBy(key, graph);
    }

    /** A native key reaches the table's own rows, not those of tables that inherit from it; partitions are its own. */
    static String rowsOf(Table table, String alias) {
        return (table.partitioned() ? "" : "ONLY ") + Q.table(table.name()) + " AS " + alias;
    }
}
