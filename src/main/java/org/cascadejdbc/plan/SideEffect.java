package org.cascadejdbc.plan;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;

/**
 * What SET NULL or SET DEFAULT by one key does to another one that has to do with the same columns. Where the database
 * watches that one, it refuses the update as it would natively; where it does not, we must.
 *
 * @param update the key by which a row that stays is changed
 * @param key the key that may not hold afterwards
 */
public record SideEffect(ForeignKey update, ForeignKey key) {

    /** By SET DEFAULT a row comes to reference another one, by the same key or by one that shares a column. */
    static List<SideEffect> ofNewReferences(List<ForeignKey> updates, KeyGraph graph) {
        return newReferences(updates, graph, key -> !key.guarded());
    }

    /** The same by a key that the database guards: it refuses by itself. */
    public static List<SideEffect> ofGuardedNewReferences(List<ForeignKey> updates, KeyGraph graph) {
        return newReferences(updates, graph, ForeignKey::guarded);
    }

    private static List<SideEffect> newReferences(
            List<ForeignKey> updates, KeyGraph graph, Predicate<ForeignKey> which) {
        return updates.stream()
                .filter(update -> update.action() == ReferentialAction.SET_DEFAULT)
                .flatMap(update -> graph.keysOf(update.referencing()).stream()
                        .filter(which)
                        .filter(key -> shares(update, key.columns()))
                        .map(key -> new SideEffect(update, key)))
                .toList();
    }

    /** A row loses the values by which others reference it. */
    static List<SideEffect> ofLostReferences(List<ForeignKey> updates, KeyGraph graph) {
        return lostReferences(updates, graph, key -> !key.watched());
    }

    /** The same by a key that the database watches: it refuses by itself. */
    public static List<SideEffect> ofWatchedLostReferences(List<ForeignKey> updates, KeyGraph graph) {
        return lostReferences(updates, graph, ForeignKey::watched);
    }

    private static List<SideEffect> lostReferences(
            List<ForeignKey> updates, KeyGraph graph, Predicate<ForeignKey> which) {
        return updates.stream()
                .flatMap(update -> graph.referencing(update.referencing()).stream()
                        .filter(key -> which.test(key)
                                && (shares(update, key.referencedColumns()) || recomputes(update, key.referencedColumns(), graph)))
                        .map(key -> new SideEffect(update, key)))
                .toList();
    }

    /** Whether a SET NULL or SET DEFAULT key has to be ours because another one is, which it has an effect on. */
    static boolean concernsUs(ForeignKey update, KeyGraph graph) {
        return update.action().updates()
                && (!ofLostReferences(List.of(update), graph).isEmpty()
                        || graph.keysOf(update.referencing()).stream().anyMatch(key -> !key.isNative()
                                && (shares(update, key.columns()) || recomputes(update, key.columns(), graph))));
    }

    /**
     * What a generated column will be is known to the database alone, so it cannot be told beforehand whether a row comes to
     * reference another one by it, or none.
     *
     * @throws PlanRefusedException if by one of these keys a row may
     */
    static void refuseComputedReferences(List<ForeignKey> updates, KeyGraph graph) {
        for (ForeignKey update : updates) {
            graph.keysOf(update.referencing()).stream()
                    .filter(key -> !key.guarded() && recomputes(update, key.columns(), graph))
                    .filter(key -> update.action() == ReferentialAction.SET_DEFAULT || !shares(update, key.columns()))
                    .findFirst()
                    .ifPresent(key -> {
                        throw new PlanRefusedException("the DELETE is not carried out: by the key " + update + " rows of "
                                + update.referencing() + " would get other values of " + update.setColumns()
                                + ", from which a generated column of the key " + key + " is computed, and what they would"
                                + " reference then cannot be told; declare that key in the database with ON DELETE NO ACTION, so"
                                + " that it watches it, or give the first one another rule");
                    });
        }
    }

    /** Whether that key's SET NULL or SET DEFAULT may change one of these columns because it is computed from what is set. */
    public static boolean recomputes(ForeignKey update, Collection<String> columns, KeyGraph graph) {
        return !Collections.disjoint(graph.table(update.referencing()).computedFrom(update.setColumns()), columns);
    }

    /** Whether that key's SET NULL or SET DEFAULT may change one of these columns of its own table. */
    static boolean shares(ForeignKey update, Collection<String> columns) {
        return !Collections.disjoint(update.setColumns(), columns);
    }
}
