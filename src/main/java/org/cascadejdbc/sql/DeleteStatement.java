package org.cascadejdbc.sql;

import java.util.List;
import java.util.Objects;

/**
 * A DELETE (or a MERGE that deletes) that was understood to its last token. It is the whole statement or, on PostgreSQL,
 * a part of one: {@code WITH gone AS (DELETE …) SELECT …}. All texts are cut from the original, never regenerated, so
 * that they mean what they meant there; what they hold is balanced in its brackets, and no comment is open at an end.
 *
 * @param sql the whole statement as it came
 * @param targets the tables that it deletes from: one, except in MySQL's multi-table DELETE
 * @param with the queries in front of it, or {@code null}
 * @param hint MySQL's optimizer hint behind DELETE, its comment signs included, or {@code null}
 * @param ignore whether MySQL is to skip what cannot be deleted (DELETE IGNORE)
 * @param from what its rows are looked for in, as FROM has it in a query: the target with its alias, or MySQL's table
 *     references
 * @param using PostgreSQL's further FROM items, or {@code null}
 * @param predicate what stands behind WHERE, or {@code null} where there is no WHERE
 * @param cursor the cursor of PostgreSQL's WHERE CURRENT OF, or {@code null}
 * @param limit its ORDER BY and LIMIT, or {@code null}
 * @param returning its RETURNING, or {@code null}
 * @param merge PostgreSQL's MERGE up to its RETURNING, in place of all between, or {@code null}
 * @param embedding the statement around it, where it is a part of one, or {@code null}
 * @param parameters how many parameters stand before RETURNING
 */
public record DeleteStatement(
        String sql,
        List<Target> targets,
        With with,
        String hint,
        boolean ignore,
        String from,
        String using,
        String predicate,
        String cursor,
        Limit limit,
        Returning returning,
        String merge,
        Embedding embedding,
        int parameters) {

    /**
     * A table that rows are deleted from.
     *
     * @param table its name, taken apart
     * @param tableText its name as written
     * @param alias its alias as written, or {@code null}
     * @param only whether rows of tables that inherit from it stay (PostgreSQL's ONLY)
     */
    public record Target(QualifiedName table, String tableText, String alias, boolean only) {
        public Target {
            Objects.requireNonNull(table, "table");
            Objects.requireNonNull(tableText, "tableText");
        }

        /** What qualifies a column of it in the statement: its alias, else its name. */
        public String rowName() {
            return alias != null ? alias : tableText;
        }
    }

    /**
     * Queries in front of a DELETE.
     *
     * @param keyword WITH or WITH RECURSIVE
     * @param queries the queries before the DELETE, separated by commas, or {@code null} if it is itself the first
     */
    public record With(String keyword, String queries) {}

    /**
     * How many rows of those that are found, and which ones, are deleted.
     *
     * @param text ORDER BY and LIMIT, one of them or both
     * @param ordered whether it has an ORDER BY
     * @param limited whether it has a LIMIT
     */
    public record Limit(String text, boolean ordered, boolean limited) {}

    /**
     * What a DELETE returns.
     *
     * @param aliases PostgreSQL's WITH (OLD AS …), or {@code null}
     * @param list the select list
     * @param parameters how many parameters are in it
     * @param queries whether it asks for other rows than those that are deleted
     */
    public record Returning(String aliases, String list, int parameters, boolean queries) {}

    /**
     * The statement around a DELETE that is one of its WITH queries.
     *
     * @param head the query's name and what follows it up to the parenthesis: {@code gone (id) AS MATERIALIZED}
     * @param laterQueries the WITH queries behind it, separated by commas, or {@code null}
     * @param main the statement behind WITH
     */
    public record Embedding(String head, String laterQueries, String main) {}

    public DeleteStatement {
        Objects.requireNonNull(sql, "sql");
        targets = List.copyOf(targets);
    }

    /** {@code DELETE FROM table [WHERE predicate]}, and nothing else. */
    public static DeleteStatement of(String sql, QualifiedName table, String tableText, String alias, String predicate) {
        return new DeleteBuilder(sql, List.of(new Target(table, tableText, alias, false)))
                .from(alias == null ? tableText : tableText + " AS " + alias)
                .predicate(predicate)
                .build();
    }

    /** The target of a DELETE that has only one. */
    public Target target() {
        if (targets.size() != 1) {
            throw new IllegalStateException("a DELETE from " + targets.size() + " tables");
        }
        return targets.get(0);
    }

    /** Its ORDER BY and LIMIT as written, or {@code null}. */
    public String limitText() {
        return limit == null ? null : limit.text();
    }

    /** Whether it is all there is: what it gives is an update count, of its own rows. */
    public boolean givesCount() {
        return returning == null && embedding == null;
    }

    /** The same, returning these columns. */
    public DeleteStatement returning(String list) {
        return returning(new Returning(null, list, 0, false));
    }

    /** The same, returning nothing: what is left of its parameters are the first {@code parameters}. */
    public DeleteStatement withoutReturning() {
        return returning((Returning) null);
    }

    /** The same for those rows of its table that a predicate with that many parameters tells, wherever they were looked for. */
    public DeleteStatement ofRows(String newPredicate, int newParameters) {
        return new DeleteBuilder(sql, targets)
                .hint(hint)
                .ignore(ignore)
                .from(from)
                .predicate(newPredicate)
                .limit(limit)
                .returning(returning)
                .parameters(newParameters)
                .build();
    }

    private DeleteStatement returning(Returning newReturning) {
        return new DeleteBuilder(this).returning(newReturning).build();
    }
}
