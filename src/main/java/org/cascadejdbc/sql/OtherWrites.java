package org.cascadejdbc.sql;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which tables a text writes to by its own words: what stands behind INSERT INTO, UPDATE, DELETE FROM and MERGE INTO,
 * whether as a statement or as a part of one. A word more does no harm.
 */
public final class OtherWrites {
    private OtherWrites() {}

    /** The tables' own names, as written; {@code null} for a text is no text. */
    public static Set<Name> tables(Lexis lexis, String text) {
        Set<Name> tables = new LinkedHashSet<>();
        if (text == null) {
            return tables;
        }
        Tokens tokens = Tokens.of(text, new Scanner(text, lexis));
        for (int i = 0; i < tokens.size(); i++) {
            int name = name(tokens, i);
            if (name > 0) {
                TableReference.at(tokens, name).ifPresent(table -> tables.add(table.name().name()));
            }
        }
        return tables;
    }

    /** Where the name begins, if that word writes; else 0. */
    private static int name(Tokens tokens, int i) {
        int name = switch (tokens.keyword(i)) {
            case "INSERT", "MERGE" -> tokens.isWord(i + 1, "INTO") ? i + 2 : 0;
            case "DELETE" -> tokens.isWord(i + 1, "FROM") ? i + 2 : 0;
            case "UPDATE" -> i + 1;
            default -> 0;
        };
        return name == 0 ? 0 : TableReference.behindOnly(tokens, name);
    }
}
