package org.cascadejdbc.plan;

import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.TableName;

/**
 * Doomed rows let go of others, which the database would not delete as long as they are referenced.
 *
 * @param key by which they let go; the database watches it
 * @param before the table whose rows are deleted next
 * @param required even where the database deletes rows of one table that reference each other: another detachment
 *     changes what rows reference by this key
 */
public record Detachment(ForeignKey key, TableName before, boolean required) {}
