package org.cascadejdbc.plan;

import java.util.List;
import java.util.stream.Collectors;
import org.cascadejdbc.schema.TableName;

/**
 * What a DELETE deletes from, as far as a plan depends on it.
 *
 * @param targets its tables: one, except in MySQL's multi-table DELETE
 * @param only whether rows of tables that inherit from them stay
 */
public record Deletion(List<TableName> targets, boolean only) {
    public Deletion {
        targets = List.copyOf(targets);
    }

    static Deletion from(TableName target) {
        return new Deletion(List.of(target), false);
    }

    @Override
    public String toString() {
        return targets.stream().map(TableName::toString).collect(Collectors.joining(", "));
    }
}
