package org.cascadejdbc.sql;

import java.util.List;
import org.cascadejdbc.sql.DeleteStatement.Embedding;
import org.cascadejdbc.sql.DeleteStatement.Limit;
import org.cascadejdbc.sql.DeleteStatement.Returning;
import org.cascadejdbc.sql.DeleteStatement.Target;
import org.cascadejdbc.sql.DeleteStatement.With;

/** Names the parts of a {@link DeleteStatement}; what is not named is not there. */
final class DeleteBuilder {
    private final String sql;
    private final List<Target> targets;
    private With with;
    private String hint;
    private boolean ignore;
    private String from;
    private String using;
    private String predicate;
    private String cursor;
    private Limit limit;
    private Returning returning;
    private String merge;
    private Embedding embedding;
    private int parameters;

    DeleteBuilder(String sql, List<Target> targets) {
        this.sql = sql;
        this.targets = targets;
    }

    /** With all parts of that one. */
    DeleteBuilder(DeleteStatement other) {
        this(other.sql(), other.targets());
        with = other.with();
        hint = other.hint();
        ignore = other.ignore();
        from = other.from();
        using = other.using();
        predicate = other.predicate();
        cursor = other.cursor();
        limit = other.limit();
        returning = other.returning();
        merge = other.merge();
        embedding = other.embedding();
        parameters = other.parameters();
    }

    DeleteBuilder with(With newWith) {
        with = newWith;
        return this;
    }

    DeleteBuilder hint(String newHint) {
        hint = newHint;
        return this;
    }

    DeleteBuilder ignore(boolean newIgnore) {
        ignore = newIgnore;
        return this;
    }

    DeleteBuilder from(String newFrom) {
        from = newFrom;
        return this;
    }

    DeleteBuilder using(String newUsing) {
        using = newUsing;
        return this;
    }

    DeleteBuilder predicate(String newPredicate) {
        predicate = newPredicate;
        return this;
    }

    DeleteBuilder cursor(String newCursor) {
        cursor = newCursor;
        return this;
    }

    DeleteBuilder limit(Limit newLimit) {
        limit = newLimit;
        return this;
    }

    DeleteBuilder returning(Returning newReturning) {
        returning = newReturning;
        return this;
    }

    DeleteBuilder merge(String newMerge) {
        merge = newMerge;
        return this;
    }

    DeleteBuilder embedding(Embedding newEmbedding) {
        embedding = newEmbedding;
        return this;
    }

    DeleteBuilder parameters(int newParameters) {
        parameters = newParameters;
        return this;
    }

    DeleteStatement build() {
        return new DeleteStatement(sql, targets, with, hint, ignore, from, using, predicate, cursor, limit, returning, merge,
                embedding, parameters);
    }
}
