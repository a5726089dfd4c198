package org.cascadejdbc.engine.mysql;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A default that is an expression, from the text that MySQL's catalog has of it: escaped once more, and to be read by rules
 * that the session need not have. So literals are written as the bytes that they are, which mean the same everywhere, and
 * columns, which are the row's own, with its alias.
 */
final class MysqlDefault {
    /** Instead of an expression whose text is not understood for certain. */
    static final String UNREADABLE = "?";

    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)", Pattern.DOTALL);
    private static final Pattern WORD_BEFORE = Pattern.compile("\\w+\\z");
    private static final Pattern PLAIN = Pattern.compile("[-+:. \\d]*");
    /** One byte is one of their characters of ASCII. */
    private static final Set<String> CHARACTER_SETS = Set.of("_utf8mb4", "_utf8mb3", "_utf8", "_latin1", "_ascii", "_binary");
    private static final Set<String> TYPES = Set.of("DATE", "TIME", "TIMESTAMP");
    private static final Pattern COLUMN = Pattern.compile("`(?:[^`]|``)*`");

    private final String text;
    private final StringBuilder written = new StringBuilder();
    private int at;

    private MysqlDefault(String text) {
        this.text = text;
    }

    /** The expression, whose columns have no alias yet; {@link #UNREADABLE} if it is not understood. */
    static String of(String catalogs) {
        String text = ESCAPED.matcher(catalogs).replaceAll(escape -> Matcher.quoteReplacement(escape.group(1)));
        boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(text); // of others the catalog shows the bytes
        return ascii ? new MysqlDefault(text).write().map(written -> "(" + written + ")").orElse(UNREADABLE) : UNREADABLE;
    }

    /** That expression for row {@code alias}. */
    static String of(String expression, String alias) {
        return COLUMN.matcher(expression).replaceAll(name -> Matcher.quoteReplacement(alias + "." + name.group()));
    }

    private Optional<String> write() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '`') {
                Matcher name = COLUMN.matcher(text).region(at, text.length());
                if (!name.lookingAt()) {
                    return Optional.empty();
                }
                written.append(name.group());
                at = name.end();
            } else if (c == '\'') {
                if (!literal()) {
                    return Optional.empty();
                }
            } else if (c == '"' || c == '\\' || c == '#' || c == '?' || text.startsWith("--", at) || text.startsWith("/*", at)) {
                return Optional.empty();
            } else {
                written.append(c);
                at++;
            }
        }
        return Optional.of(written.toString());
    }

    private boolean literal() {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length()) {
                value.append(unescaped(text.charAt(++at)));
            } else if (c == '\'' && text.startsWith("''", at)) {
                value.append(text.charAt(at++));
            } else if (c == '\'') {
                at++;
                return append(value.toString());
            } else {
                value.append(c);
            }
        }
        return false;
    }

    private static String unescaped(char c) {
        return switch (c) {
            case '0' -> "\0";
            case 'b' -> "\b";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'Z' -> "\u001a";
            case '%', '_' -> "\\" + c;
            default -> String.valueOf(c);
        };
    }

    private boolean append(String value) {
        Matcher before = WORD_BEFORE.matcher(written);
        String word = before.find() ? before.group() : "";
        if (TYPES.contains(word) && PLAIN.matcher(value).matches()) {
            written.append('\'').append(value).append('\'');
            return true;
        }
        written.append(" X'").append(HexFormat.of().formatHex(value.getBytes(StandardCharsets.US_ASCII))).append('\'');
        return CHARACTER_SETS.contains(word);
    }
}
