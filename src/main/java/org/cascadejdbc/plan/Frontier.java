package org.cascadejdbc.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.TableName;

/**
 * Which native keys cannot be left to the database because others are emulated. There are three kinds, the first two
 * because the database would delete rows that an emulated key has to know of:
 * <ol>
 *   <li>a native CASCADE key <i>above</i> an emulated one: it would delete rows of the emulated key's referenced table
 *       unseen, and leave the rows that reference those;
 *   <li>a native CASCADE key <i>beside</i> an emulated one, into the same referencing table: whether a row survives,
 *       and so whether it is to be updated or stands in the way, is decided by all CASCADE keys into its table;
 *   <li>a native CASCADE key whose rows also reference, by one that refuses, what an emulated one deletes, where the
 *       database looks at that key in {@linkplain ForeignKey.Enforcement#EACH_STATEMENT each statement}: natively they
 *       go together, by ours the rows that reference would go too late.
 * </ol>
 * In short, of the first two: no table at either end of an emulated key may lose rows by a native CASCADE key. Keys that
 * become emulated so have ends of their own: hence a fixed point, reached with a work list that sees each key and each
 * table once.
 *
 * <p>A row of a partition is a row of the whole too: a key into either takes rows from both.
 */
final class Frontier {
    private final KeyGraph graph;
    private final Map<TableName, List<ForeignKey>> cascadesInto = new HashMap<>();
    private final Map<TableName, List<ForeignKey>> cascadesIntoPartsOf = new HashMap<>();
    /** By the table that they reference. */
    private final Map<TableName, List<ForeignKey>> refusingEachStatement = new HashMap<>();

    Frontier(KeyGraph graph, Set<ForeignKey> inReach) {
        this.graph = graph;
        for (ForeignKey key : inReach) {
            if (key.action() == ReferentialAction.CASCADE) {
                cascadesInto.computeIfAbsent(key.referencing(), name -> new ArrayList<>()).add(key);
                for (TableName whole : selfAndWholes(key.referencing())) {
                    cascadesIntoPartsOf.computeIfAbsent(whole, name -> new ArrayList<>()).add(key);
                }
            } else if (!key.action().acts() && key.enforcement() == ForeignKey.Enforcement.EACH_STATEMENT) {
                refusingEachStatement.computeIfAbsent(key.referenced(), name -> new ArrayList<>()).add(key);
            }
        }
    }

    /** These keys and all that must be emulated because they are. */
    Set<ForeignKey> closure(Set<ForeignKey> first) {
        Set<ForeignKey> emulated = new LinkedHashSet<>(first);
        Deque<ForeignKey> open = new ArrayDeque<>(first);
        Set<TableName> seen = new LinkedHashSet<>();
        Set<TableName> deleted = new LinkedHashSet<>();
        while (!open.isEmpty()) {
            ForeignKey key = open.remove();
            for (TableName end : List.of(key.referencing(), key.referenced())) {
                if (seen.add(end)) {
                    takingRowsFrom(end).filter(emulated::add).forEach(open::add);
                }
            }
            if (key.action() == ReferentialAction.CASCADE && deleted.add(key.referencing())) {
                goingTooLate(key.referencing()).filter(emulated::add).forEach(open::add);
            }
        }
        return emulated;
    }

    /** Keys by which rows go that reference those of a table which we delete, and not by its own statement. */
    private Stream<ForeignKey> goingTooLate(TableName deleted) {
        return refusingEachStatement.getOrDefault(deleted, List.of()).stream()
                .flatMap(refusing -> takingRowsFrom(refusing.referencing()))
                .filter(key -> !key.referenced().equals(deleted));
    }

    private Stream<ForeignKey> takingRowsFrom(TableName table) {
        return Stream.concat(
                cascadesIntoPartsOf.getOrDefault(table, List.of()).stream(),
                selfAndWholes(table).stream()
                        .skip(1)
                        .flatMap(whole -> cascadesInto.getOrDefault(whole, List.of()).stream()));
    }

    private List<TableName> selfAndWholes(TableName table) {
        List<TableName> names = new ArrayList<>();
        for (TableName name = table; name != null; name = graph.table(name).parent()) {
            names.add(name);
        }
        return names;
    }
}
