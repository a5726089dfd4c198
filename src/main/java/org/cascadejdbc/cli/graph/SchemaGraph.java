package org.cascadejdbc.cli.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cascadejdbc.ForeignKeyInfo;
import org.cascadejdbc.text.Shown;

/**
 * Tables with numbers, and the keys between them. A key leads from the referenced table to the referencing one: the way
 * that a DELETE takes. All names are as they can be shown. Immutable.
 */
record SchemaGraph(List<String> tables, List<NumberedKey> keys) {
    /** Between a schema and a table in a name. */
    private static final char SEPARATOR = '.';

    SchemaGraph {
        tables = List.copyOf(tables);
        keys = List.copyOf(keys);
    }

    /** All tables that keys name, in the order of their names, and {@code others} that no key may name. */
    static SchemaGraph of(Collection<ForeignKeyInfo> catalogs, Collection<String> others) {
        List<ForeignKeyInfo> keys = catalogs.stream().map(SchemaGraph::shown).toList();
        List<String> tables = new ArrayList<>(others.stream().map(Shown::text).toList());
        keys.forEach(key -> {
            tables.add(key.referencedTable());
            tables.add(key.referencingTable());
        });
        Map<String, Integer> numbers = new LinkedHashMap<>();
        tables.stream().sorted().forEach(table -> numbers.putIfAbsent(table, numbers.size()));
        List<NumberedKey> numbered = new ArrayList<>();
        for (ForeignKeyInfo key : keys) {
            numbered.add(new NumberedKey(numbered.size(), numbers.get(key.referencedTable()),
                    numbers.get(key.referencingTable()), key));
        }
        return new SchemaGraph(List.copyOf(numbers.keySet()), numbered);
    }

    private static ForeignKeyInfo shown(ForeignKeyInfo key) {
        return new ForeignKeyInfo(
                Shown.text(key.name()),
                Shown.text(key.referencingTable()),
                key.columns().stream().map(Shown::text).toList(),
                Shown.text(key.referencedTable()),
                key.referencedColumns().stream().map(Shown::text).toList(),
                key.declaredRule(),
                key.rule(),
                key.carriedOutByDatabase(),
                key.enforced(),
                key.indexed(),
                key.resting());
    }

    /** The schema that all tables are in, with the dot after it, or nothing: it need not stand in every box. */
    String commonSchema() {
        if (tables.isEmpty()) {
            return "";
        }
        String schema = tables.get(0).substring(0, tables.get(0).indexOf(SEPARATOR) + 1);
        boolean common = tables.stream()
                .allMatch(table -> table.startsWith(schema) && table.length() > schema.length());
        return common ? schema : "";
    }

    /** Tables that hang together by keys, per group: the largest group first, then by the first table's number. */
    List<List<Integer>> components() {
        int[] representative = new int[tables.size()];
        for (int table = 0; table < representative.length; table++) {
            representative[table] = table;
        }
        keys.forEach(key -> {
            int one = find(representative, key.from());
            int other = find(representative, key.to());
            representative[Math.max(one, other)] = Math.min(one, other);
        });
        Map<Integer, List<Integer>> components = new LinkedHashMap<>();
        for (int table = 0; table < representative.length; table++) {
            components.computeIfAbsent(find(representative, table), first -> new ArrayList<>()).add(table);
        }
        List<List<Integer>> sorted = new ArrayList<>(components.values());
        sorted.sort((one, other) -> Integer.compare(other.size(), one.size()));
        return sorted;
    }

    /** The keys of the tables of a component, which are the keys to them. */
    List<NumberedKey> keysOf(Collection<Integer> component) {
        Set<Integer> tables = Set.copyOf(component);
        return keys.stream().filter(key -> tables.contains(key.to())).toList();
    }

    private static int find(int[] representative, int table) {
        int at = table;
        while (representative[at] != at) {
            representative[at] = representative[representative[at]];
            at = representative[at];
        }
        return at;
    }
}
