package org.cascadejdbc.demo;

/** The demo saw something other than what it tells: it stops rather than tell it. */
final class UnexpectedOutcome extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private UnexpectedOutcome(String message) {
        super(message);
    }

    /** Stops the demo unless {@code actual} is what it is about to tell. */
    static void unless(long expected, long actual, String what) {
        if (expected != actual) {
            throw new UnexpectedOutcome(what + ": expected " + expected + ", found " + actual);
        }
    }

    /** Stops the demo where a statement succeeded that had to be refused. */
    static UnexpectedOutcome notRefused(String sql) {
        return new UnexpectedOutcome("had to be refused, but succeeded: " + sql);
    }
}
