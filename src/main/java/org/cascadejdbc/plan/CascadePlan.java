package org.cascadejdbc.plan;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;

/**
 * What must happen when rows of {@code targets} are deleted, without saying how. Immutable; which rows is not in it.
 *
 * @param targets the tables of the DELETE: one, except in MySQL's multi-table DELETE
 * @param closure the tables that may lose rows, grouped into components: a component that closes on itself (a self
 *     reference, a ring of tables) needs iteration to a fixed point; all others come after those that they depend on
 * @param deletionOrder the same tables, each before those that it references wherever that is possible
 * @param cascades the emulated CASCADE keys: a row that references a doomed row by one of them is doomed
 * @param updates the emulated SET NULL and SET DEFAULT keys, SET DEFAULT first: where two keys share a column,
 *     NULL wins
 * @param checks the emulated RESTRICT and NO ACTION keys: a surviving row that references a doomed row refuses all
 * @param detachments keys which the database watches and which run against {@code deletionOrder}: where it checks row
 *     by row, doomed rows must let go of each other before they are deleted, in this order
 * @param newReferences where an update may make a row reference one that is not there, and nobody but us checks it
 * @param lostReferences where an update may change what other rows reference, and nobody but us checks it
 */
public record CascadePlan(
        List<Table> targets,
        List<Component> closure,
        List<Table> deletionOrder,
        List<ForeignKey> cascades,
        List<ForeignKey> updates,
        List<ForeignKey> checks,
        List<Detachment> detachments,
        List<SideEffect> newReferences,
        List<SideEffect> lostReferences) {

    /** Tables of the closure that depend on each other, or a single one. */
    public record Component(List<Table> tables, boolean cyclic) {
        public Component {
            tables = List.copyOf(tables);
        }
    }

    public CascadePlan {
        targets = List.copyOf(targets);
        closure = List.copyOf(closure);
        deletionOrder = List.copyOf(deletionOrder);
        cascades = List.copyOf(cascades);
        updates = List.copyOf(updates);
        checks = List.copyOf(checks);
        detachments = List.copyOf(detachments);
        newReferences = List.copyOf(newReferences);
        lostReferences = List.copyOf(lostReferences);
    }

    /** The table of a DELETE that has only one. */
    public Table target() {
        if (targets.size() != 1) {
            throw new IllegalStateException("a DELETE from " + targets);
        }
        return targets.get(0);
    }

    /** Whether rows of one target are deleted, and those that reference them: none is updated, none can refuse. */
    public boolean onlyDeletes() {
        return targets.size() == 1 && updates.isEmpty() && checks.isEmpty() && detachments.isEmpty();
    }

    public boolean dooms(Table table) {
        return deletionOrder.contains(table);
    }

    /** A number for a table of the closure, from 1. */
    public int node(Table table) {
        return deletionOrder.indexOf(table) + 1;
    }

    /** The tables of the closure whose rows that key may reference: the referenced table, or partitions of it. */
    public List<Table> doomedReferencedBy(ForeignKey key, KeyGraph graph) {
        return deletionOrder.stream()
                .filter(table -> graph.isPartOf(table.name(), key.referenced()))
                .toList();
    }

    /**
     * What doomed rows have to let go of, in this order.
     *
     * @param needed whether rows must let go of each other by that key for its own sake
     */
    public List<Detachment> detachments(Predicate<ForeignKey> needed) {
        Set<ForeignKey> keys = new HashSet<>();
        detachments.stream().map(Detachment::key).filter(needed).forEach(keys::add);
        for (boolean more = true; more; ) {
            more = false;
            for (Detachment detachment : detachments) {
                more |= !Collections.disjoint(detachment.enables(), keys) && keys.add(detachment.key());
            }
        }
        return detachments.stream().filter(detachment -> keys.contains(detachment.key())).toList();
    }

    /** The CASCADE keys by which rows of that table become doomed. */
    public List<ForeignKey> cascadesInto(TableName referencing) {
        return cascades.stream().filter(key -> key.referencing().equals(referencing)).toList();
    }

    /** The keys by which surviving rows of that table are updated. */
    public List<ForeignKey> updatesOf(TableName referencing) {
        return updates.stream().filter(key -> key.referencing().equals(referencing)).toList();
    }

    /** The keys whose SET NULL or SET DEFAULT may make a row let go of what it references by that key: they share a column. */
    public List<ForeignKey> releasing(ForeignKey key) {
        return updatesOf(key.referencing()).stream()
                .filter(update -> SideEffect.shares(update, key.columns()))
                .toList();
    }

    /** Those of them that do so whatever the row's values are: by SET NULL. */
    public List<ForeignKey> nulling(ForeignKey key) {
        return releasing(key).stream()
                .filter(update -> update.action() == ReferentialAction.SET_NULL)
                .toList();
    }

    /** Whether rows of that table, which is a target, may be doomed by a key as well as by the DELETE's predicate. */
    public boolean isReferencing(Table target) {
        return !cascadesInto(target.name()).isEmpty();
    }

    /** The plan as a person reads it: what goes and why, what else happens, and in which order. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("DELETE FROM " + names(targets) + "\n");
        text.append("  deletes, in this order: ").append(names(deletionOrder)).append('\n');
        text.append("    from ").append(names(targets)).append(" what the DELETE matches\n");
        closure.forEach(component -> {
            component.tables().forEach(table -> appendKeys(
                    text, "from " + table + " what references deleted rows by", cascadesInto(table.name()), "    "));
            if (component.cyclic()) {
                text.append("    and again for what ").append(names(component.tables()));
                text.append(component.tables().size() == 1 ? " loses" : " lose");
                text.append(" thereby, until no row is left\n");
            }
        });
        appendKeys(text, "sets the default in rows that stay, by", ofAction(ReferentialAction.SET_DEFAULT), "  ");
        appendKeys(text, "sets NULL in rows that stay, by", ofAction(ReferentialAction.SET_NULL), "  ");
        appendKeys(text, "is refused if a row that stays references a deleted row by", checks, "  ");
        appendKeys(
                text,
                "first takes apart the deleted rows, where the database checks row by row, by",
                detachments.stream().map(Detachment::key).toList(),
                "  ");
        return text.toString().stripTrailing();
    }

    private List<ForeignKey> ofAction(ReferentialAction action) {
        return updates.stream().filter(key -> key.action() == action).toList();
    }

    private static String names(List<Table> tables) {
        return tables.stream().map(Table::toString).collect(Collectors.joining(", "));
    }

    private static void appendKeys(StringBuilder text, String label, List<ForeignKey> keys, String indent) {
        if (!keys.isEmpty()) {
            text.append(indent).append(label).append('\n');
            keys.forEach(key -> text.append(indent).append("  ").append(key).append('\n'));
        }
    }
}
