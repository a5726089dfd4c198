package org.cascadejdbc.schema;

import java.util.stream.Stream;

/** Which tables have rows at another server: foreign ones, and those that have such a part or heir. */
public final class ForeignRows {
    private ForeignRows() {}

    public static boolean in(KeyGraph graph, TableName table) {
        return Stream.concat(Stream.of(table), graph.partsAndHeirs(table).stream())
                .anyMatch(part -> graph.table(part).kind() == Table.Kind.FOREIGN);
    }
}
