package org.cascadejdbc.jdbc;

import java.sql.SQLException;

/** A call of the delegate. */
@FunctionalInterface
interface Call<T> {
    T get() throws SQLException;
}
