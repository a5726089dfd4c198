package org.cascadejdbc;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The options, checked: an unknown key or a bad value is an error. Immutable; two with the same values are equal.
 *
 * <p>The keys are those of the URL and of the connection properties: {@code cascade.relations},
 * {@code cascade.strategy}, {@code cascade.noAction}, {@code cascade.sqliteForeignKeys}, {@code cascade.maxRows},
 * {@code cascade.maxRowsPerTable}, {@code cascade.protect}, {@code cascade.unrecognized}, {@code cascade.enabled},
 * {@code cascade.unsupported}, {@code cascade.engine}, {@code cascade.trustedOwners}, {@code cascade.driver}.
 */
public final class CascadeOptions {
    private static final CascadeOptions DEFAULTS = new CascadeOptions(new TreeMap<>());

    /** Key to value, those given only, in the spelling that {@link Option} lists. */
    private final Map<String, String> given;

    private CascadeOptions(Map<String, String> given) {
        this.given = Collections.unmodifiableMap(given);
    }

    /** All options at their defaults. */
    public static CascadeOptions defaults() {
        return DEFAULTS;
    }

    /**
     * The options with these values, the others at their defaults.
     *
     * @throws IllegalArgumentException for a key that is not an option (the message lists the options), or a bad value
     *     (the message lists the allowed ones)
     */
    public static CascadeOptions of(Map<String, String> values) {
        Map<String, String> given = new TreeMap<>();
        values.forEach((key, value) -> given.put(key, Option.of(key).checked(value)));
        return new CascadeOptions(given);
    }

    /** The keys of all options there are. */
    public static List<String> keys() {
        return Stream.of(Option.values()).map(Option::key).toList();
    }

    /** Where the relations files are; empty if there are none. */
    public List<String> relations() {
        return Option.entries(value(Option.RELATIONS).orElse(""));
    }

    /** Who carries out referential actions: {@code auto}, {@code native} or {@code emulate}. */
    public String strategy() {
        return valueOrDefault(Option.STRATEGY);
    }

    /** What a declared NO ACTION or RESTRICT means: {@code keep}, {@code cascade} or {@code setNull}. */
    public String noAction() {
        return valueOrDefault(Option.NO_ACTION);
    }

    /** Whether SQLite's pragma is switched {@code on}, or left as it is: {@code keep}. */
    public String sqliteForeignKeys() {
        return valueOrDefault(Option.SQLITE_FOREIGN_KEYS);
    }

    /** The most rows that a DELETE may touch, 0 for no cap. */
    public long maxRows() {
        return Long.parseLong(valueOrDefault(Option.MAX_ROWS));
    }

    /** The most rows of single tables, by the tables' names, in which a star is for any characters. */
    public Map<String, Long> maxRowsPerTable() {
        return Collections.unmodifiableMap(Option.limits(value(Option.MAX_ROWS_PER_TABLE).orElse("")));
    }

    /** The tables whose rows no cascade may touch, by names in which a star is for any characters. */
    public List<String> protect() {
        return Option.entries(value(Option.PROTECT).orElse(""));
    }

    /** What happens to a DELETE that is not understood: {@code refuse} or {@code pass}. */
    public String unrecognized() {
        return valueOrDefault(Option.UNRECOGNIZED);
    }

    /** Whether anything cascades at all; if not, connections are the delegate's own. */
    public boolean enabled() {
        return Boolean.parseBoolean(valueOrDefault(Option.ENABLED));
    }

    /** What happens on a database that is not known to work: {@code refuse} or {@code pass}. */
    public String unsupported() {
        return valueOrDefault(Option.UNSUPPORTED);
    }

    /** The engine that the database is taken for, where it is not to be recognised. */
    public Optional<String> engine() {
        return value(Option.ENGINE);
    }

    /** The roles that own tables which statements of ours may touch, whoever the connection's user is. */
    public List<String> trustedOwners() {
        return Option.entries(value(Option.TRUSTED_OWNERS).orElse(""));
    }

    /** The class of the delegate's driver, where it was given. */
    public Optional<String> driver() {
        return value(Option.DRIVER);
    }

    private Optional<String> value(Option option) {
        return Optional.ofNullable(given.get(option.key()));
    }

    private String valueOrDefault(Option option) {
        return value(option).orElse(option.defaultValue());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CascadeOptions options && given.equals(options.given);
    }

    @Override
    public int hashCode() {
        return given.hashCode();
    }

    /** The options that were given. */
    @Override
    public String toString() {
        return given.toString();
    }
}
