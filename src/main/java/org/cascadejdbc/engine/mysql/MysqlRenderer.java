package org.cascadejdbc.engine.mysql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cascadejdbc.engine.FreezingRenderer;
import org.cascadejdbc.engine.MatchedRows;
import org.cascadejdbc.engine.Unidentified;
import org.cascadejdbc.engine.mysql.MysqlSyntax.Setting;
import org.cascadejdbc.physical.PlanGuard;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.physical.RowNumbers;
import org.cascadejdbc.physical.Write;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.DeleteStatement;

/**
 * Freeze, then act, on MySQL.
 *
 * <p>The temporary table is made by CREATE TEMPORARY TABLE … AS, which is no implicit commit (manual: "Statements That
 * Cause an Implicit Commit") and gives its columns the types and collations of the keys that they hold. It has columns
 * of its own for each table; empty queries give them their types, there and in the first part of the recursive query (a
 * join would be limited to 61 tables). It has a primary key because servers may demand one
 * ({@code sql_require_primary_key}).
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
public class MysqlRenderer extends FreezingRenderer {
    /** The keyword, for a default that is a literal. */
    public static final String DEFAULT = "DEFAULT";


    private static final Quotes Q = Quotes.BACKTICK;

    protected final MysqlSyntax syntax;
    private final boolean locking;
    private final boolean rowIds;
    private final String planGuard;
    private final MysqlKeys keys;
    private final MysqlIdentity identity;
    private final List<Table> identified = new ArrayList<>();
    protected final MysqlRowColumns columns;
    private final MysqlUpdates updates;
    private final String rows;
    /** An alias beside tables without one, whose names it does not have. */
    final String written;

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

    protected MysqlRenderer(
            CascadePlan plan, KeyGraph graph, DeleteStatement delete, PlanGuard planGuard, Texts texts) {
        super(plan, graph, delete, Q, texts.limited(), List.of());
        this.syntax = texts.syntax();
        this.rows = unused("cascade_jdbc_rows");
        this.written = unused("cascade_jdbc_written");
        Use use = texts.use();
        this.locking = use != Use.QUERY;
        this.keys = new MysqlKeys(plan, graph);
        this.identity = new MysqlIdentity(syntax, use == Use.CAREFUL || use == Use.QUERY);
        this.rowIds = use == Use.SINGLE
                && keys.named().isEmpty()
                && plan.deletionOrder().stream().allMatch(MysqlRowId::exists)
                && MysqlPlanGuard.needsNoColumns(plan, graph, planGuard);
        this.planGuard = rowIds ? MysqlPlanGuard.withoutColumnsOrFailure(syntax, planGuard)
                : MysqlPlanGuard.orFailure(syntax, planGuard, keys.named());
        if (delete.targets().size() != Set.copyOf(plan.targets()).size()) {
            throw new PlanRefusedException("DELETE from several tables, of which two are " + plan.targets().get(0)
                    + " under two names: it cannot be carried out; delete the rows of each in a statement of its own");
        }
        if (delete.ignore()) {
            refuseToSkip();
        }
        Set<Table> tables = new LinkedHashSet<>(plan.deletionOrder());
        plan.updates().forEach(key -> tables.add(graph.table(key.referencing())));
        for (Table table : tables) {
            if (!anonymous(table)) {
                identified.add(table);
            } else if (plan.targets().contains(table)) {
                throw Unidentified.rows(table, "the rows that the DELETE matches must be kept apart");
            } else if (limited) {
                throw Unidentified.rows(table, "its rows must be counted for cascade.maxRows");
            } else if (plan.dooms(table) && isReferenced(table)) {
                throw Unidentified.rows(table, "it is itself referenced by rows that the cascade must find");
            }
        }
        this.columns = columns(identified);
        this.updates = new MysqlUpdates(this, use == Use.CAREFUL);
    }

    @Override
    protected List<String> identifying(Table table) {
        return rowIds ? List.of(MysqlRowId.NAME) : super.identifying(table);
    }

    /** The tables whose rows are written down. */
    protected final List<Table> identified() {
        return identified;
    }

    final MysqlRowColumns columns(List<Table> tables) {
        return new MysqlRowColumns(tables, this::identifying, identity);
    }

    @Override
    protected List<String> identification(Table table, String alias) {
        return identifying(table).stream().map(column -> identity.written(table, column, alias)).toList();
    }

    /** Whether there may be values that only {@link Use#CAREFUL} has room for. */
    boolean mayFailByValues() {
        return MysqlIdentity.mayFail(identified)
                || plan.updates().stream().anyMatch(key -> MysqlUpdates.mayFail(graph.table(key.referencing())));
    }

    @Override
    protected String equal(ForeignKey key, int i, String q, String r) {
        return keys.equal(key, i, q, r);
    }

    /** Where no key refuses there is nothing to skip, and IGNORE makes no difference. */
    private void refuseToSkip() {
        for (Table table : plan.deletionOrder()) {
            for (ForeignKey key : graph.referencing(table.name())) {
                if (!key.action().acts() || key.action() == ReferentialAction.SET_DEFAULT) {
                    throw new PlanRefusedException("DELETE IGNORE is not carried out here: it is to skip rows that are "
                            + "kept by " + key + ", and which these are is not told apart; leave IGNORE out, and such rows "
                            + "out of the DELETE by its WHERE");
                }
            }
        }
    }

    private boolean isReferenced(Table table) {
        return graph.referencing(table.name()).stream()
                .anyMatch(key -> plan.cascades().contains(key)
                        || plan.updates().contains(key)
                        || plan.checks().contains(key));
    }

    @Override
    protected List<String> setup() {
        String typed = identified.stream()
                .map(table -> "SELECT " + counters() + columns.of(table, "t") + " FROM " + Q.table(table.name())
                        + " AS t WHERE FALSE UNION ")
                .collect(Collectors.joining());
        // The last query lets all columns be NULL, also where there is one table alone.
        return List.of("CREATE TEMPORARY TABLE " + frozen() + definition() + " AS " + typed + opened() + "SELECT 0, 0, "
                + columns.of(Map.of()) + " FROM DUAL WHERE FALSE");
    }

    /** Empty queries that have those tables twice which no other statement has. */
    protected String opened() {
        return keys.opened(identified).stream()
                .map(table -> "SELECT 0, 0, " + columns.of(Map.of()) + " FROM " + Q.table(table) + " AS t, " + Q.table(table)
                        + " AS u WHERE FALSE UNION ")
                .collect(Collectors.joining());
    }

    /** The tables in which it matters what a name means. */
    protected final Set<TableName> concerned() {
        Set<TableName> concerned = new LinkedHashSet<>();
        plan.targets().forEach(table -> concerned.add(table.name()));
        concerned.addAll(keys.opened(List.of()));
        return concerned;
    }

    /** What the temporary table has besides the columns that its queries give it. */
    protected String definition() {
        return " (number BIGINT PRIMARY KEY)";
    }

    /** Its first two columns. */
    protected String counters() {
        return "0 AS number, 0 AS node, ";
    }

    @Override
    protected String freeze(String doomed, List<String> rows) {
        List<String> written = new ArrayList<>(List.of("SELECT * FROM cascade_doomed"));
        rows.forEach(row -> written.add("(" + row + ")"));
        return syntax.with("INSERT INTO " + frozen() + " " + doomed + " SELECT ROW_NUMBER() OVER () AS number, written.* FROM ("
                + String.join(" UNION ", written) + ") AS written", Setting.ENDLESS, Setting.BIG);
    }

    /** The queries of WITH by which {@code cascade_doomed} has the rows to go: node, and what identifies the row. */
    @Override
    protected String doomed(String target, List<String> steps) {
        List<String> doomed = new ArrayList<>(matchedBy(target));
        identified.stream()
                .filter(table -> !plan.targets().contains(table))
                .map(table -> "SELECT " + row(RowNumbers.TARGET, table, "t") + " FROM " + Q.table(table.name())
                        + " AS t WHERE FALSE")
                .forEach(doomed::add);
        steps.forEach(step -> doomed.add("(" + step + ")"));
        return "WITH RECURSIVE " + (plan.targets().size() > 1 ? matched(target) + ", " : "") + "cascade_doomed AS ("
                + String.join(" UNION ", doomed) + ")";
    }

    /** The queries for the rows that the predicate matches, for each table of the DELETE one. */
    protected final List<String> matchedBy(String target) {
        List<String> doomed = new ArrayList<>();
        boolean several = plan.targets().size() > 1;
        for (Table matched : plan.targets()) {
            int number = plan.targets().indexOf(matched);
            doomed.add("SELECT " + first(numbers.matched(matched))
                    + columns.of((table, i) -> table.equals(matched)
                            ? Optional.of("t." + MatchedRows.column(number, i))
                            : Optional.empty())
                    + " FROM " + (several
                            ? "cascade_matched AS t"
                            : syntax.derived(target + lockedTargets(), "t", matchedColumns(matched)))
                    // An outer join gives rows in which a table has none.
                    + " WHERE " + (several ? "t." + MatchedRows.column(number, 0) + " IS NOT NULL" : planGuard));
        }
        return doomed;
    }

    /** What a query for matched rows has in front of what identifies them. */
    protected String first(int number) {
        return number + " AS node, ";
    }

    @Override
    protected String row(int number, Table table, String alias) {
        return number + ", " + columns.of(table, alias);
    }

    String matchedColumns(Table target) {
        return IntStream.range(0, identifying(target).size())
                .mapToObj(i -> MatchedRows.column(0, i))
                .collect(Collectors.joining(", "));
    }

    /** DISTINCT keeps the optimizer from merging it into the queries that read it, so that it is evaluated once. */
    protected final String matched(String target) {
        return "cascade_matched AS (SELECT DISTINCT * FROM (" + target + lockedTargets() + ") AS t WHERE " + planGuard
                + ")";
    }

    /** On a line of its own: the user's query may end in a comment. */
    private String lockedTargets() {
        return "\n" + (!locking
                ? ""
                : syntax.lockedToWrite(IntStream.range(0, delete.targets().size()).mapToObj(this::locked).toList()));
    }

    /**
     * A table alone in FROM by its name without the database, as it was written: MySQL does not know it by another case in this
     * clause, whatever {@code lower_case_table_names} is.
     */
    private String locked(int i) {
        DeleteStatement.Target target = delete.targets().get(i);
        boolean alone = target.alias() == null && !MysqlEngine.isMultiTable(delete);
        return alone ? Q.id(target.table().name().text()) : target.rowName();
    }

    String planGuard() {
        return planGuard;
    }

    String lockedMatchedRows() {
        return matchedRows() + lockedTargets();
    }

    @Override
    protected String is(Table table, String written, String alias) {
        return columns.is(table, written, alias);
    }

    @Override
    protected String join() {
        return "STRAIGHT_JOIN";
    }

    /** Else with stale statistics the optimizer reads the whole table for each row. Without that index: error 1176 (42000). */
    @Override
    protected String byIdentity(Table table) {
        return table.rowKey().equals(table.primaryKey()) ? " FORCE INDEX (PRIMARY)" : "";
    }

    @Override
    protected String lockedToWrite() {
        return locking ? syntax.lockedToWrite(List.of("q", "r")) : "";
    }

    @Override
    protected String lockedToRead() {
        return locking ? syntax.lockedToRead(List.of("q", "r")) : "";
    }

    @Override
    protected String frozen() {
        return Q.id(plan.targets().get(0).name().schema()) + "." + rows;
    }

    @Override
    protected String identity() {
        return columns.names();
    }

    @Override
    protected String whole(String query) {
        return syntax.whole(query);
    }

    @Override
    protected String deleteRows(Table table, List<Integer> nodes) {
        String name = Q.table(table.name()); // an alias would need a current database (error 1046)
        return syntax.with("DELETE " + name + " FROM " + frozen() + " AS " + written + " STRAIGHT_JOIN " + name + byIdentity(table)
                + " ON " + is(table, written, name) + " WHERE " + RowNumbers.among(written, nodes), Setting.BIG);
    }

    @Override
    protected String updateRows(Table table, Map<String, String> assignments, List<Integer> nodes) {
        return updates.of(table, frozen() + " AS w STRAIGHT_JOIN " + Q.table(table.name()) + " AS r" + byIdentity(table)
                + " ON " + is(table, "w", "r"), assignments, RowNumbers.among("w", nodes));
    }

    @Override
    protected List<Write> updates(Table table, List<ForeignKey> keys) {
        return MysqlUpdates.changesIdentity(table, keys, identifying(table))
                ? List.of(Write.updating(keys.get(0), updates.together(table, keys)))
                : super.updates(table, keys);
    }

    @Override
    protected List<Write> anonymousWrites(Table table) {
        List<Write> steps = new ArrayList<>();
        if (!anonymous(table)) {
            return steps;
        }
        for (ForeignKey key : plan.cascadesInto(table.name())) {
            String delete = syntax.with("DELETE r FROM " + frozen() + " AS w " + reachFrom(key, "w", "q", "r") + " WHERE "
                    + RowNumbers.among("w", numbers.referenced(key)), Setting.BIG);
            steps.add(Write.deleting(table, delete, false));
        }
        for (ForeignKey key : plan.updatesOf(table.name())) {
            steps.add(Write.updating(key, updates.of(table, frozen() + " AS w " + reachFrom(key, "w", "q", "r"),
                    assignments(key, table), RowNumbers.among("w", numbers.referenced(key)))));
        }
        return steps;
    }

    /** Each row once, by whichever keys it references rows that go: there is nothing by which it would be known again. */
    @Override
    protected List<String> anonymousCounts() {
        List<String> counts = new ArrayList<>();
        for (Table table : plan.deletionOrder()) {
            if (anonymous(table)) {
                counts.add(anonymousCount(plan.node(table), plan.cascadesInto(table.name())));
            }
        }
        for (ForeignKey key : plan.updates()) {
            if (anonymous(graph.table(key.referencing()))) {
                counts.add(anonymousCount(numbers.ofUpdate(key), List.of(key)));
            }
        }
        return counts;
    }

    private String anonymousCount(int number, List<ForeignKey> keys) {
        return "SELECT " + number + ", COUNT(*) FROM " + Q.table(keys.get(0).referencing()) + " AS r WHERE "
                + keys.stream()
                        .map(key -> {
                            Table parent = graph.table(key.referenced());
                            return "EXISTS (SELECT 1 FROM " + doomedRows() + " AS d JOIN " + Q.table(parent.name()) + " AS q ON "
                                    + is(parent, "d", "q") + " WHERE " + RowNumbers.among("d", numbers.referenced(key))
                                    + " AND " + references(key, "q", "r") + ")";
                        })
                        .collect(Collectors.joining(" OR "));
    }

    @Override
    protected String defaultToSet(Table table, String column) {
        String expression = table.column(column).orElseThrow().defaultExpression();
        // An UPDATE of two tables takes DEFAULT for NULL where it is an expression.
        return expression == null ? "NULL" : ofRow(table, column, expression, "r");
    }

    @Override
    protected String defaultToCompare(Table table, String column, String alias) {
        String expression = table.column(column).orElseThrow().defaultExpression();
        return DEFAULT.equals(expression) ? DEFAULT + "(" + alias + "." + Q.id(column) + ")"
                : expression == null ? "NULL" : ofRow(table, column, expression, alias); // of which MySQL has no DEFAULT(…)
    }

    private static String ofRow(Table table, String column, String expression, String alias) {
        if (expression.equals(MysqlDefault.UNREADABLE)) {
            throw new PlanRefusedException("SET DEFAULT of " + table + "." + column + " is not carried out: what its default is, MySQL's"
                    + " catalog does not tell for certain; let it be a literal, or an expression without other characters than"
                    + " ASCII's");
        }
        return MysqlDefault.of(expression, alias);
    }

    @Override
    protected List<String> cleanup() {
        return List.of("DROP TEMPORARY TABLE IF EXISTS " + frozen());
    }

    /**
     * InnoDB refuses to delete such a row (error 1451), unless the key is ON DELETE CASCADE. By itself it deletes a ring of such
     * rows, too; a server with {@code innodb_native_foreign_keys=OFF}, where they are only {@code CHECKED}, goes round and
     * round in it (error 6575), and so with a row that references itself by two keys.
     */
    @Override
    protected boolean rowMayGoThatReferencesItself(ForeignKey key) {
        return isFollowedByServer(key)
                && graph.keysOf(key.referencing()).stream()
                        .noneMatch(other -> !other.equals(key)
                                && other.selfReference()
                                && isFollowedByServer(other)
                                && graph.releasable(other).isEmpty());
    }

    private static boolean isFollowedByServer(ForeignKey key) {
        return key.enforcement() == ForeignKey.Enforcement.CHECKED && key.declared() == ReferentialAction.CASCADE;
    }

    /** InnoDB checks every key for each row (manual: "FOREIGN KEY Constraints", "Referential Actions"). */
    @Override
    protected boolean checkedRowByRow(ForeignKey key, Set<String> changed) {
        return true;
    }
}
