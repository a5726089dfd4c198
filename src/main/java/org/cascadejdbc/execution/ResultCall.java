package org.cascadejdbc.execution;

import java.sql.SQLException;

/** What executes a statement and has its answer. */
@FunctionalInterface
public interface ResultCall<T> {
    T get() throws SQLException;
}
