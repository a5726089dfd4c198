package org.cascadejdbc.dialect;

import java.util.List;

/**
 * What makes several statements one.
 *
 * @param begin sent before the first
 * @param keep sent after the last
 * @param undo sent after a failure
 */
public record Bracket(String begin, String keep, List<String> undo) {
    public Bracket {
        undo = List.copyOf(undo);
    }

    /** A savepoint of that name in the open transaction. */
    static Bracket savepoint(String name) {
        return new Bracket(
                "SAVEPOINT " + name,
                "RELEASE SAVEPOINT " + name,
                List.of("ROLLBACK TO SAVEPOINT " + name, "RELEASE SAVEPOINT " + name));
    }
}
