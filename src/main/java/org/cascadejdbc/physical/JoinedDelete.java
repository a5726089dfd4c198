package org.cascadejdbc.physical;

import java.util.List;
import java.util.Optional;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.TableName;

/**
 * One DELETE from all tables at once, with the user's parameters. Its update count is that of all of them: it tells whether
 * the DELETE has matched any row, and where that is at most one, how many.
 *
 * @param count a query for how many rows the DELETE has matched, {@code null} where that is at most one
 * @param several {@link #otherwise}
 */
public record JoinedDelete(String sql, String count, boolean ordered, PhysicalPlan several) implements PhysicalPlan {
    @Override
    public List<String> statements() {
        return count == null ? List.of(sql) : List.of(sql, count);
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
    public Optional<PhysicalPlan> otherwise() {
        return Optional.of(several);
    }

    @Override
    public boolean atomic() {
        return true;
    }
}
