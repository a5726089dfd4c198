package org.cascadejdbc.it.property.wide;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Makes choices of a failing case plain, many at once and then one by one, as long as it fails. */
final class WideShrinker {
    private static final long MOST_NANOS = 1_000_000_000L * Long.getLong("property.shrinkSeconds", 60);

    private final long start = System.nanoTime();
    private final Function<Map<String, Integer>, Map<String, Integer>> failing;
    private Map<String, Integer> fixed;
    private Map<String, Integer> thrown;

    /** @param failing what is thrown with some choices fixed, {@code null} if the case does not fail any more */
    private WideShrinker(
            Function<Map<String, Integer>, Map<String, Integer>> failing, Map<String, Integer> thrown) {
        this.failing = failing;
        this.fixed = Map.copyOf(thrown);
        this.thrown = thrown;
    }

    /** The plainest choices found with which it fails. */
    static Map<String, Integer> shrink(
            Map<String, Integer> thrown, Function<Map<String, Integer>, Map<String, Integer>> failing) {
        WideShrinker shrinker = new WideShrinker(failing, thrown);
        shrinker.run();
        return shrinker.fixed;
    }

    private void run() {
        boolean smaller = true;
        while (smaller && isInTime()) {
            smaller = false;
            for (int chunk = Math.max(1, odd().size() / 2); chunk > 0 && isInTime(); chunk /= 2) {
                List<String> odd = odd();
                for (int from = 0; from < odd.size(); from += chunk) {
                    smaller |= attempt(odd.subList(from, Math.min(odd.size(), from + chunk)));
                }
            }
        }
    }

    private List<String> odd() {
        return new ArrayList<>(thrown.entrySet().stream().filter(e ->
                e.getValue() > 0).map(Map.Entry::getKey).toList());
    }

    private boolean attempt(List<String> names) {
        Map<String, Integer> plainer = new HashMap<>(fixed);
        names.forEach(name -> plainer.put(name, 0));
        Map<String, Integer> then = isInTime() ? failing.apply(plainer) : null;
        if (then == null) {
            return false;
        }
        fixed = plainer;
        thrown = then;
        return true;
    }

    private boolean isInTime() {
        return System.nanoTime() - start < MOST_NANOS;
    }
}
