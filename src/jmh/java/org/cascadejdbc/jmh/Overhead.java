package org.cascadejdbc.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks of what wrappers cost, and writes their results as Markdown. */
public final class Overhead {
    private Overhead() {}

    /**
     * Runs what is asked for.
     *
     * @param arguments the file for the results; {@code quick} for a few minutes or {@code full} for half an hour; a
     *     regular expression for the names of the benchmarks, if not all are wanted. Or {@code cold} for {@link
     *     ColdStart} instead, and fourth the URL of its database
     */
    public static void main(String[] arguments) throws RunnerException, IOException, SQLException {
        if (arguments[1].equals("cold")) {
            ColdStart.measure(arguments[3]);
            return;
        }
        Path file = Path.of(arguments[0]);
        boolean full = arguments[1].equals("full");
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("Overhead\\." + (arguments.length > 2 ? arguments[2] : ""))
                .addProfiler(GCProfiler.class)
                .verbosity(full ? VerboseMode.NORMAL : VerboseMode.SILENT)
                .shouldFailOnError(true)
                .forks(full ? 3 : 1)
                .warmupIterations(full ? 5 : 4)
                .warmupTime(TimeValue.milliseconds(full ? 1_000 : 500))
                .measurementIterations(full ? 7 : 9)
                .measurementTime(TimeValue.milliseconds(full ? 1_000 : 200))
                .jvmArgsAppend("-Dorg.slf4j.simpleLogger.defaultLogLevel=error", "-Xms256m", "-Xmx256m");
        Collection<RunResult> results = new Runner(options.build()).run();
        String table = Report.of(results);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, table);
        System.out.println(table);
    }
}
