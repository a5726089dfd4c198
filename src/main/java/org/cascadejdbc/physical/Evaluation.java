package org.cascadejdbc.physical;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.cascadejdbc.sql.DeleteStatement;

/**
 * How the rows of a DELETE are found in a statement before the one that deletes them, where looking for them may write: what
 * the database wants said and says itself.
 */
public interface Evaluation {
    /** A query, with the parameters of the predicate, of one row for each line of what tells whether it may write. */
    String question();

    /** Whether it may write, by the question's rows. */
    boolean mayWrite(ResultSet answers) throws SQLException;

    /**
     * A query, with the same parameters, that locks the rows; it gives at least one row, with the search path before, and for
     * each the number of its table, its place (both {@code null} where there is none) and whether it is locked.
     */
    String rows();

    /** A query for the search path, which the predicate may have changed. */
    String path();

    /** A query that sets it to its parameter until the end of the transaction at most. */
    String setPath();

    /**
     * The DELETE of the rows that were found: its parameters are their places, then their tables' numbers and their places
     * again, as arrays' literals.
     */
    DeleteStatement frozen();

    /** The same without parameters, for an application's statement that has none. */
    DeleteStatement frozen(String tables, String places);

    /** Whether the rows cannot be locked since the user lacks a privilege that deleting them does not need. */
    boolean isPrivilegeMissing(SQLException e);

    /** The error with which the database refuses natively where the predicate itself changes a row that it matches. */
    SQLException refuseChangedRow();
}
