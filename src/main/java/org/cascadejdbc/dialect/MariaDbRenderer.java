package org.cascadejdbc.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.cascadejdbc.dialect.Script.Step;
import org.cascadejdbc.dialect.Script.Step.Kind;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.sql.DeleteStatement;

/**
 * Freeze, then act, on MariaDB: as on MySQL, but for how the rows that go are found.
 *
 * <p>A recursive query takes the server four times as long to plan, and as much memory, for each further query in it, or
 * over it (11.8.9: gigabytes for a dozen). So what the predicate matches is written down first, and a block of statements
 * (manual: "BEGIN NOT ATOMIC"), one round trip, adds to it level by level: what references the rows of the last level, until
 * there is none. Unlike MySQL's, a temporary table can be read more than once in a statement, and while it is written.
 *
 * <p>Variables of a block hide columns without a qualifier: all of ours have one.
 */
final class MariaDbRenderer extends MysqlRenderer {
    private static final String LEVEL = "cascade_level";
    /** A table has no more than 64 (manual: "InnoDB Limitations"). */
    private static final int MOST_INDEXES = 60;

    MariaDbRenderer(CascadePlan plan, KeyGraph graph, DeleteStatement delete, Premise premise, Texts texts) {
        super(plan, graph, delete, premise, texts);
    }

    /** By the columns of a key of their table, whose length an index has room for. */
    @Override
    String definition() {
        return identified().stream()
                .filter(this::mayBeFoundAgain)
                .limit(MOST_INDEXES)
                .map(table -> ", KEY (" + columns.names(table) + ")")
                .collect(Collectors.joining("", " (KEY (depth)", ")"));
    }

    @Override
    String counters() {
        return "0 AS node, 0 AS depth, ";
    }

    @Override
    String first(int number) {
        return number + " AS node, 0 AS depth, ";
    }

    @Override
    String row(int number, Table table, String alias) {
        return number + ", " + LEVEL + ", " + columns.of(table, alias);
    }

    @Override
    String doomedRows() {
        return frozen();
    }

    @Override
    List<Step> freezing() {
        List<String> rows = rowsWrittenDown();
        String with = plan.targets().size() > 1 ? "WITH " + matched(matchedRows()) + " " : "";
        String freeze = insert() + with + String.join(" UNION ", matchedBy(matchedRows()));
        List<Step> steps = new ArrayList<>(List.of(new Step(Kind.FREEZE, syntax.with(freeze, MysqlSyntax.Setting.BIG))));
        List<String> found = plan.cascades().stream()
                .filter(key -> !anonymous(graph.table(key.referencing())))
                .map(this::nextLevel)
                .toList();
        if (!found.isEmpty() || !rows.isEmpty()) {
            String grow = "BEGIN NOT ATOMIC DECLARE " + LEVEL + ", cascade_found BIGINT DEFAULT 0; "
                    + (found.isEmpty() ? "" : loop(found)) + (rows.isEmpty() ? "" : insert() + union(rows) + "; ") + "END";
            steps.add(new Step(Kind.FREEZE_MORE, syntax.with(grow, MysqlSyntax.Setting.BIG)));
        }
        return steps;
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
        return "SELECT " + row(plan.node(table), table, "r") + " FROM " + reach(key) + " AND d.depth = " + LEVEL
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
