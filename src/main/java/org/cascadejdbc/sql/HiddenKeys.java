package org.cascadejdbc.sql;

import java.util.Set;
import java.util.regex.Pattern;

/** Statements in which foreign keys come, or go, without being seen: they are refused. */
final class HiddenKeys {
    /** What executes a text, at once or later in the script. */
    private static final Set<String> EXECUTING = Set.of("DO", "SET", "PREPARE", "EXECUTE");
    private static final Pattern KEY = Pattern.compile("\\b(foreign\\s+key|references)\\b", Pattern.CASE_INSENSITIVE);

    private HiddenKeys() {}

    /** @param keys whether there were foreign keys above */
    static void refuse(Tokens tokens, Lexis lexis, ScriptLines lines, boolean keys) {
        String objection = objection(tokens, lexis, keys);
        if (objection != null) {
            throw lines.error(tokens.start(0), objection);
        }
    }

    private static String objection(Tokens tokens, Lexis lexis, boolean keys) {
        if (lexis.has(SqlFeature.CLIENT_LINES) && tokens.isWord(0, "SOURCE")) {
            return "SOURCE reads another file, whose foreign keys would not be seen: name that file in cascade.relations, too, "
                    + "and leave this line out";
        }
        if (keys && tokens.isWord(0, "ROLLBACK") && tokens.size() <= 2) {
            return "ROLLBACK undoes foreign keys above, which is not followed: expected a script without it";
        }
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.isSymbol(i, '\\') && tokens.isWord(i + 1, "GEXEC")) {
                return "\\gexec executes what a query gives, which is not known here: expected it written out";
            }
            boolean executed = EXECUTING.contains(tokens.keyword(0)) && !tokens.isIdentifier(i);
            if (executed && KEY.matcher(tokens.text(i)).find()) {
                return "a foreign key in a text that is executed: expected its ALTER TABLE written out";
            }
        }
        return null;
    }
}
