package org.cascadejdbc.dialect;

import java.util.List;
import java.util.Optional;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.QualifiedName;

/**
 * What decides on a connection what a text means.
 *
 * @param lexis the lexical rules as the session has them
 * @param schemas where a name without a schema is looked for, in order
 */
public record Surroundings(Lexis lexis, List<String> schemas) {
    public Surroundings {
        schemas = List.copyOf(schemas);
    }

    /** The table that a name means here, or empty if it means none of the catalog's. */
    public Optional<Table> resolve(QualifiedName name, KeyGraph graph) {
        List<Table> candidates = graph.candidates(name);
        if (name.qualifier().isPresent()) {
            return candidates.stream().findFirst();
        }
        for (String schema : schemas) {
            for (Table candidate : candidates) {
                if (candidate.name().schema().equals(schema)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }
}
