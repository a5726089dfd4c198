package org.cascadejdbc.sql;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Where the lines of a script start, to say where something stands. */
final class ScriptLines {
    private final String location;
    private final int[] breaks;

    ScriptLines(String location, String text) {
        this.location = location;
        this.breaks = IntStream.range(0, text.length())
                .filter(i -> text.charAt(i) == '\n')
                .toArray();
    }

    private int line(int offset) {
        int found = Arrays.binarySearch(breaks, offset);
        return 1 + (found < 0 ? -found - 1 : found);
    }

    /** "cascade.sql:12". */
    String origin(int offset) {
        return location + ":" + line(offset);
    }

    ScriptException error(int offset, String problem) {
        return new ScriptException(location, line(offset), problem);
    }
}
