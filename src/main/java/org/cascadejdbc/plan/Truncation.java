package org.cascadejdbc.plan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;

/**
 * Whether tables may be truncated: TRUNCATE knows no ON DELETE rule, so that a database refuses it where a table outside
 * the statement references one in it, whatever the rule and the rows. It cannot do so for a virtual key, and for that
 * one it is done here; declared keys remain its own business, whatever a relation makes of their rules.
 */
public final class Truncation {
    private final KeyGraph graph;
    private final Set<TableName> emptied = new LinkedHashSet<>();
    private ForeignKey intruder;

    public Truncation(KeyGraph graph) {
        this.graph = graph;
    }

    /** Adds a table of the statement; unless {@code only}, with its partitions and those that inherit from it. */
    public void add(Table table, boolean only) {
        if (only) {
            emptied.add(table.name());
        } else {
            addWhole(table.name());
        }
    }

    private void addWhole(TableName whole) {
        Deque<TableName> open = new ArrayDeque<>(Set.of(whole));
        Set<TableName> seen = new LinkedHashSet<>(open);
        while (!open.isEmpty()) {
            TableName next = open.remove();
            for (TableName part : graph.partsAndHeirs(next)) {
                if (seen.add(part)) {
                    open.add(part);
                }
            }
        }
        emptied.addAll(seen);
    }

    /**
     * Adds what PostgreSQL truncates with these by CASCADE: tables that reference one of them by a declared key, with
     * their partitions, but without those that inherit from them, for a key is not inherited.
     */
    public void cascade() {
        Deque<TableName> open = new ArrayDeque<>(emptied);
        while (!open.isEmpty()) {
            for (ForeignKey key : graph.referencing(open.remove())) {
                if (key.virtual()) {
                    continue;
                }
                if (key.withheld() != null && intruder == null && !emptied.contains(key.referencing())) {
                    intruder = key;
                }
                withPartitions(key.referencing()).filter(emptied::add).forEach(open::add);
            }
        }
    }

    private Stream<TableName> withPartitions(TableName table) {
        Stream<TableName> parts = graph.table(table).partitioned()
                ? graph.partsAndHeirs(table).stream()
                : Stream.empty();
        return Stream.concat(Stream.of(table), parts);
    }

    /**
     * A key by which CASCADE would empty a table that no cascade may touch, or a virtual one by which a table that keeps its
     * rows references one that loses them.
     */
    public Optional<ForeignKey> obstacle() {
        if (intruder != null) {
            return Optional.of(intruder);
        }
        return emptied.stream()
                .flatMap(name -> graph.referencing(name).stream())
                .filter(key -> key.virtual() && !emptied.contains(key.referencing()))
                .findFirst();
    }
}
