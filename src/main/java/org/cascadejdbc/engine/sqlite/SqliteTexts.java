package org.cascadejdbc.engine.sqlite;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.Name;
import org.cascadejdbc.sql.QuotedNames;
import org.cascadejdbc.sql.StatementRecognizer;

/**
 * Texts in double quotes, which SQLite takes for the name of a column where there is one, and for a text elsewhere. Where
 * the user's predicate stands within a query of ours, there may be one that natively is not: a column of another table of
 * the cascade.
 */
final class SqliteTexts {
    /** Columns of the temporary table. */
    private static final Pattern OURS = Pattern.compile("(?i)node|k\\d+");

    private final CascadePlan plan;
    private final KeyGraph graph;
    private final DeleteStatement delete;

    SqliteTexts(CascadePlan plan, KeyGraph graph, DeleteStatement delete) {
        this.plan = plan;
        this.graph = graph;
        this.delete = delete;
    }

    /** Whether one of them may be a column there, and is none natively: neither the target's, nor of a table that is read. */
    boolean mayBeColumns() {
        String text = Stream.of(delete.predicate(), delete.with() == null ? null : delete.with().queries())
                .filter(each -> each != null)
                .collect(Collectors.joining(" "));
        if (text.indexOf('"') < 0) {
            return false;
        }
        List<Table> read = read(text);
        return QuotedNames.in(text, Lexis.SQLITE).stream()
                .filter(name -> read.stream().noneMatch(table -> has(table, name)))
                .anyMatch(name -> OURS.matcher(name.text()).matches() || ofTheCascade().anyMatch(table -> has(table, name)));
    }

    /** The target, and whatever has a name that the text has, too. */
    private List<Table> read(String text) {
        Set<String> names = new StatementRecognizer(Lexis.SQLITE).identifiers(text);
        return graph.tables().stream()
                .filter(table -> table.equals(plan.target())
                        || names.contains(table.name().name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    private Stream<Table> ofTheCascade() {
        return Stream.concat(
                plan.deletionOrder().stream(),
                Stream.of(plan.updates(), plan.checks()).flatMap(List::stream).map(ForeignKey::referencing).map(graph::table));
    }

    private boolean has(Table table, Name name) {
        return graph.column(table, name).isPresent() || SqliteRowId.isNameOfIt(name.text(), table);
    }
}
