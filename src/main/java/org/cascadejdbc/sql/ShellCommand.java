package org.cascadejdbc.sql;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A line of a script that is not for the database: a command of psql, of MySQL's client or of SQLite's shell. Most of them have
 * nothing to do with keys.
 *
 * @param line from its backslash or dot on
 */
record ShellCommand(String line) {
    private static final Set<String> READING =
            Set.of("\\i", "\\ir", "\\include", "\\include_relative", "\\.", ".read", ".restore", ".open");
    private static final Set<String> DECIDING = Set.of("\\if", "\\elif", "\\else");
    private static final Set<String> CONNECTING = Set.of("\\c", "\\connect");
    private static final Pattern DELIMITER = Pattern.compile("\\s*(delimiter|\\\\d)[ \\t]", Pattern.CASE_INSENSITIVE);
    private static final Pattern COPY = Pattern.compile("\\\\copy\\b.*\\bfrom\\s+p?stdin\\b.*", Pattern.CASE_INSENSITIVE);

    /** Whether MySQL's short form of DELIMITER is there. */
    static boolean isDelimiter(String text, int at) {
        return text.charAt(at) == '\\' && startsDelimiter(text, at);
    }

    /** Whether DELIMITER comes next, in either form. */
    static boolean startsDelimiter(String text, int at) {
        return DELIMITER.matcher(text).region(at, text.length()).lookingAt();
    }

    boolean isCopyFromStdin() {
        return COPY.matcher(line.strip()).matches();
    }

    /**
     * Why a script with it is not read, or {@code null}.
     *
     * @param keys whether there were foreign keys above
     */
    String objection(boolean keys) {
        String name = line.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
        if (READING.contains(name)) {
            return name + " reads another file, whose foreign keys would not be seen: name that file in cascade.relations, too,"
                    + " and leave this line out";
        }
        if (DECIDING.contains(name)) {
            return name + " decides what is executed, which is not known here: expected the foreign keys without it";
        }
        return CONNECTING.contains(name) && keys
                ? name + " goes to another database, whose foreign keys do not belong to those above: expected a script for each"
                : null;
    }
}
