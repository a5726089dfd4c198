package org.cascadejdbc.run;

import java.util.HashMap;
import java.util.Map;

/**
 * What was decided about the texts of DELETEs in one catalog. A catalog is immutable, and another one is another object:
 * so a text need not be examined twice in the same one, and nothing that is remembered can be stale.
 */
final class KnownVerdicts {
    private static final int MAX_TEXTS = 500;
    /** On each connection, of which there may be many. */
    private static final int MAX_CHARACTERS = 250_000;

    private final Map<String, Verdict> verdicts = new HashMap<>();
    private int characters;
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
        int added = sql.length() + (verdict instanceof Verdict.Emulate emulate ? emulate.cascade().characters() : 0);
        if (now == null || added > MAX_CHARACTERS) {
            return;
        }
        if (now != catalog || verdicts.size() >= MAX_TEXTS || characters + added > MAX_CHARACTERS) {
            clear();
            catalog = now;
        }
        verdicts.put(sql, verdict);
        characters += added;
    }

    void clear() {
        verdicts.clear();
        characters = 0;
    }
}
