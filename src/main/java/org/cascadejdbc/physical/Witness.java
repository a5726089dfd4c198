package org.cascadejdbc.physical;

import java.util.Map;
import org.cascadejdbc.schema.TableName;

/**
 * How it shows whether functions that a DELETE calls while its rows go have written to tables of its cascade, which sees
 * these as they were before: a child that such a function inserts would stay.
 *
 * @param question a query of one row: whether the DELETE calls any that may write
 * @param writes a query of the tables' numbers, each with a number that grows when rows are written there by others than the
 *     cascade
 * @param tables the tables by their numbers
 */
public record Witness(String question, String writes, Map<Long, TableName> tables) {
    public Witness {
        tables = Map.copyOf(tables);
    }
}
