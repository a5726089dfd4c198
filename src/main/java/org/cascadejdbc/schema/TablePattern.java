package org.cascadejdbc.schema;

import java.util.List;
import java.util.Locale;

/**
 * Tables by a name as a person writes it: {@code invoice}, {@code audit_*}, {@code billing.*}. A star is for any
 * characters; case does not matter; without a schema it is a table of any schema.
 */
public record TablePattern(String text) {
    /** Whether that table is one of them: in a time that grows with the lengths only, since a URL may name patterns. */
    public boolean matches(TableName table) {
        String name = (text.contains(".") ? table.toString() : table.name()).toLowerCase(Locale.ROOT);
        String[] parts = text.toLowerCase(Locale.ROOT).split("\\*", -1);
        String first = parts[0];
        String last = parts[parts.length - 1];
        if (parts.length == 1) {
            return name.equals(first);
        }
        int at = first.length();
        int end = name.length() - last.length();
        if (at > end || !name.startsWith(first) || !name.endsWith(last)) {
            return false;
        }
        // Where a part is found first, most is left for those behind it.
        for (int i = 1; i < parts.length - 1; i++) {
            int found = name.indexOf(parts[i], at);
            if (found < 0 || found + parts[i].length() > end) {
                return false;
            }
            at = found + parts[i].length();
        }
        return true;
    }

    /** Whether it names one table rather than any that there may be. */
    public boolean names() {
        return !text.contains("*");
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
