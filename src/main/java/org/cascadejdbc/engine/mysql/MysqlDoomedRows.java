package org.cascadejdbc.engine.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cascadejdbc.engine.freezing.FreezingQueries;
import org.cascadejdbc.engine.freezing.FreezingTask;
import org.cascadejdbc.engine.freezing.MatchedRows;
import org.cascadejdbc.engine.freezing.QueryWords;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.physical.RowNumbers;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.sql.DeleteStatement;

/** The rows to go, as queries: those that the predicate matches, and by a recursive query those that keys find. */
public final class MysqlDoomedRows {
    private final FreezingTask task;
    private final CascadePlan plan;
    private final MysqlRows rows;
    private final FreezingQueries queries;
    private final Matching matching;

    /**
     * How the rows that the predicate matches are asked for.
     *
     * @param guard the plan guard: true, or an error
     * @param locking whether they are locked
     */
    record Matching(MysqlSyntax syntax, String guard, boolean locking) {}

    MysqlDoomedRows(FreezingTask task, MysqlRows rows, FreezingQueries queries, Matching matching) {
        this.task = task;
        this.plan = task.plan();
        this.rows = rows;
        this.queries = queries;
        this.matching = matching;
    }

    /** WITH and the queries by which {@code cascade_doomed} has the rows to go: node, and what identifies the row. */
    String query() {
        return query(queries.doomedSteps());
    }

    /** The same by other recursive steps. */
    String query(List<String> steps) {
        List<String> doomed = new ArrayList<>(matched(number -> number + " AS node, "));
        rows.tables().stream()
                .filter(table -> !plan.targets().contains(table))
                .map(table -> "SELECT " + rows.row(RowNumbers.TARGET, table, "t") + " FROM " + Quotes.BACKTICK.table(table.name())
                        + " AS t" + rows.only(table) + " WHERE FALSE")
                .forEach(doomed::add);
        steps.forEach(step -> doomed.add("(" + step + ")"));
        return "WITH RECURSIVE " + (severalTargets() ? matchedOnce() + ", " : "") + QueryWords.DOOMED + " AS ("
                + String.join(" UNION ", doomed) + ")";
    }

    /** Whether the queries for the rows that the predicate matches read {@link #matchedOnce}. */
    private boolean severalTargets() {
        return plan.targets().size() > 1;
    }

    /**
     * The queries for the rows that the predicate matches, for each table of the DELETE one.
     *
     * @param counters what is in front of what identifies them, by their number
     */
    public List<String> matched(IntFunction<String> counters) {
        List<String> matched = new ArrayList<>();
        boolean several = severalTargets();
        for (Table target : plan.targets()) {
            int number = plan.targets().indexOf(target);
            matched.add("SELECT " + counters.apply(task.numbers().matched(target))
                    + rows.written().of((table, i) -> table.equals(target)
                            ? Optional.of("t." + MatchedRows.column(number, i))
                            : Optional.empty())
                    + " FROM " + (several
                            ? "cascade_matched AS t"
                            : matching.syntax().derived(lockedMatchedRows(), "t", matchedColumns(target)))
                    // An outer join gives rows in which a table has none.
                    + " WHERE " + (several ? "t." + MatchedRows.column(number, 0) + " IS NOT NULL" : guard()));
        }
        return matched;
    }

    /** The columns of {@link #lockedMatchedRows}, where there is one target. */
    String matchedColumns(Table target) {
        return IntStream.range(0, rows.identifying(target).size())
                .mapToObj(i -> MatchedRows.column(0, i))
                .collect(Collectors.joining(", "));
    }

    /** DISTINCT keeps the optimizer from merging it into the queries that read it, so that it is evaluated once. */
    private String matchedOnce() {
        return "cascade_matched AS (SELECT DISTINCT * FROM (" + lockedMatchedRows() + ") AS t WHERE " + guard() + ")";
    }

    /** True, or an error if the plan guard does not hold. */
    public String guard() {
        return matching.guard();
    }

    /** What locks is on a line of its own: the user's query may end in a comment. */
    public String lockedMatchedRows() {
        String locked = !matching.locking()
                ? ""
                : matching.syntax().lockedToWrite(
                        IntStream.range(0, task.delete().targets().size()).mapToObj(this::locked).toList());
        return queries.matchedRows() + "\n" + locked;
    }

    /**
     * A table alone in FROM by its name without the database, as it was written: MySQL does not know it by another case in this
     * clause, whatever {@code lower_case_table_names} is.
     */
    private String locked(int i) {
        DeleteStatement.Target target = task.delete().targets().get(i);
        boolean alone = target.alias() == null && !MysqlCompiler.isMultiTable(task.delete());
        return alone ? Quotes.BACKTICK.id(target.table().name().text()) : target.rowName();
    }
}
