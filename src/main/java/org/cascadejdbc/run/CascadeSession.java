package org.cascadejdbc.run;

import java.sql.BatchUpdateException;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import org.cascadejdbc.driver.DriverBehaviour;
import org.cascadejdbc.driver.GeneratedKeys;
import org.cascadejdbc.physical.Failure;

/**
 * What one connection of ours knows and does about cascades. As thread-safe as the connection itself: not, but for
 * {@link #cancel}.
 */
public interface CascadeSession {
    /**
     * Whether executing {@code sql} may need us: a cheap look at its keywords, without the catalog, without a round
     * trip. Where it is false, {@link #examine} would answer {@link Verdict.Pass#UNCHANGED}.
     */
    boolean concerns(String sql);

    /** Whether what does not {@link #concerns concern} us when it is prepared may do so by now: no call of the driver mostly. */
    default boolean watchesWrites() {
        return false;
    }

    /** Whether the next statement is to be {@link #examine examined} because it may ask for the last cascade's update count. */
    default boolean owesCount() {
        return false;
    }

    /** What was executed without {@link #examine} has an update count of its own. */
    default void countsElse() {}

    /** What the driver is to prepare in the place of {@code sql}, which may be {@code null}: it knows no EXPLAIN CASCADE. */
    String preparable(String sql);

    /**
     * What the driver makes of the escapes in {@code sql}, by which it is to be examined.
     *
     * @param prepared whether it was given to be prepared
     */
    default String sent(String sql, boolean prepared) throws SQLException {
        return sql;
    }

    /** Whether the driver is to replace escapes in the user's parts of the next cascade, where it does so in plain statements. */
    default void replacesEscapes(boolean replaces) {}

    /**
     * Whether {@code sql} is known to be the database's alone, from an {@link #examine} since which nothing has been
     * noticed that could change it: then it may be passed on at once, without {@link #executed}.
     */
    boolean passes(String sql);

    /**
     * Decides, on the connection as it is now, what to do with {@code sql}.
     *
     * @param keys the generated keys that were asked for
     * @throws SQLException if the statement is refused: nothing was sent
     */
    Verdict examine(String sql, GeneratedKeys keys) throws SQLException;

    /** What that error of the database means. */
    Failure failure(SQLException e);

    /** The behaviour of the connection's driver. */
    DriverBehaviour driver() throws SQLException;

    /** Whether the driver executes a statement in the database in which it was made: without a look at the connection. */
    boolean bindsToDatabase();

    /** The current database, {@code null} where there is none: a round trip where it is not known. Where {@link #bindsToDatabase}. */
    String database() throws SQLException;

    /** The statement that makes that the current database. */
    default String use(String database) {
        throw new UnsupportedOperationException();
    }

    /** To be called after a statement that was passed on, whether it succeeded or not. Never throws. */
    void executed(Verdict verdict);

    /**
     * Executes what was passed on with a guard.
     *
     * @throws SQLException the refusal, if the guard has failed the statement; else the statement's own error
     */
    default <T> T guarded(Verdict.Guarded guarded, ResultCall<T> call) throws SQLException {
        return call.get();
    }

    /** To be called after a transaction has been begun in SQL, which the driver says nothing of. Never throws. */
    default void transactionBegun() {}

    /** To be called after a commit or a rollback: it may have undone DDL, or made it everybody's. Never throws. */
    void transactionEnded();

    /**
     * Carries a cascade out, atomically: in autocommit as a transaction of its own, else as one statement of the
     * open transaction.
     *
     * @param parameters the values of a prepared statement, or {@code null} for a plain one, whose question marks are
     *     operators
     * @param queryTimeout in seconds for each statement sent, 0 for none
     * @param result executes the step that gives the application its result, where {@link Verdict.Emulate#result} says
     *     that there is one
     * @return the update count: the rows of the DELETE's own tables that its predicate matched; of no meaning with
     *     {@link Verdict.Result#OWN}
     */
    long delete(Verdict.Emulate cascade, Parameters parameters, int queryTimeout, ResultStep result)
            throws SQLException;

    /**
     * Carries a cascade that gives {@link Verdict.Result#COUNT} out for one execution after the other, as {@link #delete}
     * would, but in as few round trips as a batch of the driver's own, where that is possible.
     *
     * @param executions the values of each
     * @return the update counts of the first of them: what has no count was not carried out, or was undone, and is to be
     *     given to {@link #delete}, which finds out why
     * @throws BatchUpdateException if what comes after its counts failed for good; the cause is its failure
     */
    default long[] deleteAll(Verdict.Emulate cascade, List<Parameters> executions, int queryTimeout)
            throws SQLException {
        return new long[0];
    }

    /** What the database warned of in the last {@link #delete}, or {@code null}. */
    SQLWarning warnings();

    /**
     * Cancels the {@link #delete} or {@link #deleteAll} that another thread runs just now on this session; without one, nothing
     * happens.
     *
     * @return whether a statement of ours was running, and so was stopped; else it may be the application's own
     */
    boolean cancel() throws SQLException;

    /** Who may use the connection now: all that is executed on it, and {@link #examine}, needs a turn. */
    Turns turns();

    /** What can be asked of this session without changing a row. */
    Inquiry inquiry();

    /** To be called before the connection is closed. Never throws. */
    void close();

    /**
     * To be called before a row is deleted through a result set.
     *
     * @param sqlOfTheResultSet the statement that made the result set, or {@code null} if unknown
     * @param columns those of the result set
     * @throws SQLException if the deletion may have to cascade by an emulated key: it would not
     */
    void checkRowDelete(String sqlOfTheResultSet, ResultSetMetaData columns) throws SQLException;
}
