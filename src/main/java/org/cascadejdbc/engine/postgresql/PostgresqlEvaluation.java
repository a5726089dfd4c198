package org.cascadejdbc.engine.postgresql;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.cascadejdbc.physical.Evaluation;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.sql.DeleteStatement;

/**
 * Rows are found by the number of their table and their place in it.
 *
 * @param answer what is in one of the lines that answer the question, if the predicate may write
 * @param delete the DELETE whose rows these are
 */
record PostgresqlEvaluation(String question, String answer, String rows, DeleteStatement delete) implements Evaluation {
    @Override
    public String path() {
        return "SELECT pg_catalog.current_setting('search_path')";
    }

    @Override
    public String setPath() {
        return "SELECT pg_catalog.set_config('search_path', ?, true)";
    }

    @Override
    public DeleteStatement frozen() {
        return delete.ofRows(are("?", "?"), 3);
    }

    @Override
    public DeleteStatement frozen(String tables, String places) {
        return delete.ofRows(are(Quotes.literal(tables), Quotes.literal(places)), 0);
    }

    private String are(String tables, String places) {
        String row = delete.target().rowName();
        return row + ".ctid OPERATOR(pg_catalog.=) ANY (CAST(" + places + " AS pg_catalog.tid[])) AND (" + row + ".tableoid, "
                + row + ".ctid) OPERATOR(pg_catalog.=) ANY (SELECT part, place FROM ROWS FROM (pg_catalog.unnest(CAST("
                + tables + " AS pg_catalog.oid[])), pg_catalog.unnest(CAST(" + places + " AS pg_catalog.tid[]))) AS u (part, place))";
    }

    @Override
    public boolean mayWrite(ResultSet answers) throws SQLException {
        while (answers.next()) {
            if (answers.getString(1).contains(answer)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean isPrivilegeMissing(SQLException e) {
        return PostgresqlFailures.NO_PRIVILEGE.equals(e.getSQLState());
    }

    @Override
    public SQLException refuseChangedRow() {
        return new SQLException("the DELETE is refused: a function that its predicate calls has itself changed or deleted a"
                + " row that the DELETE is to delete, which PostgreSQL does not allow; nothing was deleted, and nothing of"
                + " what the function did is kept", "27000");
    }
}
