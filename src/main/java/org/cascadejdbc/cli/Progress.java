package org.cascadejdbc.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.cascadejdbc.text.Shown;

/**
 * One line on stderr that says what is going on, and for how long, once it takes more than a moment; gone at the end. Only
 * on a terminal: in a log it would be noise.
 */
final class Progress implements AutoCloseable {
    private static final long FIRST = 700;
    private static final long EACH = 250;
    private static final String WHEEL = "|/-\\";
    private static final String CLEAR = "\r\033[K";

    private final PrintWriter err;
    private final Thread thread;
    private volatile String what = "Connecting";

    private Progress(PrintWriter err, boolean shown) {
        this.err = err;
        this.thread = shown ? new Thread(this::show, "progress") : null;
    }

    /** Shows it until it is closed. */
    static Progress of(Terminal terminal, PrintWriter err) {
        Progress progress = new Progress(err, terminal.isThere());
        if (progress.thread != null) {
            progress.thread.setDaemon(true);
            progress.thread.start();
        }
        return progress;
    }

    /** Something else is going on now. */
    void say(String now) {
        what = Shown.text(now);
    }

    private void show() {
        long start = System.nanoTime();
        int turn = 0;
        try {
            Thread.sleep(FIRST);
            while (true) {
                long seconds = (System.nanoTime() - start) / 1_000_000_000;
                err.print(CLEAR + WHEEL.charAt(turn++ % WHEEL.length()) + " "
                        + String.format(Locale.ROOT, "%s, %d:%02d", what, seconds / 60, seconds % 60));
                err.flush();
                Thread.sleep(EACH);
            }
        } catch (InterruptedException closed) {
            if (turn > 0) {
                err.print(CLEAR);
                err.flush();
            }
        }
    }

    @Override
    public void close() {
        if (thread == null) {
            return;
        }
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
