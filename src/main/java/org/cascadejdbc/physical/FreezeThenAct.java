package org.cascadejdbc.physical;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.TableName;

/**
 * Writes down which rows are concerned, and then deletes and updates them, a statement for each table.
 *
 * @param inspections what is asked of what is written down
 * @param returned the query, with the parameters of RETURNING, whose result set is that of the user's statement, or
 *     {@code null}; its rows are still there
 * @param writes without parameters
 * @param kept a query for how many doomed rows are still there, asked if fewer went than were written down; or {@code null}
 * @param careful {@link #otherwise}, or {@code null}
 */
public record FreezeThenAct(
        FrozenRows rows, Inspections inspections, String returned, List<Write> writes, String kept, PhysicalPlan careful)
        implements PhysicalPlan {
    public FreezeThenAct {
        writes = List.copyOf(writes);
    }

    /** The same, with that one for what it cannot do. */
    public FreezeThenAct withOtherwise(PhysicalPlan otherwise) {
        return new FreezeThenAct(rows, inspections, returned, writes, kept, otherwise);
    }

    @Override
    public List<String> statements() {
        List<String> statements = new ArrayList<>(rows.statements());
        statements.addAll(inspections.queries());
        if (returned != null) {
            statements.add(returned);
        }
        writes.forEach(write -> statements.add(write.sql()));
        if (kept != null) {
            statements.add(kept);
        }
        statements.addAll(rows.cleanUp());
        return statements;
    }

    @Override
    public boolean countsItself() {
        return returned != null;
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
        return Optional.of(rows.freeze());
    }

    @Override
    public Map<Integer, Refusal> refusals() {
        return inspections.refusals();
    }

    @Override
    public Map<Integer, TableName> counted() {
        return inspections.counted();
    }

    @Override
    public Optional<PhysicalPlan> otherwise() {
        return Optional.ofNullable(careful);
    }
}
