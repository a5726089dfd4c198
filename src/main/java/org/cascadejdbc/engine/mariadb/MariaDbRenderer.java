package org.cascadejdbc.engine.mariadb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadejdbc.engine.mysql.MysqlRenderer;
import org.cascadejdbc.engine.mysql.MysqlSyntax;
import org.cascadejdbc.physical.FrozenRows;
import org.cascadejdbc.physical.PlanGuard;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.physical.RowNumbers;
import org.cascadejdbc.physical.WrittenCount;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.sql.DeleteStatement;

/**
 * Freeze, then act, on MariaDB: as on MySQL, but for how the rows that go are found.
 *
 * <p>A recursive query takes the server four times as long to plan, and as much memory, for each further query in it, or
 * over it (11.8.9: gigabytes for a dozen). So what the predicate matches is written down first, by a block of statements
 * (manual: "BEGIN NOT ATOMIC"), and another one, one round trip, adds to it level by level: what references the rows of the
 * last level, until there is none. Unlike MySQL's, a temporary table can be read more than once in a statement, and while it is written.
 *
 * <p>Variables of a block hide columns without a qualifier: all of ours have one.
 */
final class MariaDbRenderer extends MysqlRenderer {
    private static final Pattern WINDOW = Pattern.compile("(?i)\\bOVER\\b");
    private static final String LEVEL = "cascade_level";
    private static final String BEGIN = "BEGIN NOT ATOMIC DECLARE " + LEVEL + ", cascade_found BIGINT DEFAULT 0; ";
    /** A table has no more than 64 (manual: "InnoDB Limitations"). */
    private static final int MOST_INDEXES = 60;

    MariaDbRenderer(CascadePlan plan, KeyGraph graph, DeleteStatement delete, PlanGuard planGuard, Texts texts) {
        super(plan, graph, delete, planGuard, texts);
        if (delete.limit() != null && delete.limit().ordered() && WINDOW.matcher(delete.limitText()).find()) {
            throw new PlanRefusedException("DELETE FROM " + plan.targets().get(0) + ": MariaDB orders a DELETE by a window function"
                    + " otherwise than a query, so that it cannot be told which rows go; find their keys by a query first");
        }
    }

    /** By the columns of a key of their table, whose length an index has room for. */
    @Override
    protected String definition() {
        return identified().stream()
                .filter(this::mayBeFoundAgain)
                .limit(MOST_INDEXES)
                .map(table -> ", KEY (" + columns.names(table) + ")")
                .collect(Collectors.joining("", " (KEY (depth)", ")"));
    }

    @Override
    protected String counters() {
        return "0 AS node, 0 AS depth, ";
    }

    @Override
    protected String first(int number) {
        return number + " AS node, 0 AS depth, ";
    }

    @Override
    protected String row(int number, Table table, String alias) {
        return number + " AS node, 0 AS depth, " + columns.of(table, alias);
    }

    @Override
    protected String doomedRows() {
        return frozen();
    }

    /** A temporary table can be opened twice there, and would be taken for the one that it hides: so each is shown. */
    @Override
    protected String opened() {
        return "";
    }

    @Override
    protected FrozenRows.SetUp settingUp() {
        String shown = concerned().stream()
                .map(table -> "SHOW CREATE TABLE " + Quotes.BACKTICK.table(table) + "; ")
                .collect(Collectors.joining());
        return new FrozenRows.SetUp(List.of("BEGIN NOT ATOMIC " + String.join("; ", setup()) + "; " + shown + "END"), true);
    }

    /** Of the rows as they are before any goes: where the list names columns, no others are beside them. */
    @Override
    protected Optional<String> returned() {
        if (delete.returning() == null) {
            return Optional.empty();
        }
        if (delete.returning().queries()) {
            throw new PlanRefusedException("DELETE with a query in RETURNING is not carried out: its answer depends on the rows "
                    + "that the cascade has deleted so far; ask before or after the DELETE");
        }
        Table target = plan.target();
        return Optional.of(whole("SELECT " + delete.returning().list() + " FROM " + delete.from() + " WHERE EXISTS (SELECT 1 FROM "
                + frozen() + " AS w WHERE " + RowNumbers.among("w", List.of(numbers.matched(target))) + " AND "
                + is(target, "w", delete.target().rowName()) + ")"));
    }

    @Override
    protected List<String> freezing() {
        List<String> rows = rowsWrittenDown();
        String matched = BEGIN + each(matchedFirst()) + "END";
        List<String> steps = new ArrayList<>(List.of(syntax.with(matched, MysqlSyntax.Setting.BIG)));
        List<String> found = nextLevels();
        if (!found.isEmpty() || !rows.isEmpty()) {
            String grow = BEGIN + (found.isEmpty() ? "" : loop(found)) + (rows.isEmpty() ? "" : insert() + union(rows) + "; ")
                    + "END";
            steps.add(syntax.with(grow, MysqlSyntax.Setting.BIG));
        }
        return steps;
    }

    /** A query for what the predicate matches. */
    private String matchedFirst() {
        String with = plan.targets().size() > 1 ? "WITH " + matched(matchedRows()) + " " : "";
        return with + String.join(" UNION ", matchedBy(matchedRows()));
    }

    private List<String> nextLevels() {
        return plan.cascades().stream()
                .filter(key -> !anonymous(graph.table(key.referencing())))
                .map(this::nextLevel)
                .toList();
    }

    /** Counts what is concerned, and locks nothing. */
    WrittenCount counting() {
        List<String> found = nextLevels();
        String all = BEGIN + each(matchedFirst())
                + (found.isEmpty()
                        ? ""
                        : "REPEAT SET " + LEVEL + " = " + LEVEL + " + 1; SET cascade_found = 0; " + each(union(found))
                                + "UNTIL cascade_found = 0 END REPEAT; ")
                + "END";
        FrozenRows rows = new FrozenRows(
                Optional.empty(), settingUp(), syntax.with(all, MysqlSyntax.Setting.BIG), List.of(), cleanup());
        return new WrittenCount(rows, whole("SELECT counts.* FROM (" + counts() + ") AS counts"));
    }

    /**
     * Writes down the rows of a query one by one, by a cursor: its query is an ordinary one, where INSERT … SELECT would lock
     * what it reads, and, where strict mode is on, fail by values in the predicate of which a DELETE only warns. The block
     * counts the rows that it inserts.
     */
    private String each(String query) {
        String names = "node, depth, " + columns.names();
        String values = Stream.of(names.split(", ")).map(name -> "cascade_row." + name).collect(Collectors.joining(", "));
        return "FOR cascade_row IN (WITH cascade_next (" + names + ") AS (" + query + ") SELECT * FROM cascade_next) DO INSERT INTO "
                + frozen() + " (" + names + ") VALUES (" + values + "); SET cascade_found = 1; END FOR; ";
    }

    private String loop(List<String> found) {
        return "REPEAT SET " + LEVEL + " = " + LEVEL + " + 1; " + insert() + union(found)
                + "; SET cascade_found = ROW_COUNT(); UNTIL cascade_found = 0 END REPEAT; ";
    }

    private static String union(List<String> queries) {
        return queries.stream().map(query -> "(" + query + ")").collect(Collectors.joining(" UNION "));
    }

    private String insert() {
        return "INSERT INTO " + frozen() + " (node, depth, " + columns.names() + ") ";
    }

    /** The rows that reference by that key what was found last, and were not found before. */
    private String nextLevel(ForeignKey key) {
        Table table = graph.table(key.referencing());
        return "SELECT " + plan.node(table) + ", " + LEVEL + ", " + columns.of(table, "r") + " FROM " + reach(key) + " AND d.depth = " + LEVEL
                + " - 1" + (mayBeFoundAgain(table) ? notFoundBefore(table) : "") + lockedToWrite();
    }

    private String notFoundBefore(Table table) {
        return " AND NOT EXISTS (SELECT 1 FROM " + frozen() + " AS s WHERE " + RowNumbers.among("s", numbers.doomed(table))
                + " AND " + is(table, "s", "r") + ")";
    }

    /** On a later level than before: by another key, or since its parent's rows are found again. */
    private boolean mayBeFoundAgain(Table table) {
        List<ForeignKey> keys = plan.cascadesInto(table.name());
        return keys.size() > 1
                || plan.targets().contains(table)
                || keys.stream().anyMatch(key -> key.selfReference() || !graph.referencesUnique(key));
    }
}
