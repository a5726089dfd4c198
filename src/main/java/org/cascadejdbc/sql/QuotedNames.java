package org.cascadejdbc.sql;

import java.util.LinkedHashSet;
import java.util.Set;

/** What stands in double quotes in a text: names, or, on SQLite, texts where there is no such name. */
public final class QuotedNames {
    private QuotedNames() {}

    /** Those without a qualifier in front; {@code null} for a text is no text. */
    public static Set<Name> in(String text, Lexis lexis) {
        Set<Name> names = new LinkedHashSet<>();
        if (text == null) {
            return names;
        }
        Tokens tokens = Tokens.of(text, new Scanner(text, lexis));
        for (int i = 0; i < tokens.size(); i++) {
            boolean quoted = tokens.kind(i) == Scanner.Kind.QUOTED_IDENTIFIER && tokens.text(i).startsWith("\"");
            if (quoted && !tokens.isSymbol(i - 1, '.')) {
                names.add(tokens.name(i));
            }
        }
        return names;
    }
}
