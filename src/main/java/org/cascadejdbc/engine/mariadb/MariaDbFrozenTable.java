package org.cascadejdbc.engine.mariadb;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cascadejdbc.engine.freezing.FreezingTask;
import org.cascadejdbc.engine.freezing.FrozenTable;
import org.cascadejdbc.engine.mysql.MysqlFreezing;
import org.cascadejdbc.engine.mysql.MysqlRows;
import org.cascadejdbc.engine.mysql.MysqlSyntax;
import org.cascadejdbc.physical.FrozenRows;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.physical.RowNumbers;
import org.cascadejdbc.physical.WrittenCount;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.sql.DeleteStatement;

/**
 * What is written down on MariaDB: as on MySQL, but for how the rows that go are found.
 *
 * <p>A recursive query takes the server four times as long to plan, and as much memory, for each further query in it, or
 * over it (11.8.9: gigabytes for a dozen). So what the predicate matches is written down first, by a block of statements
 * (manual: "BEGIN NOT ATOMIC"), and another one, one round trip, adds to it level by level: what references the rows of the
 * last level, until there is none. Unlike MySQL's, a temporary table can be read more than once in a statement, and while it is written.
 *
 * <p>Variables of a block hide columns without a qualifier: all of ours have one, and no name in the DELETE's own text begins like a
 * variable.
 */
final class MariaDbFrozenTable implements FrozenTable {
    private static final Pattern WINDOW = Pattern.compile("(?i)\\bOVER\\b");
    /** Room for 64 bits, and for microseconds behind a date and time. */
    private static final String NUMBER = "DECIMAL(26,6)";
    /** A table has no more than 64 (manual: "InnoDB Limitations"). */
    private static final int MOST_INDEXES = 60;

    private final MysqlFreezing freezing;
    private final FreezingTask task;
    private final MysqlRows rows;
    /** What the names of all variables begin with. */
    private final String prefix;
    private final String level;
    private final String found;

    MariaDbFrozenTable(MysqlFreezing freezing) {
        this.freezing = freezing;
        this.task = freezing.task();
        this.rows = freezing.rows();
        DeleteStatement delete = task.delete();
        this.prefix = prefix(delete);
        this.level = prefix + "level";
        this.found = prefix + "found";
        if (delete.limit() != null && delete.limit().ordered() && WINDOW.matcher(delete.limitText()).find()) {
            throw new PlanRefusedException("DELETE FROM " + task.plan().targets().get(0) + ": MariaDB orders a DELETE by a window function"
                    + " otherwise than a query, so that it cannot be told which rows go; find their keys by a query first");
        }
    }

    private static String prefix(DeleteStatement delete) {
        String texts = Stream.of(delete.with() == null ? null : delete.with().queries(), delete.from(), delete.using(),
                        delete.predicate(), delete.limitText())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "))
                .toLowerCase(Locale.ROOT);
        return Stream.iterate("cascade_", name -> name + "_").filter(name -> !texts.contains(name)).findFirst().orElseThrow();
    }

    private String begin() {
        return "BEGIN NOT ATOMIC DECLARE " + level + ", " + found + " BIGINT DEFAULT 0; ";
    }

    @Override
    public String name() {
        return freezing.temporary().name();
    }

    /**
     * A temporary table can be opened twice there, and would be taken for the one that it hides: so each of those that are
     * concerned is shown.
     */
    @Override
    public FrozenRows.SetUp setUp() {
        String shown = freezing.concerned().stream()
                .map(table -> "SHOW CREATE TABLE " + Quotes.BACKTICK.table(table) + "; ")
                .collect(Collectors.joining());
        String create = freezing.temporary().create(indexes(), "0 AS node, 0 AS depth", List.of());
        return new FrozenRows.SetUp(List.of("BEGIN NOT ATOMIC " + create + "; " + shown + "END"), true);
    }

    /** By the columns of a key of their table, whose length an index has room for. */
    private String indexes() {
        return rows.tables().stream()
                .filter(this::mayBeFoundAgain)
                .limit(MOST_INDEXES)
                .map(table -> ", KEY (" + rows.written().names(table) + ")")
                .collect(Collectors.joining("", " (KEY (depth)", ")"));
    }

    @Override
    public List<String> cleanUp() {
        return freezing.temporary().drop();
    }

    @Override
    public String whole(String query) {
        return freezing.syntax().whole(query);
    }

    /** Of the rows as they are before any goes: where the list names columns, no others are beside them. */
    @Override
    public Optional<String> returned() {
        DeleteStatement delete = task.delete();
        if (delete.returning() == null) {
            return Optional.empty();
        }
        if (delete.returning().queries()) {
            throw new PlanRefusedException("DELETE with a query in RETURNING is not carried out: its answer depends on the rows "
                    + "that the cascade has deleted so far; ask before or after the DELETE");
        }
        Table target = task.plan().target();
        return Optional.of(whole("SELECT " + delete.returning().list() + " FROM " + delete.from() + " WHERE EXISTS (SELECT 1 FROM "
                + name() + " AS w WHERE " + RowNumbers.among("w", List.of(task.numbers().matched(target))) + " AND "
                + rows.is(target, "w", delete.target().rowName()) + ")"));
    }

    @Override
    public List<String> freezing() {
        List<String> concerned = freezing.queries().rowsWrittenDown();
        String matched = begin() + matched() + "END";
        List<String> steps = new ArrayList<>(List.of(with(matched)));
        List<String> queries = nextLevels();
        if (!queries.isEmpty() || !concerned.isEmpty()) {
            String grow = begin() + (queries.isEmpty() ? "" : loop(queries)) + (concerned.isEmpty() ? "" : insert() + union(concerned) + "; ")
                    + "END";
            steps.add(with(grow));
        }
        return steps;
    }

    private String with(String block) {
        return freezing.syntax().with(block, MysqlSyntax.Setting.BIG);
    }

    /**
     * Writes down what the predicate matches. Its query stands alone, as a cursor's. Inside of another one, be it a derived table
     * or a WITH, the server executes it while it plans, where it finds one row at most, and then again, and once for each that
     * names it; and FOR … IN opens a cursor twice: what the predicate calls would be called again, and RAND() give another answer
     * (law 1). The plan guard is asked right before: what is written down has been made of the tables, which locks them against
     * changes.
     */
    private String matched() {
        List<Table> targets = task.plan().targets();
        List<String> columns = targets.stream().flatMap(target -> columns(target).stream()).toList();
        String variables = targets.stream().map(this::variables).collect(Collectors.joining());
        String fetched = columns.stream().map(column -> prefix + column).collect(Collectors.joining(", "));
        String inserts = targets.stream().map(target -> insertMatched(target)).collect(Collectors.joining());
        return variables + "DECLARE cascade_rows CURSOR FOR " + freezing.doomed().lockedMatchedRows() + "; SET " + found + " = "
                + freezing.doomed().guard() + "; OPEN cascade_rows; BEGIN DECLARE CONTINUE HANDLER FOR NOT FOUND SET " + found + " = 0;"
                + " REPEAT FETCH cascade_rows INTO " + fetched + "; IF " + found + " THEN " + inserts
                + "END IF; UNTIL NOT " + found + " END REPEAT; END; CLOSE cascade_rows; ";
    }

    /**
     * Of the types of the table's own columns, not of those of the temporary one: its columns' types the server tells only who may
     * read any table of that name (error 1142, shown by {@code PrivilegesIT}).
     */
    private String variables(Table target) {
        List<String> columns = columns(target);
        List<Optional<String>> own = rows.writtenAsTheyAre(target);
        return IntStream.range(0, columns.size())
                .mapToObj(i -> "DECLARE " + prefix + columns.get(i) + " " + own.get(i)
                        .map(column -> "TYPE OF " + Quotes.BACKTICK.table(target.name()) + "." + Quotes.BACKTICK.id(column))
                        .orElse(NUMBER) + "; ")
                .collect(Collectors.joining());
    }

    private List<String> columns(Table table) {
        return List.of(rows.written().names(table).split(", "));
    }

    /** Of several tables each row once, and none where an outer join has none. */
    private String insertMatched(Table target) {
        List<String> columns = columns(target);
        String insert = insert() + "SELECT " + freezing.syntax().numbered(task.numbers().matched(target))
                + rows.written().of((table, i) -> table.equals(target) ? Optional.of(prefix + columns.get(i)) : Optional.empty()) + "; ";
        if (task.plan().targets().size() == 1) {
            return insert;
        }
        String same = columns.stream().map(column -> "s." + column + " = " + prefix + column).collect(Collectors.joining(" AND "));
        return "IF " + prefix + columns.get(0) + " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM " + name() + " AS s WHERE "
                + RowNumbers.among("s", List.of(task.numbers().matched(target))) + " AND " + same + ") THEN " + insert + "END IF; ";
    }

    private List<String> nextLevels() {
        return task.plan().cascades().stream()
                .filter(key -> !task.graph().table(key.referencing()).anonymous())
                .map(this::nextLevel)
                .toList();
    }

    /** Counts what is concerned, and locks nothing. */
    WrittenCount counting() {
        List<String> queries = nextLevels();
        String all = begin() + matched()
                + (queries.isEmpty()
                        ? ""
                        : "REPEAT SET " + level + " = " + level + " + 1; SET " + found + " = 0; " + each(union(queries))
                                + "UNTIL " + found + " = 0 END REPEAT; ")
                + "END";
        FrozenRows frozen = new FrozenRows(Optional.empty(), setUp(), with(all), List.of(), List.of(), cleanUp());
        return new WrittenCount(frozen, whole("SELECT counts.* FROM (" + freezing.compiler(this).counts() + ") AS counts"));
    }

    /**
     * Writes down the rows of a query one by one, by a cursor: its query is an ordinary one, where INSERT … SELECT would lock
     * what it reads, and, where strict mode is on, fail by values in the predicate of which a DELETE only warns. The block
     * counts the rows that it inserts.
     */
    private String each(String query) {
        String names = "node, depth, " + rows.columns();
        String values = Stream.of(names.split(", ")).map(name -> "cascade_row." + name).collect(Collectors.joining(", "));
        return "FOR cascade_row IN (WITH cascade_next (" + names + ") AS (" + query + ") SELECT * FROM cascade_next) DO INSERT INTO "
                + name() + " (" + names + ") VALUES (" + values + "); SET " + found + " = 1; END FOR; ";
    }

    private String loop(List<String> queries) {
        return "REPEAT SET " + level + " = " + level + " + 1; " + insert() + union(queries)
                + "; SET " + found + " = ROW_COUNT(); UNTIL " + found + " = 0 END REPEAT; ";
    }

    private static String union(List<String> queries) {
        return queries.stream().map(query -> "(" + query + ")").collect(Collectors.joining(" UNION "));
    }

    private String insert() {
        return "INSERT INTO " + name() + " (node, depth, " + rows.columns() + ") ";
    }

    /** The rows that reference by that key what was found last, and were not found before. */
    private String nextLevel(ForeignKey key) {
        Table table = task.graph().table(key.referencing());
        return "SELECT " + task.plan().node(table) + ", " + level + ", " + rows.written().of(table, "r") + " FROM " + freezing.queries().reach(key) + " AND d.depth = " + level
                + " - 1" + (mayBeFoundAgain(table) ? notFoundBefore(table) : "") + freezing.lockedToWrite();
    }

    private String notFoundBefore(Table table) {
        return " AND NOT EXISTS (SELECT 1 FROM " + name() + " AS s WHERE " + RowNumbers.among("s", task.numbers().doomed(table))
                + " AND " + rows.is(table, "s", "r") + ")";
    }

    /** On a later level than before: by another key, or since its parent's rows are found again. */
    private boolean mayBeFoundAgain(Table table) {
        List<ForeignKey> keys = task.plan().cascadesInto(table.name());
        return keys.size() > 1
                || task.plan().targets().contains(table)
                || keys.stream().anyMatch(key -> key.selfReference() || !task.graph().referencesUnique(key));
    }
}
