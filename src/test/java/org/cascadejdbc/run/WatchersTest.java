package org.cascadejdbc.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WatchersTest {
    private static final CascadeReport REPORT = new CascadeReport(
            List.of("shop.customer"), true, 1, 1, 1, OptionalLong.of(1), OptionalLong.empty(), 5, null, false, null);

    private static final int TIMES = 100_000;

    @Test
    void whereNobodyWatchesAskingCreatesNothing() {
        Watchers nobody = new Watchers(List.of());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        long after = 0;
        for (int round = 0; round < 3; round++) { // the first loads classes
            before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < TIMES; i++) {
                if (nobody.any()) {
                    throw new AssertionError("nobody");
                }
            }
            after = threads.getCurrentThreadAllocatedBytes();
        }
        assertThat(after - before).isLessThan(TIMES);
    }

    @Test
    void whoThrowsIsNoneOfTheOthersBusiness() {
        List<CascadeReport> told = new ArrayList<>();
        CascadeWatcher broken = report -> {
            throw new StackOverflowError("of a test");
        };
        Watchers watchers = new Watchers(List.of(broken, told::add));

        assertThat(watchers.any()).isTrue();
        assertThatCode(() -> watchers.tell(REPORT, null)).doesNotThrowAnyException();
        watchers.tell(REPORT, null);
        assertThat(told).containsExactly(REPORT, REPORT);
    }
}
