package org.cascadejdbc.it.fuzz;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * One step from a valid seed to an input.
 *
 * @param seed what decides where and how, so that the step can be made again without those before it
 */
record FuzzMutation(Kind kind, long seed) {
    enum Kind {
        GAP,
        CASE,
        QUOTING,
        SPELLING,
        PARAMETER,
        PARENTHESES,
        AS,
        QUALIFY,
        TAIL,
        /** From here on, whether the outcome is valid, and what it means, only the database knows. */
        INSERT,
        DELETE,
        DUPLICATE,
        SWAP,
        PIECE,
        CUT,
        COPY;

        boolean keepsMeaning() {
            return compareTo(INSERT) < 0;
        }

        static List<Kind> that(boolean keepMeaning) {
            return Stream.of(values()).filter(kind -> kind.keepsMeaning() == keepMeaning).toList();
        }
    }

    private static final String CHARACTERS =
            "'\"`$;()[]{}-/*#\\?.,=<>!@:%&|+~^ \n\r\t\f\u000b\u00a0\u2028\ud83d\ufeff\u017f0123eEnNuUxXbBpswr_";
    private static final String[] PIECES = {
        "''", "--", "-- ", "/*", "*/", "/*!", "/*!99999 ", "/*+ ", "/* x */", "$$", "$a$", "\\'", "E'", "U&'",
        "U&\"", "N'", "??",
        "?1", "$1", ":a", "@a", " OR ", " AND ", " NOT ", " WHERE ", " LIMIT 1 ", " ORDER BY id ", " RETURNING id ",
        " USING u ",
        "1=1", " OR 1=1", "; DELETE FROM p", ";", " AS ", " x ", " ONLY ", "*", "(1)", "[1]", "{d '2020-01-01'}",
        "{fn now()}",
        "5.", "1e5", "0x", " DELETE ", " FROM ", " p ", "\n\n", "\n/\n", "\ngo\n", "#", "''''", " IN (1,2) ",
        " UNION SELECT 1 ",
        " INDEXED BY i ", " PARTITION (p0) ", " FOR UPDATE ", " WITH ", "CASE WHEN ", " END ", " NULL ", ".p", "p.",
        "\u0001"
    };

    boolean keepsMeaning() {
        return kind.keepsMeaning();
    }

    /** For a kind that does not keep the meaning. */
    String apply(String text) {
        Random random = new Random(seed);
        StringBuilder result = new StringBuilder(text);
        int at = random.nextInt(text.length() + 1);
        int length = Math.min(text.length() - at, 1 + random.nextInt(6));
        switch (kind) {
            case INSERT -> result.insert(at, CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            case DELETE -> result.delete(at, Math.min(at + 1, text.length()));
            case DUPLICATE -> result.insert(at, text, at, at + length);
            case SWAP -> {
                if (at + 1 < text.length()) {
                    result.setCharAt(at, text.charAt(at + 1));
                    result.setCharAt(at + 1, text.charAt(at));
                }
            }
            case PIECE -> result.insert(at, PIECES[random.nextInt(PIECES.length)]);
            case CUT -> result.delete(at, at + length);
            case COPY -> result.insert(random.nextInt(text.length() + 1), text, at, at + length);
            default -> throw new IllegalArgumentException(kind.name());
        }
        return result.toString();
    }
}
