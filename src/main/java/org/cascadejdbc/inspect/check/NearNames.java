package org.cascadejdbc.inspect.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that somebody may have meant who wrote another one. */
final class NearNames {
    private static final int MOST = 3;

    private NearNames() {}

    /** The nearest first; none that shares little with what was written. */
    static List<String> of(String written, Collection<String> names) {
        String wanted = normal(written);
        int tolerated = Math.max(1, wanted.length() / 3);
        return names.stream()
                .distinct()
                .filter(name -> distance(wanted, normal(name)) <= tolerated)
                .sorted(Comparator.<String>comparingInt(name -> distance(wanted, normal(name)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    /** Singular or plural, with or without underscores: that is what people mix up. */
    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "");
    }

    /** Levenshtein's: how many letters must be put in, taken out or replaced. */
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
