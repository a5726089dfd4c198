package org.cascadejdbc.engine.mysql;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cascadejdbc.physical.PlanGuard;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.plan.CascadePlan;
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

    private final MysqlFreezing freezing;
    private final Table table;

    MysqlTree(MysqlFreezing freezing) {
        this.freezing = freezing;
        this.table = freezing.task().plan().target();
    }

    /** An alias, as the table has then, needs a current database (error 1046). */
    static boolean suits(MysqlFreezing freezing, PlanGuard planGuard) {
        CascadePlan plan = freezing.task().plan();
        List<Table> targets = plan.targets();
        if (freezing.task().limited()
                || targets.size() > 1
                || !plan.deletionOrder().equals(targets)
                || targets.get(0).anonymous()
                || !plan.updates().isEmpty()
                || !plan.checks().isEmpty()
                || planGuard.sessionContext().searchPath().schemas().isEmpty()) {
            return false;
        }
        List<ForeignKey> cascades = plan.cascades();
        return !cascades.isEmpty()
                && cascades.stream().allMatch(key -> key.selfReference() && key.guarded())
                && freezing.task().graph().referencing(targets.get(0).name()).stream()
                        .filter(key -> key.selfReference() && key.watched())
                        .allMatch(cascades::contains);
    }

    /** The rows to go, each once. */
    String query(String counted) {
        String names = freezing.rows().written().names();
        return freezing.doomed().query(steps()) + " SELECT MAX(cascade_doomed.node) AS " + LEVEL + ", "
                + names + " FROM " + counted + "cascade_doomed GROUP BY " + names;
    }

    private List<String> steps() {
        return freezing.task().plan().cascades().stream()
                .map(key -> "SELECT d.node + 1, " + freezing.rows().written().of(table, "r") + " FROM cascade_doomed AS d "
                        + freezing.queries().reachFrom(key, "d", "q", "r") + " WHERE d.node < " + (LEVELS - 1)
                        + freezing.lockedToWrite())
                .toList();
    }

    /** What is deleted from. */
    String names() {
        return levels().mapToObj(MysqlTree::alias).collect(Collectors.joining(", "));
    }

    /** What follows the query's result. */
    String joins() {
        return levels()
                .mapToObj(level -> " LEFT JOIN " + Q.table(table.name()) + " AS " + alias(level) + freezing.rows().hint(table)
                        + " ON " + is(level))
                .collect(Collectors.joining());
    }

    /** NULL for rows of other levels, for which no row is looked up. */
    private String is(int level) {
        return freezing.rows().written().is(table, alias(level), i -> "CASE " + freezing.written() + "." + LEVEL + " WHEN " + level + " THEN "
                + freezing.written() + "." + freezing.rows().written().column(table, i) + " END");
    }

    private static IntStream levels() {
        return IntStream.iterate(LEVELS - 1, level -> level >= 0, level -> level - 1);
    }

    private static String alias(int level) {
        return LEVEL + level;
    }
}
