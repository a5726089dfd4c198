package org.cascadejdbc.physical;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.TableName;

/**
 * All of a cascade in one statement with the user's parameters.
 *
 * @param givesResult whether its result is that of the user's statement, so that it is executed as that one was to be; else
 *     it is a query of one row, the update count and whether the target was the table that was planned for: if not, nothing
 *     was done
 * @param lostRace {@link #race}, or {@code null}
 */
public record OneStatement(
        String sql,
        boolean givesResult,
        Map<Integer, Refusal> refusals,
        Map<Integer, TableName> counted,
        Race lostRace) implements PhysicalPlan {
    public OneStatement {
        refusals = Map.copyOf(refusals);
        counted = Map.copyOf(counted);
    }

    @Override
    public List<String> statements() {
        return List.of(sql);
    }

    @Override
    public Optional<String> deleting(TableName table) {
        return Optional.of(sql);
    }

    @Override
    public Optional<String> updating(ForeignKey key) {
        return Optional.of(sql);
    }

    @Override
    public Optional<String> checking() {
        return Optional.of(sql);
    }

    @Override
    public Optional<Race> race() {
        return Optional.ofNullable(lostRace);
    }
}
