package org.cascadejdbc.physical;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.cascadejdbc.sql.DeleteStatement;

/**
 * How the rows of a DELETE are found in a statement before the one that deletes them, where looking for them may write.
 *
 * @param question a query, with the parameters of the predicate, of one row for each line of what tells whether it may
 * @param answer what is in one of these lines, if it may
 * @param rows a query, with the same parameters, that locks the rows; it gives at least one row, with the search path before,
 *     and for each the number of its table, its place (both {@code null} where there is none) and whether it is locked
 * @param delete the DELETE whose rows these are
 */
public record Evaluation(String question, String answer, String rows, DeleteStatement delete) {
    /**
     * The DELETE of the rows that were found: its parameters are their places, then their tables' numbers and their places
     * again, as arrays' literals.
     */
    public DeleteStatement frozen() {
        return delete.ofRows(are("?", "?"), 3);
    }

    /** The same without parameters, for an application's statement that has none. */
    public DeleteStatement frozen(String tables, String places) {
        return delete.ofRows(are(Quotes.literal(tables), Quotes.literal(places)), 0);
    }

    private String are(String tables, String places) {
        String row = delete.target().rowName();
        return row + ".ctid OPERATOR(pg_catalog.=) ANY (CAST(" + places + " AS pg_catalog.tid[])) AND (" + row + ".tableoid, "
                + row + ".ctid) OPERATOR(pg_catalog.=) ANY (SELECT part, place FROM ROWS FROM (pg_catalog.unnest(CAST("
                + tables + " AS pg_catalog.oid[])), pg_catalog.unnest(CAST(" + places + " AS pg_catalog.tid[]))) AS u (part, place))";
    }

    /** Whether it may write, by the question's rows. */
    public boolean mayWrite(ResultSet answers) throws SQLException {
        while (answers.next()) {
            if (answers.getString(1).contains(answer)) {
                return true;
            }
        }
        return false;
    }
}
