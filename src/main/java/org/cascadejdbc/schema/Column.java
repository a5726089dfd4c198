package org.cascadejdbc.schema;

import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A column, as far as referential actions need it.
 *
 * @param name exactly as the catalog has it
 * @param nullable whether it may be NULL
 * @param defaultExpression its default in the database's SQL, {@code null} for none (which means NULL)
 * @param collation its collation in the database's SQL where it can matter for a comparison with a column of another
 *     collation (PostgreSQL), else {@code null}
 * @param type its type where it can matter for a comparison (PostgreSQL's {@code bpchar} ignores blanks at its end; all
 *     that MySQL says of it, with its collation; SQLite's affinity), else {@code null}
 * @param origin where its value comes from, if the statement gives none
 */
public record Column(
        String name,
        boolean nullable,
        String defaultExpression,
        String collation,
        String type,
        Origin origin) {
    /** A name that is written in no other way than in quotes or without: not with escapes. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_]+");

    /**
     * Where the value of a column comes from, if the statement gives none.
     *
     * @param changing whether its default may be another value each time it is asked for
     * @param generation the expression in the database's SQL from which it is computed whenever the row changes, empty if
     *     that cannot be told, {@code null} for none
     */
    public record Origin(boolean changing, String generation) {
        /** A default that is always the same, as far as is known. */
        public static final Origin CONSTANT = new Origin(false, null);

        /** A default that may be another one each time. */
        public static final Origin CHANGING = new Origin(true, null);
    }

    public Column {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(origin, "origin");
    }

    /** One whose default is always the same, as far as is known. */
    public Column(String name, boolean nullable, String defaultExpression, String collation, String type) {
        this(name, nullable, defaultExpression, collation, type, Origin.CONSTANT);
    }

    /** The same column, computed from that expression, which is empty if it cannot be told; {@code null} if it is not computed. */
    public Column generatedAs(String generation) {
        return generation == null
                ? this
                : new Column(name, nullable, defaultExpression, collation, type, new Origin(false, generation));
    }

    /** Whether its default may be another value each time it is asked for. */
    public boolean changingDefault() {
        return origin.changing();
    }

    /** Whether it may be computed from one of these columns: its expression has such a word, wherever, or cannot be read for certain. */
    boolean mayBeComputedFrom(Collection<String> names) {
        String generation = origin.generation();
        return generation != null && names.stream().anyMatch(each -> generation.isEmpty() || !PLAIN.matcher(each).matches()
                || generation.toLowerCase(Locale.ROOT).contains(each.toLowerCase(Locale.ROOT)));
    }
}
