package org.cascadejdbc.engine.freezing;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Table;

/** How the default of a column is said. */
public interface ColumnDefaults {
    /** For an assignment to a column of rows {@code r}. */
    String toSet(Table table, String column);

    /** The default of row {@code alias}'s column, for a comparison. */
    String toCompare(Table table, String column, String alias);

    /** What that key's SET NULL or SET DEFAULT sets in rows {@code r} of that table. */
    default Map<String, String> assignments(ForeignKey key, Table table) {
        Map<String, String> assignments = new LinkedHashMap<>();
        boolean toNull = key.action() == ReferentialAction.SET_NULL;
        key.setColumns().forEach(column -> assignments.put(column, toNull ? "NULL" : toSet(table, column)));
        return assignments;
    }
}
