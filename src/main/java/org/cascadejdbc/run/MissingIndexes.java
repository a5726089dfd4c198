package org.cascadejdbc.run;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.UnindexedKeys;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.text.Shown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells once of each key that makes every DELETE read a whole table, and what would help: no database does. */
final class MissingIndexes {
    private static final Logger LOG = LoggerFactory.getLogger("org.cascadejdbc.index");
    private static final int MAX_TOLD = 1_000;

    private final Set<ForeignKey.Pairing> told = ConcurrentHashMap.newKeySet();

    /** Looks at the keys of a plan that is about to be carried out. */
    void warn(CascadePlan plan, KeyGraph graph, Engine engine) {
        for (ForeignKey key : UnindexedKeys.of(plan, graph)) {
            if (told.size() < MAX_TOLD && told.add(key.pairing())) {
                LOG.warn("no index on {}", Shown.text(key.referencing() + " (" + String.join(", ", key.columns())
                        + "), which references " + key.referenced() + ": each DELETE from " + key.referenced()
                        + " reads all of " + key.referencing() + "; "
                        + engine.createIndex(key.referencing(), key.columns())));
            }
        }
    }
}
