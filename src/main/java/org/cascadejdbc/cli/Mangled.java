package org.cascadejdbc.cli;

import java.util.List;

/**
 * Texts that did not arrive as they were typed: where the locale knows ASCII alone ({@code LC_ALL=C}), Java puts a replacement
 * character for each byte of another letter. A DELETE with such a text would delete what was never meant.
 */
final class Mangled {
    private static final char REPLACEMENT = '\uFFFD';

    private Mangled() {}

    static boolean is(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == REPLACEMENT || Character.isLowSurrogate(c)) {
                return true;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Why the arguments are not used, or {@code null}. */
    static String objection(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            if (is(arguments.get(i))) {
                return "argument " + (i + 1) + advice();
            }
        }
        return null;
    }

    /** Refuses an environment variable's value. */
    static void check(String what, String value) {
        if (value != null && is(value)) {
            throw new NotUsableException(what + advice());
        }
    }

    private static String advice() {
        return " did not arrive as it was typed: the locale (" + System.getProperty("sun.jnu.encoding") + ") does not know its"
                + " letters. Nothing was done. Use a locale with UTF-8, such as LC_ALL=C.UTF-8, or write the DELETE into a file"
                + " in UTF-8 and name it with -f (-f - for the standard input)";
    }
}
