package org.cascadejdbc.it.property.wide;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a wide case's choices come from. Each has a name, and what it gives depends on the seed and on that name alone:
 * a new choice changes no other one, and a case is made smaller by fixing some of its choices, whatever they are about.
 * Zero is the plainest choice everywhere, and the only one where a dimension is not varied.
 */
final class WideDice {
    private final long seed;
    private final Set<WideDimension> varied;
    private final Map<String, Integer> fixed;
    private final Map<String, Integer> thrown;
    private final String scope;

    private WideDice(
            long seed, Set<WideDimension> varied, Map<String, Integer> fixed, Map<String, Integer> thrown,
            String scope) {
        this.seed = seed;
        this.varied = varied;
        this.fixed = fixed;
        this.thrown = thrown;
        this.scope = scope;
    }

    /** @param fixed choices that are not left to the seed, by their names */
    static WideDice of(long seed, Set<WideDimension> varied, Map<String, Integer> fixed) {
        return new WideDice(seed, EnumSet.copyOf(varied), fixed, new LinkedHashMap<>(), "");
    }

    /** The same dice for a part of the case: its choices have that name in front. */
    WideDice in(String part) {
        return new WideDice(seed, varied, fixed, thrown, scope + part + ".");
    }

    /** What has been chosen so far, in order; plain choices too. */
    Map<String, Integer> thrown() {
        return thrown;
    }

    /** 0 to {@code sides - 1}. */
    int of(WideDimension dimension, String what, int sides) {
        String name = scope + what;
        int choice = varied.contains(dimension) && sides > 1 ? Math.floorMod(hash(name), sides) : 0;
        int made = Math.min(fixed.getOrDefault(name, choice), sides - 1);
        thrown.put(name, made);
        return made;
    }

    /** True in one of so many cases. */
    boolean once(WideDimension dimension, String what, int in) {
        return of(dimension, what, in) == in - 1;
    }

    <T> T any(WideDimension dimension, String what, List<T> list) {
        return list.get(of(dimension, what, list.size()));
    }

    private int hash(String name) {
        long mixed = (seed * 0x9E3779B97F4A7C15L) ^ (name.hashCode() * 0xC2B2AE3D27D4EB4FL);
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return (int) (mixed ^ (mixed >>> 31)) >>> 1;
    }
}
