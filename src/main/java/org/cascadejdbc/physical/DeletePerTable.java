package org.cascadejdbc.physical;

import java.util.List;
import java.util.Optional;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.TableName;

/** A DELETE for each table, each of which evaluates the user's predicate, and so has its parameters. */
public record DeletePerTable(List<Write> writes) implements PhysicalPlan {
    public DeletePerTable {
        writes = List.copyOf(writes);
    }

    @Override
    public List<String> statements() {
        return writes.stream().map(Write::sql).toList();
    }

    @Override
    public int writing() {
        return writes.size();
    }

    @Override
    public Optional<String> deleting(TableName table) {
        return Write.deleting(writes, table);
    }

    @Override
    public Optional<String> updating(ForeignKey key) {
        return Write.updating(writes, key);
    }

    @Override
    public Optional<String> checking() {
        return Optional.empty();
    }
}
