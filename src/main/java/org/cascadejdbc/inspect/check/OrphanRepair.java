package org.cascadejdbc.inspect.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cascadejdbc.engine.CheckQueries;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.ForeignRows;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;

/**
 * The SQL after which given keys have no orphans, and no other key has new ones.
 *
 * <p>Deleting an orphan makes orphans of what references it. So "doomed" is said as a condition: a row is doomed if it is
 * an orphan by a key whose orphans are deleted, or references a doomed row by such a key; by a key from a table to itself,
 * recursively. Each statement repeats the condition of the tables above it, and they run children first: so it is still
 * true of every row when the row's own table comes, and no key that the database watches stands in the way. The columns
 * that are set to NULL come before all DELETEs, for the same reason.
 *
 * <p>A ring of several tables is broken where a key of it may become NULL. If none may, one turn is made: then, and where
 * the condition would be too long, no more rows go than are doomed, but not all of them, and {@link #complete} is false.
 *
 * <p>No statement names a stranger's table: whoever runs the repair would lend that stranger his rights. What the database does
 * about such keys, it does with their owner's.
 */
final class OrphanRepair {
    /** Where keys part and meet again and again, the ways multiply; no statement says more than so many. */
    private static final int MOST_CONDITIONS = 300;

    private final KeyGraph graph;
    private final CheckQueries sql;
    private final Set<ForeignKey> orphaned;
    private final Map<ForeignKey, Boolean> deletes = new HashMap<>();
    /** The tables that may have doomed rows, children first. */
    private final List<TableName> affected;
    /** Keys of a ring that cannot be broken. */
    private final Set<ForeignKey> ignored = new HashSet<>();
    private int aliases;
    private boolean cut;

    /**
     * A repair.
     *
     * @param orphaned the keys that have orphans, and whether they are deleted rather than made to reference nothing
     */
    OrphanRepair(KeyGraph graph, CheckQueries sql, Map<ForeignKey, Boolean> orphaned) {
        this.graph = withoutStrangers(graph);
        this.sql = sql;
        this.orphaned = orphaned.keySet();
        this.deletes.putAll(orphaned);
        this.affected = childrenFirst();
    }

    private static KeyGraph withoutStrangers(KeyGraph graph) {
        return graph.tables().stream().allMatch(table -> table.strangers().isEmpty())
                ? graph
                : graph.withKeys(graph.keys().stream()
                        .filter(key -> graph.table(key.referencing()).strangers().isEmpty())
                        .toList());
    }

    /** Whether one run of the {@link #statements} that were asked for leaves none. */
    boolean complete() {
        return ignored.isEmpty() && !cut;
    }

    /** What would have happened to the row, had the key done its work; what only refuses does the least harm. */
    static boolean deletesByDefault(KeyGraph graph, ForeignKey key) {
        return key.action() == ReferentialAction.CASCADE || nullable(graph, key).isEmpty();
    }

    /**
     * The columns by whose NULL a row references nothing: as few as are enough, none that other rows reference or that
     * identifies the row, and if possible none of another key's.
     */
    static List<String> nullable(KeyGraph graph, ForeignKey key) {
        Set<String> referenced = graph.referencing(key.referencing()).stream()
                .flatMap(other -> other.referencedColumns().stream())
                .collect(Collectors.toSet());
        List<String> clearable = graph.table(key.referencing()).clearable(key.columns()).stream()
                .filter(column -> !referenced.contains(column))
                .toList();
        if (key.action() == ReferentialAction.SET_NULL && clearable.containsAll(key.setColumns())) {
            return key.setColumns();
        }
        Set<String> others = graph.keysOf(key.referencing()).stream()
                .filter(other -> !other.equals(key))
                .flatMap(other -> other.columns().stream())
                .collect(Collectors.toSet());
        List<String> own = clearable.stream().filter(column -> !others.contains(column)).toList();
        return own.isEmpty() ? clearable : own;
    }

    /** The statements, to be run in this order, in one transaction. */
    List<String> statements() {
        List<String> statements = new ArrayList<>();
        for (ForeignKey key : graph.keys()) {
            if (!deletes(key) && (orphaned.contains(key) || affected.contains(key.referenced()))) {
                Table table = graph.table(key.referencing());
                aliases = 0;
                statements.add(sql.setNull(table, nullable(graph, key), lost(key, "r")));
            }
        }
        for (TableName table : affected) {
            aliases = 0;
            boolean eachOther = graph.keysOf(table).stream()
                    .anyMatch(key -> key.selfReference() && key.watched() && deletes(key));
            String condition = doomed(table, "r");
            statements.addAll(eachOther
                    ? sql.deleteReferencingEachOther(graph.table(table), condition)
                    : List.of(sql.delete(graph.table(table), condition)));
        }
        return statements;
    }

    private boolean deletes(ForeignKey key) {
        return deletes.computeIfAbsent(key, k -> deletesByDefault(graph, k));
    }

    // ---- conditions -----------------------------------------------------------------------------------------------

    /** That row {@code r} goes. Never NULL. */
    private String doomed(TableName name, String r) {
        if (aliases > MOST_CONDITIONS) {
            cut = true;
            return "NULL IS NOT NULL";
        }
        Table table = graph.table(name);
        List<ForeignKey> recursive = graph.keysOf(name).stream()
                .filter(key -> key.selfReference() && deletes(key))
                .toList();
        List<String> identity = ForeignRows.in(graph, name) ? List.of() : sql.identity(table); // there no row is told from another
        boolean oneByOne = identity.isEmpty() || (!sql.recursionEnds() && mayLeadIntoARing(recursive));
        cut |= !recursive.isEmpty() && oneByOne;
        if (recursive.isEmpty() || oneByOne) {
            return "(" + directly(name, r) + ")";
        }
        String base = alias("b");
        String found = alias("d");
        String parent = alias("p");
        String child = alias("c");
        List<String> named = new ArrayList<>();
        for (int i = 0; i < identity.size(); i++) {
            named.add("i" + i);
        }
        String same = IntStream.range(0, identity.size())
                .mapToObj(i -> sql.same(sql.list(parent, List.of(identity.get(i))), found + ".i" + i))
                .collect(Collectors.joining(" AND "));
        String all = "WITH RECURSIVE " + found + " (" + String.join(", ", named) + ") AS (SELECT "
                + sql.list(base, identity) + " FROM " + sql.rows(table, base) + " WHERE " + directly(name, base)
                + " UNION SELECT " + sql.list(child, identity) + " FROM " + found + " JOIN " + sql.rows(table, parent)
                + " ON " + same + " JOIN " + sql.rows(table, child) + " ON "
                + recursive.stream()
                        .map(key -> "(" + sql.followed(graph, key, parent, child) + ")")
                        .collect(Collectors.joining(" OR "))
                + ") SELECT " + String.join(", ", named) + " FROM " + found;
        return sql.isAmong(identity.stream().map(column -> sql.list(r, List.of(column))).toList(), all);
    }

    /** By one key to what is unique no row of a ring references another one than its predecessor there. */
    private boolean mayLeadIntoARing(List<ForeignKey> keys) {
        return keys.size() > 1 || keys.stream().anyMatch(key -> !graph.referencesUnique(key));
    }

    /** The same without the rows that go because a row of the same table does. */
    private String directly(TableName table, String r) {
        List<String> reasons = graph.keysOf(table).stream()
                .filter(this::deletes)
                .filter(key -> orphaned.contains(key) || (!key.selfReference() && parentsMayGo(key)))
                .map(key -> lost(key, r))
                .toList();
        return reasons.size() == 1 ? reasons.get(0) : "(" + String.join(") OR (", reasons) + ")";
    }

    /** That row {@code r} references by that key no row, where it has orphans, or one that goes. */
    private String lost(ForeignKey key, String r) {
        boolean parentsGo = parentsMayGo(key) && !(key.selfReference() && deletes(key));
        String present = sql.present(key, r) + " AND ";
        if (orphaned.contains(key)) {
            return present + "NOT " + exists(key, r, parentsGo ? " AND NOT " : "");
        }
        String goes = present + exists(key, r, " AND ");
        return graph.referencesUnique(key) ? goes : goes + " AND NOT " + exists(key, r, " AND NOT ");
    }

    private boolean parentsMayGo(ForeignKey key) {
        return affected.contains(key.referenced()) && !ignored.contains(key);
    }

    /** @param doomed how the condition that the referenced row goes is put, empty for not at all */
    private String exists(ForeignKey key, String r, String doomed) {
        String q = alias("q");
        return "EXISTS (SELECT 1 FROM " + sql.rows(graph.table(key.referenced()), q) + " WHERE "
                + sql.references(graph, key, q, r) + (doomed.isEmpty() ? "" : doomed + doomed(key.referenced(), q)) + ")";
    }

    private String alias(String letter) {
        aliases++;
        return letter + aliases;
    }

    // ---- order ----------------------------------------------------------------------------------------------------

    private List<TableName> childrenFirst() {
        while (true) {
            List<TableName> order = new ArrayList<>();
            Set<TableName> open = new LinkedHashSet<>();
            Optional<ForeignKey> closing = Optional.empty();
            for (ForeignKey key : orphaned) {
                if (closing.isEmpty() && deletes(key)) {
                    closing = visit(key.referencing(), open, order);
                }
            }
            if (closing.isEmpty()) {
                return List.copyOf(order);
            }
            breakRing(closing.get(), open);
        }
    }

    /** Depth first, with a stack of its own; answers with a key that closes a ring of the tables that are open. */
    private Optional<ForeignKey> visit(TableName root, Set<TableName> open, List<TableName> order) {
        Deque<TableName> path = new ArrayDeque<>(List.of(root));
        while (!path.isEmpty()) {
            TableName table = path.peek();
            if (order.contains(table)) {
                path.pop();
                continue;
            }
            open.add(table);
            boolean deeper = false;
            for (ForeignKey key : following(table)) {
                if (open.contains(key.referencing())) {
                    return Optional.of(key);
                }
                if (!order.contains(key.referencing())) {
                    path.push(key.referencing());
                    deeper = true;
                    break;
                }
            }
            if (!deeper) {
                order.add(path.pop());
                open.remove(table);
            }
        }
        return Optional.empty();
    }

    private List<ForeignKey> following(TableName table) {
        return graph.referencing(table).stream()
                .filter(key -> deletes(key) && !ignored.contains(key) && !key.referencing().equals(table))
                .toList();
    }

    /** The ring consists of the open tables from the one that the key leads back to. */
    private void breakRing(ForeignKey closing, Set<TableName> open) {
        List<TableName> path = new ArrayList<>(open);
        List<TableName> ring = path.subList(path.indexOf(closing.referencing()), path.size());
        Optional<ForeignKey> breakable = graph.keys().stream()
                .filter(key -> ring.contains(key.referencing()) && ring.contains(key.referenced()))
                .filter(key -> !key.selfReference() && deletes(key) && !nullable(graph, key).isEmpty())
                .findFirst();
        if (breakable.isPresent()) {
            deletes.put(breakable.get(), false);
        } else {
            ignored.add(closing);
        }
    }
}
