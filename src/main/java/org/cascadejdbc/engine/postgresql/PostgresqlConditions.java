package org.cascadejdbc.engine.postgresql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.Comparison;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Operator;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;

/** What a PostgreSQL cascade asks about rows: which rows does this one reference, and does it go itself? */
final class PostgresqlConditions {
    private static final Quotes Q = Quotes.DOUBLE;

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
        List<Comparison> comparisons = comparisons(graph, key);
        Set<String> operators = comparisons.stream()
                .map(each -> each.commuted() == null ? "" : each.commuted().sql())
                .collect(Collectors.toSet());
        if (operators.size() > 1 || operators.contains("")) {
            return "EXISTS (SELECT 1 FROM " + doomed + " d WHERE " + joined(key, "d", r) + ")";
        }
        List<String> own = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (int i = 0; i < comparisons.size(); i++) {
            Operator commuted = comparisons.get(i).commuted();
            own.add(commuted.left(referencing(graph, key, i, r)));
            others.add(commuted.right("d." + Q.id(key.referencedColumns().get(i))));
        }
        String found = "SELECT " + String.join(", ", others) + " FROM " + doomed + " d";
        String operator = " " + operators.iterator().next() + " ANY (";
        if (own.size() > 1) {
            return "(" + String.join(", ", own) + ")" + operator + found + ")";
        }
        // Of an array: it takes the index on the referencing column for few and for many rows. Arrays cannot be in one.
        return own.get(0) + operator + (comparisons.get(0).collected() ? "ARRAY(" + found + "))" : found + ")");
    }

    /** Whether row {@code r} references row {@code q} by that key. */
    String joined(ForeignKey key, String q, String r) {
        return joined(graph, key, q, r);
    }

    /** The same, where there is no plan. */
    static String joined(KeyGraph graph, ForeignKey key, String q, String r) {
        List<Comparison> comparisons = comparisons(graph, key);
        return IntStream.range(0, comparisons.size())
                .mapToObj(i -> comparisons.get(i).equal().of(
                        q + "." + Q.id(key.referencedColumns().get(i)), referencing(graph, key, i, r)))
                .collect(Collectors.joining(" AND "));
    }

    private static List<Comparison> comparisons(KeyGraph graph, ForeignKey key) {
        return IntStream.range(0, key.columns().size())
                .mapToObj(i -> PostgresqlComparisons.comparison(graph, key, i))
                .toList();
    }

    /** A referencing column of row {@code r}, which is compared by the referenced column's collation. */
    private static String referencing(KeyGraph graph, ForeignKey key, int i, String r) {
        return r + "." + Q.id(key.columns().get(i)) + collate(graph, key, i);
    }

    /** What makes a referencing value compared by the referenced column's collation, where it has another one. */
    static String collate(KeyGraph graph, ForeignKey key, int i) {
        Column own = graph.table(key.referencing()).column(key.columns().get(i)).orElseThrow();
        Column other = graph.table(key.referenced()).column(key.referencedColumns().get(i)).orElseThrow();
        boolean collated = own.collation() != null
                && other.collation() != null
                && !other.collation().equals(own.collation());
        return collated ? " COLLATE " + other.collation() : "";
    }

    /** Whether {@code q} is the row of that table which {@code g} gives the address of. */
    static String isRow(String q, String g, int node) {
        return g + ".cascade_node OPERATOR(pg_catalog.=) " + node + " AND " + q + ".tableoid OPERATOR(pg_catalog.=) " + g
                + ".cascade_part AND " + q + ".ctid OPERATOR(pg_catalog.=) " + g + ".cascade_place";
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
                        + ".ctid) OPERATOR(pg_catalog.=) ANY (SELECT cascade_part, cascade_place FROM cascade_t0)");
            }
        }
        return reasons.isEmpty() ? "false" : String.join(" OR ", reasons);
    }

    private static String isIn(Table partition, String r) {
        return r + ".tableoid OPERATOR(pg_catalog.=) ANY (SELECT CAST(relid AS pg_catalog.oid) FROM"
                + " pg_catalog.pg_partition_tree(CAST(" + PostgresqlText.oid(partition.id()) + " AS pg_catalog.regclass)))";
    }

    /**
     * Whether the DELETE's own rows are told apart by their addresses: by those of a ring, by the rows of its heirs, or where one
     * of its tables' rows that stay is looked for. Else nobody need ask for them, which takes the right to read the whole table.
     */
    boolean addressed() {
        Table target = plan.target();
        Stream<TableName> asked = Stream.of(
                        plan.updates().stream().map(ForeignKey::referencing),
                        plan.checks().stream().map(ForeignKey::referencing),
                        plan.newReferences().stream().map(effect -> effect.key().referenced()),
                        plan.newReferences().stream().map(effect -> effect.key().referencing()),
                        plan.lostReferences().stream().map(effect -> effect.key().referencing()))
                .flatMap(names -> names);
        return plan.closure().stream().anyMatch(CascadePlan.Component::cyclic)
                || !target.heirs().isEmpty()
                || referencedColumns(target).isEmpty()
                || asked.anyMatch(name -> graph.isPartOf(name, target.name()) || graph.isPartOf(target.name(), name));
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
