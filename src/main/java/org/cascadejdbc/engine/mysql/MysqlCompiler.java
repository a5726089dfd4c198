package org.cascadejdbc.engine.mysql;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.cascadejdbc.engine.freezing.FrozenTable;
import org.cascadejdbc.physical.Census;
import org.cascadejdbc.physical.FreezeThenAct;
import org.cascadejdbc.physical.PhysicalPlan;
import org.cascadejdbc.physical.PlanGuard;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.Limits;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.sql.BoundColumns;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.Lexis;

/** Chooses how a plan is said on MySQL, and whether it can be said in such a session. Stateless. */
public class MysqlCompiler {
    private final MysqlSyntax syntax;

    protected MysqlCompiler(MysqlSyntax syntax) {
        this.syntax = syntax;
    }

    PhysicalPlan compile(CascadePlan plan, KeyGraph graph, DeleteStatement delete, PlanGuard planGuard, Limits limits) {
        if (MysqlEyes.of(planGuard.sessionContext()).safely() && !isSafe(plan, delete, syntax)) {
            throw new PlanRefusedException("sql_safe_updates is on, by which MySQL refuses a DELETE that finds its rows by no key "
                    + "(error 1175); a cascade is carried out then only if its WHERE gives each column of the primary key a "
                    + "value, or with " + (syntax.limitIsSafe() ? "LIMIT" : "LIMIT and a WHERE about columns") + "; else SET sql_safe_updates = 0 for it");
        }
        refuseForeignMode(planGuard);
        PhysicalPlan physical = physical(plan, graph, delete, planGuard, limits);
        boolean written = Stream.of(physical, physical.otherwise().orElse(physical))
                .allMatch(each -> MysqlLetters.suffice(each, delete, planGuard));
        if (!written) {
            throw new PlanRefusedException("a table or column of the cascade has a name that cannot be written in this "
                    + "connection's character set, " + planGuard.sessionContext().lexis().alphabet().server()
                    + "; connect with characterEncoding=UTF-8, and without SET NAMES of another character set");
        }
        return physical;
    }

    private static void refuseForeignMode(PlanGuard planGuard) {
        String mode = MysqlEyes.of(planGuard.sessionContext()).foreignMode();
        if (mode != null) {
            throw new PlanRefusedException("sql_mode has " + mode + ", by which the statements of a cascade would mean something else; "
                    + "execute the DELETE in a session without it");
        }
    }

    /** Whether MySQL certainly takes it for an update that is safe. */
    private static boolean isSafe(CascadePlan plan, DeleteStatement delete, MysqlSyntax syntax) {
        if (isMultiTable(delete)) {
            return false;
        }
        if (delete.limit() != null && delete.limit().limited()) {
            return syntax.limitIsSafe() || mentionsAColumn(delete.predicate(), plan.target());
        }
        List<String> primaryKey = plan.target().primaryKey();
        return !primaryKey.isEmpty() && primaryKey.stream().allMatch(column -> BoundColumns.of(delete.predicate(), Lexis.MYSQL)
                .stream()
                .anyMatch(name -> name.text().equalsIgnoreCase(column)));
    }

    private static boolean mentionsAColumn(String predicate, Table target) {
        String text = predicate == null ? "" : predicate.toLowerCase(Locale.ROOT);
        return target.columns().stream().anyMatch(column -> text.contains(column.name().toLowerCase(Locale.ROOT)));
    }

    private PhysicalPlan physical(
            CascadePlan plan, KeyGraph graph, DeleteStatement delete, PlanGuard planGuard, Limits limits) {
        boolean limited = limits.any();
        MysqlFreezing several = new MysqlFreezing(plan, graph, delete, planGuard, texts(MysqlFreezing.Use.SEVERAL, limited));
        FreezeThenAct freezing = compile(several);
        if (several.mayFailByValues()) {
            FreezeThenAct careful =
                    compile(new MysqlFreezing(plan, graph, delete, planGuard, texts(MysqlFreezing.Use.CAREFUL, limited)));
            if (MysqlLetters.suffice(careful, delete, planGuard)) { // it names more columns; without it the server's error stands
                freezing = freezing.withOtherwise(careful);
            }
        }
        boolean safely = MysqlEyes.of(planGuard.sessionContext()).safely(); // a join may scan a child, the others go by its key
        if (!syntax.deletesInOrder() || safely) {
            return freezing;
        }
        if (MysqlFunctions.mayDoMoreThanLook(delete, planGuard.sessionContext().lexis(), graph)) {
            return freezing;
        }
        if (MysqlTree.suits(several, planGuard)) {
            return new MysqlSingleStatement(several).plan(new MysqlTree(several), freezing);
        }
        return MysqlSingleStatement.suits(several)
                ? new MysqlSingleStatement(
                        new MysqlFreezing(plan, graph, delete, planGuard, texts(MysqlFreezing.Use.SINGLE, false)))
                        .plan(freezing)
                : freezing;
    }

    private FreezeThenAct compile(MysqlFreezing freezing) {
        return freezing.compiler(frozenTable(freezing)).compile();
    }

    /** How rows are written down. */
    protected FrozenTable frozenTable(MysqlFreezing freezing) {
        return new MysqlFrozenTable(freezing);
    }

    private MysqlFreezing.Texts texts(MysqlFreezing.Use use, boolean limited) {
        return new MysqlFreezing.Texts(syntax, use, limited);
    }

    Census count(CascadePlan plan, KeyGraph graph, DeleteStatement delete, PlanGuard planGuard) {
        refuseForeignMode(planGuard);
        return count(new MysqlFreezing(plan, graph, delete, planGuard, texts(MysqlFreezing.Use.QUERY, false)));
    }

    /** A query for how many rows are concerned. */
    protected Census count(MysqlFreezing freezing) {
        String count = freezing.doomed().query() + " " + freezing.compiler(frozenTable(freezing)).counts();
        return Census.of(syntax.endless(count), freezing.task().plan(), freezing.task().graph());
    }

    /** Whether a sub-select may read the table that the DELETE deletes from. */
    static boolean mayReadItsOwnTable(DeleteStatement delete) {
        String clauses = withoutQuotes(delete.predicate() + " " + delete.limitText());
        return clauses.contains("select")
                && delete.targets().stream()
                        .anyMatch(target -> clauses.contains(withoutQuotes(target.table().name().text())));
    }

    /** In a name they are doubled, and a name of theirs alone is in every text. */
    private static String withoutQuotes(String text) {
        return text.replace("`", "").replace("\"", "").toLowerCase(Locale.ROOT);
    }

    /** A single table's FROM is said anew, and not as it was. */
    static boolean isMultiTable(DeleteStatement delete) {
        DeleteStatement.Target target = delete.targets().get(0);
        String single = target.tableText() + (target.alias() == null ? "" : " AS " + target.alias());
        return delete.targets().size() > 1 || !delete.from().equals(single);
    }
}
