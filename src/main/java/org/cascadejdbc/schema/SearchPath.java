package org.cascadejdbc.schema;

import java.util.List;
import java.util.Optional;
import org.cascadejdbc.sql.QualifiedName;

/** Where a name without a schema is looked for, in order: what an unqualified name means on a connection. Immutable. */
public record SearchPath(List<String> schemas) {
    public SearchPath {
        schemas = List.copyOf(schemas);
    }

    /** The table that a name means here, or empty if it means none of the graph's. */
    public Optional<Table> resolve(QualifiedName name, KeyGraph graph) {
        List<Table> candidates = graph.candidates(name);
        if (name.qualifier().isPresent()) {
            return candidates.stream().findFirst();
        }
        for (String schema : schemas) {
            for (Table candidate : candidates) {
                if (graph.isSchema(schema, candidate)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }
}
