package org.cascadejdbc.engine.freezing;

import java.util.List;
import org.cascadejdbc.physical.RowNumbers;
import org.cascadejdbc.physical.Write;
import org.cascadejdbc.schema.Table;

/**
 * Rows of tables without anything that identifies a row, which cannot be written down: they are found by what they
 * reference while that is still there.
 */
public interface AnonymousRows {
    /** Where a cascade has no such rows, or is refused. */
    AnonymousRows NONE = new AnonymousRows() {
        @Override
        public List<Write> writes(Table table) {
            throw Unidentified.rows(table, "its rows must be found again");
        }

        @Override
        public List<String> counts() {
            return List.of();
        }
    };

    /** What deletes and updates such a table's rows. */
    List<Write> writes(Table table);

    /** Queries for how many there are, by their numbers. */
    List<String> counts();

    /** Queries for how many of a table there are in all, by the {@linkplain RowNumbers#counted number} by which limits know it. */
    default List<String> totals() {
        return List.of();
    }
}
