package org.cascadejdbc.engine.sqlite;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cascadejdbc.engine.freezing.FreezingTask;
import org.cascadejdbc.engine.freezing.MatchedRows;
import org.cascadejdbc.physical.DeletePerTable;
import org.cascadejdbc.physical.PhysicalPlan;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.physical.Write;
import org.cascadejdbc.plan.Basis;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.KeyPaths;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.sql.BoundColumns;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.Name;

/**
 * A cascade that only deletes, as one DELETE a table, on SQLite: each finds its rows by joins from the rows that the
 * user's predicate matches. Nothing is written down, which is most of what {@link SqliteFreezing} costs; SQLite itself
 * keeps what is on the right of IN while a statement runs, so that is keys rather than rows where it can be.
 *
 * <p><b>Why each sees what the first saw.</b> The predicate compares columns of the target with values, and nothing else; the
 * target's rows go last, and a table's rows before those that they are found by. There is no key between the tables but
 * those of the cascade, which might want another order or change by what rows are found; there are no triggers, either,
 * not even on tables that the database changes by itself. The first statement takes the write lock before it reads.
 *
 * <p><b>Why the predicate means here what it meant.</b> It stands in a sub-select of statements on other tables, whose
 * columns are in sight there: a name that is none of the target's would be looked for among them, and where natively
 * {@code "kind"} is a string in double quotes, it would be a column of the referencing table. So all of its names must be
 * columns of the target, or its row id, which are found first. The last statement has the predicate where the user has
 * put it: what is wrong with it, or with what qualifies a name, fails there, and takes all with it.
 */
final class SqliteNested {
    private static final Quotes Q = Quotes.DOUBLE;
    /** A chain of sixteen tables: each table's rows are found from the target on, so that the work grows with the square. */
    private static final int MOST_JOINS = 120;

    private final SqliteFreezing freezing;
    private final CascadePlan plan;
    private final KeyPaths paths;

    private SqliteNested(SqliteFreezing freezing, KeyPaths paths) {
        this.freezing = freezing;
        this.plan = freezing.task().plan();
        this.paths = paths;
    }

    /** The plan, where this form suits it and the DELETE. */
    static Optional<PhysicalPlan> plan(SqliteFreezing freezing) {
        return suits(freezing)
                        && !freezing.task().limited()
                        && freezing.task().numbers().refusals().isEmpty()
                ? KeyPaths.of(freezing.task().plan(), MOST_JOINS)
                        .filter(paths -> paths.all().stream().mapToInt(List::size).sum() <= MOST_JOINS)
                        .map(paths -> new SqliteNested(freezing, paths).statements())
                : Optional.empty();
    }

    private static boolean suits(SqliteFreezing freezing) {
        CascadePlan plan = freezing.task().plan();
        KeyGraph graph = freezing.task().graph();
        DeleteStatement delete = freezing.task().delete();
        return plan.onlyDeletes()
                && plan.cascades().containsAll(graph.keysBetween(plan.deletionOrder()))
                && Basis.of(graph, List.of(plan.target().name())).stream().map(graph::table).noneMatch(Table::triggers)
                && delete.with() == null
                && delete.limit() == null
                && delete.returning() == null
                && comparesOwnColumns(freezing.task());
    }

    /** Whether the predicate compares columns of the target with values, and does nothing else. */
    private static boolean comparesOwnColumns(FreezingTask task) {
        String predicate = task.delete().predicate();
        Table target = task.plan().target();
        List<Name> names = BoundColumns.of(predicate, Lexis.SQLITE);
        return predicate == null || (!names.isEmpty()
                && names.stream().allMatch(name -> task.graph().column(target, name).isPresent()
                        || SqliteRowId.isNameOfIt(name.text(), target)));
    }

    private PhysicalPlan statements() {
        return new DeletePerTable(plan.deletionOrder().stream()
                .map(table -> table.equals(plan.target())
                        ? Write.deleting(table, "DELETE FROM " + freezing.task().delete().from() + where(), true)
                        : Write.deleting(table, delete(table), false))
                .toList());
    }

    private String where() {
        return freezing.task().delete().predicate() == null ? "" : " WHERE (" + freezing.task().delete().predicate() + ")";
    }

    private String delete(Table table) {
        List<List<ForeignKey>> ways = paths.to(table);
        Target target = Target.of(plan.target(), ways);
        Set<ForeignKey> last = ways.stream().map(way -> way.get(way.size() - 1)).collect(Collectors.toSet());
        ForeignKey key = last.size() == 1 ? last.iterator().next() : null;
        boolean byKey = key != null && referencesRowId(key);
        String found = byKey
                ? "r." + Q.id(key.columns().get(0))
                : SqliteRows.value(freezing.rows().values(table, "r"));
        return "DELETE FROM " + Q.table(table.name()) + " AS r WHERE " + found + " IN (WITH cascade_matched ("
                + String.join(", ", target.columns()) + ") AS (" + freezing.queries().matchedRows() + ") "
                + ways.stream()
                        .map(way -> byKey
                                ? rows(target, way.subList(0, way.size() - 1), key.referencedColumns())
                                : rows(target, way, table.rowKey()))
                        .collect(Collectors.joining(" UNION ALL "))
                + ")";
    }

    /**
     * Whether rows may be found as {@code column IN (keys)}, so that the keys are kept instead of the rows, which are
     * many times as many. IN compares by the collation of what is on its left, the referencing column, where a key
     * compares by that of the referenced one: it is all the same only where that one has nothing but integers.
     */
    private boolean referencesRowId(ForeignKey key) {
        return SqliteRowId.is(freezing.task().graph().table(key.referenced()), key.referencedColumns());
    }

    /**
     * What is known of the matched rows.
     *
     * @param columns the names of what identifies them
     * @param rejoined whether their other columns have to be looked up
     */
    private record Target(List<String> columns, boolean rejoined) {
        /** Where all ways go on by the row id, which identifies the rows, that is all that they need. */
        static Target of(Table table, List<List<ForeignKey>> ways) {
            return ways.stream().allMatch(way -> SqliteRowId.is(table, way.get(0).referencedColumns()))
                    ? new Target(List.of(Q.id(table.primaryKey().get(0))), false)
                    : new Target(
                            IntStream.range(0, table.rowKey().size())
                                    .mapToObj(i -> MatchedRows.column(0, i))
                                    .toList(),
                            true);
        }
    }

    /** Those columns of the rows at the end of that way. */
    private String rows(Target target, List<ForeignKey> way, List<String> columns) {
        StringBuilder joins = new StringBuilder(" FROM cascade_matched AS " + (target.rejoined() ? "m" : "q0"));
        if (target.rejoined()) {
            append(joins, plan.target(), "q0", freezing.rows().is(plan.target(), "m", "q0"));
        }
        for (int i = 0; i < way.size(); i++) {
            Table table = freezing.task().graph().table(way.get(i).referencing());
            append(joins, table, "q" + (i + 1), freezing.queries().references(way.get(i), "q" + i, "q" + (i + 1)));
        }
        return "SELECT " + Q.columns("q" + way.size(), columns) + joins;
    }

    private void append(StringBuilder joins, Table table, String alias, String condition) {
        joins.append(' ').append(SqliteFreezing.JOIN).append(' ').append(Q.table(table.name())).append(" AS ").append(alias);
        joins.append(" ON ").append(condition);
    }
}
