package org.cascadejdbc.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.cascadejdbc.run.Parameters;

/**
 * Statements that execute a text of ours in the place of the application's statement: what is set there holds here.
 * They live until its next execution. Nothing is kept for the one after that: drivers know a text again.
 */
final class StandIn {
    private StandIn() {}

    /**
     * Makes one that gives the application's result set.
     *
     * @param original the delegate's statement
     * @param escapes its escape processing, for which JDBC has no getter
     * @param parameters the values of a prepared statement, or {@code null} for a plain one
     */
    static Statement of(Connection raw, Statement original, boolean escapes, String text, Parameters parameters)
            throws SQLException {
        int type = original.getResultSetType();
        int concurrency = original.getResultSetConcurrency();
        int holdability = original.getResultSetHoldability();
        Statement made = parameters == null
                ? raw.createStatement(type, concurrency, holdability)
                : raw.prepareStatement(text, type, concurrency, holdability);
        return prepared(made, original, escapes, parameters, true);
    }

    /** Makes one whose result set can be gone through twice, and has all rows. */
    static Statement scrollable(
            Connection raw, Statement original, boolean escapes, String text, Parameters parameters)
            throws SQLException {
        Statement made = parameters == null
                ? raw.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)
                : raw.prepareStatement(text, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
        return prepared(made, original, escapes, parameters, false);
    }

    private static Statement prepared(
            Statement made, Statement original, boolean escapes, Parameters parameters, boolean asResult)
            throws SQLException {
        try {
            copySettings(original, made);
            if (!escapes) {
                made.setEscapeProcessing(false); // sqlite-jdbc before 3.41 does not have the method
            }
            if (asResult) {
                copyResultSettings(original, made);
            }
            if (parameters != null) {
                parameters.bindTo((PreparedStatement) made);
            }
            return made;
        } catch (SQLException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    /** What is as the driver begins with is left alone: not every driver lets it be set. */
    private static void copySettings(Statement from, Statement to) throws SQLException {
        if (from.getQueryTimeout() != to.getQueryTimeout()) {
            to.setQueryTimeout(from.getQueryTimeout());
        }
        if (from.getMaxFieldSize() != to.getMaxFieldSize()) {
            to.setMaxFieldSize(from.getMaxFieldSize());
        }
        if (from.getFetchDirection() != to.getFetchDirection()) {
            to.setFetchDirection(from.getFetchDirection());
        }
        if (from.isPoolable() != to.isPoolable()) {
            to.setPoolable(from.isPoolable());
        }
    }

    private static void copyResultSettings(Statement from, Statement to) throws SQLException {
        if (from.getMaxRows() != to.getMaxRows()) {
            to.setMaxRows(from.getMaxRows());
        }
        if (from.getFetchSize() != to.getFetchSize()) {
            to.setFetchSize(from.getFetchSize());
        }
        if (from.isCloseOnCompletion()) {
            to.closeOnCompletion();
        }
    }

    /** Whether it has given rows. */
    static boolean hasRows(Statement made) throws SQLException {
        try (ResultSet rows = made.getResultSet()) {
            return rows != null && rows.next();
        }
    }
}
