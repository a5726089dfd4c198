package org.cascadejdbc.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Characters that do something to who looks at them, or that nobody sees; what of them a database takes in a name. */
public final class Hidden {
    /** An escape sequence that clears the screen, a bell, C1, DEL, line breaks, bidi controls, separators, zero width, BOM. */
    public static final String SOME = "\u001b[2J\u0007\u009b1m\u007f\r\nERROR\t\u202e\u2066\u200f\u2028\u2029\u200b\ufeff\u3164";

    private Hidden() {}

    /** Not one of them is there but line breaks, and tabs before the frames of a stack, and no line begins as those of {@link #SOME} do. */
    public static void assertShown(String what, String output) {
        List<String> hidden = output.replaceAll("(?m)^\tat ", "at ").codePoints().filter(c -> c != '\n' && isHidden(c)).mapToObj(Integer::toHexString).toList();
        assertThat(hidden).as(what + ":\n" + output).isEmpty();
        assertThat(output.lines()).as(what).noneMatch(line -> line.strip().startsWith("ERROR\\u0009"));
    }

    /** By Java's own categories, and by hand. */
    private static boolean isHidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> c == '\u3164';
        };
    }
}
