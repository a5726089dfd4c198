package org.cascadejdbc.schema;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tables by a name as a person writes it: {@code invoice}, {@code audit_*}, {@code billing.*}. A star is for any
 * characters; case does not matter; without a schema it is a table of any schema.
 */
public record TablePattern(String text) {
    /** Whether that table is one of them. */
    public boolean matches(TableName table) {
        String name = text.contains(".") ? table.toString() : table.name();
        return regex().matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    /** Whether it names one table rather than any that there may be. */
    public boolean names() {
        return !text.contains("*");
    }

    private Pattern regex() {
        return Pattern.compile(
                Arrays.stream(text.toLowerCase(Locale.ROOT).split("\\*", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*")),
                Pattern.DOTALL);
    }

    /**
     * Makes sure that each one that names a table names one that is there: a slip must not leave a table unprotected.
     *
     * @param option what they were given by, for the error
     * @throws RelationException if there is none
     */
    public static void check(List<TablePattern> patterns, KeyGraph graph, String option) {
        for (TablePattern pattern : patterns) {
            boolean found = graph.tables().stream().anyMatch(table -> pattern.matches(table.name()));
            if (pattern.names() && !found) {
                throw new RelationException(option + " names " + pattern + ", but there is no such table; check its "
                        + "spelling and schema, or take it out");
            }
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
