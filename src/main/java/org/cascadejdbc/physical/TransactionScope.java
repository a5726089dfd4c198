package org.cascadejdbc.physical;

import java.util.List;

/**
 * What makes several statements one.
 *
 * @param begin sent before the first
 * @param keep sent after the last
 * @param undo sent after a failure
 */
public record TransactionScope(String begin, String keep, List<String> undo) {
    public TransactionScope {
        undo = List.copyOf(undo);
    }

    /** A savepoint in the open transaction. */
    public static TransactionScope savepoint() {
        return savepoint("cascade_jdbc");
    }

    /** One of that name, where an inner one of the same name would not only hide it. */
    public static TransactionScope savepoint(String name) {
        return new TransactionScope("SAVEPOINT " + name, "RELEASE SAVEPOINT " + name,
                List.of("ROLLBACK TO SAVEPOINT " + name, "RELEASE SAVEPOINT " + name));
    }

    /** One by which to find out whether savepoints stay, which takes the place of no other one. */
    public static TransactionScope probe() {
        return savepoint("cascade_jdbc_probe_" + Own.SUFFIX);
    }

    /** A transaction of its own. */
    public static TransactionScope transaction() {
        return new TransactionScope("START TRANSACTION", "COMMIT", List.of("ROLLBACK"));
    }
}
