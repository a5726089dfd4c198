package org.cascadejdbc.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.CheckOptions;
import org.cascadejdbc.CheckReport;
import org.cascadejdbc.Finding;
import org.cascadejdbc.text.Shown;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code check}: what is broken already, or will be; changes nothing. */
@Command(
        name = "check",
        description = {
            "Looks for what is broken: orphans, keys without an index or that nothing enforces, relations that do not fit,"
                    + " rules that other databases carry out otherwise. Reads only, and changes nothing.",
            "Ends with 1 if there is an error or a warning; mere notes do not count."
        })
final class CheckCommand implements Callable<Integer> {
    private final RunContext around;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Option(
            names = "--sql",
            paramLabel = "FILE",
            description = "Write what would repair it into this file, to be read before somebody runs it. We never do.")
    private Path sql;

    @Option(names = "--force", description = "Write the repair in the place of a file that is there already.")
    private boolean force;

    @Option(names = "--schema", paramLabel = "NAME", description = "Only keys of this schema. May be repeated.")
    private List<String> schemas = List.of();

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "0",
            description = "Show up to N orphans of each key, with values of these rows. By default no row's value is shown.")
    private int samples;

    CheckCommand(RunContext around) {
        this.around = around;
    }

    @Override
    public Integer call() throws SQLException {
        if (samples < 0) {
            throw new NotUsableException("--samples: " + samples + " is negative");
        }
        OutputFile repair = new OutputFile("--sql", sql, force);
        repair.check();
        PrintWriter out = spec.commandLine().getOut();
        CheckReport report = report();
        out.println(json ? report.toJson() : report.toString().stripTrailing());
        if (sql != null) {
            repair.write(text(report));
            spec.commandLine().getErr().println(report.repair().size() + " statements of repair are in " + Shown.text(sql)
                    + ": read them, then run them in one transaction.");
        }
        return report.findings().stream().anyMatch(finding -> finding.severity() != Finding.Severity.INFO)
                ? Exit.REFUSED
                : Exit.DONE;
    }

    private CheckReport report() throws SQLException {
        try (CascadeDataSource dataSource = connection.open(around);
                Progress line = Progress.of(around.terminal(), spec.commandLine().getErr())) {
            CheckOptions options = CheckOptions.defaults()
                    .schemas(schemas.toArray(String[]::new))
                    .samples(samples)
                    .listener(now -> line.say(now.table() == null ? "Checking"
                            : "Checking key " + now.step() + " of " + now.steps() + ", " + now.table()));
            return dataSource.check(options);
        }
    }

    private static String text(CheckReport report) {
        StringBuilder text = new StringBuilder("-- Repair of ").append(Shown.text(report.database()))
                .append(", as cascade-jdbc check suggests it. Read it before you run it, in one transaction.\n");
        report.repair().forEach(statement -> text.append('\n').append(statement).append(";\n"));
        return text.toString();
    }
}
