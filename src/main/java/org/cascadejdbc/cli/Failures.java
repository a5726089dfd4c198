package org.cascadejdbc.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.List;
import java.util.stream.Collectors;
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
        tell(command, e.getMessage() + hint);
        command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return Exit.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        tell(command, message(e));
        if (verbose(parsed)) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace, true));
            command.getErr().print(secrets.hide(trace.toString()));
        } else if (code(e) == Exit.DATABASE && !(e instanceof SQLException)) {
            command.getErr().println("--verbose prints where that came from.");
        }
        return code(e);
    }

    private void tell(CommandLine command, String message) {
        String line = secrets.hide(message).lines().map(String::strip).filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        Ansi ansi = command.getColorScheme().ansi();
        PrintWriter err = command.getErr();
        err.println(ansi.string("@|bold,red error:|@ ") + line);
        err.flush();
    }

    private static boolean verbose(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        return last.hasMatchedOption("--verbose");
    }

    private static String message(Exception e) {
        if (e instanceof SQLException failure) {
            String state = failure.getSQLState();
            return failure.getMessage() + (state == null ? "" : " [SQLState " + state + "]");
        }
        return e instanceof NotUsableException ? e.getMessage() : e.toString();
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
