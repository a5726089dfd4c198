package org.cascadejdbc.engine.mysql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cascadejdbc.engine.freezing.FreezingCompiler;
import org.cascadejdbc.engine.freezing.FreezingQueries;
import org.cascadejdbc.engine.freezing.FreezingTask;
import org.cascadejdbc.engine.freezing.FrozenTable;
import org.cascadejdbc.engine.freezing.QueryWords;
import org.cascadejdbc.engine.freezing.Unidentified;
import org.cascadejdbc.physical.PlanGuard;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.DeleteStatement;

/**
 * Freeze, then act, on MySQL: what the compiler is given, but for the temporary table.
 *
 * <p>Rows are read with FOR UPDATE, parents first, as a native cascade locks them: so the current rows are seen at every
 * isolation level, they stay as they are until they are deleted, and nobody can insert below one that is locked. FOR
 * SHARE would let two cascades, or a cascade and an INSERT, lock the same parent and then wait for each other. It is why
 * the rows are not written down by the statement that makes the table: that one may lock nothing to write (error 1746).
 * STRAIGHT_JOIN keeps the written rows in front: else the optimizer may read, and so lock, a whole table.
 *
 * <p>A table without a primary key or other unique NOT NULL key can still be the last in a chain: its rows are then
 * deleted by key while the rows that they reference are still there.
 */
public final class MysqlFreezing {
    private final FreezingTask task;
    private final MysqlSyntax syntax;
    private final String written;
    private final MysqlKeys keys;
    private final MysqlRows rows;
    private final MysqlTemporaryTable temporary;
    private final QueryWords words;
    private final FreezingQueries queries;
    private final MysqlDoomedRows doomed;
    private final MysqlUpdates updates;
    private final boolean safely;

    /** What its texts are for. */
    public enum Use {
        /** A script of several statements. */
        SEVERAL,
        /** The same, with whatever values. */
        CAREFUL,
        /** A single statement, which names a row's identity as it is when it is executed. */
        SINGLE,
        /** A query, which locks nothing. */
        QUERY
    }

    /**
     * How its texts are to be.
     *
     * @param limited whether all rows are counted first
     */
    public record Texts(MysqlSyntax syntax, Use use, boolean limited) {}

    public MysqlFreezing(CascadePlan plan, KeyGraph graph, DeleteStatement delete, PlanGuard planGuard, Texts texts) {
        this.task = FreezingTask.of(plan, graph, delete, texts.limited(), List.of());
        this.syntax = texts.syntax();
        this.written = task.unused("cascade_jdbc_written");
        this.keys = new MysqlKeys(plan, graph);
        Use use = texts.use();
        boolean careful = use == Use.CAREFUL || use == Use.QUERY;
        boolean rowIds = use == Use.SINGLE
                && keys.named().isEmpty()
                && plan.deletionOrder().stream().allMatch(MysqlRowId::exists)
                && MysqlPlanGuard.needsNoColumns(plan, graph, planGuard);
        String guard = rowIds ? MysqlPlanGuard.withoutColumnsOrFailure(syntax, planGuard)
                : MysqlPlanGuard.orFailure(syntax, planGuard, keys.named());
        refuseWhatCannotBeTold();
        this.rows = new MysqlRows(identified(), rowIds, new MysqlIdentity(syntax, careful), syntax);
        this.temporary = new MysqlTemporaryTable(
                Quotes.BACKTICK.id(plan.targets().get(0).name().schema()) + "." + task.unused("cascade_jdbc_rows"), rows);
        boolean locking = use != Use.QUERY;
        this.words = new QueryWords(
                Quotes.BACKTICK,
                syntax.doomed(temporary.name()),
                "STRAIGHT_JOIN",
                locking ? syntax.lockedToWrite(List.of("q", "r")) : "",
                locking ? syntax.lockedToRead(List.of("q", "r")) : "");
        this.queries = new FreezingQueries(task, words, rows, keys, new MysqlDefaults());
        this.doomed = new MysqlDoomedRows(task, rows, queries, new MysqlDoomedRows.Matching(syntax, guard, locking));
        this.safely = MysqlEyes.of(planGuard.sessionContext()).safely();
        this.updates = new MysqlUpdates(task.numbers(), rows, temporary.name(), new MysqlUpdates.Texts(syntax, use == Use.CAREFUL, safely));
    }

    /** A statement that deletes rows that are written down. */
    String deleting(String statement) {
        return syntax.changing(statement, safely, MysqlSyntax.Setting.BIG);
    }

    private void refuseWhatCannotBeTold() {
        DeleteStatement delete = task.delete();
        List<Table> targets = task.plan().targets();
        if (delete.targets().size() != Set.copyOf(targets).size()) {
            throw new PlanRefusedException("DELETE from several tables, of which two are " + targets.get(0)
                    + " under two names: it cannot be carried out; delete the rows of each in a statement of its own");
        }
        if (delete.ignore()) {
            refuseToSkip();
        }
    }

    /** Where no key refuses there is nothing to skip, and IGNORE makes no difference. */
    private void refuseToSkip() {
        for (Table table : task.plan().deletionOrder()) {
            for (ForeignKey key : task.graph().referencing(table.name())) {
                if (!key.action().acts() || key.action() == ReferentialAction.SET_DEFAULT) {
                    throw new PlanRefusedException("DELETE IGNORE is not carried out here: it is to skip rows that are "
                            + "kept by " + key + ", and which these are is not told apart; leave IGNORE out, and such rows "
                            + "out of the DELETE by its WHERE");
                }
            }
        }
    }

    /** The tables whose rows are written down. */
    private List<Table> identified() {
        List<Table> identified = new ArrayList<>();
        CascadePlan plan = task.plan();
        Set<Table> tables = new LinkedHashSet<>(plan.deletionOrder());
        plan.updates().forEach(key -> tables.add(task.graph().table(key.referencing())));
        for (Table table : tables) {
            if (!table.anonymous()) {
                identified.add(table);
            } else if (plan.targets().contains(table)) {
                throw Unidentified.rows(table, "the rows that the DELETE matches must be kept apart");
            } else if (task.limited()) {
                throw Unidentified.rows(table, "its rows must be counted for cascade.maxRows");
            } else if (plan.dooms(table) && isReferenced(table)) {
                throw Unidentified.rows(table, "it is itself referenced by rows that the cascade must find");
            }
        }
        return identified;
    }

    private boolean isReferenced(Table table) {
        CascadePlan plan = task.plan();
        return task.graph().referencing(table.name()).stream()
                .anyMatch(key -> plan.cascades().contains(key)
                        || plan.updates().contains(key)
                        || plan.checks().contains(key));
    }

    /** Whether there may be values that only {@link Use#CAREFUL} has room for. */
    boolean mayFailByValues() {
        return rows.mayFail()
                || task.plan().updates().stream().anyMatch(key -> MysqlUpdates.mayFail(task.graph().table(key.referencing())));
    }

    /** The compiler that writes rows down there. */
    public FreezingCompiler compiler(FrozenTable frozen) {
        return new FreezingCompiler(queries, frozen, new MysqlWrites(this), new MysqlAnonymousRows(this));
    }

    public FreezingTask task() {
        return task;
    }

    public MysqlSyntax syntax() {
        return syntax;
    }

    public MysqlRows rows() {
        return rows;
    }

    public MysqlTemporaryTable temporary() {
        return temporary;
    }

    public FreezingQueries queries() {
        return queries;
    }

    public MysqlDoomedRows doomed() {
        return doomed;
    }

    /** At the end of a query whose rows {@code r} will be deleted or updated. */
    public String lockedToWrite() {
        return words.lockedToWrite();
    }

    QueryWords words() {
        return words;
    }

    MysqlUpdates updates() {
        return updates;
    }

    MysqlKeys keys() {
        return keys;
    }

    /** An alias beside tables without one, whose names it does not have. */
    String written() {
        return written;
    }

    /** The tables in which it matters what a name means. */
    public Set<TableName> concerned() {
        Set<TableName> concerned = new LinkedHashSet<>();
        task.plan().targets().forEach(table -> concerned.add(table.name()));
        concerned.addAll(keys.opened(List.of()));
        return concerned;
    }
}
