package org.cascadejdbc.plan;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;

/**
 * The keys for which each DELETE reads a whole table: when a plan is carried out, rows are looked for that reference
 * doomed ones, by us or by the database, and no index has the referencing columns in front.
 */
public final class UnindexedKeys {
    private UnindexedKeys() {}

    /** Those of a plan, in an order that depends on the plan alone. */
    public static List<ForeignKey> of(CascadePlan plan, KeyGraph graph) {
        return followed(plan, graph).stream().filter(key -> !graph.isIndexed(key)).toList();
    }

    /** By which rows are looked for: what lies behind the tables that we delete from, the database alone knows. */
    private static Set<ForeignKey> followed(CascadePlan plan, KeyGraph graph) {
        Set<ForeignKey> keys = new LinkedHashSet<>();
        Stream.of(plan.cascades(), plan.updates(), plan.checks()).forEach(keys::addAll);
        for (Table table : plan.deletionOrder()) {
            graph.referencing(table.name()).stream().filter(ForeignKey::watched).forEach(keys::add);
        }
        return keys;
    }
}
