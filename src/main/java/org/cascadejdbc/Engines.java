package org.cascadejdbc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Supplier;
import org.cascadejdbc.execution.CascadeEngine;

/**
 * The engines of a DataSource or of the driver: one for each database, user and options, since users may see different
 * schemas. The least used are forgotten; they hold nothing that must be closed.
 *
 * @param <K> what tells them apart
 */
final class Engines<K> {
    private static final int MOST = 256;

    /** The maintenance runs in the callers' threads: we start none. */
    private final Cache<K, CascadeEngine> engines =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    /** The one engine for {@code key}, which is only made if it is new. */
    CascadeEngine of(K key, Supplier<CascadeEngine> engine) {
        CascadeEngine known = engines.getIfPresent(key);
        if (known != null) {
            return known;
        }
        // Not in the cache's own computation: files are read here, and that holds a lock.
        CascadeEngine created = engine.get();
        CascadeEngine other = engines.asMap().putIfAbsent(key, created);
        return other == null ? created : other;
    }

    void refresh() {
        engines.asMap().values().forEach(CascadeEngine::refresh);
    }
}
