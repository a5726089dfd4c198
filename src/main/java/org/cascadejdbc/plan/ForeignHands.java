package org.cascadejdbc.plan;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Stranger;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;

/**
 * Keeps a plan away from tables of which a {@link Stranger} decides what runs there: natively a key is carried out with the rights
 * of the referencing table's owner. Those who decide what the DELETE runs at its own table are none: that runs with this
 * user's rights whoever carries the keys out. Who only decides of what INSERTs run there, or puts something on the search path, is
 * one all the same below that table.
 */
final class ForeignHands {
    private ForeignHands() {}

    /** @throws PlanRefusedException if a statement of the plan would name such a table */
    static void keepOff(CascadePlan plan, KeyGraph graph) {
        Set<String> own = plan.targets().stream()
                .flatMap(target -> target.strangers().stream())
                .filter(Stranger::byDeletes)
                .map(Stranger::role)
                .collect(Collectors.toSet());
        Set<TableName> targets = plan.targets().stream().map(Table::name).collect(Collectors.toSet());
        keys(plan).forEach(key -> Stream.of(key.referencing(), key.referenced())
                .flatMap(end -> graph.table(end).strangers().stream()
                        .filter(stranger -> stranger.places() == null || !targets.contains(end)))
                .filter(stranger -> !own.contains(stranger.role()))
                .findFirst()
                .ifPresent(stranger -> {
                    throw refused(plan, key, stranger);
                }));
    }

    private static Stream<ForeignKey> keys(CascadePlan plan) {
        return Stream.concat(
                Stream.of(plan.cascades(), plan.updates(), plan.checks()).flatMap(List::stream),
                Stream.of(plan.newReferences(), plan.lostReferences())
                        .flatMap(List::stream)
                        .flatMap(effect -> Stream.of(effect.update(), effect.key())));
    }

    private static PlanRefusedException refused(CascadePlan plan, ForeignKey key, Stranger stranger) {
        TableName target = plan.targets().get(0).name();
        return new PlanRefusedException("DELETE FROM " + target + ": the key " + key + " is not carried out by cascade-jdbc, since "
                + stranger.danger() + ". A declared rule that is left to the database (no cascade.maxRows, cascade.maxRowsPerTable,"
                + " cascade.strategy=emulate, and neither cascade.noAction nor a relation for that key) runs with the table owner's"
                + " own. Else " + stranger.wayOut() + ", or, if " + stranger.role() + " may do what this user may, let the application"
                + " name that role in cascade.trustedOwners");
    }
}
