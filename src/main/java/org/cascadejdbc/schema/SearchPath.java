package org.cascadejdbc.schema;

import java.util.List;
import java.util.Optional;
import org.cascadejdbc.sql.QualifiedName;

/**
 * Where a name without a schema is looked for, in order: what an unqualified name means on a connection. Immutable.
 *
 * @param temporary the one of them that has nothing but temporary tables, {@code null} where it is none of the graph's
 */
public record SearchPath(List<String> schemas, String temporary) {
    public SearchPath {
        schemas = List.copyOf(schemas);
    }

    /** One without temporary tables. */
    public SearchPath(List<String> schemas) {
        this(schemas, null);
    }

    /** The table that a name means here, or empty if it means none of the graph's. */
    public Optional<Table> resolve(QualifiedName name, KeyGraph graph) {
        return resolve(name, graph, schemas);
    }

    /**
     * The table that a relation means by that name: a temporary one, which may come and go while relations stay, only where
     * there is no other one.
     */
    public Optional<Table> resolveLasting(QualifiedName name, KeyGraph graph) {
        List<String> lasting = schemas.stream().filter(schema -> !schema.equals(temporary)).toList();
        return resolve(name, graph, lasting).or(() -> resolve(name, graph));
    }

    private static Optional<Table> resolve(QualifiedName name, KeyGraph graph, List<String> schemas) {
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
