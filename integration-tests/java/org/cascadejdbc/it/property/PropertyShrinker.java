package org.cascadejdbc.it.property;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.Mode;

/** Makes a failing case smaller, one step after the other, as long as it fails: to one in which nothing can be left out. */
final class PropertyShrinker {
    /** Whether a case still shows the same kind of mismatch. */
    @FunctionalInterface
    interface Failing {
        boolean test(PropertyCase smaller);
    }

    private static final int MOST_ATTEMPTS = 1500;
    private static final long MOST_NANOS = 1_000_000_000L * Long.getLong("property.shrinkSeconds", 60);

    private final Failing failing;
    private final long start = System.nanoTime();
    private int attempts;

    private PropertyShrinker(Failing failing) {
        this.failing = failing;
    }

    static PropertyCase shrink(PropertyCase failingCase, Failing failing) {
        return new PropertyShrinker(failing).run(failingCase);
    }

    private PropertyCase run(PropertyCase first) {
        PropertyCase smallest = first;
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (PropertyCase candidate = next(smallest); candidate != null; candidate = next(smallest)) {
                smallest = candidate;
                smaller = true;
            }
        }
        return smallest;
    }

    /** The first smaller case that fails, {@code null} if there is none. */
    private PropertyCase next(PropertyCase current) {
        return candidates(current)
                .filter(candidate -> !candidate.equals(current))
                .filter(candidate -> isInTime() && failing.test(candidate))
                .findFirst()
                .orElse(null);
    }

    private boolean isInTime() {
        return attempts++ < MOST_ATTEMPTS && System.nanoTime() - start < MOST_NANOS;
    }

    private static Stream<PropertyCase> candidates(PropertyCase current) {
        return Stream.of(
                        withoutTables(current), withoutKeys(current), withoutRows(current), withoutUniques(current),
                        withoutColumns(current), simplerKeys(current), simplerDeletes(current), simplerModes(current),
                        PropertySimplifier.simplerTables(current))
                .flatMap(candidates -> candidates);
    }

    private static Stream<PropertyCase> withoutTables(PropertyCase current) {
        return current.tables().stream()
                .filter(table -> !table.name().equals(current.deletes().get(0).table()))
                .map(table -> current.with(
                        current.tables().stream().filter(other -> !other.equals(table)).toList(),
                        current.keys().stream()
                                .filter(key -> !key.child().equals(table.name()) && !key.parent().equals(table.name()))
                                .toList()));
    }

    private static Stream<PropertyCase> withoutKeys(PropertyCase current) {
        return current.keys().stream()
                .map(key -> current.with(
                        current.tables(), current.keys().stream().filter(other -> !other.equals(key)).toList()));
    }

    /** With a row goes what references it. */
    private static Stream<PropertyCase> withoutRows(PropertyCase current) {
        PropertyLaw law = new PropertyLaw(current);
        return law.rows().stream().map(row -> {
            Set<PropertyLaw.Row> gone = PropertyLaw.identitySet();
            gone.add(row);
            law.close(gone, null);
            return current.with(
                    current.tables().stream()
                            .map(table -> table.withRows(law.rows().stream()
                                    .filter(other -> other.table.name().equals(table.name()) && !gone.contains(other))
                                    .map(other -> other.values)
                                    .toList()))
                            .toList(),
                    current.keys());
        });
    }

    private static Stream<PropertyCase> withoutUniques(PropertyCase current) {
        return current.tables().stream().flatMap(table -> table.candidateKeys().stream()
                .filter(unique -> current.keys().stream()
                        .noneMatch(key -> key.parent().equals(table.name())
                                && Set.copyOf(key.parentColumns()).equals(Set.copyOf(unique))))
                .map(unique -> replace(current, new PropertyTable(
                        table.name(),
                        table.columns(),
                        table.primaryKey().equals(unique) ? List.of() : table.primaryKey(),
                        table.uniques().stream().filter(other -> !other.equals(unique)).toList(),
                        table.rows(),
                        table.withoutRowid() && !table.primaryKey().equals(unique)))));
    }

    private static Stream<PropertyCase> withoutColumns(PropertyCase current) {
        return current.tables().stream().flatMap(table -> table.columns().stream()
                .filter(column -> !column.name().equals(PropertyTable.NUMBER))
                .filter(column -> table.candidateKeys().stream().noneMatch(unique -> unique.contains(column.name())))
                .filter(column -> current.keys().stream().noneMatch(key ->
                        (key.child().equals(table.name()) && key.columns().contains(column.name()))
                                || (key.parent().equals(table.name()) && key.parentColumns().contains(column.name()))))
                .map(column -> replace(current, without(table, table.columns().indexOf(column)))));
    }

    private static PropertyTable without(PropertyTable table, int column) {
        List<PropertyTable.Column> columns = new ArrayList<>(table.columns());
        columns.remove(column);
        List<List<String>> rows = table.rows().stream()
                .map(row -> {
                    List<String> values = new ArrayList<>(row);
                    values.remove(column);
                    return values;
                })
                .<List<String>>map(values -> values)
                .toList();
        return new PropertyTable(
                table.name(), columns, table.primaryKey(), table.uniques(), rows, table.withoutRowid());
    }

    private static Stream<PropertyCase> simplerKeys(PropertyCase current) {
        return current.keys().stream().flatMap(key -> Stream.of(
                        key.rule() == DeleteRule.CASCADE ? key : key.as(DeleteRule.CASCADE),
                        key.rule() == DeleteRule.RESTRICT ? key.as(DeleteRule.NO_ACTION) : key,
                        new PropertyKey(key.name(), key.child(), key.columns(), key.rule(), List.of(), key.parent(),
                                key.parentColumns(), key.dice()),
                        new PropertyKey(key.name(), key.child(), key.columns(), key.rule(), key.setColumns(),
                                key.parent(), key.parentColumns(), current.mode() == Mode.MIXED ? 3 : key.dice()))
                .filter(simpler -> !simpler.equals(key))
                .map(simpler -> current.with(
                        current.tables(),
                        current.keys().stream().map(other -> other.equals(key) ? simpler : other).toList())));
    }

    private static Stream<PropertyCase> simplerDeletes(PropertyCase current) {
        PropertyDelete delete = current.deletes().get(0);
        List<PropertyDelete> simpler = new ArrayList<>();
        simpler.add(new PropertyDelete(
                delete.table(), delete.predicate(), delete.parameters(), delete.way(), false));
        if (delete.parameters().size() == 1) {
            simpler.add(new PropertyDelete(delete.table(), delete.predicate(), delete.parameters(),
                    PropertyDelete.Way.PREPARED, delete.inTransaction()));
            simpler.add(new PropertyDelete(
                    delete.table(), null, List.of(List.of()), delete.way(), delete.inTransaction()));
            current.table(delete.table()).rows().forEach(row -> simpler.add(new PropertyDelete(delete.table(),
                    "{n} = ?", List.of(List.of(Integer.valueOf(row.get(0)))), delete.way(), delete.inTransaction())));
        }
        for (int i = 0; delete.parameters().size() > 1 && i < delete.parameters().size(); i++) {
            List<List<Integer>> fewer = new ArrayList<>(delete.parameters());
            fewer.remove(i);
            simpler.add(new PropertyDelete(
                    delete.table(), delete.predicate(), fewer, delete.way(), delete.inTransaction()));
        }
        boolean minimal = "{n} = ?".equals(delete.predicate()) || delete.predicate() == null;
        return simpler.stream()
                .filter(other -> !minimal || other.predicate() == null || !other.predicate().equals("{n} = ?")
                        || other.parameters().equals(delete.parameters()) || other.parameters().size() > 1
                        || delete.parameters().size() > other.parameters().size())
                .filter(other -> !(delete.predicate() == null && other.predicate() != null))
                .map(current::only);
    }

    private static Stream<PropertyCase> simplerModes(PropertyCase current) {
        return switch (current.mode()) {
            case VIRTUAL -> Stream.empty();
            case OVERRIDDEN, EMULATE, AUTO, KEEP -> Stream.of(current.in(Mode.VIRTUAL));
            case MIXED -> Stream.of(current.in(Mode.VIRTUAL), current.in(Mode.OVERRIDDEN), current.in(Mode.EMULATE));
        };
    }

    static PropertyCase replace(PropertyCase current, PropertyTable table) {
        return current.with(
                current.tables().stream()
                        .map(other -> other.name().equals(table.name()) ? table : other)
                        .toList(),
                current.keys());
    }
}
