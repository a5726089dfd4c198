package org.cascadejdbc.engine.freezing;

import java.util.List;
import java.util.Map;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Table;

/** How rows are written that are written down under some numbers. */
public interface WriteSyntax {
    /** A DELETE of a table's rows. */
    String delete(Table table, List<Integer> numbers);

    /**
     * An UPDATE of a table's rows.
     *
     * @param assignments values by columns, said of row {@code r}
     */
    String update(Table table, Map<String, String> assignments, List<Integer> numbers);

    /**
     * What all these keys update in rows of their table that stay, as one statement: where one of several changes what
     * identifies a row, the next one would not find it. Where two set a column, the later one does.
     */
    String updateTogether(Table table, List<ForeignKey> keys);
}
