package org.cascadejdbc.sql;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The escapes of PostgreSQL's U&amp;"…" (documentation: "Identifiers and Key Words"), by the usual backslash. */
final class UnicodeEscapes {
    private static final Pattern ESCAPE =
            Pattern.compile("\\\\(?:\\\\|([0-9A-Fa-f]{4})|\\+([0-9A-Fa-f]{6})|(.?))", Pattern.DOTALL);

    private UnicodeEscapes() {}

    /** What is meant, or empty where an escape is none that PostgreSQL knows. */
    static Optional<String> decode(String escaped) {
        StringBuilder text = new StringBuilder();
        Matcher escape = ESCAPE.matcher(escaped);
        while (escape.find()) {
            if (escape.group(3) != null) {
                return Optional.empty();
            }
            String digits = escape.group(1) != null ? escape.group(1) : escape.group(2);
            int codePoint = digits == null ? '\\' : Integer.parseInt(digits, 16);
            if (!Character.isValidCodePoint(codePoint)) {
                return Optional.empty();
            }
            escape.appendReplacement(text, Matcher.quoteReplacement(Character.toString(codePoint)));
        }
        return Optional.of(escape.appendTail(text).toString());
    }
}
