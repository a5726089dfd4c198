package org.cascadejdbc.cli;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.Explanation;
import org.cascadejdbc.text.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code delete}: shows the plan, asks, deletes in one transaction, and compares what went with the plan. */
@Command(
        name = "delete",
        description = {
            "Shows what the DELETE would do, asks, deletes in one transaction, counts what went, and commits if it is what"
                    + " was shown. Nothing is changed where the answer is not yes, or where there is nobody to ask."
        })
final class DeleteCommand implements Callable<Integer> {
    private final RunContext around;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(names = {"-y", "--yes"}, description = "Do not ask.")
    private boolean yes;

    @Option(
            names = "--no-count",
            description = "Do not count the rows of the tables before and after, which takes long for very large ones;"
                    + " what went is then not compared with the plan.")
    private boolean noCount;

    @Option(names = "--json", description = "As one JSON object; only with --yes, as there is no question in it.")
    private boolean json;

    @Mixin
    private DeleteArgument delete = new DeleteArgument();

    DeleteCommand(RunContext around) {
        this.around = around;
    }

    @Override
    public Integer call() throws SQLException {
        if (json && !yes) {
            throw new NotUsableException("--json has no place for a question: it needs --yes");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (Interruption interruption = Interruption.watching(spec.commandLine().getErr());
                CascadeDataSource dataSource = connection.open(around)) {
            Explanation plan = delete.explain(dataSource, around, spec.commandLine().getErr(), interruption);
            if (!json) {
                out.println(plan);
                out.println();
                out.flush();
            }
            String obstacle = obstacle(plan);
            if (obstacle != null) {
                out.println(json ? "{\"deleted\":false,\"reason\":" + Json.of(obstacle) + ",\"plan\":" + plan.toJson() + "}"
                        : obstacle);
                return plan.refused() || plan.deletedRows() > 0 ? Exit.REFUSED : Exit.DONE;
            }
            ShownDelete deletion = delete(dataSource, plan, interruption);
            out.print(json ? deletion.toJson(plan) + "\n" : deletion.toString());
            return deletion.committed() ? Exit.DONE : Exit.REFUSED;
        }
    }

    private ShownDelete delete(CascadeDataSource dataSource, Explanation plan, Interruption interruption)
            throws SQLException {
        try (Progress progress = Progress.of(around.terminal(), spec.commandLine().getErr())) {
            return ShownDelete.run(dataSource, plan, delete.values(), !noCount, progress, interruption);
        }
    }

    /** Why it is not carried out, or {@code null}. */
    private String obstacle(Explanation plan) {
        if (plan.refused()) {
            return "Nothing was changed: the DELETE would fail.";
        }
        if (plan.deletedRows() == 0) {
            return "Nothing was changed: the DELETE matches no row.";
        }
        if (yes) {
            return null;
        }
        if (!around.terminal().isThere()) {
            return "Nothing was changed: there is no terminal to ask on. With --yes it deletes without asking.";
        }
        boolean confirmed = around.terminal().confirms("Delete " + rows(plan.deletedRows())
                + (plan.updatedRows() == 0 ? "" : " and change " + rows(plan.updatedRows())) + "?");
        return confirmed ? null : "Nothing was changed.";
    }

    private static String rows(long rows) {
        return rows + (rows == 1 ? " row" : " rows");
    }
}
