package org.cascadejdbc.execution;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Interner;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.cascadejdbc.sql.ForeignKeyDeclaration;
import org.cascadejdbc.sql.ForeignKeyScript;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.ScriptException;
import org.cascadejdbc.text.Shown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A relations file, read. Two with the same content and location are one and the same object as long as anybody has it, with
 * what was found in it: however many URLs name a file, it is kept once. Thread-safe.
 *
 * <p>Of one that a URL names only this is told: that it cannot be used. Whether it is there, and its words, are nobody's
 * business who has a URL alone; the logger {@code org.cascadejdbc} tells them at DEBUG.
 */
public final class Script {
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

    /** More than most schemas: of such ones a single one is read at a time, whoever connects. */
    public static final int LARGE = 256 << 10;

    private static final Logger LOG = LoggerFactory.getLogger("org.cascadejdbc");
    private static final Interner<Script> ALL = Interner.newWeakInterner();
    private static final ReentrantLock ONE_LARGE_AT_A_TIME = new ReentrantLock();
    /** Sessions read texts by few rules, but strangers choose those of theirs. */
    private static final int MOST_LEXES = 8;

    private final String location;
    /** {@code null} where it cannot be read. */
    private final String text;
    /** All that is told of one that cannot be used; {@code null} where the application itself names it. */
    private final String refusal;
    /** Softly: it is found again. */
    private final Cache<Lexis, List<ForeignKeyDeclaration>> found =
            Caffeine.newBuilder().maximumSize(MOST_LEXES).softValues().executor(Runnable::run).build();

    private Script(String location, String text, String refusal) {
        this.location = location;
        this.text = text;
        this.refusal = refusal;
    }

    /** One that the application names, whose mistakes are told with their lines and words. */
    public static Script of(String location, String text) {
        return ALL.intern(new Script(location, Objects.requireNonNull(text, "text"), null));
    }

    /**
     * One that a URL names.
     *
     * @param text its content, {@code null} if it cannot be read
     * @param refusal what to say if it cannot be used, for whatever reason
     */
    public static Script ofUrl(String location, String text, String refusal) {
        return ALL.intern(new Script(location, text, Objects.requireNonNull(refusal, "refusal")));
    }

    /**
     * Does what takes a multiple of that size in memory: for a large one, nowhere else at the same time.
     *
     * @param size in bytes or characters
     * @throws E as {@code work} does
     */
    public static <T, E extends Exception> T alone(long size, Work<T, E> work) throws E {
        if (size <= LARGE) {
            return work.done();
        }
        ONE_LARGE_AT_A_TIME.lock();
        try {
            return work.done();
        } finally {
            ONE_LARGE_AT_A_TIME.unlock();
        }
    }

    /** Where it was read, as it was named. */
    public String location() {
        return location;
    }

    /** Its content; {@code null} where it could not be read, so that it is worth another look. */
    public String text() {
        return text;
    }

    /** Whether a URL names it. */
    boolean fromUrl() {
        return refusal != null;
    }

    /**
     * The foreign keys that it declares.
     *
     * @throws ScriptException if it cannot be used; with the reason where the application names it
     */
    List<ForeignKeyDeclaration> declarations(Lexis lexis) {
        List<ForeignKeyDeclaration> known = found.getIfPresent(lexis);
        if (known != null) {
            return known;
        }
        return alone(text == null ? 0 : text.length(), () -> {
            List<ForeignKeyDeclaration> meanwhile = found.getIfPresent(lexis);
            List<ForeignKeyDeclaration> declared = meanwhile == null ? parse(lexis) : meanwhile;
            found.put(lexis, declared);
            return declared;
        });
    }

    private List<ForeignKeyDeclaration> parse(Lexis lexis) {
        if (refusal == null) {
            return ForeignKeyScript.parse(text, location, lexis);
        }
        try {
            List<ForeignKeyDeclaration> declared = text == null ? List.of() : ForeignKeyScript.parse(text, location, lexis);
            if (!declared.isEmpty()) {
                return declared;
            }
        } catch (ScriptException e) {
            LOG.debug("cascade.relations: {}", Shown.text(e.getMessage()));
        }
        throw new ScriptException(refusal);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Script that
                        && location.equals(that.location)
                        && Objects.equals(text, that.text)
                        && Objects.equals(refusal, that.refusal);
    }

    @Override
    public int hashCode() {
        return Objects.hash(location, text, refusal);
    }

    @Override
    public String toString() {
        return Shown.text(location);
    }
}
