package org.cascadejdbc.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cascadejdbc.dialect.Script.Step;
import org.cascadejdbc.dialect.Script.Step.Kind;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.sql.BoundColumns;
import org.cascadejdbc.sql.Lexis;

/**
 * A cascade that only deletes, as one DELETE from all its tables, on MySQL: one statement and one round trip, which the
 * server does as a whole or not at all.
 *
 * <p>What is to be written down otherwise ({@link MysqlRenderer}) is a derived table here, which the tables are joined to.
 * It is in front of them by JOIN_FIXED_ORDER, so that the server only notes the rows that it meets in the others ("Delete
 * from … (buffered)" says EXPLAIN), and then deletes them table by table in the order of the join: referencing rows
 * before those that they reference, as declared keys demand (shown by {@code DifferentialIT}; another order would be
 * error 1451, never a wrong result). A union is never merged into the statement around it, so that the tables may be read
 * there although they are deleted from (manual: "Optimizing Derived Tables").
 *
 * <p>Its update count is that of all tables. Where the predicate names one row by its primary key, that is enough;
 * otherwise the number of matched rows is left in a user variable, and asked for by a second round trip.
 */
final class MysqlSingleStatement {
    private static final Quotes Q = Quotes.BACKTICK;
    private static final String MATCHED = "@cascade_jdbc_matched";
    /** A join has no more than 61 (manual: "Joins"); one is for the derived table. */
    private static final int MOST_TABLES = 60;

    private final MysqlRenderer renderer;
    private final CascadePlan plan;

    MysqlSingleStatement(MysqlRenderer renderer) {
        this.renderer = renderer;
        this.plan = renderer.plan;
    }

    /** Not where rows are updated, counted before, or must refuse the whole. */
    static boolean suits(MysqlRenderer renderer) {
        CascadePlan plan = renderer.plan;
        return !renderer.limited
                && plan.targets().size() == 1
                && plan.updates().isEmpty()
                && plan.checks().isEmpty()
                && plan.detachments().isEmpty()
                && plan.deletionOrder().size() <= MOST_TABLES
                && plan.deletionOrder().stream().noneMatch(renderer::anonymous);
    }

    Script script() {
        boolean one = matchesOneRow();
        List<String> tables = new ArrayList<>();
        List<String> joins = new ArrayList<>();
        for (Table table : plan.deletionOrder()) {
            String name = Q.table(table.name()); // an alias would need a current database (error 1046)
            tables.add(name);
            joins.add(" LEFT JOIN " + name + " ON " + RowNumbers.among(MysqlRenderer.WRITTEN, renderer.numbers.doomed(table)) + " AND "
                    + renderer.is(table, MysqlRenderer.WRITTEN, name));
        }
        String doomed = renderer.doomed(renderer.matchedRows(), renderer.doomedSteps())
                + " SELECT cascade_doomed.* FROM " + (one ? "" : counted()) + "cascade_doomed";
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(Kind.DELETE_ALL, "DELETE /*+ JOIN_FIXED_ORDER() " + MysqlRenderer.UNLIMITED_RECURSION + " */ "
                + String.join(", ", tables) + " FROM (" + doomed + ") AS " + MysqlRenderer.WRITTEN + String.join("", joins)));
        if (!one) {
            steps.add(new Step(Kind.COUNT, "SELECT " + MATCHED));
        }
        return new Script(steps, Set.of(), Map.of());
    }

    /** A derived table, so that it is evaluated once. */
    private static String counted() {
        return "(SELECT " + MATCHED + " := COUNT(*) FROM cascade_doomed AS n WHERE n.node = " + RowNumbers.TARGET
                + ") AS counted STRAIGHT_JOIN ";
    }

    /** Only of integers is one value compared with one value: a string may equal many that are written otherwise. */
    private boolean matchesOneRow() {
        if (MysqlDialect.isMultiTable(renderer.delete)) {
            return false;
        }
        Table target = plan.target();
        List<Column> bound = BoundColumns.of(renderer.delete.predicate(), Lexis.MYSQL).stream()
                .flatMap(name -> renderer.graph.column(target, name).stream())
                .toList();
        return target.rowKey().stream().allMatch(column -> bound.stream()
                .anyMatch(each -> each.name().equals(column) && each.type() != null));
    }
}
