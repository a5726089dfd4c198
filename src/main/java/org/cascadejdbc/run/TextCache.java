package org.cascadejdbc.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.ToIntBiFunction;

/**
 * Caches of what was found out about texts. Texts with literals in them come in any number and of any length, so that a
 * cache of them is bounded by its characters, and not by its entries.
 */
final class TextCache {
    /** What an entry costs besides its characters, in characters: texts of a few letters come in any number, too. */
    private static final int ENTRY = 400;

    private TextCache() {}

    /**
     * A cache without threads of its own.
     *
     * @param most how many characters it keeps
     * @param characters how many characters an entry keeps alive
     */
    static <K, V> Cache<K, V> of(long most, ToIntBiFunction<K, V> characters) {
        return Caffeine.newBuilder()
                .maximumWeight(most)
                .weigher((K key, V value) -> ENTRY + characters.applyAsInt(key, value))
                .executor(Runnable::run)
                .build();
    }
}
