package org.cascadejdbc.inspect.suggest;

import java.util.List;
import org.cascadejdbc.schema.ForeignKey;

/**
 * A candidate after its rows were looked at. Immutable.
 *
 * @param confidence NONE if it is not proposed
 * @param sql the relation, names as they are understood on such connections
 */
public record Proposal(ForeignKey key, Confidence confidence, List<String> evidence, String sql) {
    public Proposal {
        evidence = List.copyOf(evidence);
    }
}
