package org.cascadejdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads WITH: where its queries are, and where the statement behind them begins. */
final class WithReader {
    private static final Set<String> MAIN = Set.of(
            "SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "VALUES", "TABLE", "REPLACE");

    /**
     * One query.
     *
     * @param first its name
     * @param open the parenthesis that opens
     * @param close and the one that closes
     * @param last its last token: SEARCH and CYCLE may follow
     */
    record Query(int first, int open, int close, int last) {}

    private final Tokens tokens;
    private final List<Query> queries = new ArrayList<>();
    private int at;

    /**
     * Reads those tokens, whose first one is WITH.
     *
     * @throws UnclearException if it is not understood up to the statement behind it
     */
    WithReader(Tokens tokens) {
        this.tokens = tokens;
        this.at = tokens.isWord(1, "RECURSIVE") ? 1 : 0;
        do {
            at++;
            queries.add(query());
        } while (tokens.isSymbol(at, ','));
        if (!MAIN.contains(tokens.keyword(at)) && !tokens.isSymbol(at, '(')) {
            throw unknown();
        }
    }

    List<Query> queries() {
        return queries;
    }

    /** The first token of the statement behind WITH. */
    int main() {
        return at;
    }

    String keyword() {
        return tokens.isWord(1, "RECURSIVE") ? tokens.text(0, 1) : tokens.text(0);
    }

    /** The queries before that one with commas between them, or {@code null} if it is the first. */
    String before(int query) {
        return query == 0 ? null : tokens.text(queries.get(0).first(), queries.get(query - 1).last());
    }

    /** The queries behind that one, or {@code null} if it is the last. */
    String behind(int query) {
        int last = queries.size() - 1;
        return query == last ? null : tokens.text(queries.get(query + 1).first(), queries.get(last).last());
    }

    private Query query() {
        int first = at;
        if (!tokens.isIdentifier(at)) {
            throw unknown();
        }
        at++;
        if (tokens.isSymbol(at, '(')) {
            at = closing(at) + 1;
        }
        if (!tokens.isWord(at, "AS")) {
            throw unknown();
        }
        at++;
        at += tokens.isWord(at, "NOT") ? 1 : 0;
        at += tokens.isWord(at, "MATERIALIZED") ? 1 : 0;
        int open = at;
        if (!tokens.isSymbol(open, '(')) {
            throw unknown();
        }
        int close = closing(open);
        at = close + 1;
        if (tokens.isWord(at, "SEARCH")) {
            skipBehind("SET");
        }
        if (tokens.isWord(at, "CYCLE")) {
            skipBehind("USING");
        }
        return new Query(first, open, close, at - 1);
    }

    /** To behind the name that follows that word. */
    private void skipBehind(String word) {
        while (at < tokens.size() && !tokens.isWord(at, word)) {
            at++;
        }
        at = Math.min(at + 2, tokens.size());
    }

    private int closing(int open) {
        int close = tokens.closing(open);
        if (close < 0) {
            throw unknown();
        }
        return close;
    }

    private static UnclearException unknown() {
        return new UnclearException("WITH … DELETE");
    }
}
