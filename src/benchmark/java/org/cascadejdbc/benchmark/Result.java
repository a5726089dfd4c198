package org.cascadejdbc.benchmark;

/**
 * What one contender did in one cell.
 *
 * @param millis of each delete, without COMMIT
 * @param ratios to the native delete of the same round
 * @param autocommit the same ratios with the commit in them; empty where that is not measured
 */
record Result(Way way, CallCounter.Counts counts, Sample millis, Sample ratios, Sample autocommit) {
    static Result of(Way way, CallCounter.Counts counts) {
        return new Result(way, counts, new Sample(), new Sample(), new Sample());
    }
}
