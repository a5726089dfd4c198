package org.cascadejdbc.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.Diagram;
import org.cascadejdbc.ForeignKeyInfo;
import org.cascadejdbc.cli.graph.SchemaPage;
import org.cascadejdbc.cli.graph.SchemaSvg;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code graph}: the tables and the keys between them as a picture. */
@Command(
        name = "graph",
        description = {
            "Draws the tables and the keys between them. An arrow goes the way that a DELETE takes: from the referenced table"
                    + " to the referencing one; thick where rows go with it, thin where they are changed, dotted where they"
                    + " refuse it."
        })
final class GraphCommand implements Callable<Integer> {
    /** As what it is drawn; Mermaid where none is chosen. */
    static final class Format {
        @Option(names = "--mermaid", description = "As a Mermaid flowchart, which GitHub shows. This is the default.")
        @SuppressWarnings("UnusedVariable") // what is not another format is this one
        private boolean mermaid;

        @Option(names = "--dot", description = "As a graph in Graphviz's DOT.")
        private boolean dot;

        @Option(names = "--svg", description = "As an SVG image.")
        private boolean svg;

        @Option(
                names = "--html",
                paramLabel = "FILE",
                description = "As a page for a browser, which can be searched and shows what a DELETE reaches, into that file.")
        private Path html;
    }

    private static final String TITLE = "What a DELETE reaches";

    private final RunContext around;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @ArgGroup
    private Format format = new Format();

    @Option(names = "--force", description = "Write the page in the place of a file that is there already.")
    private boolean force;

    GraphCommand(RunContext around) {
        this.around = around;
    }

    @Override
    public Integer call() throws SQLException {
        PrintWriter out = spec.commandLine().getOut();
        OutputFile page = new OutputFile("--html", format.html, force);
        page.check();
        try (CascadeDataSource dataSource = connection.open(around)) {
            draw(dataSource.keys(), page, out);
            return Exit.DONE;
        }
    }

    /** The one place where a format is chosen. */
    private void draw(List<ForeignKeyInfo> keys, OutputFile page, PrintWriter out) {
        if (format.html != null) {
            page.write(SchemaPage.of(TITLE, keys, List.of()));
            out.println("Written: " + format.html.toAbsolutePath().toUri());
        } else if (format.svg) {
            out.print(SchemaSvg.of(TITLE, keys, List.of()));
        } else if (format.dot) {
            out.print(diagram(keys).toDot());
        } else {
            out.print(diagram(keys).toMermaid());
        }
    }

    private static Diagram diagram(List<ForeignKeyInfo> keys) {
        Diagram.Builder diagram = Diagram.builder();
        for (ForeignKeyInfo key : keys) {
            Diagram.Line line = switch (key.rule()) {
                case CASCADE -> Diagram.Line.THICK;
                case SET_NULL, SET_DEFAULT -> Diagram.Line.SOLID;
                case RESTRICT, NO_ACTION -> Diagram.Line.DOTTED;
            };
            diagram.arrow(
                    key.referencedTable(), key.referencingTable(), String.join(", ", key.columns()) + ": " + key.rule(), line);
        }
        return diagram.build();
    }
}
