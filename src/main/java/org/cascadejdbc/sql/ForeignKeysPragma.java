package org.cascadejdbc.sql;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the statements of a text say of SQLite's {@code foreign_keys}: they switch it on or off. A literal, a default or a
 * comment that speaks of it says nothing.
 */
public final class ForeignKeysPragma {
    private static final String NAME = "foreign_keys";
    private static final Set<String> ON = Set.of("on", "yes", "true");
    private static final int DECIMAL = 10;
    private static final int HEXADECIMAL = 16;
    private static final int MOST_BITS = 31;

    private ForeignKeysPragma() {}

    /** Each word about it in turn, true where it is switched on; none where it is only asked for. */
    public static List<Boolean> said(String sql, Lexis lexis) {
        List<Boolean> said = new ArrayList<>();
        if (!NameBytes.asciiLower(sql).contains(NAME)) {
            return said;
        }
        StatementSplitter splitter = new StatementSplitter(sql, new Scanner(sql, lexis), lexis);
        for (Tokens tokens = splitter.next(); tokens != null; tokens = splitter.next()) {
            int name = tokens.isSymbol(2, '.') ? 3 : 1;
            boolean sets = tokens.isSymbol(name + 1, '=') || tokens.isSymbol(name + 1, '(');
            if (tokens.isWord(0, "PRAGMA") && sets && word(tokens, name).equals(NAME)) {
                said.add(isOn(tokens, name + 2));
            }
        }
        return said;
    }

    /** As SQLite reads a Boolean of a pragma: a number that is not zero, of 31 bits; what is neither a number nor one of its words is off. */
    private static boolean isOn(Tokens tokens, int value) {
        String word = word(tokens, tokens.isSymbol(value, '+') ? value + 1 : value);
        boolean hexadecimal = word.matches("0x[0-9a-f].*");
        String digits = hexadecimal
                ? word.substring(2).replaceFirst("[^0-9a-f].*", "")
                : word.replaceFirst("[^0-9].*", "");
        if (digits.isEmpty()) {
            return ON.contains(word);
        }
        BigInteger number = new BigInteger(digits, hexadecimal ? HEXADECIMAL : DECIMAL);
        return number.signum() > 0 && number.bitLength() <= MOST_BITS;
    }

    private static String word(Tokens tokens, int i) {
        boolean literal = tokens.kind(i) == Scanner.Kind.STRING;
        boolean other = !literal && !tokens.isIdentifier(i);
        String word = tokens.kind(i) == Scanner.Kind.END ? ""
                : literal ? tokens.nameInLiteral(i).text() : other ? tokens.text(i) : tokens.name(i).text();
        return NameBytes.asciiLower(word);
    }
}
