package org.cascadejdbc;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.cascadejdbc.engine.Engines;
import org.cascadejdbc.text.Shown;

/** The options by their keys: what they allow, what they default to, what they mean. */
enum Option {
    RELATIONS(
            "relations",
            "",
            "",
            "Where SQL DDL declares or overrides foreign keys: paths, file: or classpath: locations, comma separated"),
    STRATEGY(
            "strategy",
            "auto",
            "auto native emulate",
            "Who carries out referential actions: the database where it enforces the rule, always the database, never"),
    NO_ACTION(
            "noAction",
            "keep",
            "keep cascade setNull",
            "What a key declared NO ACTION or RESTRICT means, when the relations do not say"),
    SQLITE_FOREIGN_KEYS(
            "sqliteForeignKeys",
            "on",
            "on keep",
            "Whether to switch SQLite's pragma foreign_keys on and verify it"),
    MAX_ROWS(
            "maxRows",
            "0",
            "",
            "Refuse a DELETE that would touch more rows than this, all tables together; 0 for no cap"),
    MAX_ROWS_PER_TABLE(
            "maxRowsPerTable",
            "",
            "",
            "Refuse a DELETE that would touch more rows of a table than this: table:number, comma separated, * for any characters"),
    PROTECT(
            "protect",
            "",
            "",
            "Tables whose rows no cascade may delete or change, comma separated, * for any characters"),
    UNRECOGNIZED(
            "unrecognized",
            "refuse",
            "refuse pass",
            "A DELETE that is not understood and may concern an emulated key"),
    ENABLED(
            "enabled",
            "true",
            "true false",
            "false: every statement passes as it is, and nothing cascades by us, for an emergency"),
    UNSUPPORTED(
            "unsupported",
            "refuse",
            "refuse pass",
            "A database that is not known to work: refused when connecting, or every statement passes as it is"),
    ENGINE(
            "engine",
            "",
            String.join(" ", Engines.names()),
            "The engine that the database is taken for where it is not recognised, at the user's risk"),
    TRUSTED_OWNERS(
            "trustedOwners",
            "",
            "",
            "PostgreSQL's roles, comma separated, whose tables may be touched with the rights of the connection's user; not in a URL"),
    DRIVER("driver", "", "", "The delegate's driver class, when it does not register itself");

    /** What all keys start with. */
    static final String PREFIX = "cascade.";

    private final String key;
    private final String defaultValue;
    private final String choices;
    private final String description;

    Option(String name, String defaultValue, String choices, String description) {
        this.key = PREFIX + name;
        this.defaultValue = defaultValue;
        this.choices = choices;
        this.description = description;
    }

    String key() {
        return key;
    }

    String defaultValue() {
        return defaultValue;
    }

    List<String> choices() {
        return choices.isEmpty() ? List.of() : List.of(choices.split(" "));
    }

    String description() {
        return description;
    }

    /** Whether it looks like an option of ours, known or not, so that it never reaches the delegate. */
    static boolean isOurs(String key) {
        return key.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    static Option of(String key) {
        return Arrays.stream(values())
                .filter(option -> option.key.equals(key))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("Unknown option " + Shown.text(key) + "; the options are "
                        + Arrays.stream(values()).map(Option::key).collect(Collectors.joining(", "))));
    }

    /** The value as it is kept; that of a choice in its own spelling. */
    String checked(String value) {
        if (value == null) {
            throw bad(null, "a value");
        }
        if (this == MAX_ROWS) {
            return number(value, value);
        }
        if (choices.isEmpty()) {
            if (value.isBlank() && this != RELATIONS) {
                throw bad(value, "a value");
            }
            if (this == MAX_ROWS_PER_TABLE) {
                limits(value);
            }
            return value;
        }
        String lower = value.toLowerCase(Locale.ROOT);
        return choices().stream()
                .filter(choice -> choice.toLowerCase(Locale.ROOT).equals(lower))
                .findAny()
                .orElseThrow(() -> bad(value, "one of " + String.join(", ", choices())));
    }

    /** Whether its default is the safest, and another value may take away what others guard. */
    boolean guards() {
        return this == ENABLED || this == UNRECOGNIZED || this == UNSUPPORTED;
    }

    /**
     * What counts where the application and a URL both give it: of what guards, the stricter value, so that no URL takes a
     * guard away; of all else the application's.
     *
     * @throws IllegalArgumentException if one of them is bad
     */
    String stricter(String application, String url) {
        return switch (this) {
            case MAX_ROWS -> {
                long ours = Long.parseLong(number(application, application));
                long theirs = Long.parseLong(number(url, url));
                yield String.valueOf(ours == 0 || theirs == 0 ? Math.max(ours, theirs) : Math.min(ours, theirs));
            }
            case MAX_ROWS_PER_TABLE, PROTECT -> checked(application) + "," + checked(url);
            case UNRECOGNIZED, UNSUPPORTED -> "refuse".equals(checked(application)) ? "refuse" : url;
            case ENABLED -> "true".equals(checked(application)) ? "true" : url;
            default -> application;
        };
    }

    /** The entries of a list, separated by commas. */
    static List<String> entries(String value) {
        return Arrays.stream(value.split(",", -1)).map(String::strip).filter(entry -> !entry.isEmpty()).toList();
    }

    /** Tables with a number each, in their order. */
    static Map<String, Long> limits(String value) {
        Map<String, Long> limits = new LinkedHashMap<>();
        for (String entry : entries(value)) {
            int colon = entry.lastIndexOf(':');
            String table = colon < 0 ? "" : entry.substring(0, colon).strip();
            if (table.isEmpty()) {
                throw MAX_ROWS_PER_TABLE.bad(value, "table:number, comma separated, such as item:500,audit_*:1000");
            }
            limits.merge(table, Long.valueOf(MAX_ROWS_PER_TABLE.number(entry.substring(colon + 1).strip(), entry)), Math::min);
        }
        return limits;
    }

    /** @param value where it stands, for the error */
    private String number(String text, String value) {
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return String.valueOf(number);
            }
        } catch (NumberFormatException ignored) {
            // falls through: as bad as a negative one
        }
        throw bad(value, "a number from 0 (" + (this == MAX_ROWS ? "no cap" : "none") + ") to " + Long.MAX_VALUE);
    }

    private IllegalArgumentException bad(String value, String allowed) {
        return new IllegalArgumentException(key + "=" + shown(value) + " is not allowed; it must be " + allowed);
    }

    /** Where a URL is not as we think, a value goes on with other parameters, and a password may be among them. */
    private static String shown(String value) {
        return value == null ? "" : Shown.text(value.replaceFirst("(?s)[=;&?@()].*", "…"));
    }
}
