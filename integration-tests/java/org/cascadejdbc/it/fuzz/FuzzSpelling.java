package org.cascadejdbc.it.fuzz;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.cascadejdbc.it.support.Database;

/** The many ways to write the same blank, comment, name and literal on one database. */
final class FuzzSpelling {
    private static final List<String> IN_COMMENTS = List.of(
            "DELETE", "; DELETE FROM p", "'", "\"", "`", "it's", "--", "#", "?", "$$", "$a$", "WHERE 1=1", "[", "]",
            "(",
            ")", "\\", "{", "}", "\u00e9", "\u00a0", "\ud83d\ude00", "E'\\'", "/", "*", "0", ":x", "*", "\uff07",
            "U&\"");
    /** None of these starts or ends a comment of PostgreSQL's, which nest. */
    private static final String SEPARATOR = " ";

    private final Database database;
    private final Random random;

    FuzzSpelling(Database database, Random random) {
        this.database = database;
        this.random = random;
    }

    private String one(String... of) {
        return of[random.nextInt(of.length)];
    }

    /** At least one blank or comment. */
    String gap() {
        StringBuilder gap = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            gap.append(random.nextInt(3) == 0 ? comment() : blank());
        }
        return gap.toString();
    }

    private String blank() {
        String tab = database == Database.SQLITE ? " \u000b" : "\u000b";
        return one(" ", "  ", "\t", "\n", "\n\n\n", "\r\n", "\r\n\r\n", "\f", tab, "\r", "\n ");
    }

    private String comment() {
        boolean postgreSql = database == Database.POSTGRESQL;
        return switch (random.nextInt(4)) {
            case 0 -> "--" + (database.isMySql() ? one(" ", "\t") : "") + remark()
                    + (postgreSql ? one("\n", "\r") : "\n");
            case 1 -> database.isMySql() ? "#" + remark() + "\n" : "--\n";
            case 2 -> "/*" + remark() + (postgreSql ? "/*" + remark() + "*/" + remark() : one("", "/*")) + "*/";
            default -> "/*" + one("", "*", "/", " ") + remark() + one("", "*", " ") + "*/";
        };
    }

    private String remark() {
        StringBuilder remark = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            remark.append(SEPARATOR).append(IN_COMMENTS.get(random.nextInt(IN_COMMENTS.size()))).append(SEPARATOR);
        }
        return remark.toString();
    }

    /** Letters in any case. */
    String anyCase(String word) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            String letter = word.substring(i, i + 1);
            text.append(random.nextBoolean() ? letter.toUpperCase(Locale.ROOT) : letter.toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }

    /** @param column MySQL tells tables and aliases apart by case, columns never */
    String name(String name, boolean column) {
        boolean anyCase = database == Database.SQLITE || (database.isMySql() && column);
        String text = anyCase ? anyCase(name) : name;
        return switch (database) {
            case POSTGRESQL -> random.nextBoolean() ? '"' + name + '"' : anyCase(name);
            case MYSQL, MYSQL_OFF, MARIADB -> random.nextBoolean() ? '`' + text + '`' : text;
            case HSQLDB -> one(database.quote(name), anyCase(name));
            case H2, H2_POSTGRESQL, H2_MYSQL -> one(database.quote(name), anyCase(name), '`' + anyCase(name) + '`');
            case SQLITE -> one('"' + text + '"', '`' + text + '`', '[' + text + ']', text);
        };
    }

    String number(String digits) {
        return switch (database) {
            case POSTGRESQL ->
                    one(digits, "0" + digits, digits + ".0", digits + "e0", digits + ".", "0x" + hex(digits));
            case MYSQL, MYSQL_OFF, MARIADB ->
                    one(digits, "0" + digits, digits + ".0", digits + "e0", digits + ".", digits + ".e+0");
            case HSQLDB -> one(digits, "0" + digits, digits + ".0", digits + "E0");
            case H2, H2_POSTGRESQL, H2_MYSQL -> one(digits, "0" + digits, digits + ".0", digits + "E0", digits + ".", "0x" + hex(digits));
            case SQLITE -> one(digits, "0" + digits, digits + ".0", digits + "E0", digits + ".", "0X" + hex(digits));
        };
    }

    private static String hex(String digits) {
        return Integer.toHexString(Integer.parseInt(digits));
    }

    /** @param value what the literal is worth */
    String string(String value) {
        String plain = '\'' + value.replace("'", "''") + '\'';
        return switch (database) {
            case POSTGRESQL -> postgreSql(value, plain);
            case MYSQL, MYSQL_OFF, MARIADB -> mySql(value);
            case SQLITE -> plain;
            case HSQLDB -> one(plain, "N" + plain);
            case H2, H2_POSTGRESQL, H2_MYSQL -> value.indexOf('$') < 0 ? one(plain, "$$" + value + "$$", "N" + plain) : plain;
        };
    }

    private String postgreSql(String value, String plain) {
        return switch (random.nextInt(6)) {
            case 0 -> one("E", "e") + '\'' + escaped(value, '\'') + '\'';
            case 1 -> value.contains("$") ? plain : "$$" + value + "$$";
            case 2 -> {
                String tag = one("$a$", "$_1$", "$\u00e9$", "$DELETE$");
                yield tag + value + tag;
            }
            case 3 -> one("U&'", "u&'") + value.replace("\\", "\\\\").replace("'", "''").replace("s", "\\0073") + '\'';
            case 4 -> {
                int half = value.length() / 2;
                yield '\'' + value.substring(0, half).replace("'", "''") + '\'' + one("\n", " -- it's\n ", " \r\n\t")
                        + '\'' + value.substring(half).replace("'", "''") + '\'';
            }
            default -> plain;
        };
    }

    private String mySql(String value) {
        char quote = random.nextBoolean() ? '"' : '\'';
        String text = quote + escaped(value, quote) + quote;
        return switch (random.nextInt(4)) {
            case 0 -> one("N", "n") + '\'' + escaped(value, '\'') + '\'';
            case 1 -> "_utf8mb4" + text;
            case 2 -> {
                int half = value.length() / 2;
                yield quote + escaped(value.substring(0, half), quote) + quote + gap() + '\''
                        + escaped(value.substring(half), '\'') + '\'';
            }
            default -> text;
        };
    }

    /** With some characters behind a backslash, in a way that both databases know. */
    private String escaped(String value, char quote) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            boolean asciiSign = c < 0x80 && !Character.isLetterOrDigit(c) && c != '_' && c != '%';
            if (c == '\\' || (asciiSign && random.nextInt(3) == 0)) {
                text.append('\\').append(c);
            } else {
                text.append(c == quote ? String.valueOf(c) + c : String.valueOf(c));
            }
        }
        return text.toString();
    }
}
