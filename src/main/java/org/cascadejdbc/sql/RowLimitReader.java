package org.cascadejdbc.sql;

import java.util.HashSet;
import java.util.Set;
import org.cascadejdbc.sql.ClauseReader.Content;

/** Finds where what limits the rows of a DELETE ends: ORDER BY and LIMIT, or FETCH FIRST, as its database has them. */
final class RowLimitReader {
    /** FETCH FIRST number ROWS ONLY. */
    private static final int TOKENS_OF_FETCH = 5;

    private final Tokens tokens;
    private final Lexis lexis;
    private final ClauseReader clauses;

    RowLimitReader(Tokens tokens, Lexis lexis, ClauseReader clauses) {
        this.tokens = tokens;
        this.lexis = lexis;
        this.clauses = clauses;
    }

    /** The words with which it begins. */
    Set<String> words() {
        Set<String> words = new HashSet<>();
        if (lexis.has(SqlFeature.DELETE_LIMIT)) {
            words.addAll(Set.of("ORDER", "LIMIT"));
        }
        if (lexis.has(SqlFeature.DELETE_FETCH)) {
            words.addAll(Set.of("FETCH", "LIMIT"));
        }
        return words;
    }

    /**
     * The token behind it; {@code at} where there is none.
     *
     * @throws UnclearException if a query's would say more than a DELETE's
     */
    int end(int at) {
        if (!words().contains(tokens.keyword(at))) {
            return at;
        }
        return lexis.has(SqlFeature.DELETE_LIMIT) ? orderAndLimit(at) : fetch(at);
    }

    /** A query's LIMIT may say more than a DELETE's: LIMIT 1, 2 is none. */
    private int orderAndLimit(int first) {
        int at = first;
        Set<String> behind = lexis.has(SqlFeature.DELETE_RETURNING) ? Set.of("ORDER", "LIMIT", "RETURNING") : Set.of("ORDER", "LIMIT");
        if (tokens.isWord(at, "ORDER")) {
            at = clauses.end(at + 1, Content.ORDER, behind, "ORDER BY");
        }
        if (tokens.isWord(at, "LIMIT")) {
            int count = at + 1;
            at = clauses.end(count, Content.EXPRESSION, behind, "LIMIT");
            if (at != count + 1) {
                throw new UnclearException("DELETE with a LIMIT that is no plain number");
            }
        }
        return at;
    }

    private int fetch(int at) {
        boolean fetch = tokens.isWord(at, "FETCH");
        int end = clauses.end(at + 1, Content.EXPRESSION, Set.of(), tokens.keyword(at));
        if (end > at + (fetch ? TOKENS_OF_FETCH : 2)) {
            throw new UnclearException("DELETE with a " + tokens.keyword(at) + " that is no plain number");
        }
        return end;
    }
}
