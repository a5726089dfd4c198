package org.cascadejdbc.it.property.wide;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.cascadejdbc.it.support.Database;

/**
 * What a table or a column is called, and how it was written when it was created.
 *
 * @param written as given, with or without quotes
 */
record WideName(Database database, String written, boolean quoted) {
    private static final int POSTGRESQL_BYTES = 63;
    private static final Pattern BARE = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");

    /** The plain one is left to the caller. Some are keywords, and some we call something ourselves. */
    static final List<String> ODD = List.of(
            "Заказы", "Ärzte", "ärzte", "Ä", "ä", "Order", "ORDERS", "orders", "doomed", "q0",
            "k0", "cascade_t0", "target", "frozen", "p", "excluded", "İstanbul", "straße", "ΣΑΣ", "σας", "表示", "ﬁne",
            "select", "Group", "a b", "it's", "quo\"te", "tick`tock", "semi;colon", "--", "/*", "per.iod",
            "back\\slash",
            "$1", "?", "{fn now()}", ":x", "a\u00a0b", "e\u0301", "\u00e9", "KELVIN\u212a", "rowid", "oid", "ctid",
            "tableoid",
            "new", "old", "values", "row", "x".repeat(63), "x".repeat(64), "y".repeat(72), "ж".repeat(31),
            "ж".repeat(32),
            "aж".repeat(21), "𝒳", "😀", "trailing ");

    /** Whether this database takes it, and the driver does not take part of it for something else. */
    static boolean isPossible(Database database, String name) {
        boolean escape = name.startsWith("{") || name.equals("?");
        return switch (database) {
            case POSTGRESQL -> !List.of("ctid", "tableoid").contains(name);
            case MYSQL, MYSQL_OFF, MARIADB -> name.codePoints().allMatch(c -> c < 0x10000) && !name.endsWith(" ")
                    && name.length() <= 64 && !escape;
            // In lower case it is two characters, which are not the one in upper case: a relation must have it as the catalog has.
            case H2_POSTGRESQL, H2_MYSQL -> !escape && !name.equals("İstanbul");
            case SQLITE, H2, HSQLDB -> !escape;
        };
    }

    /** As it is written where it cannot be misunderstood. */
    String exact() {
        return database.quote(real());
    }

    /** As it was created. */
    String created() {
        return quoted ? database.quote(written) : written;
    }

    /** What the server makes of it. */
    private String real() {
        if (database == Database.H2 || database == Database.HSQLDB) {
            return quoted ? written : written.toUpperCase(Locale.ENGLISH);
        }
        if (database == Database.H2_POSTGRESQL || database == Database.H2_MYSQL) {
            return quoted ? written : written.toLowerCase(Locale.ENGLISH);
        }
        if (database != Database.POSTGRESQL) {
            return written;
        }
        StringBuilder folded = new StringBuilder();
        int bytes = 0;
        for (int c : written.codePoints().toArray()) {
            bytes += new String(Character.toChars(c)).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > POSTGRESQL_BYTES) {
                break;
            }
            folded.appendCodePoint(quoted || c < 'A' || c > 'Z' ? c : c + 'a' - 'A');
        }
        return folded.toString();
    }

    /** Ways to write it that mean the same; the first one is the plainest. */
    List<String> spellings() {
        String quotedWhole = database.quote(quoted ? written : real());
        if (quoted) {
            return List.of(exact(), quotedWhole);
        }
        return database == Database.POSTGRESQL || database == Database.SQLITE || database.isInMemory()
                ? List.of(exact(), written, swapped(written), quotedWhole)
                : List.of(exact(), written);
    }

    /** ASCII letters of the other case. */
    private static String swapped(String name) {
        StringBuilder swapped = new StringBuilder();
        name.codePoints().forEach(c -> swapped.appendCodePoint(
                c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c));
        return swapped.toString();
    }

    /** Whether it can be written without quotes: not every word that matches can, and the database says so. */
    static boolean isBare(String name) {
        boolean keyword = List.of("select", "group", "order", "values", "row", "new", "old", "excluded").contains(
                name.toLowerCase(Locale.ROOT));
        return BARE.matcher(name).matches() && !keyword;
    }

    /** What the database takes for one and the same name in a table, at least. */
    String folded() {
        return real().toLowerCase(Locale.ROOT);
    }
}
