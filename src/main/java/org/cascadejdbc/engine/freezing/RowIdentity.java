package org.cascadejdbc.engine.freezing;

import java.util.List;
import org.cascadejdbc.schema.Table;

/** What is written down of a row, so that it is found again. */
public interface RowIdentity {
    /** The values that identify row {@code alias}. */
    List<String> values(Table table, String alias);

    /** A select list: that number, and what identifies row {@code alias} of that table. */
    String row(int number, Table table, String alias);

    /** Whether row {@code alias} of that table is the one that {@code written} identifies. */
    String is(Table table, String written, String alias);

    /** All columns that identify rows in what is written down, of whichever table. */
    String columns();

    /** Whether a row of that table is not found again when that column of it has been changed. */
    boolean has(Table table, String column);

    /** What follows the alias of a table that is joined by {@link #is}. */
    default String hint(Table table) {
        return only(table);
    }

    /** What follows the alias of a table elsewhere, so that nothing else is meant that may have taken its place meanwhile. */
    default String only(Table table) {
        return "";
    }
}
