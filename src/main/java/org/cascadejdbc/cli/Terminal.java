package org.cascadejdbc.cli;

import java.io.Console;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The person at the terminal, if there is one: then questions can be asked, and progress is shown. */
final class Terminal {
    /** {@code null} where nobody sits: a pipe, a cron job. */
    private final Console console;

    private Terminal(Console console) {
        this.console = console;
    }

    static Terminal none() {
        return new Terminal(null);
    }

    /** The terminal of this process: only if both what we read and what we write is one. */
    @SuppressWarnings("SystemConsoleNull") // it may be null before Java 22; from then on isTerminal tells
    static Terminal ofProcess() {
        Console console = System.console();
        return console == null || !isTerminal(console) ? none() : new Terminal(console);
    }

    /** From Java 22 on there is a Console without a terminal, too; before, no method asks for that. */
    private static boolean isTerminal(Console console) {
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** What it shows; UTF-8 where a file or another program reads, and where the locale says nothing, such as LC_ALL=C. */
    Charset charset() {
        boolean unknown = console == null || console.charset().equals(StandardCharsets.US_ASCII);
        return unknown ? StandardCharsets.UTF_8 : console.charset();
    }

    boolean isThere() {
        return console != null;
    }

    /** Whether the answer is yes; anything else is no, and so is the end of the input. */
    boolean confirms(String question) {
        String answer = console.readLine("%s [y/N] ", question);
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }

    /** What is typed, unseen. */
    String password() {
        char[] typed = console.readPassword("Password: ");
        return typed == null ? "" : new String(typed);
    }
}
