package org.cascadejdbc.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Table;

/**
 * The rows to go as joins along the keys, on MySQL: one query for each way from the target to a table that nothing more
 * references. For a single row that is cheaper than the recursive query, which says the same for any keys.
 */
final class MysqlPaths {
    private static final Quotes Q = Quotes.BACKTICK;
    /** Ways multiply where they part and meet again. */
    private static final int MOST = 8;

    private final MysqlRenderer renderer;
    private final CascadePlan plan;
    private final List<List<ForeignKey>> paths = new ArrayList<>();

    private MysqlPaths(MysqlRenderer renderer) {
        this.renderer = renderer;
        this.plan = renderer.plan;
    }

    /** A query with the columns that identify rows, of all tables; empty if there are rings, or too many ways. */
    static Optional<String> query(MysqlRenderer renderer) {
        MysqlPaths paths = new MysqlPaths(renderer);
        boolean cyclic = renderer.plan.closure().stream().anyMatch(CascadePlan.Component::cyclic);
        return !cyclic && paths.follow(List.of(), renderer.plan.target()) ? Optional.of(paths.query()) : Optional.empty();
    }

    /** Collects the ways that go on like this; false if there are too many. */
    private boolean follow(List<ForeignKey> path, Table last) {
        List<ForeignKey> further = plan.cascades().stream()
                .filter(key -> key.referenced().equals(last.name()))
                .toList();
        if (further.isEmpty()) {
            paths.add(path);
        }
        for (ForeignKey key : further) {
            List<ForeignKey> longer = new ArrayList<>(path);
            longer.add(key);
            if (paths.size() > MOST || !follow(longer, renderer.graph.table(key.referencing()))) {
                return false;
            }
        }
        return paths.size() <= MOST;
    }

    /**
     * Neither a union nor what is DISTINCT is merged into the query around it (manual: "Optimizing Derived Tables"). So the
     * premise is checked for each row that the predicate matches, whether or not a join finds that row again: the
     * predicate's name may mean another table by now.
     */
    private String query() {
        String columns = renderer.matchedColumns(plan.target());
        return "WITH cascade_matched (" + columns + ") AS (SELECT DISTINCT * FROM (" + renderer.lockedMatchedRows() + ") AS t ("
                + columns + ") WHERE " + renderer.premise() + ") "
                + paths.stream().map(path -> "(" + query(path) + ")").collect(Collectors.joining(" UNION ALL "))
                + " UNION ALL SELECT " + renderer.columns().of(Map.of()) + " FROM DUAL WHERE FALSE";
    }

    private String query(List<ForeignKey> path) {
        Map<Table, String> aliases = new HashMap<>(Map.of(plan.target(), "q0"));
        List<String> identifying = renderer.identifying(plan.target());
        StringBuilder joins = new StringBuilder(" FROM cascade_matched AS m STRAIGHT_JOIN " + Q.table(plan.target().name())
                + " AS q0 ON " + IntStream.range(0, identifying.size())
                        .mapToObj(i -> "q0." + Q.id(identifying.get(i)) + " = m." + MatchedRows.column(0, i))
                        .collect(Collectors.joining(" AND ")));
        for (int i = 0; i < path.size(); i++) {
            ForeignKey key = path.get(i);
            String alias = "q" + (i + 1);
            joins.append(" LEFT JOIN ").append(Q.table(key.referencing())).append(" AS ").append(alias).append(" ON ");
            joins.append(renderer.references(key, "q" + i, alias));
            aliases.put(renderer.graph.table(key.referencing()), alias);
        }
        return "SELECT " + renderer.columns().of(aliases) + joins + " FOR UPDATE OF "
                + IntStream.rangeClosed(0, path.size()).mapToObj(i -> "q" + i).collect(Collectors.joining(", "));
    }
}
