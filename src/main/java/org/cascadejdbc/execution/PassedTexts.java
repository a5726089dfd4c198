package org.cascadejdbc.execution;

import java.util.HashSet;
import java.util.Set;

/**
 * The texts of DELETEs that one catalog leaves to the database. A catalog is immutable, and another one is another
 * object: so a text need not be examined twice in the same one, and nothing that is remembered can be stale.
 */
final class PassedTexts {
    private static final int MAX_TEXTS = 500;
    private static final int LONGEST_KEPT = 10_000;

    private final Set<String> texts = new HashSet<>();
    private Catalog catalog;

    boolean isEmpty() {
        return texts.isEmpty();
    }

    /** Whether it has passed in that catalog. */
    boolean contains(String sql, Catalog now) {
        return now != null && now == catalog && texts.contains(sql);
    }

    /** It has passed in that catalog, if there is one. */
    void add(String sql, Catalog now) {
        if (now == null || sql.length() > LONGEST_KEPT) {
            return;
        }
        if (now != catalog || texts.size() >= MAX_TEXTS) {
            texts.clear();
            catalog = now;
        }
        texts.add(sql);
    }
}
