package org.cascadejdbc.run;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.QualifiedName;
import org.cascadejdbc.sql.Recognition;
import org.cascadejdbc.text.Shown;

/** The errors for what may delete rows and is not carried out. */
final class Refusals {
    private static final String MISSED = "rows which keys reference that the database does not carry out by itself, and "
            + "the referencing rows would be missed";

    private Refusals() {}

    static SQLFeatureNotSupportedException unclear(Recognition.Unclear unclear, Table concerned) {
        return refused(unclear.form() + " is not carried out: it may delete from " + concerned + " " + MISSED + "; "
                + unclear.advice() + ", or set cascade.unrecognized=pass to send it as it is, without a cascade");
    }

    static SQLFeatureNotSupportedException view(Table view, Table under) {
        return refused("DELETE FROM " + view + " is not carried out: it is a view, which may delete from " + under + " "
                + MISSED + "; write DELETE FROM " + under + " instead");
    }

    static SQLFeatureNotSupportedException temporaryView(QualifiedName view) {
        return refused("DELETE FROM " + view + " is not carried out: it is a temporary view, which may delete " + MISSED
                + "; write DELETE FROM with the table's own name instead");
    }

    /** @param hidden a table that cannot be reached, or {@code null} where it is the user's own text that has one */
    static SQLFeatureNotSupportedException temporaryTable(TableName hidden, SQLException cause) {
        SQLFeatureNotSupportedException refused = refused(hidden != null
                ? "the DELETE is not carried out: its cascade concerns " + hidden + ", which a temporary table of the same "
                        + "name hides in this session; rename or drop that one; nothing was deleted"
                : "the DELETE is not carried out: it reads a temporary table, which the database opens only once in a "
                        + "statement (" + Shown.oneLine(cause.getMessage()) + "), and its cascade needs it more often; write its values into "
                        + "the statement, or into an ordinary table; nothing was deleted");
        refused.initCause(cause);
        return refused;
    }

    static SQLException half(TableName table, SQLException cause) {
        return new SQLException(Shown.text("the DELETE has failed when a part of it may have been done, as " + table
                + " knows no transactions: a trigger writes a table of the cascade, which the single statement for all of it does not"
                + " let it (" + Shown.oneLine(cause.getMessage()) + "). Run it again: from now on there are several statements; what the"
                + " trigger was to write for the row that it failed at is to be looked after by hand"), cause.getSQLState(),
                cause.getErrorCode(), cause);
    }

    static SQLFeatureNotSupportedException otherName(QualifiedName name, Table meant) {
        return refused("DELETE FROM " + name + " is not carried out: the database takes that name for " + meant
                + ", which cascade-jdbc could not tell from it; write the name in quotes, exactly as the catalog has it");
    }

    static SQLFeatureNotSupportedException rowDelete() {
        return refused("ResultSet.deleteRow() is not carried out here: it may delete " + MISSED
                + "; write DELETE FROM table WHERE … instead");
    }

    static SQLFeatureNotSupportedException unexplained(String form) {
        return refused("EXPLAIN CASCADE explains a DELETE: " + form);
    }

    private static SQLFeatureNotSupportedException refused(String message) {
        return new SQLFeatureNotSupportedException(Shown.text(message), "0A000");
    }
}
