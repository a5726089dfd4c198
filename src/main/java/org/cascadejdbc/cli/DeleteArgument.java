package org.cascadejdbc.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
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

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Read the DELETE from this file, in UTF-8 whatever the locale; - is the standard input.")
    private String file;

    @Parameters(paramLabel = "DELETE", arity = "0..1", description = "The DELETE, as one argument: in quotes.")
    private String sql;

    Object[] values() {
        return Values.of(values);
    }

    /** What it would do; on a terminal {@code err} shows that it is being counted. */
    Explanation explain(
            CascadeDataSource dataSource, RunContext around, PrintWriter err, Interruption interruption)
            throws SQLException {
        String delete = text();
        checkValues(dataSource, delete, interruption);
        try (Progress progress = Progress.of(around.terminal(), err)) {
            progress.say("Counting");
            return dataSource.explain(delete, values());
        }
    }

    private String text() {
        if ((sql == null) == (file == null)) {
            throw new NotUsableException(sql == null
                    ? "the DELETE is missing: give it as one argument, or name a file with -f"
                    : "the DELETE is given twice: as an argument, and by -f");
        }
        return sql != null ? sql : read();
    }

    private String read() {
        try {
            byte[] bytes = file.equals("-")
                    ? new FileInputStream(FileDescriptor.in).readAllBytes()
                    : Files.readAllBytes(Path.of(file));
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return (text.startsWith("\uFEFF") ? text.substring(1) : text).strip();
        } catch (CharacterCodingException e) {
            throw new NotUsableException("-f: " + file + " is not in UTF-8");
        } catch (IOException e) {
            throw new NotUsableException("-f: " + file + " cannot be read: " + e);
        }
    }

    /** The driver knows how many there are; not every database complains of those that have none. */
    private void checkValues(CascadeDataSource dataSource, String delete, Interruption interruption)
            throws SQLException {
        if (values.isEmpty() && delete.indexOf('?') < 0) {
            return;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = interruption.running(connection.prepareStatement(delete))) {
            int parameters = statement.getParameterMetaData().getParameterCount();
            if (parameters != values.size()) {
                throw new NotUsableException("the DELETE has " + parameters + (parameters == 1 ? " parameter" : " parameters")
                        + ", and " + values.size() + (values.size() == 1 ? " value is" : " values are")
                        + " given: expected a --param for each ?");
            }
        }
    }
}
