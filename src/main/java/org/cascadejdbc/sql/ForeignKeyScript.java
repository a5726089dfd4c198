package org.cascadejdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Finds the foreign keys that a DDL script declares, in CREATE TABLE and ALTER TABLE, and passes over all its other
 * statements: a script written for this purpose, or a whole dump of pg_dump, mysqldump or SQLite's shell. What looks
 * like a foreign key and cannot be read is an error, never passed over.
 *
 * <p>In a script "…" and `…` are identifiers, whatever the connection's settings say: they are ANSI's and the dumps'.
 */
public final class ForeignKeyScript {
    private static final Pattern END_OF_COPY = Pattern.compile("^\\\\\\.[ \\t]*\\r?$", Pattern.MULTILINE);
    private static final Pattern DELIMITER =
            Pattern.compile("^[ \\t]*delimiter\\b", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);

    private final String text;
    private final ScriptLines lines;
    private final Scanner scanner;
    private final StatementSplitter splitter;
    private final List<ForeignKeyDeclaration> found = new ArrayList<>();

    private ForeignKeyScript(String text, String location, Lexis lexis) {
        this.text = text;
        this.lines = new ScriptLines(location, text);
        Lexis ofScripts = lexis.forScripts();
        this.scanner = new Scanner(text, ofScripts);
        this.splitter = new StatementSplitter(text, scanner, ofScripts);
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
        return new ForeignKeyScript(script, location, lexis).read();
    }

    private List<ForeignKeyDeclaration> read() {
        boolean empty = true;
        while (scanner.next() != Scanner.Kind.END) {
            empty = false;
            char first = text.charAt(scanner.start());
            if (first == '\\' || first == '.') {
                // A command of psql's or SQLite's shell.
                scanner.moveTo(endOfLine(scanner.start()));
            } else if (isWord("DELIMITER")) {
                skipDelimited();
            } else {
                statement(splitter.statement());
            }
        }
        if (scanner.error() != null) {
            throw lines.error(scanner.start(), scanner.error());
        }
        if (scanner.escapedIdentifier()) {
            throw lines.error(0, "identifiers with escapes, U&\"…\", are not understood: expected them written out");
        }
        if (found.isEmpty() && !empty) {
            throw lines.error(0, "no foreign key is declared here: expected ALTER TABLE … ADD "
                    + "FOREIGN KEY (…) REFERENCES … or CREATE TABLE with REFERENCES");
        }
        return List.copyOf(found);
    }

    private void statement(Tokens tokens) {
        if (tokens.size() == 0) {
            return;
        }
        if (scanner.error() != null) {
            throw lines.error(scanner.start(), scanner.error());
        }
        if (tokens.isCutOff()) {
            throw lines.error(
                    tokens.start(0), "a BEGIN … END block or a parenthesis of this statement is not closed");
        }
        if (isCopyFromStdin(tokens)) {
            skipCopiedData();
            return;
        }
        new ForeignKeyReader(tokens, lines).addTo(found);
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

    /** With another delimiter come bodies of routines, until the next DELIMITER line. */
    private void skipDelimited() {
        int end = endOfLine(scanner.start());
        while (!text.substring(scanner.end(), end).strip().equals(";")) {
            var matcher = DELIMITER.matcher(text);
            if (!matcher.find(end)) {
                scanner.moveTo(text.length());
                return;
            }
            scanner.moveTo(matcher.end());
            end = endOfLine(matcher.end());
        }
        scanner.moveTo(end);
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
