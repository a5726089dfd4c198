package org.cascadejdbc.run;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.cascadejdbc.text.Shown;

/**
 * Whose turn it is on one connection. To a driver a DELETE is one statement, during which no other runs on its connection;
 * a cascade is several, and between two of them another thread's INSERT would be undone with it, its COMMIT would tear it
 * apart, its own cascade would mix with it. So a cascade, and all that is looked up for one, has the connection for itself.
 *
 * <p><b>Statements that pass wait for cascades alone</b>, not for each other, which is the driver's affair. They come by on
 * their way to a driver that takes a few hundred nanoseconds, so they get no lock: the first of them sits down in the one
 * seat, by one atomic instruction, and gets up by a mere store. Only where the seat is not free is there a lock: shared by
 * statements that pass beside the one in the seat, exclusive for a cascade, which also waits for the seat and closes it. The
 * lock is fair: neither can keep the other waiting for ever. No monitor is held, so that virtual threads are not pinned.
 *
 * <p><b>Where a cascade's undo fails</b>, something of ours is open on a connection of which JDBC says that it is in
 * autocommit: whatever came next would seem to be done, and be lost in the end. So the seat stays closed, which is all that
 * statements look at; who finds it closed tries the undo again, and is refused as long as that fails.
 *
 * <p>A thread that has its turn may come again (a listener of ours, a function that the database calls): it is let in. What
 * cancels, aborts or closes statements never comes here.
 */
public final class Turns {
    /** How a statement passes, as {@link #pass} says and {@link #passed} has to be told. */
    public enum Pass {
        IN_SEAT,
        BESIDE,
        /** Inside of another one of the same thread, which has passed. */
        INSIDE
    }

    /** Its invalid transaction state. */
    private static final String INVALID_STATE = "25000";
    /** One who gets up may oversee that somebody waits. */
    private static final long NANOS_TO_LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(1);

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);
    private final Object closed = new Object();
    /** Who sits there: {@code null}, a thread, or nobody since it is {@link #closed}. */
    private final AtomicReference<Object> seat = new AtomicReference<>();

    private volatile Thread waiting;
    /** Set and removed by who holds the lock alone, or sits in the seat. */
    private volatile Leftover leftover;

    private SQLException failure;

    /**
     * Lets a statement pass that has nothing to do with cascades, as soon as there is none; {@link #passed} follows.
     *
     * @throws SQLException if a cascade could not be undone, and still cannot
     */
    public Pass pass() throws SQLException {
        return seat.compareAndSet(null, Thread.currentThread()) ? Pass.IN_SEAT : passBeside();
    }

    private Pass passBeside() throws SQLException {
        if (seat.get() == Thread.currentThread()) {
            return Pass.INSIDE;
        }
        lock.readLock().lock();
        while (leftover != null) {
            lock.readLock().unlock();
            take();
            leave();
            lock.readLock().lock();
        }
        return Pass.BESIDE;
    }

    /** That statement has returned. */
    public void passed(Pass pass) {
        if (pass == Pass.BESIDE) {
            lock.readLock().unlock();
        } else if (pass == Pass.IN_SEAT && seat.get() == Thread.currentThread()) {
            seat.setRelease(null);
            Thread next = waiting;
            if (next != null) {
                LockSupport.unpark(next);
            }
        }
    }

    /** Waits until no cascade is under way: for what reads only, and may as well come just before the next one. */
    public void await() {
        if (seat.get() == closed && !lock.isWriteLockedByCurrentThread()) {
            lock.readLock().lock();
            try {
                return; // it is over
            } finally {
                lock.readLock().unlock();
            }
        }
    }

    /**
     * Takes the connection for a cascade, or for what decides about one, as soon as nobody else uses it; {@link #leave}
     * follows. A thread may take it more than once, and leaves it as often.
     *
     * @throws SQLException if a cascade could not be undone, and still cannot: then it is not taken
     */
    public void take() throws SQLException {
        if (seat.get() == Thread.currentThread() || isBeside()) {
            return; // inside of a statement that passes: no cascade is under way, and none but ours can be before it is over
        }
        lock.writeLock().lock();
        try {
            closeSeat();
            settle();
        } catch (SQLException | RuntimeException | Error e) {
            leave();
            throw e;
        }
    }

    private boolean isBeside() {
        return !lock.isWriteLockedByCurrentThread() && lock.getReadHoldCount() > 0;
    }

    private void closeSeat() {
        boolean interrupted = false;
        while (seat.get() != closed && !seat.compareAndSet(null, closed)) {
            waiting = Thread.currentThread();
            LockSupport.parkNanos(this, NANOS_TO_LOOK_AGAIN);
            interrupted |= Thread.interrupted(); // as a driver's lock, it is waited for; and it would not park
        }
        waiting = null;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The connection is free again, unless something of ours is open. */
    public void leave() {
        if (!lock.isWriteLockedByCurrentThread()) {
            return;
        }
        if (lock.getWriteHoldCount() == 1 && leftover == null) {
            seat.set(null);
        }
        lock.writeLock().unlock();
    }

    /**
     * What has been begun stays open for now: to be told by who has taken the connection.
     *
     * @param cause why it could not be undone
     */
    public void leaveOpen(Leftover begun, SQLException cause) {
        failure = cause;
        leftover = begun;
        seat.set(closed);
    }

    /** Whether nothing of ours is open, or is now undone. */
    public boolean isSettled() {
        if (leftover == null) {
            return true;
        }
        try {
            take();
            leave();
            return true;
        } catch (SQLException stillOpen) {
            return false;
        }
    }

    /**
     * Undoes what is open, if anything is: to be called by who has taken the connection.
     *
     * @throws SQLException if it is still open
     */
    void settle() throws SQLException {
        Leftover open = leftover;
        if (open == null) {
            return;
        }
        try {
            open.undo();
            leftover = null;
            failure = null;
        } catch (SQLException e) {
            SQLException refusal = new SQLException("nothing is executed on this connection for now: a DELETE that cascades "
                    + "has failed here, and the transaction that cascade-jdbc had begun for it could not be undone ("
                    + Shown.oneLine(e.getMessage()) + "), so that what is written now would be lost with it. The undo is tried again before "
                    + "each statement: close the result sets that are open on this connection and try again, or close "
                    + "the connection, which undoes it too", INVALID_STATE, failure);
            refusal.addSuppressed(e);
            throw refusal;
        }
    }
}
