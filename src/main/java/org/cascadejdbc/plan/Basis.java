package org.cascadejdbc.plan;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;

/**
 * The tables on whose definitions and keys it depends what a DELETE does: those that may lose rows, by whomever and by
 * the declared rule or by the one that holds; what they are parts of and what is a part of them; and those that
 * reference them, with what is a part of these or under them. As long as none of these changes, the decision about the DELETE holds, whichever it was.
 */
public final class Basis {
    private final KeyGraph graph;
    private final Set<TableName> tables = new LinkedHashSet<>();
    private final Set<TableName> losing = new LinkedHashSet<>();
    private final Deque<TableName> open = new ArrayDeque<>();

    private Basis(KeyGraph graph) {
        this.graph = graph;
    }

    /** In an order that depends on the graph alone. */
    public static Set<TableName> of(KeyGraph graph, Collection<TableName> targets) {
        Basis basis = new Basis(graph);
        targets.forEach(basis::loses);
        while (!basis.open.isEmpty()) {
            basis.follow(basis.open.remove());
        }
        return basis.tables;
    }

    private void loses(TableName name) {
        tables.add(name);
        if (losing.add(name)) {
            open.add(name);
        }
    }

    private void follow(TableName name) {
        for (Table whole = graph.table(name); whole.parent() != null; whole = graph.table(whole.parent())) {
            tables.add(whole.parent());
        }
        graph.partsAndHeirs(name).forEach(this::loses);
        for (ForeignKey key : graph.referencing(name)) {
            if (key.action() == ReferentialAction.CASCADE || key.declared() == ReferentialAction.CASCADE) {
                loses(key.referencing());
            } else {
                isLookedAt(key.referencing());
            }
        }
    }

    private void isLookedAt(TableName name) {
        tables.add(name);
        if (graph.table(name).partitioned()) {
            tables.addAll(graph.partsAndHeirs(name));
        }
        graph.tablesUnder(name).forEach(under -> {
            tables.add(under);
            tables.addAll(graph.partsAndHeirs(under));
        });
    }
}
