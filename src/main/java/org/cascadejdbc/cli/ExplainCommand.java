package org.cascadejdbc.cli;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.Explanation;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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

    private final Surroundings around;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @ArgGroup
    private Format format = new Format();

    @Option(
            names = "--param",
            paramLabel = "VALUE",
            description = "The value of the next ? of the DELETE. Numbers, true, false and null are sent as such, all else,"
                    + " and what stands in 'single quotes', as text.")
    private List<String> values = new ArrayList<>();

    @Parameters(paramLabel = "DELETE", description = "The DELETE, as one argument: in quotes.")
    private String sql;

    ExplainCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws SQLException {
        PrintWriter out = spec.commandLine().getOut();
        try (CascadeDataSource dataSource = connection.open(around)) {
            Explanation explanation;
            try (Progress progress = Progress.of(around.terminal(), spec.commandLine().getErr())) {
                progress.say("Counting");
                explanation = dataSource.explain(sql, Values.of(values));
            }
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
