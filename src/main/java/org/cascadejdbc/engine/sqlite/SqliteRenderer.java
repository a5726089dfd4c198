package org.cascadejdbc.engine.sqlite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cascadejdbc.engine.FreezingRenderer;
import org.cascadejdbc.physical.FrozenRows;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.physical.RowNumbers;
import org.cascadejdbc.physical.Write;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.sql.BoundColumns;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.Name;

/**
 * Freeze, then act, on SQLite.
 *
 * <p>The temporary table is made once per connection and emptied, never dropped: DROP fails while the application reads
 * from any result set of the connection. It is WITHOUT ROWID, so that {@code last_insert_rowid()} stays the
 * application's. Rows are identified by rowid, or by the primary key of a table WITHOUT ROWID.
 */
final class SqliteRenderer extends FreezingRenderer {
    private static final Quotes Q = Quotes.DOUBLE;

    /** The begin of our temporary tables' names; the number of identifying columns follows. */
    static final String FROZEN = "cascade_jdbc_rows_";

    private final SqliteComparison comparison;
    private final int width;
    private final String rows;

    SqliteRenderer(CascadePlan plan, KeyGraph graph, DeleteStatement delete, boolean limited) {
        super(plan, graph, delete, Q, limited, new SqliteComparison(graph).refusals(plan));
        this.comparison = new SqliteComparison(graph);
        Set<Table> tables = new LinkedHashSet<>(plan.deletionOrder());
        plan.updates().forEach(key -> tables.add(graph.table(key.referencing())));
        plan.checks().forEach(key -> tables.add(graph.table(key.referencing())));
        int widest = 1;
        for (Table table : tables) {
            if (anonymous(table)) {
                throw new PlanRefusedException("a cascade cannot be carried out on " + table
                        + ": its columns take all names of the row id; give it an INTEGER PRIMARY KEY, or a UNIQUE index of NOT NULL columns "
                        + "in a table without COLLATE");
            }
            widest = Math.max(widest, table.rowKey().size());
        }
        this.width = widest;
        this.rows = unused(FROZEN + width);
    }

    /** Undoing a change of the schema would end all result sets that are open. */
    @Override
    protected Optional<FrozenRows.Preparation> preparation() {
        String definition = rows + " (node, " + identity() + ", PRIMARY KEY (node, " + identity() + ")) WITHOUT ROWID";
        return Optional.of(new FrozenRows.Preparation(
                SqliteText.isTemporary(rows, definition), "CREATE TEMP TABLE " + definition));
    }

    @Override
    protected String whole(String query) {
        return SqliteText.counting(query);
    }

    @Override
    protected List<String> setup() {
        return List.of(
                "DELETE FROM " + frozen(),
                // Takes the write lock before anything is read, as the DELETE itself would: a transaction that reads
                // first and writes then fails at once with SQLITE_BUSY if somebody else wrote in between.
                "DELETE FROM " + Q.table(plan.target().name()) + " WHERE 0");
    }

    @Override
    protected String freeze(String doomed, List<String> rows) {
        List<String> written = new ArrayList<>(List.of("SELECT node, " + identity() + " FROM cascade_doomed"));
        written.addAll(rows);
        // A row may be written down once for each key that updates it or refuses: hence OR IGNORE.
        return "INSERT OR IGNORE INTO " + frozen() + " (node, " + identity() + ") " + doomed + " "
                + String.join(" UNION ALL ", written);
    }

    /**
     * SQLite looks for the names of a WITH query where the query is read from, too: in a sub-select, among the columns of what
     * is around it. There a name in double quotes that is no column of the target, natively a text, would be another table's
     * column. So where that may be, the matched rows are written down by themselves, before the others are looked for.
     */
    @Override
    protected List<String> freezing() {
        List<String> one = super.freezing();
        if (!mayMeanAnother(one.get(0))) {
            return one;
        }
        String written = "SELECT node, " + identity() + " FROM " + frozen();
        return List.of(
                "INSERT OR IGNORE INTO " + frozen() + " (node, " + identity() + ") " + matched(matchedRows()),
                freeze(doomedOf(written, doomedSteps()), rowsWrittenDown()));
    }

    boolean mayMeanAnother(String query) {
        return query.contains(" EXISTS (SELECT 1 FROM cascade_doomed")
                && new SqliteTexts(plan, graph, delete).mayBeColumns();
    }

    /** Whether the predicate compares columns of the target with values, and does nothing else. */
    boolean comparesOwnColumns() {
        List<Name> names = BoundColumns.of(delete.predicate(), Lexis.SQLITE);
        return delete.predicate() == null || (!names.isEmpty()
                && names.stream().allMatch(name -> graph.column(plan.target(), name).isPresent()
                        || SqliteRowId.isNameOfIt(name.text(), plan.target())));
    }

    /** A DELETE never deletes from its own WITH query, which may be named like the table; behind FROM it would be meant. */
    @Override
    protected String from() {
        boolean qualified = delete.with() == null || delete.target().table().qualifier().isPresent();
        return qualified
                ? delete.from()
                : Q.table(plan.target().name()) + delete.from().substring(delete.target().tableText().length());
    }

    @Override
    protected String doomed(String target, List<String> steps) {
        return doomedOf(matched(target), steps);
    }

    private String matched(String target) {
        return "SELECT " + RowNumbers.TARGET + ", t.*" + ", 0".repeat(width - plan.target().rowKey().size()) + " FROM (" + target
                + "\n) AS t";
    }

    private String doomedOf(String matched, List<String> steps) {
        List<String> doomed = new ArrayList<>();
        doomed.add(matched);
        doomed.addAll(steps);
        return "WITH RECURSIVE cascade_doomed (node, " + identity() + ") AS MATERIALIZED ("
                + String.join(" UNION ", doomed) + ")";
    }

    @Override
    protected String row(int number, Table table, String alias) {
        return number + ", "
                + columns(table.rowKey().size(), i -> alias + "." + Q.id(table.rowKey().get(i)));
    }

    private String columns(int count, IntFunction<String> column) {
        return IntStream.range(0, width)
                .mapToObj(i -> i < count ? column.apply(i) : "0")
                .collect(Collectors.joining(", "));
    }

    @Override
    protected String is(Table table, String written, String alias) {
        return IntStream.range(0, table.rowKey().size())
                .mapToObj(i -> alias + "." + Q.id(table.rowKey().get(i)) + " = " + written + ".k" + i)
                .collect(Collectors.joining(" AND "));
    }

    @Override
    protected String equal(ForeignKey key, int i, String q, String r) {
        return comparison.acting(key, i, q, r);
    }

    @Override
    protected String counted(ForeignKey key, int i, String q, String r) {
        return SqliteComparison.counted(q, r);
    }

    @Override
    protected String lookedUp(ForeignKey key, int i, String q, String value) {
        return comparison.lookedUp(key, i, q, value);
    }

    /** Rows go in the order of what identifies them, each with those that reference it. */
    @Override
    protected String goesLater(Table table, String later, String row) {
        return value(columnsOf(table, later)) + " > " + value(columnsOf(table, row));
    }

    @Override
    protected String join() {
        return "CROSS JOIN"; // which SQLite never reorders: the written rows lead, indexes do the rest
    }

    @Override
    protected String lockedToWrite() {
        return ""; // the database has one writer
    }

    @Override
    protected String lockedToRead() {
        return "";
    }

    @Override
    protected String frozen() {
        return "temp." + rows;
    }

    @Override
    protected String identity() {
        return IntStream.range(0, width).mapToObj(i -> "k" + i).collect(Collectors.joining(", "));
    }

    @Override
    protected String deleteRows(Table table, List<Integer> nodes) {
        return "DELETE FROM " + Q.table(table.name()) + " AS r WHERE " + isWritten(table, nodes);
    }

    @Override
    protected String updateRows(Table table, Map<String, String> assignments, List<Integer> nodes) {
        return "UPDATE " + Q.table(table.name()) + " AS r SET "
                + assignments.entrySet().stream()
                        .map(entry -> Q.id(entry.getKey()) + " = " + entry.getValue())
                        .collect(Collectors.joining(", "))
                + " WHERE " + isWritten(table, nodes);
    }

    /** Where one changes what identifies a row, the next one would not find it: then all keys update the row at once. */
    @Override
    protected List<Write> updates(Table table, List<ForeignKey> keys) {
        boolean identity = keys.stream()
                .flatMap(key -> key.setColumns().stream())
                .anyMatch(column -> table.rowKey().contains(column) || SqliteNested.isRowId(table, List.of(column)));
        if (keys.size() == 1 || !identity) {
            return super.updates(table, keys);
        }
        Map<String, String> assignments = new LinkedHashMap<>();
        for (ForeignKey key : keys) {
            String updated = isWritten(table, List.of(numbers.ofUpdate(key)));
            assignments(key, table).forEach((column, value) -> assignments.put(column, "CASE WHEN " + updated + " THEN "
                    + value + " ELSE " + assignments.getOrDefault(column, "r." + Q.id(column)) + " END"));
        }
        String sql = updateRows(table, assignments, keys.stream().map(numbers::ofUpdate).toList());
        return List.of(Write.updating(keys.get(0), sql));
    }

    /**
     * Natively RETURNING sees what has been deleted so far, row by row, which depends on the order of rows; a list
     * without queries sees its row alone. ORDER BY by what no index gives makes SQLite read all rows before it gives the
     * first (documentation: "The SQLite Query Optimizer Overview", 7), so that they may be deleted while they are read.
     */
    @Override
    protected Optional<String> returned() {
        if (delete.returning() == null) {
            return Optional.empty();
        }
        String list = delete.returning().list();
        if (delete.returning().queries()) {
            throw new PlanRefusedException("DELETE with a query in RETURNING is not carried out: on SQLite its answer "
                    + "depends on the rows that the cascade has deleted so far; ask before or after the DELETE");
        }
        String from = delete.target().tableText(); // RETURNING does not know the alias
        List<String> key = columnsOf(plan.target(), from);
        return Optional.of("SELECT " + list + " FROM " + from + " WHERE "
                + isWritten(key, List.of(numbers.matched(plan.target()))) + " ORDER BY +" + key.get(0));
    }

    /**
     * A BEFORE trigger may say RAISE(IGNORE) (documentation: "CREATE TRIGGER", 6): of a row that was to go, or to let go of one that
     * goes. Of those that let go the database itself sees to its own keys.
     */
    @Override
    protected Optional<String> kept() {
        Stream<String> deleted = plan.deletionOrder().stream()
                .map(table -> "EXISTS (SELECT 1 FROM " + Q.table(table.name()) + " AS r WHERE "
                        + isWritten(table, numbers.doomed(table)) + ")");
        Stream<String> changed = plan.updates().stream().filter(key -> !key.watched()).map(this::clings);
        return Optional.of(Stream.concat(deleted, changed).collect(Collectors.joining(" OR ", "SELECT ", "")));
    }

    /** Whether a row that was to let go by that key has not changed, and references none that is there. */
    private String clings(ForeignKey key) {
        Table table = graph.table(key.referencing());
        String unchanged = assignments(key, table).entrySet().stream()
                .map(entry -> "r." + Q.id(entry.getKey()) + " IS NOT " + entry.getValue())
                .collect(Collectors.joining(" OR "));
        String references = key.columns().stream()
                .map(column -> "r." + Q.id(column) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        return "EXISTS (SELECT 1 FROM " + Q.table(table.name()) + " AS r WHERE "
                + isWritten(table, List.of(numbers.ofUpdate(key))) + " AND (" + unchanged + ") AND " + references
                + " AND NOT EXISTS (SELECT 1 FROM " + Q.table(key.referenced()) + " AS q WHERE "
                + IntStream.range(0, key.columns().size())
                        .mapToObj(i -> lookedUp(key, i, "q." + Q.id(key.referencedColumns().get(i)), "r." + Q.id(key.columns().get(i))))
                        .collect(Collectors.joining(" AND "))
                + "))";
    }

    private String isWritten(Table table, List<Integer> nodes) {
        return isWritten(columnsOf(table, "r"), nodes);
    }

    private String isWritten(List<String> key, List<Integer> nodes) {
        String written = IntStream.range(0, key.size()).mapToObj(i -> "w.k" + i).collect(Collectors.joining(", "));
        return value(key) + " IN (SELECT " + written + " FROM " + frozen() + " AS w WHERE " + RowNumbers.among("w", nodes) + ")";
    }

    /** The columns that identify row {@code alias} of that table. */
    static List<String> columnsOf(Table table, String alias) {
        return table.rowKey().stream().map(column -> alias + "." + Q.id(column)).toList();
    }

    /** They, as the left side of IN. */
    static String value(List<String> key) {
        return key.size() == 1 ? key.get(0) : "(" + String.join(", ", key) + ")";
    }

    @Override
    protected String defaultToSet(Table table, String column) {
        String expression = table.column(column).orElseThrow().defaultExpression();
        return expression == null ? "NULL" : "(" + SqliteDefault.checked(expression, table, column) + ")";
    }

    @Override
    protected String defaultToCompare(Table table, String column, String alias) {
        return SqliteAffinity.of(table, column).stored(defaultToSet(table, column));
    }

    @Override
    protected List<String> cleanup() {
        return List.of("DELETE FROM " + frozen());
    }

    @Override
    protected boolean rowMayGoThatReferencesItself(ForeignKey key) {
        return true;
    }

    /**
     * NO ACTION is checked when the statement ends, RESTRICT for each row (documentation: "Foreign Key Support", 4.3).
     * A key of the database that acts itself would do so row by row, and fails at a depth of 1,000; but rather that than
     * a change of what other rows still reference, which fails at once.
     */
    @Override
    protected boolean checkedRowByRow(ForeignKey key, Set<String> changed) {
        return key.declared() == ReferentialAction.RESTRICT
                || (key.declared() != ReferentialAction.NO_ACTION && !graph.isWatched(key.referencing(), changed));
    }
}
