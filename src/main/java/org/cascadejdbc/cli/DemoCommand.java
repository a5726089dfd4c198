package org.cascadejdbc.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.Explanation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: what a DELETE breaks, and what it does with us, on a small music shop in SQLite. */
@Command(
        name = "demo",
        description = "Shows on a small music shop in a file of SQLite what a DELETE breaks, and what it does with"
                + " cascade-jdbc. Needs nothing but SQLite's driver.")
final class DemoCommand implements Callable<Integer> {
    private final RunContext around;

    @Spec
    private CommandSpec spec;

    @Option(names = "--file", paramLabel = "FILE", description = "Make the shop in this new file and keep it, to play with.")
    private Path file;

    @Option(
            names = "--drivers",
            paramLabel = "DIR|JAR",
            description = "Where else the driver's jar is. Those in the folder drivers beside this jar are found.")
    private List<Path> drivers = new ArrayList<>();

    @Option(names = "--verbose", description = "Print stack traces of errors.")
    @SuppressWarnings("UnusedVariable") // Failures asks picocli for it
    private boolean verbose;

    DemoCommand(RunContext around) {
        this.around = around;
    }

    @Override
    public Integer call() throws SQLException, IOException {
        Drivers found = Drivers.in(around.home(), drivers);
        Driver sqlite = found.find("jdbc:sqlite:");
        Thread.currentThread().setContextClassLoader(found.loader());
        if (file != null) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new NotUsableException("--file: " + file + " is there already");
            }
            tell(sqlite, file);
            return Exit.DONE;
        }
        Path directory = Files.createTempDirectory("cascade-jdbc-demo");
        Path shop = directory.resolve("shop.db");
        try {
            tell(sqlite, shop);
        } finally {
            Files.deleteIfExists(shop);
            Files.deleteIfExists(directory);
        }
        return Exit.DONE;
    }

    private void tell(Driver sqlite, Path shop) throws SQLException, IOException {
        Sample.create(sqlite, shop);
        title("1. A music shop in SQLite, whose keys say ON DELETE CASCADE and SET NULL. An artist leaves");
        say(Sample.DELETE);
        title("2. Without cascade-jdbc");
        say("SQLite looks at foreign keys only on connections that ask for it. This one did not: the DELETE succeeds, and\n"
                + Sample.deleteWithoutUs(sqlite, shop) + " albums now belong to an artist that does not exist. (Undone.)");
        try (CascadeDataSource dataSource = new CascadeDataSource()) {
            dataSource.setUrl(Sample.url(shop));
            // So that the statements can be seen; by default SQLite's own cascade would do it, switched on.
            dataSource.setStrategy("emulate");
            title("3. With cascade-jdbc: the keys as they hold\n"
                    + "   $ cascade-jdbc keys --url jdbc:sqlite:shop.db --option strategy=emulate");
            say(KeysCommand.text(dataSource.keys()));
            title("4. See before you delete\n   $ cascade-jdbc explain ... \"" + Sample.DELETE + "\"");
            Explanation plan = dataSource.explain(Sample.DELETE);
            say(plan.toString());
            title("5. Delete\n   $ cascade-jdbc delete ... \"" + Sample.DELETE + "\"");
            try (Interruption interruption = Interruption.watching(spec.commandLine().getErr());
                    Progress none = Progress.of(Terminal.none(), spec.commandLine().getErr())) {
                say(ShownDelete.run(dataSource, plan, new Object[0], true, none, interruption).toString());
            }
        }
        say("");
        say(file == null
                ? "The shop is gone. With --file shop.db it stays, to play with; --help tells of the commands."
                : "The shop is in " + file + " now, without that artist; try: keys, graph, explain, delete, with --url "
                        + Sample.url(file));
    }

    private void title(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        text.lines().forEach(line -> out.println(spec.commandLine().getColorScheme().ansi().enabled() && !line.isBlank()
                ? "\033[1m" + line + "\033[0m" : line));
        out.println();
    }

    private void say(String text) {
        text.lines().forEach(line -> spec.commandLine().getOut().println(line.isBlank() ? "" : "   " + line));
    }
}
