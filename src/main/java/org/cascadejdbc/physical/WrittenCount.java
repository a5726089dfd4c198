package org.cascadejdbc.physical;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.TableName;

/**
 * Counts which rows are concerned where one query cannot: writes them down first. Writes no row of the user's.
 *
 * @param counts the query, which gives pairs of a number and a count
 */
public record WrittenCount(FrozenRows rows, String counts) implements PhysicalPlan {
    @Override
    public List<String> statements() {
        List<String> statements = new ArrayList<>(rows.statements());
        statements.add(counts);
        statements.addAll(rows.cleanUp());
        return statements;
    }

    @Override
    public int writing() {
        return 0;
    }

    @Override
    public Optional<String> deleting(TableName table) {
        return Optional.empty();
    }

    @Override
    public Optional<String> updating(ForeignKey key) {
        return Optional.empty();
    }

    @Override
    public Optional<String> checking() {
        return Optional.empty();
    }
}
