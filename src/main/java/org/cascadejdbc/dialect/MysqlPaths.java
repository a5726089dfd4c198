package org.cascadejdbc.dialect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.KeyPaths;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Table;

/**
 * The rows to go as joins along the keys, on MySQL: one query for each way from the target to a table that nothing more
 * references. For a single row that is cheaper than the recursive query, which says the same for any keys.
 */
final class MysqlPaths {
    private static final Quotes Q = Quotes.BACKTICK;
    private static final int MOST = 200;
    private static final int MOST_TO_THE_END = 8;

    private final MysqlRenderer renderer;
    private final CascadePlan plan;
    private final List<List<ForeignKey>> paths;

    private MysqlPaths(MysqlRenderer renderer, KeyPaths paths) {
        this.renderer = renderer;
        this.plan = renderer.plan;
        this.paths = paths.longest();
    }

    /** A query with the columns that identify rows, of all tables; empty if there are rings, or too many ways. */
    static Optional<String> query(MysqlRenderer renderer) {
        return KeyPaths.of(renderer.plan, MOST)
                .filter(paths -> paths.longest().size() <= MOST_TO_THE_END)
                .map(paths -> new MysqlPaths(renderer, paths).query());
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
                + " AS q0" + renderer.byIdentity(plan.target()) + " ON " + IntStream.range(0, identifying.size())
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
