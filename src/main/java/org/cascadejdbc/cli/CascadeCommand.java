package org.cascadejdbc.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands are below; by itself it does nothing. */
@Command(
        name = "cascade-jdbc",
        mixinStandardHelpOptions = true,
        versionProvider = CascadeCommand.Version.class,
        header = "See before you delete: what a DELETE takes with it, on SQLite, PostgreSQL and MySQL.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "cascade-jdbc COMMAND --help tells of each. For a first look, without a database: cascade-jdbc demo",
            "",
            "The database's JDBC driver is looked for in the folder drivers beside this jar, and where --drivers says."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:something was found, or refused: the DELETE would fail, or nobody confirmed it",
            "2:the command was not understood",
            "3:no driver, no connection, or an error of the database"
        })
final class CascadeCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** The command line with all commands. */
    static CommandLine in(RunContext around) {
        CommandLine line = new CommandLine(new CascadeCommand())
                .addSubcommand(new DemoCommand(around))
                .addSubcommand(new ExplainCommand(around))
                .addSubcommand(new DeleteCommand(around))
                .addSubcommand(new KeysCommand(around))
                .addSubcommand(new GraphCommand(around))
                .addSubcommand(new CheckCommand(around));
        Failures failures = new Failures(around.secrets());
        line.setExpandAtFiles(false); // a predicate may begin like that
        line.setExecutionExceptionHandler(failures);
        line.setParameterExceptionHandler(failures);
        line.setUsageHelpWidth(100);
        CommandSpec root = line.getCommandSpec();
        for (CommandLine command : line.getSubcommands().values()) {
            command.getCommandSpec().mixinStandardHelpOptions(true);
            command.getCommandSpec().versionProvider(root.versionProvider());
            command.getCommandSpec().usageMessage()
                    .exitCodeListHeading(root.usageMessage().exitCodeListHeading())
                    .exitCodeList(root.usageMessage().exitCodeList());
        }
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing: one of "
                + String.join(", ", spec.subcommands().keySet()));
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = CascadeCommand.class.getPackage().getImplementationVersion();
            return new String[] {"cascade-jdbc " + (version == null ? "(not packaged)" : version)};
        }
    }
}
