package org.cascadejdbc.run;

import java.sql.SQLException;

/** What executes a statement and has its answer. */
@FunctionalInterface
public interface ResultCall<T> {
    T get() throws SQLException;
}
