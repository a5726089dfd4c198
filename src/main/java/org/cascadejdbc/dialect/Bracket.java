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

    /** A savepoint in the open transaction. */
    public static Bracket savepoint() {
        return new Bracket(
                "SAVEPOINT cascade_jdbc",
                "RELEASE SAVEPOINT cascade_jdbc",
                List.of("ROLLBACK TO SAVEPOINT cascade_jdbc", "RELEASE SAVEPOINT cascade_jdbc"));
    }

    /** A transaction of its own. */
    public static Bracket transaction() {
        return new Bracket("START TRANSACTION", "COMMIT", List.of("ROLLBACK"));
    }
}
