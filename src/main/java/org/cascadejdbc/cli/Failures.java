package org.cascadejdbc.cli;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.cascadejdbc.text.Shown;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What is told of a failure: one line, with what to do, and the exit code. Nothing secret is in it. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Secrets secrets;

    Failures(Secrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        boolean password = List.of(arguments).contains("--password")
                || List.of(arguments).stream().anyMatch(argument -> argument.startsWith("--password="));
        String hint = password ? " (--password takes no value: it asks)" : "";
        tell(command, secrets.hide(e.getMessage()) + hint);
        command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return Exit.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        tell(command, message(e));
        if (verbose(parsed)) {
            command.getErr().print(trace(e, "", Collections.newSetFromMap(new IdentityHashMap<>())));
        } else if (code(e) == Exit.DATABASE && !(e instanceof SQLException)) {
            command.getErr().println("--verbose prints where that came from.");
        }
        return code(e);
    }

    private void tell(CommandLine command, String message) {
        String line = Shown.oneLine(message);
        Ansi ansi = command.getColorScheme().ansi();
        PrintWriter err = command.getErr();
        err.println(ansi.string("@|bold,red error:|@ ") + line);
        err.flush();
    }

    /** What we say ourselves of a URL is what may be said; a driver cites what it likes. */
    private String words(Throwable e, String message) {
        StackTraceElement[] frames = e.getStackTrace();
        String thrower = frames.length == 0 ? "" : frames[0].getClassName();
        boolean ours = thrower.startsWith("org.cascadejdbc.") && !thrower.startsWith("org.cascadejdbc.shaded.");
        return ours ? secrets.hideKnown(message) : secrets.hide(String.valueOf(message));
    }

    /** Each message on one line, so that none can look like a frame. */
    private String trace(Throwable e, String title, Set<Throwable> told) {
        StringBuilder text = new StringBuilder(title).append(e.getClass().getName()).append(": ")
                .append(Shown.oneLine(words(e, e.getMessage()))).append('\n');
        if (!told.add(e)) {
            return text.toString();
        }
        for (StackTraceElement frame : e.getStackTrace()) {
            text.append("\tat ").append(Shown.text(frame)).append('\n');
        }
        for (Throwable suppressed : e.getSuppressed()) {
            text.append(trace(suppressed, "Suppressed: ", told));
        }
        return e.getCause() == null ? text.toString() : text.append(trace(e.getCause(), "Caused by: ", told)).toString();
    }

    private static boolean verbose(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        return last.hasMatchedOption("--verbose");
    }

    private String message(Exception e) {
        if (e instanceof SQLException failure) {
            String state = failure.getSQLState();
            return words(failure, failure.getMessage()) + (state == null ? "" : " [SQLState " + state + "]");
        }
        return words(e, e instanceof NotUsableException ? e.getMessage() : e.toString());
    }

    /** A DELETE that is refused is an answer, not an accident. */
    static int code(Exception e) {
        if (e instanceof NotUsableException) {
            return Exit.USAGE;
        }
        boolean ownOption = e instanceof SQLException && e.getCause() instanceof IllegalArgumentException;
        if (ownOption) {
            return Exit.USAGE;
        }
        boolean refused = e instanceof SQLIntegrityConstraintViolationException
                || e instanceof SQLFeatureNotSupportedException
                || (e instanceof SQLException sql && sql.getSQLState() != null && sql.getSQLState().startsWith("23"));
        return refused ? Exit.REFUSED : Exit.DATABASE;
    }
}
