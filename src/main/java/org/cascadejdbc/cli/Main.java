package org.cascadejdbc.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** {@code java -jar cascade-jdbc-cli.jar}. */
public final class Main {
    private Main() {}

    /** Runs a command and ends with its exit code. */
    public static void main(String[] arguments) {
        logSparingly();
        Terminal terminal = Terminal.ofProcess();
        Secrets secrets = Secrets.of(List.of(arguments), System.getenv());
        RunContext around = new RunContext(home(), System.getenv(), terminal, secrets);
        PrintWriter out = writer(FileDescriptor.out, terminal.charset());
        PrintWriter err = writer(FileDescriptor.err, terminal.charset());
        System.setOut(Overheard.on(err, secrets));
        System.setErr(Overheard.on(err, secrets));
        int code = run(around, out, err, arguments);
        System.out.close();
        System.err.close();
        out.flush();
        err.flush();
        System.exit(code);
    }

    /** Runs a command; the answer is its exit code. */
    static int run(RunContext around, PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = CascadeCommand.in(around);
        line.setOut(out);
        line.setErr(err);
        String objection = Mangled.objection(List.of(arguments));
        if (objection != null) {
            err.println("error: " + objection);
            return Exit.USAGE;
        }
        return line.execute(arguments);
    }

    /**
     * Before the first logger exists; who wants more says so, as to every SLF4J simple logger. Missing indexes are told by
     * the commands themselves.
     */
    private static void logSparingly() {
        Map<String, String> settings = Map.of(
                "defaultLogLevel", "warn", "showThreadName", "false", "log.org.cascadejdbc.index", "error");
        settings.forEach((key, value) -> {
            String property = "org.slf4j.simpleLogger." + key;
            System.setProperty(property, System.getProperty(property, value));
        });
    }

    /** The directory of our jar; never the current one, which may be anybody's. */
    private static Path home() {
        try {
            return Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI()).getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e); // it is a URL of a file that Java has opened
        }
    }

    private static PrintWriter writer(FileDescriptor file, Charset charset) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(file), charset), true);
    }
}
