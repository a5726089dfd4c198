package org.cascadejdbc.it.property.wide;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of a wide case. Its first column numbers its rows.
 *
 * @param key the columns that others reference
 * @param options what follows the columns
 * @param rows literals for each column that is not computed
 */
record WideTable(
        WideName name,
        List<Column> columns,
        List<String> constraints,
        List<Column> key,
        String options,
        List<List<String>> rows) {
    /**
     * A column.
     *
     * @param kind {@code null} for one that takes no part in keys
     * @param ddl its type and all that follows
     * @param shown how it is looked at, with {@code @} for its name
     */
    record Column(WideName name, WideKind kind, String ddl, String shown, boolean computed) {}

    Column number() {
        return columns.get(0);
    }

    /** In the neutral schema {@code @own}. */
    String create(String qualifier, List<String> keys) {
        List<String> parts = new ArrayList<>();
        columns.forEach(column -> parts.add(column.name().created() + " " + column.ddl()));
        parts.addAll(constraints);
        parts.addAll(keys);
        return "CREATE TABLE " + qualifier + name.created() + " (" + String.join(", ", parts) + ")" + options;
    }

    String insert(String qualifier, List<String> row) {
        return "INSERT INTO " + qualifier + name.exact() + " ("
                + columns.stream().filter(column -> !column.computed()).map(column -> column.name().exact())
                        .collect(Collectors.joining(", "))
                + ") VALUES (" + String.join(", ", row) + ")";
    }

    WideTable withRows(List<List<String>> other) {
        return new WideTable(name, columns, constraints, key, options, other);
    }
}
