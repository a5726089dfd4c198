package org.cascadejdbc.cli;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.ForeignKeyInfo;
import org.cascadejdbc.SuggestOptions;
import org.cascadejdbc.Suggestion;
import org.cascadejdbc.Suggestions;
import org.cascadejdbc.text.Shown;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code keys}: every foreign key with the rule that holds, and who carries it out. */
@Command(
        name = "keys",
        description = "Lists the foreign keys, those of the relations among them: the rule that is declared and the one that"
                + " holds, who carries it out, whether the database enforces the key, whether an index helps.")
final class KeysCommand implements Callable<Integer> {
    private final RunContext around;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--json", description = "As a JSON array.")
    private boolean json;

    @Option(
            names = "--suggest",
            description = "Instead: keys that nobody declares, from names, types, indexes and the data, each with its evidence,"
                    + " as a relations file to be read. None of them cascades until you write so.")
    private boolean suggest;

    KeysCommand(RunContext around) {
        this.around = around;
    }

    @Override
    public Integer call() throws SQLException {
        PrintWriter out = spec.commandLine().getOut();
        try (CascadeDataSource dataSource = connection.open(around)) {
            if (suggest) {
                Suggestions suggestions = dataSource.suggest(SuggestOptions.defaults());
                out.println(json ? suggestions.toJson() : relations(suggestions));
                return Exit.DONE;
            }
            List<ForeignKeyInfo> keys = dataSource.keys();
            out.print(json ? json(keys) : text(keys));
            return Exit.DONE;
        }
    }

    /** A relations file that can be shown: what has names that cannot be shown as they are is a comment in it. */
    private static String relations(Suggestions suggestions) {
        Map<Boolean, List<Suggestion>> byShown = suggestions.suggested().stream()
                .collect(Collectors.partitioningBy(one -> Shown.text(one.sql()).equals(one.sql())));
        String file = new Suggestions(
                suggestions.database(), byShown.get(true), suggestions.rejected(), suggestions.elapsed()).toSql();
        return byShown.get(false).stream()
                .map(one -> "\n-- Names in it have characters that cannot be shown; --json has it as it is:\n-- " + Shown.text(one.sql()))
                .collect(Collectors.joining("\n", file, ""));
    }

    private static String json(List<ForeignKeyInfo> keys) {
        return keys.stream().map(ForeignKeyInfo::toJson).collect(Collectors.joining(",\n ", "[", "]\n"));
    }

    /** A table, and what it comes to. */
    static String text(List<ForeignKeyInfo> keys) {
        if (keys.isEmpty()) {
            return "There are no foreign keys. With --relations FILE, SQL that declares some, they cascade all the same.\n";
        }
        TextTable table = new TextTable("references", "to", "declared", "holds", "carried out by", "enforced", "index", "key");
        for (ForeignKeyInfo key : keys) {
            table.row(
                    key.referencingTable() + " (" + String.join(", ", key.columns()) + ")",
                    key.referencedTable() + " (" + String.join(", ", key.referencedColumns()) + ")",
                    key.declaredRule() == null ? "-" : key.declaredRule(),
                    key.rule(),
                    key.resting() != null ? "nobody" : key.carriedOutByDatabase() ? "database" : "cascade-jdbc",
                    key.enforced() ? "yes" : "no",
                    key.indexed() ? "yes" : "no",
                    key.name());
        }
        return table + "\n" + summary(keys);
    }

    private static String summary(List<ForeignKeyInfo> keys) {
        List<ForeignKeyInfo> resting = keys.stream().filter(key -> key.resting() != null).toList();
        long natively = keys.stream().filter(ForeignKeyInfo::carriedOutByDatabase).count();
        long notEnforced = keys.stream().filter(key -> !key.enforced()).count();
        long notIndexed = keys.stream().filter(key -> !key.indexed()).count();
        return keys.size() + (keys.size() == 1 ? " key: " : " keys: ") + natively
                + " carried out by the database, " + (keys.size() - natively - resting.size()) + " by cascade-jdbc"
                + (resting.isEmpty() ? "" : ", " + resting.size() + " by nobody, because " + resting.get(0).resting())
                + "; " + notEnforced
                + " not enforced by the database, " + notIndexed + " without an index.\n";
    }
}
