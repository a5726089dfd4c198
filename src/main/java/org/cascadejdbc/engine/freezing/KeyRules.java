package org.cascadejdbc.engine.freezing;

import java.util.Set;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Table;

/** How a database takes keys: when two values are equal, and what it checks by itself. */
public interface KeyRules {
    /**
     * Whether two values of the key's columns of that number are equal.
     *
     * @param q the value of the column that is referenced
     * @param r the value of the column that references
     */
    default String equal(ForeignKey key, int i, String q, String r) {
        return q + " = " + r;
    }

    /** The same where the database itself counts which rows reference a row that goes. */
    default String counted(ForeignKey key, int i, String q, String r) {
        return equal(key, i, q, r);
    }

    /** The same where the database itself looks for the row that a new value references. */
    default String lookedUp(ForeignKey key, int i, String q, String value) {
        return equal(key, i, q, value);
    }

    /** Whether the database itself would delete row {@code later} after row {@code row}, where that is known. */
    default String goesLater(Table table, String later, String row) {
        return "1 = 0";
    }

    /**
     * Whether the database checks that key row by row, so that rows of one table must let go of each other first.
     *
     * @param changed the columns that are changed for it
     */
    boolean checkedRowByRow(ForeignKey key, Set<String> changed);

    /** Whether a row that references itself by that key can be deleted although the database checks row by row. */
    boolean rowMayGoThatReferencesItself(ForeignKey key);
}
