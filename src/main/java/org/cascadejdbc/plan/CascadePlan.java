package org.cascadejdbc.plan;

import java.util.List;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;

/**
 * What must happen when rows of {@code target} are deleted, without saying how. Immutable; which rows is not in it.
 *
 * @param target the table of the DELETE
 * @param closure the tables that may lose rows, grouped into components: a component that closes on itself (a self
 *     reference, a ring of tables) needs iteration to a fixed point; all others come after those that they depend on
 * @param deletionOrder the same tables, each before those that it references wherever that is possible
 * @param cascades the emulated CASCADE keys: a row that references a doomed row by one of them is doomed
 * @param updates the emulated SET NULL and SET DEFAULT keys, SET DEFAULT first: where two keys share a column, NULL wins
 * @param checks the emulated RESTRICT and NO ACTION keys: a surviving row that references a doomed row refuses all
 * @param detachments keys which the database watches and which run against {@code deletionOrder}: where it checks row
 *     by row, doomed rows must let go of each other before they are deleted
 */
public record CascadePlan(
        Table target,
        List<Component> closure,
        List<Table> deletionOrder,
        List<ForeignKey> cascades,
        List<ForeignKey> updates,
        List<ForeignKey> checks,
        List<ForeignKey> detachments) {

    /** Tables of the closure that depend on each other, or a single one. */
    public record Component(List<Table> tables, boolean cyclic) {
        public Component {
            tables = List.copyOf(tables);
        }
    }

    public CascadePlan {
        closure = List.copyOf(closure);
        deletionOrder = List.copyOf(deletionOrder);
        cascades = List.copyOf(cascades);
        updates = List.copyOf(updates);
        checks = List.copyOf(checks);
        detachments = List.copyOf(detachments);
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
                .filter(table -> graph.referencing(table.name()).contains(key))
                .toList();
    }

    /** The CASCADE keys by which rows of that table become doomed. */
    public List<ForeignKey> cascadesInto(TableName referencing) {
        return cascades.stream().filter(key -> key.referencing().equals(referencing)).toList();
    }

    /** The keys by which surviving rows of that table are updated. */
    public List<ForeignKey> updatesOf(TableName referencing) {
        return updates.stream().filter(key -> key.referencing().equals(referencing)).toList();
    }

    /** Whether the target's own rows may be doomed by a key as well as by the DELETE's predicate. */
    public boolean targetIsReferencing() {
        return !cascadesInto(target.name()).isEmpty();
    }

    /** The plan as a person reads it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("DELETE FROM " + target + "\n");
        closure.forEach(component -> component.tables().forEach(table -> {
            text.append("  delete from ").append(table).append(component.cyclic() ? " (to the fixed point)" : "");
            text.append('\n');
            append(text, "    because of ", cascadesInto(table.name()));
        }));
        append(text, "  update for ", updates);
        append(text, "  refuse if a row is left by ", checks);
        append(text, "  let go first where the database checks row by row: ", detachments);
        text.append("  order: ").append(String.join(", ", deletionOrder.stream().map(Table::toString).toList()));
        return text.toString();
    }

    private static void append(StringBuilder text, String label, List<ForeignKey> keys) {
        keys.forEach(key -> text.append(label).append(key).append('\n'));
    }
}
