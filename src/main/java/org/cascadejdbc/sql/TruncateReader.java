package org.cascadejdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code TRUNCATE [TABLE] {[ONLY] name [*]}, … [RESTART | CONTINUE IDENTITY] [CASCADE | RESTRICT]}, of which MySQL
 * has {@code TRUNCATE [TABLE] name}; that the rest is wrong there is for the database to say.
 */
final class TruncateReader {
    private final Tokens tokens;
    private final List<TruncatedTable> tables = new ArrayList<>();
    private int at = 1;

    private TruncateReader(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Empty if it is not understood to its last token. */
    static Optional<Recognition.Truncate> read(Tokens tokens) {
        return new TruncateReader(tokens).read();
    }

    private Optional<Recognition.Truncate> read() {
        accept("TABLE");
        do {
            if (!table()) {
                return Optional.empty();
            }
        } while (acceptSymbol(','));
        if ((accept("RESTART") || accept("CONTINUE")) && !accept("IDENTITY")) {
            return Optional.empty();
        }
        boolean cascade = accept("CASCADE");
        if (!cascade) {
            accept("RESTRICT");
        }
        return at == tokens.size()
                ? Optional.of(new Recognition.Truncate(tables, cascade))
                : Optional.empty();
    }

    private boolean table() {
        int first = TableReference.behindOnly(tokens, at);
        boolean only = first > at;
        boolean parenthesis = only && tokens.isSymbol(first - 1, '(');
        at = first;
        Optional<TableReference> table = TableReference.at(tokens, at);
        if (table.isEmpty()) {
            return false;
        }
        at = table.get().end();
        tables.add(new TruncatedTable(table.get().name(), tokens.text(first, at - 1), only));
        if (parenthesis) {
            return acceptSymbol(')');
        }
        if (!only) {
            acceptSymbol('*');
        }
        return true;
    }

    private boolean accept(String keyword) {
        boolean here = tokens.isWord(at, keyword);
        at += here ? 1 : 0;
        return here;
    }

    private boolean acceptSymbol(char symbol) {
        boolean here = tokens.isSymbol(at, symbol);
        at += here ? 1 : 0;
        return here;
    }
}
