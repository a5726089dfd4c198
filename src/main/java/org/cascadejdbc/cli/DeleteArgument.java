package org.cascadejdbc.cli;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.Explanation;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The DELETE that a command is about, and the values of its parameters. */
final class DeleteArgument {
    @Option(
            names = "--param",
            paramLabel = "VALUE",
            description = "The value of the next ? of the DELETE. Numbers, true, false and null are sent as such, all else,"
                    + " and what stands in 'single quotes', as text.")
    private List<String> values = new ArrayList<>();

    @Parameters(paramLabel = "DELETE", description = "The DELETE, as one argument: in quotes.")
    private String sql;

    Object[] values() {
        return Values.of(values);
    }

    /** What it would do; on a terminal {@code err} shows that it is being counted. */
    Explanation explain(CascadeDataSource dataSource, Surroundings around, PrintWriter err) throws SQLException {
        try (Progress progress = Progress.of(around.terminal(), err)) {
            progress.say("Counting");
            return dataSource.explain(sql, values());
        }
    }
}
