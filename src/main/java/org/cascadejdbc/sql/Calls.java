package org.cascadejdbc.sql;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What stands before parentheses in a text: functions, and words such as IN.
 *
 * @param names of those that are plain words, in upper case, right before their parenthesis
 * @param others whether there are others, which may be anything: quoted or qualified ones, ones with a blank behind them; or
 *     whether the text cannot be read
 */
public record Calls(Set<String> names, boolean others) {
    public Calls {
        names = Set.copyOf(names);
    }

    /** Words of the language may have a blank behind them. */
    public static Calls of(String text, Lexis lexis, Set<String> words) {
        Scanner scanner = new Scanner(text, lexis);
        Tokens tokens = Tokens.of(text, scanner);
        Set<String> names = new LinkedHashSet<>();
        boolean others = scanner.error() != null || scanner.executableComment();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (!tokens.isSymbol(i + 1, '(')) {
                continue;
            }
            switch (tokens.kind(i)) {
                case WORD -> {
                    String name = tokens.keyword(i);
                    boolean plain = !tokens.isSymbol(i - 1, '.') && (words.contains(name) || tokens.end(i) == tokens.start(i + 1));
                    others |= !plain;
                    names.add(name);
                }
                case QUOTED_IDENTIFIER -> others = true;
                default -> {
                    // a parenthesis of its own
                }
            }
        }
        return new Calls(names, others);
    }
}
