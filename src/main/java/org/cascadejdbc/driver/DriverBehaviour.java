package org.cascadejdbc.driver;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.Optional;

/**
 * What a driver does differently from another with a DELETE, with its generated keys and its batches, where JDBC leaves it open
 * or the driver leaves JDBC. Stateless; which it is goes by the driver's class: it is the driver that has habits, whichever
 * server it speaks to. {@link Drivers} lists them.
 */
public interface DriverBehaviour {
    /** Whether the connection is this driver's; {@code false} where the driver is not on the class path. */
    boolean isOf(Connection connection) throws SQLException;

    // ---- generated keys -------------------------------------------------------------------------------------------

    /** The keys that the driver understands to be asked for. */
    default GeneratedKeys wanted(KeyRequest request) {
        return request.asks() ? GeneratedKeys.ALL : GeneratedKeys.NONE;
    }

    /** Whether the driver gives a set of keys, if an empty one, for that request. */
    default boolean asks(KeyRequest request) {
        return request.asks();
    }

    /** Refuses what the driver refuses of a plain statement; of a prepared one it has done so already. */
    default void check(KeyRequest request) throws SQLException {}

    /** A new statement that gives the keys of a DELETE, where the driver has none: an empty set, or its own error. */
    default Statement withoutKeys(Connection connection, boolean asked) throws SQLException {
        return connection.createStatement();
    }

    // ---- results --------------------------------------------------------------------------------------------------

    /** Whether {@code executeQuery} finds out that there will be no result set before anything is done. */
    default boolean knowsBefore(boolean prepared) {
        return false;
    }

    /** What {@code executeQuery} throws when there is no result set. */
    SQLException noResultSet(boolean prepared);

    /**
     * What to execute for the empty result set that {@code executeQuery} gives instead of {@link #noResultSet}; it changes
     * nothing. Empty where it gives none.
     */
    default Optional<String> noRows(Connection connection, boolean prepared) throws SQLException {
        return Optional.empty();
    }

    /** Whether after {@link #noResultSet} the statement has the update count. */
    default boolean tellsCountBesides() {
        return false;
    }

    /**
     * Whether {@code executeUpdate} of a plain statement counts other rows than its own, too, and that of a prepared one does
     * not; a text with no values for its parameters means the same there.
     */
    default boolean countsOwnRowsOnlyPrepared() {
        return false;
    }

    /** Whether what a statement executes closes the result set that it gave before. */
    default boolean closesResultSets(Connection connection) throws SQLException {
        return true;
    }

    /** What a statement warns of when its DELETE has found no row, or {@code null}. */
    default SQLWarning foundNoRow() {
        return null;
    }

    // ---- batches --------------------------------------------------------------------------------------------------

    /** What the driver does with a batch of so many entries, and how it tells. */
    BatchBehaviour batch(Connection connection, boolean prepared, int entries) throws SQLException;

    /** The same in autocommit while no transaction is open. */
    default BatchBehaviour batchAlone(Connection connection, boolean prepared, int entries) throws SQLException {
        return batch(connection, prepared, entries);
    }

    /** Whether a text is read when it is added to a batch, and refused if it is several statements: no round trip. */
    default boolean refusesEntries() {
        return false;
    }

    /**
     * What an entry of a batch counts that gave a result set.
     *
     * @param rows its first row's presence
     */
    default long batchCount(boolean rows) throws SQLException {
        return 0;
    }

    /** Whether all entries of a batch are sent as one message. */
    default boolean joinsBatch(Connection connection, boolean prepared, int entries) throws SQLException {
        return false;
    }

    // ---- messages of several statements ---------------------------------------------------------------------------

    /** Whether a message may have several statements of which more than one gives rows. */
    default boolean joinsQueries(Connection connection) throws SQLException {
        return true;
    }

    /** Whether the application lets messages have several statements, or the driver send its batches so. */
    default boolean joinsStatements(Connection connection) throws SQLException {
        return false;
    }

    /** Lets messages have several statements, or not any more; where it {@link #joinsStatements}. */
    default void joinStatements(Connection connection, boolean join) throws SQLException {
        throw new UnsupportedOperationException();
    }

    // ---- transactions ---------------------------------------------------------------------------------------------

    /** Whether a transaction is open, also one that the application has begun in SQL; asked where a batch is a transaction. */
    default boolean isInTransaction(Connection connection) throws SQLException {
        return !connection.getAutoCommit();
    }

    /**
     * Takes savepoints of its own away from the driver until what is returned is run.
     *
     * @return what gives them back; empty where it makes none
     */
    default Optional<Runnable> takeAutosave(Connection connection) throws SQLException {
        return Optional.empty();
    }

    // ---- databases ------------------------------------------------------------------------------------------------

    /** The database in which the driver executes that statement, changing to it and back; empty where it does not. */
    default Optional<String> database(Statement statement) throws SQLException {
        return Optional.empty();
    }

    /** The database in which the driver thinks that the connection is; empty where it does not say. */
    default Optional<String> database(Connection connection) throws SQLException {
        return Optional.empty();
    }

    /** Lets the driver change to that database, which it remembers. */
    default void setDatabase(Connection connection, String database) throws SQLException {
        connection.setCatalog(database);
    }

    /** The schema, or database, of that connection, as far as the driver knows it without asking. */
    default Optional<String> schema(Connection connection) throws SQLException {
        return Optional.empty();
    }

    /** The driver's own object of a statement that the server has prepared, empty of all others. */
    default Optional<Object> serverPrepared(Statement statement) throws SQLException {
        return Optional.empty();
    }

    /** Whether the server prepares such a statement only when it is first executed, or asked about itself: in the database of then. */
    default boolean preparesLate() {
        return false;
    }
}
