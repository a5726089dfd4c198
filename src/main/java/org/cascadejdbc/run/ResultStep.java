package org.cascadejdbc.run;

import java.sql.SQLException;

/** Executes what gives the application its result, as the application executes its statement. */
@FunctionalInterface
public interface ResultStep {
    /**
     * Executes that text, and keeps the result for the application.
     *
     * @param parameters the values of a prepared statement, or {@code null} for a plain one
     */
    void execute(String sql, Parameters parameters) throws SQLException;

    /** The same of the application's own text, which has turned out to be no cascade any more. */
    default void passOn(String sql, Parameters parameters) throws SQLException {
        execute(sql, parameters);
    }
}
