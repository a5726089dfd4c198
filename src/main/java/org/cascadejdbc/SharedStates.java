package org.cascadejdbc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.cascadejdbc.run.SharedState;

/**
 * The engines of a DataSource or of the driver: one for each database, user and options, since users may see different
 * schemas. The least used are forgotten, and all that no connection uses before memory runs out; they hold nothing that must be
 * closed.
 *
 * @param <K> what tells them apart
 */
final class SharedStates<K> {
    private static final int MOST = 256;
    /** What each may have in its key and its settings, in characters, before it counts for several. */
    private static final int ORDINARY = 64 << 10;
    private static final int MOST_FOR_ONE = MOST / 4;

    /** The maintenance runs in the callers' threads: we start none. */
    private final Cache<K, SharedState> engines;

    /** @param characters how many a key has, without those of the relations files */
    SharedStates(ToIntFunction<K> characters) {
        engines = Caffeine.newBuilder()
                .maximumWeight(MOST)
                .weigher((K key, SharedState shared) -> (int) Math.min(
                        1 + (characters.applyAsInt(key) + shared.settings().characters()) / ORDINARY, MOST_FOR_ONE))
                .softValues()
                .executor(Runnable::run)
                .build();
    }

    /** The one engine for {@code key}, which is only made if it is new. */
    SharedState of(K key, Supplier<SharedState> shared) {
        SharedState known = engines.getIfPresent(key);
        if (known != null) {
            return known;
        }
        // Not in the cache's own computation: files are read here, and that holds a lock.
        SharedState created = shared.get();
        SharedState other = engines.asMap().putIfAbsent(key, created);
        return other == null ? created : other;
    }

    void refresh() {
        engines.asMap().values().forEach(SharedState::refresh);
    }
}
