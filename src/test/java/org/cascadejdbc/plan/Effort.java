package org.cascadejdbc.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/**
 * Planning that would be squared, or exponential, if somebody took away what makes it linear. Counted is what the thread
 * computes, not the time that passes, so that other processes of the machine do not matter; the bound is hundreds of
 * times what it takes, and a small part of what it took.
 */
final class Effort {
    private static final long MOST = 30_000_000_000L;

    private Effort() {}

    static <T> T isSmall(Supplier<T> planning) {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        T planned = planning.get();
        assertThat(threads.getCurrentThreadCpuTime() - before).as("nanoseconds computed").isLessThan(MOST);
        return planned;
    }
}
