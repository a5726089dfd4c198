package org.cascadejdbc.engine.freezing;

import java.util.ArrayList;
import java.util.List;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.sql.DeleteStatement;

/** The user's DELETE as a query: which rows of its tables it matches. */
public final class MatchedRows {
    private MatchedRows() {}

    /**
     * The rows that the user's predicate matches, in the session context that it had, so that its names mean what they
     * meant: for each target what identifies them. One target's have no aliases, which clauses of the user
     * would see: ORDER BY prefers them to columns, SQLite's WHERE takes them for columns that are missing.
     */
    static String query(FreezingTask task, RowIdentity identity) {
        CascadePlan plan = task.plan();
        DeleteStatement delete = task.delete();
        List<String> columns = new ArrayList<>();
        boolean several = plan.targets().size() > 1;
        for (int t = 0; t < plan.targets().size(); t++) {
            Table target = plan.targets().get(t);
            List<String> values = identity.values(target, delete.targets().get(t).rowName());
            for (int i = 0; i < values.size(); i++) {
                columns.add(values.get(i) + (several ? " AS " + column(t, i) : ""));
            }
        }
        String with = delete.with() == null ? "" : delete.with().keyword() + " " + delete.with().queries() + "\n";
        return with + "SELECT " + (delete.hint() == null ? "" : delete.hint() + " ") + String.join(", ", columns)
                + " FROM " + task.from()
                // Alone in its parentheses: whatever it is, it cannot end the query that we build.
                + (delete.predicate() != null ? " WHERE (" + delete.predicate() + ")" : "")
                + (delete.limit() != null ? " " + delete.limitText() : "");
    }

    /** The name of the column that identifies matched rows of that target. */
    public static String column(int target, int i) {
        return "k" + i + (target == 0 ? "" : "of" + target);
    }
}
