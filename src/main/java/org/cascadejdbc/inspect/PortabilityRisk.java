package org.cascadejdbc.inspect;

import java.util.List;
import org.cascadejdbc.schema.ForeignKey;

/**
 * Keys that another database would refuse, or would do something else by. Immutable.
 *
 * @param path the keys that it is about, from the row that is deleted on
 * @param message what happens where
 */
public record PortabilityRisk(List<ForeignKey> path, String message) {
    public PortabilityRisk {
        path = List.copyOf(path);
    }
}
