package org.cascadejdbc.engine.postgresql;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column's default as the catalog deparses it. Only a constant may stand in a statement of ours: the text of any other is read
 * again by the search path of whoever deletes, where functions and operators of others may fit better than those it meant. The
 * word DEFAULT means what the column's owner meant.
 */
final class PostgresqlDefault {
    private static final Pattern CONSTANT = Pattern.compile(
            "(?:NULL|true|false|\\(?-?\\d+(?:\\.\\d+)?\\)?|'(?:[^'\\\\]|'')*')(?:::([a-z_0-9]+(?: [a-z]+)*)(?:\\(\\d+(?:,\\d+)?\\))?)?");
    /** Which the grammar takes for the server's own types, whatever the search path is (manual: "Data Types"). */
    private static final Set<String> KEYWORDS = Set.of("bigint", "bit", "bit varying", "boolean", "character", "character varying",
            "double precision", "integer", "interval", "numeric", "real", "smallint", "time without time zone", "time with time zone",
            "timestamp without time zone", "timestamp with time zone");
    /** The server's own types that a session may have others of. */
    private static final Set<String> NAMES = Set.of("bpchar", "bytea", "cidr", "date", "inet", "json", "jsonb", "macaddr", "macaddr8",
            "money", "name", "oid", "text", "uuid", "varchar", "xml");

    /** What stands for a text that must not: an error, wherever it got by mistake. */
    static final String NONE = "DEFAULT";

    private PostgresqlDefault() {}

    /** That text, so that no search path changes it; empty where it is more than a constant of a type of the server's own. */
    static Optional<String> constant(String expression) {
        Matcher constant = CONSTANT.matcher(expression);
        if (!constant.matches()) {
            return Optional.empty();
        }
        String type = constant.group(1);
        if (type == null || KEYWORDS.contains(type)) {
            return Optional.of(expression);
        }
        return NAMES.contains(type)
                ? Optional.of(expression.substring(0, constant.start(1)) + "pg_catalog." + expression.substring(constant.start(1)))
                : Optional.empty();
    }
}
