package org.cascadejdbc.engine.mysql;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cascadejdbc.engine.freezing.MatchedRows;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.KeyPaths;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;

/**
 * The rows to go as joins along the keys, on MySQL: one query for each way from the target to a table that nothing more
 * references. It is cheaper than the recursive query, which says the same for any keys.
 *
 * <p>The table at the end of a way has most of the rows, as a rule. Where it is the end of one way only, the query leaves
 * its rows out: they are found when they are deleted, by what they reference in the row before them, and so are looked
 * up once instead of twice. What they reference is an integer then, which the query's result has as the table has it.
 */
final class MysqlPaths {
    private static final Quotes Q = Quotes.BACKTICK;
    private static final int MOST = 200;
    private static final int MOST_TO_THE_END = 8;
    /** A join has no more than 61 tables (manual: "Joins"). */
    private static final int LONGEST = 50;

    private final MysqlFreezing freezing;
    private final CascadePlan plan;
    private final List<List<ForeignKey>> paths;
    private final Map<Table, List<ForeignKey>> ends = new LinkedHashMap<>();
    private final MysqlRowColumns columns;

    private MysqlPaths(MysqlFreezing freezing, KeyPaths paths) {
        this.freezing = freezing;
        this.plan = freezing.task().plan();
        this.paths = paths.longest();
        for (List<ForeignKey> path : this.paths) {
            Table end = freezing.task().graph().table(last(path).referencing());
            if (paths.to(end).size() == 1 && isFoundBy(last(path), freezing.task().graph())) {
                ends.put(end, path);
            }
        }
        List<Table> others = plan.deletionOrder().stream().filter(table -> !ends.containsKey(table)).toList();
        this.columns = freezing.rows().columns(others);
    }

    /**
     * Empty if there are rings, too many ways, or keys to columns that are not unique: rows would be found again and
     * again.
     */
    static Optional<MysqlPaths> of(MysqlFreezing freezing) {
        return KeyPaths.of(freezing.task().plan(), MOST)
                .filter(paths -> paths.longest().size() <= MOST_TO_THE_END)
                .filter(paths -> paths.longest().stream().allMatch(path -> !path.isEmpty() && path.size() <= LONGEST))
                .filter(paths -> freezing.task().plan().cascades().stream().allMatch(freezing.task().graph()::referencesUnique))
                .map(paths -> new MysqlPaths(freezing, paths));
    }

    private static ForeignKey last(List<ForeignKey> path) {
        return path.get(path.size() - 1);
    }

    /**
     * Without an index, or with one of strings for a number, the server reads the whole table for each row; in a query it
     * may do better.
     */
    private static boolean isFoundBy(ForeignKey key, KeyGraph graph) {
        return graph.isIndexed(key)
                && areIntegers(graph.table(key.referenced()), key.referencedColumns())
                && areIntegers(graph.table(key.referencing()), key.columns());
    }

    private static boolean areIntegers(Table table, List<String> names) {
        return table.columns(names).stream().allMatch(MysqlType::isInteger);
    }

    /**
     * Neither a union nor what is DISTINCT is merged into the query around it (manual: "Optimizing Derived Tables"). So the
     * plan guard is checked for each row that the predicate matches, whether or not a join finds that row again: the
     * predicate's name may mean another table by now.
     *
     * @param counted a user variable for the number of rows that the predicate matches, or {@code null}
     */
    String query(String counted) {
        String matched = freezing.doomed().matchedColumns(plan.target());
        // A derived table, so that it is evaluated once; of rows that an outer join has, not those in which there is none.
        String count = counted == null ? ""
                : "(SELECT " + counted + " := COUNT(" + MatchedRows.column(0, 0)
                        + ") FROM cascade_matched) AS counted STRAIGHT_JOIN ";
        return "WITH cascade_matched (" + matched + ") AS (SELECT DISTINCT * FROM (" + freezing.doomed().lockedMatchedRows() + ") AS t ("
                + matched + ") WHERE " + freezing.doomed().guard() + ") "
                + paths.stream()
                        .map(path -> "(" + query(path, path.equals(paths.get(0)) ? count : "") + ")")
                        .collect(Collectors.joining(" UNION ALL "))
                + " UNION ALL SELECT " + selected(Map.of(), List.of()) + " FROM "
                + (ends.isEmpty() ? "DUAL" : onceMore()) + " WHERE FALSE";
    }

    /** See {@link MysqlKeys#opened}. */
    private String onceMore() {
        return ends.keySet().stream().map(table -> Q.table(table.name())).collect(Collectors.joining(", "));
    }

    private String query(List<ForeignKey> path, String count) {
        boolean toTheEnd = !ends.containsValue(path);
        List<ForeignKey> joined = toTheEnd ? path : path.subList(0, path.size() - 1);
        Map<Table, String> aliases = new HashMap<>(Map.of(plan.target(), "q0"));
        StringBuilder joins = new StringBuilder(" FROM " + count + "cascade_matched AS m STRAIGHT_JOIN "
                + Q.table(plan.target().name()) + " AS q0" + freezing.rows().hint(plan.target()) + " ON "
                + columns.is(plan.target(), "q0", i -> "m." + MatchedRows.column(0, i)));
        for (int i = 0; i < joined.size(); i++) {
            ForeignKey key = joined.get(i);
            String alias = "q" + (i + 1);
            joins.append(" LEFT JOIN ").append(Q.table(key.referencing())).append(" AS ").append(alias).append(" ON ");
            joins.append(freezing.queries().references(key, "q" + i, alias));
            aliases.put(freezing.task().graph().table(key.referencing()), alias);
        }
        return "SELECT " + selected(aliases, path) + joins + " FOR UPDATE OF "
                + IntStream.rangeClosed(0, joined.size()).mapToObj(i -> "q" + i).collect(Collectors.joining(", "));
    }

    /** What identifies rows, and what the rows at each end reference. */
    private String selected(Map<Table, String> aliases, List<ForeignKey> path) {
        StringBuilder selected = new StringBuilder(columns.of(aliases));
        ends.forEach((table, toEnd) -> IntStream.range(0, last(toEnd).columns().size())
                .forEach(i -> selected.append(", ")
                        .append(toEnd.equals(path)
                                ? "q" + (path.size() - 1) + "." + Q.id(last(path).referencedColumns().get(i))
                                : "NULL")
                        .append(" AS ")
                        .append(referenced(toEnd, i))));
        return selected.toString();
    }

    private String referenced(List<ForeignKey> path, int i) {
        return "r" + paths.indexOf(path) + "k" + i;
    }

    /**
     * What follows {@code JOIN} where the rows of that table are deleted by the query's result. Here each table of the statement is
     * kept from being a view: the query names no other.
     */
    String joined(Table table, String written) {
        String name = Q.table(table.name());
        List<ForeignKey> path = ends.get(table);
        if (path == null) {
            return name + freezing.rows().hint(table) + " ON " + columns.is(table, written, name);
        }
        List<String> referencing = last(path).columns();
        return name + freezing.rows().only(table) + " ON " + IntStream.range(0, referencing.size())
                .mapToObj(i -> written + "." + referenced(path, i) + " = " + name + "." + Q.id(referencing.get(i)))
                .collect(Collectors.joining(" AND "));
    }
}
