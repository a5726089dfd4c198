package org.cascadejdbc.engine.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cascadejdbc.engine.freezing.FreezingQueries;
import org.cascadejdbc.engine.freezing.FreezingTask;
import org.cascadejdbc.engine.freezing.FrozenTable;
import org.cascadejdbc.engine.freezing.QueryWords;
import org.cascadejdbc.physical.FrozenRows;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.physical.RowNumbers;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.sql.DeleteStatement;

/**
 * The temporary table is made once per connection and emptied, never dropped: DROP fails while the application reads
 * from any result set of the connection. It is WITHOUT ROWID, so that {@code last_insert_rowid()} stays the
 * application's.
 */
final class SqliteFrozenTable implements FrozenTable {
    /** The begin of our temporary tables' names; the number of identifying columns follows. */
    static final String BEGIN = "cascade_jdbc_rows_";

    private static final Quotes Q = Quotes.DOUBLE;

    private final FreezingTask task;
    private final SqliteRows rows;
    private final FreezingQueries queries;
    private final String table;

    SqliteFrozenTable(FreezingTask task, int width, SqliteRows rows, FreezingQueries queries) {
        this.task = task;
        this.rows = rows;
        this.queries = queries;
        this.table = task.unused(BEGIN + width);
    }

    @Override
    public String name() {
        return "temp." + table;
    }

    /** Undoing a change of the schema would end all result sets that are open. */
    @Override
    public Optional<FrozenRows.Preparation> preparation() {
        String definition = table + " (node, " + rows.columns() + ", PRIMARY KEY (node, " + rows.columns() + ")) WITHOUT ROWID";
        return Optional.of(new FrozenRows.Preparation(
                SqliteText.isTemporary(table, definition), "CREATE TEMP TABLE " + definition));
    }

    @Override
    public FrozenRows.SetUp setUp() {
        return new FrozenRows.SetUp(
                List.of(
                        "DELETE FROM " + name(),
                        // Takes the write lock before anything is read, as the DELETE itself would: a transaction that reads
                        // first and writes then fails at once with SQLITE_BUSY if somebody else wrote in between.
                        "DELETE FROM " + Q.table(task.plan().target().name()) + " WHERE 0"),
                false);
    }

    @Override
    public List<String> cleanUp() {
        return List.of("DELETE FROM " + name());
    }

    @Override
    public String whole(String query) {
        return SqliteText.counting(query);
    }

    /**
     * SQLite looks for the names of a WITH query where the query is read from, too: in a sub-select, among the columns of what
     * is around it. There a name in double quotes that is no column of the target, natively a text, would be another table's
     * column. So where that may be, the matched rows are written down by themselves, before the others are looked for.
     */
    @Override
    public List<String> freezing() {
        String one = freeze(doomed());
        if (!mayMeanAnother(one)) {
            return List.of(one);
        }
        String written = "SELECT node, " + rows.columns() + " FROM " + name();
        return List.of(insert() + matched(), freeze(doomedOf(written)));
    }

    boolean mayMeanAnother(String query) {
        return query.contains(" EXISTS (SELECT 1 FROM " + QueryWords.DOOMED)
                && new SqliteTexts(task.plan(), task.graph(), task.delete()).mayBeColumns();
    }

    private String freeze(String doomed) {
        List<String> written = new ArrayList<>(List.of("SELECT node, " + rows.columns() + " FROM " + QueryWords.DOOMED));
        written.addAll(queries.rowsWrittenDown());
        return insert() + doomed + " " + String.join(" UNION ALL ", written);
    }

    /** A row may be written down once for each key that updates it or refuses: hence OR IGNORE. */
    private String insert() {
        return "INSERT OR IGNORE INTO " + name() + " (node, " + rows.columns() + ") ";
    }

    /** What defines the query for the rows that go: WITH and the queries for those matched and those found by keys. */
    String doomed() {
        return doomedOf(matched());
    }

    private String matched() {
        return rows.rows(RowNumbers.TARGET, task.plan().target(), queries.matchedRows());
    }

    private String doomedOf(String matched) {
        List<String> doomed = new ArrayList<>(List.of(matched));
        doomed.addAll(queries.doomedSteps());
        return "WITH RECURSIVE " + QueryWords.DOOMED + " (node, " + rows.columns() + ") AS MATERIALIZED ("
                + String.join(" UNION ", doomed) + ")";
    }

    /**
     * Natively RETURNING sees what has been deleted so far, row by row, which depends on the order of rows; a list
     * without queries sees its row alone. ORDER BY by what no index gives makes SQLite read all rows before it gives the
     * first (documentation: "The SQLite Query Optimizer Overview", 7), so that they may be deleted while they are read.
     */
    @Override
    public Optional<String> returned() {
        DeleteStatement delete = task.delete();
        if (delete.returning() == null) {
            return Optional.empty();
        }
        if (delete.returning().queries()) {
            throw new PlanRefusedException("DELETE with a query in RETURNING is not carried out: on SQLite its answer "
                    + "depends on the rows that the cascade has deleted so far; ask before or after the DELETE");
        }
        String from = delete.target().tableText(); // RETURNING does not know the alias
        List<String> key = rows.values(task.plan().target(), from);
        return Optional.of("SELECT " + delete.returning().list() + " FROM " + from + " WHERE "
                + has(key, List.of(task.numbers().matched(task.plan().target()))) + " ORDER BY +" + key.get(0));
    }

    /**
     * A BEFORE trigger may say RAISE(IGNORE) (documentation: "CREATE TRIGGER", 6): of a row that was to go, or to let go of one that
     * goes. Of those that let go the database itself sees to its own keys.
     */
    @Override
    public Optional<String> kept() {
        Stream<String> deleted = task.plan().deletionOrder().stream()
                .map(gone -> "EXISTS (SELECT 1 FROM " + Q.table(gone.name()) + " AS r WHERE "
                        + has(gone, task.numbers().doomed(gone)) + ")");
        Stream<String> changed = task.plan().updates().stream().filter(key -> !key.watched()).map(this::clings);
        return Optional.of(Stream.concat(deleted, changed).collect(Collectors.joining(" OR ", "SELECT ", "")));
    }

    /** Whether a row that was to let go by that key has not changed, and references none that is there. */
    private String clings(ForeignKey key) {
        Table referencing = task.graph().table(key.referencing());
        String unchanged = queries.assignments(key, referencing).entrySet().stream()
                .map(entry -> "r." + Q.id(entry.getKey()) + " IS NOT " + entry.getValue())
                .collect(Collectors.joining(" OR "));
        String references = key.columns().stream()
                .map(column -> "r." + Q.id(column) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        return "EXISTS (SELECT 1 FROM " + Q.table(referencing.name()) + " AS r WHERE "
                + has(referencing, List.of(task.numbers().ofUpdate(key))) + " AND (" + unchanged + ") AND " + references
                + " AND NOT EXISTS (SELECT 1 FROM " + Q.table(key.referenced()) + " AS q WHERE "
                + queries.lookedUp(key, "q", "r") + "))";
    }

    /** Whether row {@code r} of that table is written down under one of these numbers. */
    String has(Table of, List<Integer> numbers) {
        return has(rows.values(of, "r"), numbers);
    }

    private String has(List<String> key, List<Integer> numbers) {
        String written = IntStream.range(0, key.size())
                .mapToObj(i -> "w." + SqliteRows.column(i))
                .collect(Collectors.joining(", "));
        return SqliteRows.value(key) + " IN (SELECT " + written + " FROM " + name() + " AS w WHERE "
                + RowNumbers.among("w", numbers) + ")";
    }
}
