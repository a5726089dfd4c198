package org.cascadejdbc.inspect.check;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something that the doctor has found. Immutable.
 *
 * @param table what it is about, or {@code null} for the whole session
 * @param key the key's name, or {@code null}
 * @param count how many rows are concerned, 0 where it is not about rows
 * @param samples a few of them: values by column
 * @param message what, where, and what to do
 * @param remedies alternatives, the one that suits the key's rule first
 */
public record Problem(
        Kind kind,
        Severity severity,
        String table,
        String key,
        long count,
        List<Map<String, String>> samples,
        String message,
        List<Remedy> remedies) {

    /** What is wrong. */
    public enum Kind {
        ORPHANS,
        NOT_CHECKED,
        BROKEN_KEY,
        UNMATCHED_RELATION,
        NOT_ENFORCED,
        MISSING_INDEX,
        OVERRIDDEN_RULE,
        VIRTUAL_KEY,
        PORTABILITY
    }

    /** How bad it is. */
    public enum Severity {
        ERROR,
        WARNING,
        INFO
    }

    public Problem {
        samples = samples.stream().map(row -> Collections.unmodifiableMap(new LinkedHashMap<>(row))).toList();
        remedies = List.copyOf(remedies);
    }

    /** One that is not about rows. */
    Problem(Kind kind, Severity severity, String table, String key, String message, List<Remedy> remedies) {
        this(kind, severity, table, key, 0, List.of(), message, remedies);
    }
}
