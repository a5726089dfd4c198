package org.cascadejdbc.benchmark;

import java.sql.Connection;
import java.sql.SQLException;

/** One way to delete a row with all that hangs on it, on a connection of its own. */
interface Contender extends AutoCloseable {
    /** What is measured. The caller commits. */
    void delete(int target) throws SQLException;

    /** The application's connection. */
    Connection connection();

    /** Ends what {@link #delete} has begun. */
    default void commit() throws SQLException {
        connection().commit();
    }

    /** Undoes what {@link #delete} has done. */
    default void rollback() throws SQLException {
        connection().rollback();
    }

    @Override
    default void close() throws SQLException {
        connection().close();
    }
}
