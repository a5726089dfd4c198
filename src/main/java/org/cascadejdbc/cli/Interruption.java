package org.cascadejdbc.cli;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What Ctrl-C does (and whatever else ends the process): what runs on the server is cancelled, nothing is committed any more,
 * and it is told whether anything was changed. The exit code is the JVM's, 130 after Ctrl-C.
 */
final class Interruption implements AutoCloseable {
    private static final int PATIENCE = 50;
    private static final long TURN = 200;

    private enum State {
        UNCHANGED,
        INTERRUPTED,
        COMMITTING,
        COMMITTED
    }

    private final PrintWriter err;
    private final AtomicReference<State> state = new AtomicReference<>(State.UNCHANGED);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupted, "interruption");
    private volatile Statement running;

    private Interruption(PrintWriter err) {
        this.err = err;
    }

    /** Watches until it is closed. */
    static Interruption watching(PrintWriter err) {
        Interruption interruption = new Interruption(err);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** What is to be cancelled from now on. */
    <S extends Statement> S running(S statement) {
        running = statement;
        return statement;
    }

    /** Whether it may be committed; from then on nobody knows whether it is, until {@link #committed}. */
    boolean mayCommit() {
        return state.compareAndSet(State.UNCHANGED, State.COMMITTING);
    }

    void committed() {
        state.set(State.COMMITTED);
    }

    private void interrupted() {
        state.compareAndSet(State.UNCHANGED, State.INTERRUPTED);
        try {
            for (int turn = 0; turn < PATIENCE && !over.await(turn == 0 ? 0 : TURN, TimeUnit.MILLISECONDS); turn++) {
                cancel();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        err.println(switch (state.get()) {
            case UNCHANGED, INTERRUPTED -> "Interrupted: nothing was changed.";
            case COMMITTING -> "Interrupted while the DELETE was being committed: look whether it has been, before you try again.";
            case COMMITTED -> "Interrupted: the DELETE had been committed.";
        });
        err.flush();
    }

    private void cancel() {
        Statement now = running;
        try {
            if (now != null && state.get() == State.INTERRUPTED) {
                now.cancel();
            }
        } catch (SQLException e) {
            // it has ended, or ends with the connection
        }
    }

    @Override
    public void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // it runs already
        }
    }
}
