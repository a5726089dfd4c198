package org.cascadejdbc;

import java.time.Duration;

/** Is told how far a check, or a search for suggestions, is, on the thread that does it. */
@FunctionalInterface
public interface CheckListener {
    /**
     * How far it is.
     *
     * @param step which key is about to be looked at, from 1; {@code steps + 1} when all is done
     * @param steps how many keys there are
     * @param table the key's referencing table, whose rows are about to be read; {@code null} when all is done
     * @param key the key's name, or for one that is only possible its columns; {@code null} when all is done
     * @param elapsed since the check began
     */
    record Progress(int step, int steps, String table, String key, Duration elapsed) {}

    void progress(Progress progress);
}
