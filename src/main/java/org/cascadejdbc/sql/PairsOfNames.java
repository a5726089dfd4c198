package org.cascadejdbc.sql;

import java.util.LinkedHashSet;
import java.util.Set;

/** Two names with a dot between them, in a text that a server wrote: each table of it in full, and whatever looks so. */
public final class PairsOfNames {
    /** As they are, without quotes. */
    public record Pair(String schema, String name) {}

    private PairsOfNames() {}

    /** All of them; none of a text that cannot be read. */
    public static Set<Pair> in(String text, Lexis lexis) {
        Set<Pair> pairs = new LinkedHashSet<>();
        if (text == null) {
            return pairs;
        }
        Tokens tokens = Tokens.of(text, new Scanner(text, lexis));
        for (int i = 0; i + 2 < tokens.size(); i++) {
            if (tokens.isIdentifier(i) && tokens.isSymbol(i + 1, '.') && tokens.isIdentifier(i + 2)) {
                pairs.add(new Pair(tokens.name(i).text(), tokens.name(i + 2).text()));
            }
        }
        return pairs;
    }
}
