package org.cascadejdbc;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cascadejdbc.inspect.check.Problem;
import org.cascadejdbc.text.Json;
import org.cascadejdbc.text.Shown;

/**
 * Something that a check has found. Immutable.
 *
 * @param table what it is about, with its schema; {@code null} where it is about the connections as such
 * @param key the foreign key's name, or {@code null}
 * @param count how many rows are concerned, exactly; 0 where it is not about rows
 * @param samples a few of these rows, as many as were asked for: what identifies them and what they reference, values by column
 * @param message for people: what, where, and what to do
 * @param repairs what would repair it, alternatives; the first is what the key's rule would have done. Nothing runs them
 */
public record Finding(
        Kind kind,
        Severity severity,
        String table,
        String key,
        long count,
        List<Map<String, String>> samples,
        String message,
        List<Repair> repairs) {

    /** What was found. */
    public enum Kind {
        /** Rows that reference rows which do not exist. */
        ORPHANS,
        /** A key's rows that this user cannot see, or not all of them: whether there are orphans is not known. */
        NOT_CHECKED,
        /** A declared key that references what does not exist, or is not unique. */
        BROKEN_KEY,
        /** A relation, of a file or the builder, that does not fit the database. */
        UNMATCHED_RELATION,
        /** A key that the database does not enforce, or has not always, or not as declared. */
        NOT_ENFORCED,
        /** A key for which each DELETE reads a whole table. */
        MISSING_INDEX,
        /** A key whose rule is another one on these connections than the database declares. */
        OVERRIDDEN_RULE,
        /** A key that only a relation declares. */
        VIRTUAL_KEY,
        /** Rules that another database would refuse, or carry out otherwise. */
        PORTABILITY
    }

    /** How bad it is. */
    public enum Severity {
        /** Something is broken, or nobody knows whether it is. */
        ERROR,
        /** Something will break, or is slow. */
        WARNING,
        /** Good to know. */
        INFO
    }

    /**
     * A way to repair it.
     *
     * @param what for people
     * @param sql the statements, to be run in this order and, as far as they change rows, in one transaction
     */
    public record Repair(String what, List<String> sql) {
        public Repair {
            sql = List.copyOf(sql);
        }
    }

    public Finding {
        samples = samples.stream().map(row -> Collections.unmodifiableMap(new LinkedHashMap<>(row))).toList();
        repairs = List.copyOf(repairs);
    }

    static Finding of(Problem problem) {
        return new Finding(
                Kind.valueOf(problem.kind().name()),
                Severity.valueOf(problem.severity().name()),
                problem.table(),
                problem.key(),
                problem.count(),
                problem.samples(),
                Shown.text(problem.message()),
                problem.remedies().stream().map(remedy -> new Repair(Shown.text(remedy.what()), remedy.statements())).toList());
    }

    Map<String, Object> json() {
        return Json.object(
                "kind", kind,
                "severity", severity,
                "table", table,
                "key", key,
                "count", count,
                "samples", samples,
                "message", message,
                "repairs", repairs.stream().map(repair -> Json.object("what", repair.what(), "sql", repair.sql())).toList());
    }

    /** The message with samples and repairs, over several lines, as they can be shown. */
    @Override
    public String toString() {
        String what = kind.name().replace('_', ' ').toLowerCase(Locale.ROOT);
        StringBuilder text = new StringBuilder(severity + " " + what + ": " + Shown.text(message) + ".\n");
        for (Map<String, String> row : samples) {
            text.append("    e.g. ").append(String.join(", ", row.entrySet().stream()
                    .map(value -> Shown.text(value.getKey() + " = " + value.getValue()))
                    .toList())).append('\n');
        }
        String which = repairs.size() > 1 ? "either " : "";
        for (Repair repair : repairs) {
            text.append("  ").append(which).append(Shown.text(repair.what())).append(":\n");
            repair.sql().forEach(statement -> text.append("    ").append(Shown.text(statement)).append(";\n"));
            which = "or ";
        }
        return text.toString();
    }
}
