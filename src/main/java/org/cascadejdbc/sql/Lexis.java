package org.cascadejdbc.sql;

import static org.cascadejdbc.sql.SqlFeature.*;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * How one session of a database reads SQL: what its SQL has, and what characters beyond ASCII are to it. Immutable;
 * equal where all of it is.
 */
public final class Lexis {
    public static final Lexis POSTGRESQL = of(
            ESCAPE_STRINGS, UNICODE_ESCAPES, DOLLAR_QUOTES, NESTED_COMMENTS, COMMENTS_OF_THREE, CARRIAGE_RETURN_ENDS_COMMENT,
            QUESTION_OPERATORS, PARAMETERS_NEED_BLANK,
            DELETE_ONLY, ALIAS_WITHOUT_AS, DELETE_USING, DELETE_RETURNING, DELETE_CURRENT_OF, DELETE_IN_WITH, MERGE_DELETE,
            SET_SEARCH_PATH);
    public static final Lexis MYSQL = of(
            BACKSLASH_ESCAPES, DOUBTFUL_DOLLARS, DOUBLE_QUOTED_STRINGS, BACKTICKS, HASH_COMMENTS, DASHES_NEED_BLANK,
            EXECUTABLE_COMMENTS, WORDS_BEGIN_WITH_DIGITS,
            ALIAS_WITHOUT_AS, DELETE_PARTITION, MODIFIERS, HINTS, DELETE_SEVERAL_TABLES, DELETE_LIMIT,
            ON_DUPLICATE_KEY, USE, SET_NAMES, SESSION_TABLE_LOCKS, CLIENT_LINES);
    public static final Lexis MARIADB =
            MYSQL.with(DOUBTFUL_DOLLARS, false).with(DELETE_RETURNING, true).with(DELETE_HISTORY, true)
                    .with(NESTED_STATEMENTS, true);
    public static final Lexis SQLITE = of(
            BACKTICKS, BRACKETS, DEPENDENT_VERTICAL_TAB, NAMED_PARAMETERS, LITERALS_AS_NAMES,
            DELETE_INDEXED_BY, DELETE_RETURNING, TARGETS_WITH_SCHEMA);
    public static final Lexis H2 = of(
            UNICODE_ESCAPES, PLAIN_DOLLAR_QUOTES, BACKTICKS, BACKTICKS_FOLD, NESTED_COMMENTS, CARRIAGE_RETURN_ENDS_COMMENT,
            SLASH_COMMENTS, LETTERS_OF_JAVA, SPACES_OF_JAVA, ALIAS_WITHOUT_AS, DELETE_FETCH, NESTED_STATEMENTS, USE,
            SET_SEARCH_PATH);

    public static final Lexis HSQLDB = of(
            UNICODE_ESCAPES, LINE_FEED_ENDS_LAST_COMMENT, LETTERS_ALONE, SPACES_OF_JAVA, ALIAS_WITHOUT_AS, DELETE_FETCH, SET_SEARCH_PATH);

    private final Set<SqlFeature> features;
    private final Alphabet alphabet;
    /** Counted once: texts are looked up by their session's rules. */
    private final int hash;

    private Lexis(Set<SqlFeature> features, Alphabet alphabet) {
        this.features = Collections.unmodifiableSet(features);
        this.alphabet = alphabet;
        this.hash = 31 * features.hashCode() + alphabet.hashCode();
    }

    private static Lexis of(SqlFeature first, SqlFeature... others) {
        return new Lexis(EnumSet.of(first, others), Alphabet.UNICODE);
    }

    public boolean has(SqlFeature feature) {
        return features.contains(feature);
    }

    /** What characters beyond ASCII are. */
    public Alphabet alphabet() {
        return alphabet;
    }

    /** The same with that feature, or without it. */
    public Lexis with(SqlFeature feature, boolean present) {
        Set<SqlFeature> changed = EnumSet.noneOf(SqlFeature.class);
        changed.addAll(features);
        if (present) {
            changed.add(feature);
        } else {
            changed.remove(feature);
        }
        return new Lexis(changed, alphabet);
    }

    public Lexis withAlphabet(Alphabet value) {
        return new Lexis(features, value);
    }

    /**
     * The same, but "…" and `…` are identifiers: what dumps and hand-written scripts use them for. And what MySQL executes of
     * a comment is looked at, whoever's the script is.
     */
    public Lexis forScripts() {
        return with(DOUBLE_QUOTED_STRINGS, false).with(BACKTICKS, true).with(EXECUTABLE_COMMENTS, true);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Lexis that
                && hash == that.hash
                && features.equals(that.features)
                && alphabet.equals(that.alphabet);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return features + ", " + alphabet;
    }
}
