package org.cascadejdbc.engine.sqlite;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cascadejdbc.engine.freezing.AnonymousRows;
import org.cascadejdbc.engine.freezing.FreezingCompiler;
import org.cascadejdbc.engine.freezing.FreezingQueries;
import org.cascadejdbc.engine.freezing.FreezingTask;
import org.cascadejdbc.engine.freezing.QueryWords;
import org.cascadejdbc.physical.Census;
import org.cascadejdbc.physical.FreezeThenAct;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.sql.DeleteStatement;

/** Freeze, then act, on SQLite: what the compiler is given. There is nothing to lock, since the database has one writer. */
final class SqliteFreezing {
    /** SQLite never reorders it: the written rows lead, indexes do the rest. */
    static final String JOIN = "CROSS JOIN";

    private static final Quotes Q = Quotes.DOUBLE;

    private final FreezingTask task;
    private final SqliteRows rows;
    private final FreezingQueries queries;
    private final SqliteFrozenTable frozen;
    private final FreezingCompiler compiler;

    private SqliteFreezing(FreezingTask task, SqliteComparison comparison) {
        this.task = task;
        int width = width(task);
        this.rows = new SqliteRows(width);
        this.queries = new FreezingQueries(task, QueryWords.withoutLocks(Q, JOIN), rows, comparison, new SqliteDefault());
        this.frozen = new SqliteFrozenTable(task, width, rows, queries);
        this.compiler = new FreezingCompiler(
                queries, frozen, new SqliteWrites(frozen, task.numbers(), queries), AnonymousRows.NONE);
    }

    static SqliteFreezing of(CascadePlan plan, KeyGraph graph, DeleteStatement delete, boolean limited) {
        SqliteComparison comparison = new SqliteComparison(graph);
        FreezingTask task = FreezingTask.of(plan, graph, delete, limited, comparison.refusals(plan));
        return new SqliteFreezing(task.withFrom(from(plan, delete)), comparison);
    }

    /** A DELETE never deletes from its own WITH query, which may be named like the table; behind FROM it would be meant. */
    private static String from(CascadePlan plan, DeleteStatement delete) {
        boolean qualified = delete.with() == null || delete.target().table().qualifier().isPresent();
        return qualified
                ? delete.from()
                : Q.table(plan.target().name()) + delete.from().substring(delete.target().tableText().length());
    }

    /** How many columns identify a row of any table. */
    private static int width(FreezingTask task) {
        Set<Table> tables = new LinkedHashSet<>(task.plan().deletionOrder());
        task.plan().updates().forEach(key -> tables.add(task.graph().table(key.referencing())));
        task.plan().checks().forEach(key -> tables.add(task.graph().table(key.referencing())));
        int widest = 1;
        for (Table table : tables) {
            if (table.anonymous()) {
                throw new PlanRefusedException("a cascade cannot be carried out on " + table
                        + ": its columns take all names of the row id; give it an INTEGER PRIMARY KEY, or a UNIQUE index of NOT NULL columns "
                        + "in a table without COLLATE");
            }
            widest = Math.max(widest, table.rowKey().size());
        }
        return widest;
    }

    FreezingTask task() {
        return task;
    }

    SqliteRows rows() {
        return rows;
    }

    FreezingQueries queries() {
        return queries;
    }

    FreezeThenAct compile() {
        return compiler.compile();
    }

    Census count() {
        String count = frozen.doomed() + " " + compiler.counts();
        if (frozen.mayMeanAnother(count)) {
            throw new PlanRefusedException("DELETE FROM " + task.plan().target() + ": SQLite takes a text in double quotes for a column of "
                    + "another table where there is one; write texts in single quotes, and only columns of the table in double ones");
        }
        return Census.of(SqliteText.counting(count), task.plan(), task.numbers());
    }
}
