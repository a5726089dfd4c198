package org.cascadejdbc.execution;

import java.util.HashMap;
import java.util.Map;

/**
 * What was decided about the texts of DELETEs in one catalog. A catalog is immutable, and another one is another object:
 * so a text need not be examined twice in the same one, and nothing that is remembered can be stale.
 */
final class KnownVerdicts {
    private static final int MAX_TEXTS = 500;
    private static final int LONGEST_KEPT = 10_000;

    private final Map<String, Verdict> verdicts = new HashMap<>();
    private Catalog catalog;

    boolean isEmpty() {
        return verdicts.isEmpty();
    }

    /** What was decided in that catalog, or {@code null}. */
    Verdict get(String sql, Catalog now) {
        return now != null && now == catalog ? verdicts.get(sql) : null;
    }

    /** It was decided in that catalog, if there is one. */
    void put(String sql, Verdict verdict, Catalog now) {
        if (now == null || sql.length() > LONGEST_KEPT) {
            return;
        }
        if (now != catalog || verdicts.size() >= MAX_TEXTS) {
            verdicts.clear();
            catalog = now;
        }
        verdicts.put(sql, verdict);
    }

    void clear() {
        verdicts.clear();
    }
}
