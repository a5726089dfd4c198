package org.cascadejdbc.engine.postgresql;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cascadejdbc.physical.Quotes;

/**
 * Writes texts so that no name in them is looked for on the search path: there another role may have put, in front of
 * what the server has, an operator, a function or a type of that name, which would run, and with whose rights?
 *
 * <p>What has no schema in its grammar looks its operators up, too: {@code IN}, row comparisons, {@code IS DISTINCT FROM},
 * {@code LIKE}, {@code BETWEEN}, {@code NULLIF}, {@code CASE x WHEN}, {@code JOIN … USING}. None of them is in a text of
 * ours. {@code DISTINCT}, {@code GROUP BY}, {@code ORDER BY} and {@code UNION} go by the type's operator class, wherever
 * one looks; words of the grammar ({@code integer}, {@code COALESCE}, {@code EXISTS}) are the server's own.
 */
final class PostgresqlText {
    static final String EQUALS = "OPERATOR(pg_catalog.=)";

    private static final Pattern OPERATOR = Pattern.compile("'[^']*'|(?<= )(=|<>|<=|>=|<|>|&|\\|\\||\\+|-)(?= )");

    private PostgresqlText() {}

    /**
     * A text of ours alone, with the server's own operators where it has any between blanks. As {@code OPERATOR(…)} all
     * have the same precedence, higher than that of {@code NOT} and {@code IS}.
     */
    static String ofTheServer(String text) {
        return OPERATOR.matcher(text).replaceAll(found -> Matcher.quoteReplacement(
                found.group(1) == null ? found.group() : "OPERATOR(pg_catalog." + found.group(1) + ")"));
    }

    /** A constant text, whatever the session takes a backslash for. */
    static String literal(String text) {
        return text.contains("\\") ? "E" + Quotes.literal(text.replace("\\", "\\\\")) : Quotes.literal(text);
    }

    /** An array of constant names. */
    static String names(List<String> names) {
        return names.stream().map(PostgresqlText::literal).collect(Collectors.joining(", ", "ARRAY[", "]::pg_catalog._name"));
    }

    /** A constant oid. */
    static String oid(long oid) {
        return "'" + oid + "'::pg_catalog.oid";
    }
}
