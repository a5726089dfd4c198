package org.cascadejdbc.engine.sqlite;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cascadejdbc.engine.MatchedRows;
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
import org.cascadejdbc.sql.DeleteStatement;

/**
 * A cascade that only deletes, as one DELETE a table, on SQLite: each finds its rows by joins from the rows that the
 * user's predicate matches. Nothing is written down, which is most of what {@link SqliteRenderer} costs; SQLite itself
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

    private final SqliteRenderer renderer;
    private final CascadePlan plan;
    private final KeyPaths paths;

    private SqliteNested(SqliteRenderer renderer, KeyPaths paths) {
        this.renderer = renderer;
        this.plan = renderer.plan;
        this.paths = paths;
    }

    /** The plan, where this form suits it and the DELETE. */
    static Optional<PhysicalPlan> plan(SqliteRenderer renderer) {
        return suits(renderer)
                        && !renderer.limited
                        && renderer.numbers.refusals().isEmpty()
                ? KeyPaths.of(renderer.plan, MOST_JOINS)
                        .filter(paths -> paths.all().stream().mapToInt(List::size).sum() <= MOST_JOINS)
                        .map(paths -> new SqliteNested(renderer, paths).statements())
                : Optional.empty();
    }

    private static boolean suits(SqliteRenderer renderer) {
        CascadePlan plan = renderer.plan;
        KeyGraph graph = renderer.graph;
        DeleteStatement delete = renderer.delete;
        return plan.onlyDeletes()
                && plan.cascades().containsAll(graph.keysBetween(plan.deletionOrder()))
                && Basis.of(graph, List.of(plan.target().name())).stream().map(graph::table).noneMatch(Table::triggers)
                && delete.with() == null
                && delete.limit() == null
                && delete.returning() == null
                && renderer.comparesOwnColumns();
    }

    private PhysicalPlan statements() {
        return new DeletePerTable(plan.deletionOrder().stream()
                .map(table -> table.equals(plan.target())
                        ? Write.deleting(table, "DELETE FROM " + renderer.delete.from() + where(), true)
                        : Write.deleting(table, delete(table), false))
                .toList());
    }

    private String where() {
        return renderer.delete.predicate() == null ? "" : " WHERE (" + renderer.delete.predicate() + ")";
    }

    private String delete(Table table) {
        List<List<ForeignKey>> ways = paths.to(table);
        Target target = Target.of(plan.target(), ways);
        Set<ForeignKey> last = ways.stream().map(way -> way.get(way.size() - 1)).collect(Collectors.toSet());
        ForeignKey key = last.size() == 1 ? last.iterator().next() : null;
        boolean byKey = key != null && referencesRowId(key);
        String found = byKey
                ? "r." + Q.id(key.columns().get(0))
                : SqliteRenderer.value(SqliteRenderer.columnsOf(table, "r"));
        return "DELETE FROM " + Q.table(table.name()) + " AS r WHERE " + found + " IN (WITH cascade_matched ("
                + String.join(", ", target.columns()) + ") AS (" + renderer.matchedRows() + ") "
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
        return isRowId(renderer.graph.table(key.referenced()), key.referencedColumns());
    }

    /** Whether that is the row id by the name of a column. */
    static boolean isRowId(Table table, List<String> columns) {
        return columns.size() == 1
                && columns.equals(table.primaryKey())
                && SqliteAffinity.of(table, columns.get(0)) == SqliteAffinity.ROW_ID;
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
            return ways.stream().allMatch(way -> isRowId(table, way.get(0).referencedColumns()))
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
            append(joins, plan.target(), "q0", renderer.is(plan.target(), "m", "q0"));
        }
        for (int i = 0; i < way.size(); i++) {
            Table table = renderer.graph.table(way.get(i).referencing());
            append(joins, table, "q" + (i + 1), renderer.references(way.get(i), "q" + i, "q" + (i + 1)));
        }
        return "SELECT " + Q.columns("q" + way.size(), columns) + joins;
    }

    private void append(StringBuilder joins, Table table, String alias, String condition) {
        joins.append(' ').append(renderer.join()).append(' ').append(Q.table(table.name())).append(" AS ").append(alias);
        joins.append(" ON ").append(condition);
    }
}
