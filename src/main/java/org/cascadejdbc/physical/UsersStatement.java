package org.cascadejdbc.physical;

import java.util.List;
import java.util.Optional;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.TableName;

/** The user's own statement with its parameters, where there is nothing to do but to verify what was relied on. */
public record UsersStatement(String sql) implements PhysicalPlan {
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
        return Optional.empty();
    }

    @Override
    public Optional<String> checking() {
        return Optional.empty();
    }
}
