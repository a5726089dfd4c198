package org.cascadejdbc.sql;

import java.util.List;
import java.util.Set;
import org.cascadejdbc.sql.ClauseReader.Content;
import org.cascadejdbc.sql.DeleteStatement.Embedding;
import org.cascadejdbc.sql.DeleteStatement.Returning;
import org.cascadejdbc.sql.DeleteStatement.With;

/** Reads PostgreSQL's MERGE INTO table … WHEN … THEN DELETE …: its target, and where its RETURNING begins. */
final class MergeReader {
    private final Tokens tokens;
    private final ClauseReader clauses;
    private final TargetReader target;
    private final int end;
    private Returning returning;

    /**
     * Reads those tokens, whose first ones are MERGE INTO.
     *
     * @throws UnclearException if it is not understood
     */
    MergeReader(Tokens tokens, Lexis lexis) {
        this.tokens = tokens;
        this.clauses = new ClauseReader(tokens, lexis);
        this.target = new TargetReader(tokens, 2);
        target.read(lexis);
        if (!tokens.isWord(target.end(), "USING")) {
            throw new UnclearException("MERGE in a form that is not known");
        }
        end = clauses.end(target.end() + 1, Content.MERGE, Set.of("RETURNING"), "USING");
        if (end < tokens.size()) {
            int before = clauses.parameters();
            if (tokens.isWord(end + 1, "WITH")) {
                throw new UnclearException("MERGE with RETURNING WITH");
            }
            clauses.end(end + 1, Content.LIST, Set.of(), "RETURNING");
            returning = new Returning(
                    null, tokens.text(end + 1, tokens.size() - 1), clauses.parameters() - before, true);
        }
    }

    DeleteStatement statement(With with, Embedding embedding) {
        int ofReturning = returning == null ? 0 : returning.parameters();
        return new DeleteBuilder(tokens.source(), List.of(target.target()))
                .with(with)
                .from(target.from())
                .returning(returning)
                .merge(tokens.text(0, end - 1))
                .embedding(embedding)
                .parameters(clauses.parameters() - ofReturning)
                .build();
    }
}
