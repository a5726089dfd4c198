package org.cascadejdbc.engine.mysql;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cascadejdbc.physical.PlanGuard;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Table;

/**
 * The DELETE of a tree in one table whose rows the database lets go only after those that reference them, on MySQL: what
 * references nothing but deleted rows goes first.
 *
 * <p>The recursive query has the levels of the rows, of which the greatest counts: each row is on a higher one than what
 * it references. The table is joined once for each level, and what a multi-table DELETE has noted goes table by table, in
 * the order of the join ({@link MysqlSingleStatement}). A single-table DELETE with ORDER BY would go in that order, too,
 * but reads, and so locks, the whole table.
 *
 * <p>Neither where rows are in a ring, or reference themselves, is there such an order, nor is every row found where the
 * tree has more levels. Then the database refuses the whole because a row is still referenced (error 1451), nothing has
 * been done, and the other form does it. So all keys that are followed must be ones by which it refuses.
 */
final class MysqlTree {
    /** Each further one costs 20 µs. */
    static final int LEVELS = 24;

    private static final Quotes Q = Quotes.BACKTICK;
    private static final String LEVEL = "level";

    private final MysqlRenderer renderer;
    private final Table table;

    MysqlTree(MysqlRenderer renderer) {
        this.renderer = renderer;
        this.table = renderer.plan.target();
    }

    /** An alias, as the table has then, needs a current database (error 1046). */
    static boolean suits(MysqlRenderer renderer, PlanGuard planGuard) {
        List<Table> targets = renderer.plan.targets();
        if (renderer.limited
                || targets.size() > 1
                || !renderer.plan.deletionOrder().equals(targets)
                || renderer.anonymous(targets.get(0))
                || !renderer.plan.updates().isEmpty()
                || !renderer.plan.checks().isEmpty()
                || planGuard.sessionContext().searchPath().schemas().isEmpty()) {
            return false;
        }
        List<ForeignKey> cascades = renderer.plan.cascades();
        return !cascades.isEmpty()
                && cascades.stream().allMatch(key -> key.selfReference() && key.guarded())
                && renderer.graph.referencing(targets.get(0).name()).stream()
                        .filter(key -> key.selfReference() && key.watched())
                        .allMatch(cascades::contains);
    }

    /** The rows to go, each once. */
    String query(String counted) {
        String names = renderer.columns.names();
        return renderer.doomed(renderer.matchedRows(), steps()) + " SELECT MAX(cascade_doomed.node) AS " + LEVEL + ", "
                + names + " FROM " + counted + "cascade_doomed GROUP BY " + names;
    }

    private List<String> steps() {
        return renderer.plan.cascades().stream()
                .map(key -> "SELECT d.node + 1, " + renderer.columns.of(table, "r") + " FROM cascade_doomed AS d "
                        + renderer.reachFrom(key, "d", "q", "r") + " WHERE d.node < " + (LEVELS - 1)
                        + renderer.lockedToWrite())
                .toList();
    }

    /** What is deleted from. */
    String names() {
        return levels().mapToObj(MysqlTree::alias).collect(Collectors.joining(", "));
    }

    /** What follows the query's result. */
    String joins() {
        return levels()
                .mapToObj(level -> " LEFT JOIN " + Q.table(table.name()) + " AS " + alias(level) + renderer.byIdentity(table)
                        + " ON " + is(level))
                .collect(Collectors.joining());
    }

    /** NULL for rows of other levels, for which no row is looked up. */
    private String is(int level) {
        return renderer.columns.is(table, alias(level), i -> "CASE " + renderer.written + "." + LEVEL + " WHEN " + level + " THEN "
                + renderer.written + "." + renderer.columns.column(table, i) + " END");
    }

    private static IntStream levels() {
        return IntStream.iterate(LEVELS - 1, level -> level >= 0, level -> level - 1);
    }

    private static String alias(int level) {
        return LEVEL + level;
    }
}
