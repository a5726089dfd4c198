package org.cascadejdbc.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table's name among tokens; the .* that may follow it in MySQL's lists is none of it.
 *
 * @param end the token behind it
 */
record TableReference(QualifiedName name, int end) {
    private static final int MOST_PARTS = 3;

    /** Where the name begins behind PostgreSQL's ONLY, with its parenthesis or without; {@code from} where there is none. */
    static int behindOnly(Tokens tokens, int from) {
        boolean only =
                tokens.isWord(from, "ONLY") && (tokens.isIdentifier(from + 1) || tokens.isSymbol(from + 1, '('));
        return only ? from + (tokens.isSymbol(from + 1, '(') ? 2 : 1) : from;
    }

    /** The name that starts at that token, or empty if none does that a table may have. */
    static Optional<TableReference> at(Tokens tokens, int first) {
        List<Name> parts = new ArrayList<>();
        int at = first;
        while (tokens.isIdentifier(at) && parts.size() < MOST_PARTS) {
            parts.add(tokens.name(at));
            at++;
            if (!tokens.isSymbol(at, '.') || tokens.isSymbol(at + 1, '*')) {
                return Optional.of(new TableReference(new QualifiedName(parts), at));
            }
            at++;
        }
        return Optional.empty();
    }
}
