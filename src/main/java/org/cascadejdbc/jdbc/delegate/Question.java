package org.cascadejdbc.jdbc.delegate;

import java.sql.SQLException;

/** What a driver may have to ask the server for. */
@FunctionalInterface
public interface Question<T> {
    T ask() throws SQLException;
}
