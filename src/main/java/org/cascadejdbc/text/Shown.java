package org.cascadejdbc.text;

import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text of others as people are shown it: on terminals, in log lines and errors, in tables and pictures. A name or a value may
 * hold whatever its author likes, so the characters that would do something, or that nobody would see, stand there as
 * {@code \}{@code uXXXX}, each UTF-16 unit for itself: control characters (line breaks among them, so that no name begins a
 * line), those that turn the direction of writing, separators of lines and paragraphs, invisible ones (zero width, fillers,
 * variation selectors, tags), halves of surrogate pairs and what is no character. The one place that decides; twice does no harm.
 *
 * <p>For people alone: what is to be executed, or compared, or given to a program must be the text itself.
 */
public final class Shown {
    /** Control and format characters, separators, surrogates; what else Unicode calls ignorable; what is no character. */
    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}"
            + "\\x{34f}\\x{115f}\\x{1160}\\x{17b4}\\x{17b5}\\x{180b}-\\x{180f}\\x{2060}-\\x{206f}\\x{2800}\\x{3164}"
            + "\\x{fe00}-\\x{fe0f}\\x{ffa0}\\x{fff0}-\\x{fff8}\\x{e0000}-\\x{e0fff}"
            + "\\x{fdd0}-\\x{fdef}\\x{fffe}\\x{ffff}]");

    private Shown() {}

    /** A name, a value, or a sentence with some in it; {@code null} is {@code "null"}. */
    public static String text(Object text) {
        return HIDDEN.matcher(String.valueOf(text)).replaceAll(found -> "\\\\u" + found.group()
                .chars()
                .mapToObj(unit -> HexFormat.of().toHexDigits((char) unit))
                .collect(Collectors.joining("\\\\u")));
    }

    /** The words of others, who may spread them over several lines, such as an error of the database: on one line. */
    public static String oneLine(Object text) {
        String words = String.valueOf(text);
        return text(words.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining(" ")));
    }

    /**
     * SQL. Its lines stay as they are up to the first character that may begin a quote or a comment: so far, no line break
     * can be a name's.
     */
    public static String sql(String sql) {
        int plain = 0;
        while (plain < sql.length() && isLayoutOrPlain(sql.charAt(plain))) {
            plain++;
        }
        return sql.substring(0, plain) + text(sql.substring(plain));
    }

    private static boolean isLayoutOrPlain(char c) {
        return c == '\n' || (c >= ' ' && c <= '~' && "'\"`[\\$#-/".indexOf(c) < 0);
    }
}
