package org.cascadejdbc.cli;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.Explanation;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code explain}: what a DELETE would do, with exact counts; nothing is changed. */
@Command(
        name = "explain",
        description = {
            "Shows what a DELETE would do: which rows go or change, by which keys, and who does it. Changes nothing.",
            "Ends with 1 if the DELETE would fail."
        })
final class ExplainCommand implements Callable<Integer> {
    /** As what it is printed; text where none is chosen. */
    static final class Format {
        @Option(names = "--json", description = "As JSON.")
        private boolean json;

        @Option(names = "--mermaid", description = "The path as a Mermaid flowchart.")
        private boolean mermaid;

        @Option(names = "--dot", description = "The path as a graph in Graphviz's DOT.")
        private boolean dot;
    }

    private final RunContext around;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @ArgGroup
    private Format format = new Format();

    @Mixin
    private DeleteArgument delete = new DeleteArgument();

    ExplainCommand(RunContext around) {
        this.around = around;
    }

    @Override
    public Integer call() throws SQLException {
        PrintWriter out = spec.commandLine().getOut();
        try (Interruption interruption = Interruption.watching(spec.commandLine().getErr());
                CascadeDataSource dataSource = connection.open(around)) {
            Explanation explanation = delete.explain(dataSource, around, spec.commandLine().getErr(), interruption);
            if (format.json) {
                out.println(explanation.toJson());
            } else if (format.mermaid) {
                out.print(explanation.toMermaid());
            } else if (format.dot) {
                out.print(explanation.toDot());
            } else {
                out.println(explanation);
            }
            return explanation.refused() ? Exit.REFUSED : Exit.DONE;
        }
    }
}
