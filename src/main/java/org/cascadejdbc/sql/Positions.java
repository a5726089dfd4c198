package org.cascadejdbc.sql;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

/** Where something in a statement of ours stands in the user's own, whose parts it is made of. */
public final class Positions {
    private Positions() {}

    /**
     * A position in the user's statement, counted from 1 in characters; 0 where it cannot be told.
     *
     * @param sent the statement that the position is about
     * @param prepared whether the driver has made numbered parameters of the question marks, {@code $1}
     */
    public static int inUsers(String sent, DeleteStatement delete, int position, boolean prepared) {
        for (String part : parts(delete).toList()) {
            int ours = onlyIndex(sent, part);
            int users = onlyIndex(delete.sql(), part);
            if (ours < 0 || users < 0) {
                continue;
            }
            int marks = prepared ? marks(sent.substring(0, ours)) : 0;
            if (prepared && marks != marks(delete.sql().substring(0, users))) {
                continue;
            }
            int inside = prepared ? marks(part) : 0;
            int begin = length(sent.substring(0, ours)) + wider(0, marks);
            int offset = position - 1 - begin;
            if (offset >= 0 && offset <= length(part) + wider(marks, marks + inside)) {
                return length(delete.sql().substring(0, users)) + wider(0, marks) + offset + 1;
            }
        }
        return 0;
    }

    private static Stream<String> parts(DeleteStatement delete) {
        DeleteStatement.Embedding around = delete.embedding();
        return Stream.concat(
                        Stream.of(
                                delete.merge(),
                                delete.predicate(),
                                delete.with() == null ? null : delete.with().queries(),
                                delete.using(),
                                delete.returning() == null ? null : delete.returning().list(),
                                delete.from()),
                        around == null ? Stream.empty() : Arrays.asList(around.main(), around.laterQueries()).stream())
                .filter(Objects::nonNull);
    }

    private static int onlyIndex(String text, String part) {
        int index = text.indexOf(part);
        return text.indexOf(part, index + 1) < 0 ? index : -1;
    }

    /** The server counts characters, not their halves. */
    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static int marks(String text) {
        return (int) text.chars().filter(c -> c == '?').count();
    }

    /** By how much parameters with these numbers are longer than question marks. */
    private static int wider(int from, int to) {
        int wider = 0;
        for (int number = from + 1; number <= to; number++) {
            wider += String.valueOf(number).length();
        }
        return wider;
    }
}
