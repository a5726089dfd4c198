package org.cascadejdbc.plan;

import java.util.List;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.TableName;

/**
 * Doomed rows let go of others, which the database would not delete as long as they are referenced.
 *
 * @param key by which they let go; the database watches it
 * @param before the table whose rows are deleted next
 * @param enables the keys by which rows can let go only after this, since that changes what this key references
 */
public record Detachment(ForeignKey key, TableName before, List<ForeignKey> enables) {
    public Detachment {
        enables = List.copyOf(enables);
    }
}
