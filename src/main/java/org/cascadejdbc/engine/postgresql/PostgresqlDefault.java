package org.cascadejdbc.engine.postgresql;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column's default as the catalog deparses it. Only a constant may stand in a statement of ours, and only one whose text means the
 * same value in every session: any other expression is read again by the search path of whoever deletes, where functions
 * and operators of others may fit better than those it meant; and how the server writes a value down depends on the session that
 * asks ({@code extra_float_digits}, {@code IntervalStyle}, {@code lc_monetary}, {@code bytea_output}), while another one acts. So
 * there is a list of what may. A text must fit the column, since a cast that is written cuts where a default does not. The
 * word DEFAULT means what the column's owner meant.
 */
final class PostgresqlDefault {
    private static final Pattern CONSTANT = Pattern.compile(
            "(?:NULL|(?<truth>true|false)|\\(?(?<number>-?\\d+(?:\\.\\d+)?)\\)?|'(?<text>(?:[^'\\\\]|'')*)')"
                    + "(?:::(?<type>[a-z_0-9]+(?: [a-z]+)*)(?:\\((?<length>\\d+)(?:,\\d+)?\\))?)?");
    /** A type of the server's own, as the catalog's question says it. */
    private static final Pattern DECLARED = Pattern.compile("pg_catalog\\.\"?(?<type>\\w+)\"?(?:\\((?<length>\\d+)(?:,-?\\d+)?\\))?");

    private static final Set<String> WHOLE_OR_DECIMAL = Set.of("smallint", "integer", "bigint", "numeric");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?");
    private static final Set<String> NUMBERS = Set.of("int2", "int4", "int8", "numeric", "float4", "float8");
    private static final Map<String, Set<String>> TEXTS = Map.of("text", Set.of("text", "character varying"),
            "varchar", Set.of("text", "character varying"), "bpchar", Set.of("bpchar", "character"));
    /** What is written down in one way only, as ISO 8601 is read whatever {@code DateStyle} and {@code TimeZone} are. */
    private static final Map<String, Pattern> ONE_WAY = Map.of(
            "uuid", Pattern.compile("[-0-9a-f]+"), "inet", Pattern.compile("[0-9a-f.:/]+"), "cidr", Pattern.compile("[0-9a-f.:/]+"),
            "macaddr", Pattern.compile("[0-9a-f:]+"), "date", Pattern.compile("\\d{4}-\\d\\d-\\d\\d"),
            "time", Pattern.compile("\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?"),
            "timestamp", Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?"),
            "timestamptz", Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?[-+]\\d\\d(?::\\d\\d){0,2}"));
    private static final Map<String, String> NAMES = Map.of("time without time zone", "time", "timestamp without time zone", "timestamp",
            "timestamp with time zone", "timestamptz");
    /** Which the grammar takes for the server's own types, whatever the search path is (manual: "Data Types"). */
    private static final Set<String> KEYWORDS = Set.of("bigint", "boolean", "character", "character varying", "integer", "numeric",
            "smallint", "time without time zone", "timestamp without time zone", "timestamp with time zone");

    /** What stands for a text that must not: an error, wherever it got by mistake. */
    static final String NONE = "DEFAULT";

    private PostgresqlDefault() {}

    /**
     * That text, so that no session reads another value in it; empty where it is more than a constant, or one of another kind.
     *
     * @param declared the column's type, qualified, with what limits it in parentheses
     */
    static Optional<String> constant(String expression, String declared) {
        Matcher constant = CONSTANT.matcher(expression);
        if (!constant.matches()) {
            return Optional.empty();
        }
        if (expression.startsWith("NULL")) {
            return Optional.of("NULL");
        }
        Matcher column = DECLARED.matcher(declared);
        if (!column.matches() || !isTheSameEverywhere(constant, column)) {
            return Optional.empty();
        }
        return Optional.of(constant.group("type") == null || KEYWORDS.contains(constant.group("type"))
                ? expression
                : expression.substring(0, constant.start("type")) + "pg_catalog." + expression.substring(constant.start("type")));
    }

    private static boolean isTheSameEverywhere(Matcher constant, Matcher column) {
        String declared = column.group("type");
        String type = constant.group("type");
        String text = constant.group("text");
        if (constant.group("truth") != null) {
            return declared.equals("bool") && (type == null || type.equals("boolean"));
        }
        if (NUMBERS.contains(declared)) {
            return (type == null || WHOLE_OR_DECIMAL.contains(type)) && (text == null || NUMBER.matcher(text).matches());
        }
        if (text == null || type == null) {
            return false;
        }
        if (TEXTS.containsKey(declared)) {
            return TEXTS.get(declared).contains(type) && fits(text, column.group("length")) && fits(text, constant.group("length"));
        }
        return ONE_WAY.containsKey(declared) && NAMES.getOrDefault(type, type).equals(declared)
                && ONE_WAY.get(declared).matcher(text).matches();
    }

    /** By bytes, as a server counts that knows no letters. */
    private static boolean fits(String text, String length) {
        return length == null || text.replace("''", "'").getBytes(StandardCharsets.UTF_8).length <= Integer.parseInt(length);
    }
}
