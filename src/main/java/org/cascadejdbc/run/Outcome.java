package org.cascadejdbc.run;

/**
 * What a cascade came to.
 *
 * @param done whether it was carried out; if not, its plan guard did not hold, and nothing was done
 * @param count the DELETE's update count, 0 where nothing was done
 */
record Outcome(boolean done, long count) {
    static final Outcome OTHER_PLAN_GUARD = new Outcome(false, 0);

    static Outcome done(long count) {
        return new Outcome(true, count);
    }
}
