package org.cascadejdbc.physical;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cascadejdbc.schema.TableName;

/**
 * What is asked of the rows that are written down, before one is deleted.
 *
 * @param queries each gives pairs of a number and a count of rows
 * @param matched the numbers of the DELETE's own rows
 * @param refusals why the DELETE is refused, by the numbers of the rows that are in its way
 * @param counted the tables whose rows are limited, by their numbers
 */
public record Inspections(
        List<String> queries, Set<Integer> matched, Map<Integer, Refusal> refusals, Map<Integer, TableName> counted) {
    public Inspections {
        queries = List.copyOf(queries);
        matched = Set.copyOf(matched);
        refusals = Map.copyOf(refusals);
        counted = Map.copyOf(counted);
    }
}
