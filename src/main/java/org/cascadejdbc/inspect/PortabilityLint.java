package org.cascadejdbc.inspect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.cascadejdbc.plan.Components;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;

/**
 * What of a graph's rules depends on the database that carries them out natively. What is said of databases is shown by
 * the scenarios of {@code DifferentialIT}; SQL Server's error 1785 is from its documentation.
 *
 * <p>Said of the rules that hold, as if they were all declared. With cascade-jdbc all of them do the same everywhere.
 */
public final class PortabilityLint {
    /** MySQL: "cascading operations may not be nested more than 15 levels deep" (manual: "FOREIGN KEY Constraints"). */
    private static final int MYSQL_LEVELS = 15;

    private final KeyGraph graph;
    private final List<PortabilityRisk> risks = new ArrayList<>();

    private PortabilityLint(KeyGraph graph) {
        this.graph = graph;
    }

    public static List<PortabilityRisk> of(KeyGraph graph) {
        PortabilityLint lint = new PortabilityLint(graph);
        lint.rings();
        graph.keys().forEach(lint::rule);
        graph.tables().forEach(lint::ways);
        return List.copyOf(lint.risks);
    }

    // ---- one key --------------------------------------------------------------------------------------------------

    private void rule(ForeignKey key) {
        if (key.action() == ReferentialAction.SET_DEFAULT) { // 13
            add(List.of(key), "SET DEFAULT: InnoDB (MySQL, MariaDB) rejects it or does NO ACTION instead, H2 does not look"
                    + " whether the default's row exists; PostgreSQL and SQLite do what it says");
        }
        if (key.action() == ReferentialAction.SET_NULL && !clearsSomething(key)) { // 12
            add(List.of(key), "SET NULL on columns that are NOT NULL: MySQL, MariaDB and Derby refuse to create such a key,"
                    + " PostgreSQL and SQLite create it and then refuse each DELETE that would use it");
        }
        if (key.action().updates() && !new HashSet<>(key.setColumns()).equals(new HashSet<>(key.columns()))) { // 14
            add(List.of(key), key.action().sql() + " of some columns only: PostgreSQL 15 and later alone can say that");
        }
        if (key.selfReference() && !key.action().acts()) { // 9
            add(List.of(key), key.action().sql() + " from a table to itself: a DELETE of a row together with the rows that"
                    + " reference it succeeds on PostgreSQL" + (key.action() == ReferentialAction.RESTRICT ? "" : " and SQLite")
                    + ", and fails on MySQL and MariaDB, which look row by row"
                    + (key.action() == ReferentialAction.RESTRICT ? ", and on SQLite" : ""));
        }
        if (key.selfReference() && key.action() == ReferentialAction.CASCADE) { // 11
            add(List.of(key), "CASCADE from a table to itself: " + deep());
        }
        if (key.selfReference() && key.action().acts()) { // 10
            add(List.of(key), key.action().sql() + " from a table to itself: SQL Server refuses to create it (error 1785)");
        }
    }

    private boolean clearsSomething(ForeignKey key) {
        return graph.table(key.referencing()).columns(key.setColumns()).stream().allMatch(column -> column.nullable());
    }

    private static String deep() {
        return "MySQL and MariaDB fail when a row's chain is more than " + MYSQL_LEVELS + " rows deep, SQLite and H2 when"
                + " it is thousands; PostgreSQL has no limit";
    }

    // ---- rings and chains -----------------------------------------------------------------------------------------

    private void rings() {
        List<TableName> names = graph.tables().stream().map(Table::name).toList();
        List<List<TableName>> components = Components.of(names, name -> followers(name).stream()
                .map(ForeignKey::referencing)
                .toList());
        Set<TableName> inRings = new HashSet<>();
        for (List<TableName> component : components) {
            if (component.size() > 1) {
                inRings.addAll(component);
                add(ring(component), "CASCADE in a ring: SQL Server refuses to create it (error 1785); " + deep());
            }
        }
        longest(components, inRings);
    }

    private List<ForeignKey> followers(TableName name) {
        return graph.referencing(name).stream()
                .filter(key -> key.action() == ReferentialAction.CASCADE)
                .toList();
    }

    private List<ForeignKey> ring(List<TableName> component) {
        TableName start = component.get(0);
        return ways(start, key -> component.contains(key.referencing()) && component.contains(key.referenced()), start)
                .getOrDefault(start, List.of());
    }

    /** The longest chain of tables; what is longer than MySQL can do is said once. */
    private void longest(List<List<TableName>> components, Set<TableName> inRings) {
        Map<TableName, List<ForeignKey>> longest = new LinkedHashMap<>();
        List<ForeignKey> found = List.of();
        for (List<TableName> component : components) {
            TableName name = component.get(0);
            List<ForeignKey> to = longest.getOrDefault(name, List.of());
            found = to.size() > found.size() ? to : found;
            for (ForeignKey key : followers(name)) {
                boolean longer = to.size() + 1 > longest.getOrDefault(key.referencing(), List.of()).size();
                if (longer && !inRings.contains(key.referencing()) && !key.selfReference()) {
                    List<ForeignKey> path = new ArrayList<>(to);
                    path.add(key);
                    longest.put(key.referencing(), path);
                }
            }
        }
        if (found.size() > MYSQL_LEVELS) {
            add(found, "a cascade of " + found.size() + " levels: MySQL and MariaDB fail at more than " + MYSQL_LEVELS
                    + "; PostgreSQL and SQLite do not");
        }
    }

    // ---- a row that is reached in two ways -------------------------------------------------------------------------

    /** 4, 5, 8, and SQL Server's error 1785: one risk for each key of the table that meets another one. */
    private void ways(Table table) {
        List<ForeignKey> keys = graph.keysOf(table.name());
        if (keys.size() < 2) {
            return;
        }
        Map<ForeignKey, Map<TableName, List<ForeignKey>>> above = new LinkedHashMap<>();
        keys.forEach(key -> above.put(key, above(key)));
        for (int j = 1; j < keys.size(); j++) {
            for (int i = 0; i < j; i++) {
                ForeignKey one = keys.get(i).action() == ReferentialAction.CASCADE ? keys.get(i) : keys.get(j);
                ForeignKey other = one.equals(keys.get(i)) ? keys.get(j) : keys.get(i);
                Optional<TableName> start = above.get(one).keySet().stream()
                        .filter(above.get(other)::containsKey)
                        .findFirst();
                if (start.isPresent()
                        && meet(start.get(), above.get(one).get(start.get()), above.get(other).get(start.get()))) {
                    break;
                }
            }
        }
    }

    private boolean meet(TableName start, List<ForeignKey> one, List<ForeignKey> other) {
        ReferentialAction first = one.get(one.size() - 1).action();
        ReferentialAction second = other.get(other.size() - 1).action();
        String where = "a DELETE from " + start + " reaches " + one.get(one.size() - 1).referencing() + " in two ways, by "
                + path(one) + " and by " + path(other) + ": ";
        List<ForeignKey> both = new ArrayList<>(one);
        both.addAll(other);
        if (first.acts() && second.acts()) {
            add(both, where + "SQL Server refuses to create such keys (error 1785)"
                    + (first == second ? "" : "; a row that is reached by both goes on PostgreSQL, MySQL and SQLite, HSQLDB"
                            + " fails (27000), and Derby refuses to create the keys"));
            return true;
        }
        if (first == ReferentialAction.CASCADE) {
            boolean direct = one.size() == 1 && other.size() == 1;
            add(both, where + "a row that is reached by both goes, or stops the DELETE: "
                    + (direct
                            ? "on PostgreSQL, MySQL and MariaDB that depends on which key was created first, on SQLite it goes"
                            : "it goes on PostgreSQL and SQLite, and on MySQL and MariaDB that depends on which key was"
                                    + " created first"));
            return true;
        }
        return false;
    }

    /** From which tables a DELETE comes to that key, nearest first, and by which keys. */
    private Map<TableName, List<ForeignKey>> above(ForeignKey key) {
        Map<TableName, List<ForeignKey>> found = new LinkedHashMap<>();
        found.put(key.referenced(), List.of(key));
        Deque<TableName> open = new ArrayDeque<>(List.of(key.referenced()));
        while (!open.isEmpty()) {
            TableName table = open.remove();
            for (ForeignKey up : graph.keysOf(table)) {
                if (up.action() == ReferentialAction.CASCADE && !found.containsKey(up.referenced())) {
                    List<ForeignKey> path = new ArrayList<>(List.of(up));
                    path.addAll(found.get(table));
                    found.put(up.referenced(), path);
                    open.add(up.referenced());
                }
            }
        }
        return found;
    }

    /** The shortest way along some CASCADE keys from a table back to another one. */
    private Map<TableName, List<ForeignKey>> ways(
            TableName start, Predicate<ForeignKey> among, TableName end) {
        Map<TableName, List<ForeignKey>> found = new LinkedHashMap<>();
        Deque<TableName> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty() && !found.containsKey(end)) {
            TableName table = open.remove();
            for (ForeignKey key : followers(table)) {
                if (among.test(key) && !found.containsKey(key.referencing())) {
                    List<ForeignKey> path = new ArrayList<>(found.getOrDefault(table, List.of()));
                    path.add(key);
                    found.put(key.referencing(), path);
                    open.add(key.referencing());
                }
            }
        }
        return Collections.unmodifiableMap(found);
    }

    private static String path(List<ForeignKey> keys) {
        return keys.stream()
                .map(key -> key.referencing() + "(" + String.join(", ", key.columns()) + ") " + key.action().sql())
                .collect(Collectors.joining(" > "));
    }

    private void add(List<ForeignKey> path, String message) {
        risks.add(new PortabilityRisk(path, message));
    }
}
