package org.cascadejdbc.physical;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;

/**
 * What tells how many rows a plan concerns: pairs of a number and a count. It locks nothing, and writes nothing of the
 * user's as far as the user's own predicate does not; it has the DELETE's parameters before its RETURNING. Immutable.
 *
 * @param sql a query, or {@code null} where it takes more
 * @param written otherwise what writes the rows down first; else {@code null}
 * @param doomed the numbers of all rows of a table that go
 * @param matched the numbers of those which the DELETE itself matches
 * @param updates the numbers of the rows that stay and are set to NULL or their default
 * @param updated the numbers of all rows of a table that stay and are so set, by whichever keys
 * @param refusals the numbers of the rows by which the whole is refused
 */
public record Census(
        String sql,
        WrittenCount written,
        Map<Table, Integer> doomed,
        Map<Table, Integer> matched,
        Map<ForeignKey, Integer> updates,
        Map<Table, Integer> updated,
        Map<Integer, Refusal> refusals) {
    /** Instead of a row's number: a table whose rows may be hidden from this user, so that the counts may be too low. */
    public static final int HIDDEN = -3;

    public static Census of(String sql, CascadePlan plan, KeyGraph graph) {
        return of(sql, plan, new RowNumbers(plan, graph));
    }

    public static Census of(String sql, CascadePlan plan, RowNumbers numbers) {
        return of(sql, null, plan, numbers);
    }

    public static Census of(WrittenCount written, CascadePlan plan, KeyGraph graph) {
        return of(null, written, plan, new RowNumbers(plan, graph));
    }

    private static Census of(String sql, WrittenCount written, CascadePlan plan, RowNumbers numbers) {
        Map<Table, Integer> doomed = new LinkedHashMap<>();
        plan.deletionOrder().forEach(table -> doomed.put(table, plan.node(table)));
        Map<Table, Integer> matched = new LinkedHashMap<>();
        plan.targets().forEach(target -> matched.put(target, numbers.matched(target)));
        Map<ForeignKey, Integer> updates = new LinkedHashMap<>();
        plan.updates().forEach(key -> updates.put(key, numbers.ofUpdate(key)));
        return new Census(sql, written, doomed, matched, updates, numbers.updated(), numbers.refusals());
    }
}
