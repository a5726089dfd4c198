package org.cascadejdbc.sql;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Finds the foreign keys that a DDL script declares, in CREATE TABLE and ALTER TABLE, and passes over all its other
 * statements: a script written for this purpose, or a whole dump of pg_dump, mysqldump or SQLite's shell. What looks
 * like a foreign key and cannot be read is an error, never passed over; so is what may hide one: another file that is read, a
 * text that is executed. What later statements drop or rename is followed.
 *
 * <p>In a script "…" and `…` are identifiers, whatever the connection's settings say: they are ANSI's and the dumps'.
 */
public final class ForeignKeyScript {
    private static final Pattern END_OF_COPY = Pattern.compile("^\\\\\\.[ \\t]*\\r?$", Pattern.MULTILINE);

    private final String text;
    private final Lexis lexis;
    private final ScriptLines lines;
    private final Scanner scanner;
    private final StatementSplitter splitter;
    private final ScriptNames names;
    private final ForeignKeyChanges found;

    private ForeignKeyScript(
            String text, Lexis lexis, ScriptLines lines, ScriptNames names, ForeignKeyChanges found) {
        this.text = text;
        this.lexis = lexis;
        this.lines = lines;
        this.scanner = new Scanner(text, lexis);
        this.scanner.readExecutableComments();
        this.splitter = new StatementSplitter(text, scanner, lexis);
        this.names = names;
        this.found = found;
    }

    /**
     * The foreign keys in the order of the script; empty if it has no statement.
     *
     * @param location what to call the script in errors and origins: a file's name
     * @throws ScriptException if a foreign key cannot be read, or there are statements but no foreign key
     */
    public static List<ForeignKeyDeclaration> parse(String text, String location, Lexis lexis) {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(location, "location");
        // Editors' byte order mark is no part of the script.
        String script = text.startsWith("\uFEFF") ? " " + text.substring(1) : text;
        ForeignKeyChanges found = new ForeignKeyChanges();
        ScriptLines lines = new ScriptLines(location, script);
        return new ForeignKeyScript(script, lexis.forScripts(), lines, new ScriptNames(), found).read();
    }

    private List<ForeignKeyDeclaration> read() {
        boolean empty = true;
        while (scanner.next() != Scanner.Kind.END) {
            empty = false;
            char first = text.charAt(scanner.start());
            boolean delimiter = lexis.has(SqlFeature.CLIENT_LINES) && ShellCommand.isDelimiter(text, scanner.start());
            if (delimiter || isWord("DELIMITER")) {
                delimited();
            } else if (first == '\\' || first == '.') {
                shellCommand();
            } else {
                statement(splitter.statement());
            }
        }
        checkScanned();
        if (scanner.escapedIdentifier()) {
            throw lines.error(0, "identifiers with escapes, U&\"…\", are not understood: expected them written out");
        }
        if (found.isEmpty() && !empty) {
            throw lines.error(0, "no foreign key is declared here: expected ALTER TABLE … ADD "
                    + "FOREIGN KEY (…) REFERENCES … or CREATE TABLE with REFERENCES");
        }
        return found.keys();
    }

    private void checkScanned() {
        if (scanner.error() != null) {
            throw lines.error(scanner.start(), scanner.error());
        }
    }

    private void statement(Tokens tokens) {
        if (tokens.size() == 0) {
            return;
        }
        checkScanned();
        if (tokens.isCutOff()) {
            throw lines.error(
                    tokens.start(0), "a BEGIN … END block or a parenthesis of this statement is not closed");
        }
        if (isCopyFromStdin(tokens)) {
            skipCopiedData();
            return;
        }
        HiddenKeys.refuse(tokens, lexis, lines, !found.isEmpty());
        names.read(tokens, lexis);
        new ForeignKeyReader(tokens, lines, names, found).read();
    }

    private static boolean isCopyFromStdin(Tokens tokens) {
        if (!tokens.isWord(0, "COPY")) {
            return false;
        }
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.isWord(i, "FROM") && tokens.isWord(i + 1, "STDIN")) {
                return true;
            }
        }
        return false;
    }

    private void skipCopiedData() {
        var matcher = END_OF_COPY.matcher(text);
        if (!matcher.find(scanner.end())) {
            throw lines.error(scanner.end(), "the data of COPY do not end: expected \\.");
        }
        scanner.moveTo(matcher.end());
    }

    /** A command of psql's, MySQL's or SQLite's shell. */
    private void shellCommand() {
        int end = endOfLine(scanner.start());
        ShellCommand command = new ShellCommand(text.substring(scanner.start(), end));
        String objection = command.objection(!found.isEmpty());
        if (objection != null) {
            throw lines.error(scanner.start(), objection);
        }
        scanner.moveTo(end);
        if (command.isCopyFromStdin()) {
            skipCopiedData();
        }
    }

    /** Statements that something else than a semicolon ends, until the next DELIMITER line. */
    private void delimited() {
        int end = endOfLine(scanner.start());
        String[] line = text.substring(scanner.start(), end).strip().split("\\s+", 2);
        if (line.length < 2) {
            throw lines.error(scanner.start(), "expected a delimiter behind DELIMITER");
        }
        String delimiter = line[1].split("\\s", 2)[0];
        int at = end;
        while (!delimiter.equals(";") && at < text.length() && !ShellCommand.startsDelimiter(text, at)) {
            int next = DelimitedText.end(text, at, delimiter, lexis);
            ForeignKeyScript part = new ForeignKeyScript(text.substring(0, next), lexis, lines, names, found);
            part.scanner.moveTo(at);
            part.readPart();
            at = Math.min(next + delimiter.length(), text.length());
        }
        scanner.moveTo(at);
    }

    /** What a delimiter ends is one statement, or more; behind the head of a routine all of it is the routine's body. */
    private void readPart() {
        boolean body = false;
        while (!body && scanner.next() != Scanner.Kind.END) {
            Tokens tokens = splitter.statement();
            body = StatementSplitter.definesBody(tokens);
            if (!body) {
                statement(tokens);
            }
        }
        if (!body) {
            checkScanned();
        }
    }

    private boolean isWord(String keyword) {
        return scanner.kind() == Scanner.Kind.WORD
                && text.substring(scanner.start(), scanner.end()).equalsIgnoreCase(keyword);
    }

    private int endOfLine(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }
}
