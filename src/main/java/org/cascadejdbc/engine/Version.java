package org.cascadejdbc.engine;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first numbers of a version: what is behind them is not compared. */
public record Version(int major, int minor, int patch) implements Comparable<Version> {
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,9}))?(?:\\.(\\d{1,9}))?");

    /** The first version in that text; 0.0.0 where there is none. */
    public static Version in(String text) {
        Matcher numbers = NUMBERS.matcher(text);
        return numbers.find()
                ? new Version(number(numbers.group(1)), number(numbers.group(2)), number(numbers.group(3)))
                : new Version(0, 0, 0);
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    @Override
    public int compareTo(Version other) {
        return Arrays.compare(new int[] {major, minor, patch}, new int[] {other.major, other.minor, other.patch});
    }

    /** Without zeros at the end: {@code 14}, {@code 10.11}, {@code 8.0.19}. */
    @Override
    public String toString() {
        return patch > 0 ? major + "." + minor + "." + patch : minor > 0 ? major + "." + minor : String.valueOf(major);
    }
}
