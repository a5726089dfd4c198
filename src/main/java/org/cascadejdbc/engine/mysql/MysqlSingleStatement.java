package org.cascadejdbc.engine.mysql;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cascadejdbc.engine.mysql.MysqlSyntax.Setting;
import org.cascadejdbc.physical.JoinedDelete;
import org.cascadejdbc.physical.PhysicalPlan;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.physical.RowNumbers;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.sql.BoundColumns;
import org.cascadejdbc.sql.Lexis;

/**
 * A cascade that only deletes, as one DELETE from all its tables, on MySQL: one statement and one round trip, which the
 * server does as a whole or not at all.
 *
 * <p>What is to be written down otherwise ({@link MysqlFreezing}) is a derived table here, which the tables are joined to.
 * It is in front of them by JOIN_FIXED_ORDER, so that the server only notes the rows that it meets in the others ("Delete
 * from … (buffered)" says EXPLAIN), and then deletes them table by table in the order of the join: referencing rows
 * before those that they reference, as declared keys demand (shown by {@code DifferentialIT}; another order would be
 * error 1451, never a wrong result). A union is never merged into the statement around it, so that the tables may be read
 * there although they are deleted from (manual: "Optimizing Derived Tables").
 *
 * <p>A trigger may not write a table of the statement that fires it (error 1442), which is every table of the cascade here:
 * then the DELETE, which has done nothing, is carried out in several statements, from then on.
 *
 * <p>Its update count is that of all tables. Where the predicate names one row by its primary key, that is enough;
 * otherwise the number of matched rows is left in a user variable, and asked for by a second round trip.
 */
final class MysqlSingleStatement {
    private static final Quotes Q = Quotes.BACKTICK;
    private static final String MATCHED = "@cascade_jdbc_matched";
    /** A join has no more than 61 (manual: "Joins"); one is for the derived table. */
    private static final int MOST_TABLES = 60;

    private final MysqlFreezing freezing;
    private final CascadePlan plan;

    MysqlSingleStatement(MysqlFreezing freezing) {
        this.freezing = freezing;
        this.plan = freezing.task().plan();
    }

    /** Not where rows are updated, counted before, or must refuse the whole. */
    static boolean suits(MysqlFreezing freezing) {
        CascadePlan plan = freezing.task().plan();
        return !freezing.task().limited()
                && plan.onlyDeletes()
                && plan.deletionOrder().size() <= MOST_TABLES
                && plan.deletionOrder().stream().noneMatch(Table::anonymous);
    }

    /** @param several the same by {@link MysqlFreezing} */
    PhysicalPlan plan(PhysicalPlan several) {
        boolean counts = !matchesOneRow();
        String delete = MysqlPaths.of(freezing)
                .map(paths -> delete(MysqlSyntax.hints(Setting.BIG), paths.query(counts ? MATCHED : null), table -> paths.joined(table, freezing.written())))
                .orElseGet(() -> delete(MysqlSyntax.hints(Setting.ENDLESS, Setting.BIG), recursive(counted(counts)), this::joined));
        return plan(delete, counts, false, several);
    }

    /** The same of a tree that the database watches. */
    PhysicalPlan plan(MysqlTree tree, PhysicalPlan several) {
        boolean counts = !matchesOneRow();
        String delete = delete(MysqlSyntax.hints(Setting.ENDLESS, Setting.BIG), tree.names(), tree.query(counted(counts)), tree.joins());
        return plan(delete, counts, true, several);
    }

    private PhysicalPlan plan(String delete, boolean counts, boolean ordered, PhysicalPlan several) {
        return new JoinedDelete(delete, counts ? freezing.syntax().whole("SELECT " + MATCHED) : null, ordered, several);
    }

    private String recursive(String counted) {
        return freezing.doomed().query() + " SELECT cascade_doomed.* FROM " + counted
                + "cascade_doomed";
    }

    /** A derived table, so that it is evaluated once; of rows that an outer join has, not those in which there is none. */
    private String counted(boolean counts) {
        return counts
                ? "(SELECT " + MATCHED + " := COUNT(n." + freezing.rows().written().column(plan.target(), 0)
                        + ") FROM cascade_doomed AS n WHERE n.node = " + RowNumbers.TARGET + ") AS counted STRAIGHT_JOIN "
                : "";
    }

    /** What follows JOIN: the rows of the recursive query have a number that says of which table they are. */
    private String joined(Table table) {
        String name = Q.table(table.name());
        return name + freezing.rows().hint(table) + " ON " + RowNumbers.among(freezing.written(), freezing.task().numbers().doomed(table))
                + " AND " + freezing.rows().is(table, freezing.written(), name);
    }

    private String delete(String hint, String query, Function<Table, String> joined) {
        // An alias would need a current database (error 1046).
        String tables = plan.deletionOrder().stream().map(table -> Q.table(table.name())).collect(Collectors.joining(", "));
        String joins = plan.deletionOrder().stream()
                .map(table -> " LEFT JOIN " + joined.apply(table))
                .collect(Collectors.joining());
        return delete(hint, tables, query, joins);
    }

    private String delete(String hint, String names, String query, String joins) {
        return "DELETE /*+ JOIN_FIXED_ORDER() " + hint + " */ " + names + " FROM (" + query + ") AS " + freezing.written() + joins;
    }

    /** Only of integers is one value compared with one value: a string may equal many that are written otherwise. */
    private boolean matchesOneRow() {
        if (MysqlCompiler.isMultiTable(freezing.task().delete())) {
            return false;
        }
        Table target = plan.target();
        List<Column> bound = BoundColumns.of(freezing.task().delete().predicate(), Lexis.MYSQL).stream()
                .flatMap(name -> freezing.task().graph().column(target, name).stream())
                .toList();
        return target.rowKey().stream().allMatch(column -> bound.stream()
                .anyMatch(each -> each.name().equals(column) && MysqlType.isInteger(each)));
    }
}
