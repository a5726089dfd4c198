package org.cascadejdbc.execution;

import java.sql.SQLException;

/** Executes the step of a script that gives the application its result, as the application executes the statement. */
@FunctionalInterface
public interface ResultStep {
    /**
     * Executes that text, and keeps the result for the application.
     *
     * @param parameters the values of a prepared statement, or {@code null} for a plain one
     */
    void execute(String sql, Parameters parameters) throws SQLException;
}
