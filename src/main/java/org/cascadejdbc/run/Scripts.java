package org.cascadejdbc.run;

import com.github.benmanes.caffeine.cache.Interner;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The relations files that somebody has. Two with the same content and location are one and the same object, with what was found
 * in it: however many URLs name a file, it is kept once, and no longer than it is used. Thread-safe.
 */
public final class Scripts {
    /** More than most schemas: of such ones a single one is read at a time, whoever connects. */
    public static final int LARGE = 256 << 10;

    /**
     * What may fail.
     *
     * @param <T> what comes of it
     * @param <E> how it fails
     */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        /** Does it. */
        T done() throws E;
    }

    private final Interner<Script> all = Interner.newWeakInterner();
    private final ReentrantLock oneLarge = new ReentrantLock();

    /** One that the application names, whose mistakes are told with their lines and words. */
    public Script of(String location, String text) {
        return all.intern(new Script(this, location, Objects.requireNonNull(text, "text"), null));
    }

    /**
     * One that a URL names.
     *
     * @param text its content, {@code null} if it cannot be read
     * @param refusal what to say if it cannot be used, for whatever reason
     */
    public Script ofUrl(String location, String text, String refusal) {
        return all.intern(new Script(this, location, text, Objects.requireNonNull(refusal, "refusal")));
    }

    /**
     * Does what takes a multiple of that size in memory: for a large one, nowhere else at the same time.
     *
     * @param size in bytes or characters
     * @throws E as {@code work} does
     */
    public <T, E extends Exception> T alone(long size, Work<T, E> work) throws E {
        if (size <= LARGE) {
            return work.done();
        }
        oneLarge.lock();
        try {
            return work.done();
        } finally {
            oneLarge.unlock();
        }
    }
}
