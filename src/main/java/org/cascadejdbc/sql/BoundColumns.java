package org.cascadejdbc.sql;

import java.util.ArrayList;
import java.util.List;

/** The columns of which a predicate takes one value each: {@code id = ? AND kind = 3}. */
public final class BoundColumns {
    private BoundColumns() {}

    /**
     * Those columns, without what qualifies them, if the predicate consists of such comparisons with parameters and
     * numbers, all joined by AND; else none.
     *
     * @param predicate what stands behind WHERE, or {@code null}
     */
    public static List<Name> of(String predicate, Lexis lexis) {
        List<Name> columns = new ArrayList<>();
        if (predicate == null) {
            return columns;
        }
        Scanner scanner = new Scanner(predicate, lexis);
        Tokens tokens = Tokens.of(predicate, scanner);
        int at = 0;
        while (true) {
            while (tokens.isIdentifier(at) && tokens.isSymbol(at + 1, '.')) {
                at += 2;
            }
            boolean compared = tokens.isIdentifier(at) && tokens.isSymbol(at + 1, '=')
                    && (tokens.kind(at + 2) == Scanner.Kind.PARAMETER || tokens.kind(at + 2) == Scanner.Kind.NUMBER);
            if (!compared || scanner.error() != null || scanner.executableComment()) {
                return List.of();
            }
            columns.add(tokens.name(at));
            at += 3;
            if (at == tokens.size()) {
                return columns;
            }
            if (!tokens.isWord(at, "AND")) {
                return List.of();
            }
            at++;
        }
    }
}
