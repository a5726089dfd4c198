package org.cascadejdbc.it.property;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The same schema with plainer columns and names. */
final class PropertySimplifier {
    private PropertySimplifier() {}

    static Stream<PropertyCase> simplerTables(PropertyCase current) {
        return Stream.concat(
                Stream.concat(plainlyNamed(current), current.keys().isEmpty() ? Stream.empty() : ofIntegers(current)),
                current.tables().stream().flatMap(table -> Stream.concat(
                        table.withoutRowid()
                                ? Stream.of(PropertyShrinker.replace(current, new PropertyTable(table.name(),
                                        table.columns(), table.primaryKey(), table.uniques(), table.rows(), false)))
                                : Stream.empty(),
                        table.columns().stream().flatMap(column -> simpler(column)
                                .map(other -> PropertyShrinker.replace(current, with(table, column, other)))))));
    }

    private static Stream<PropertyTable.Column> simpler(PropertyTable.Column column) {
        List<PropertyTable.Column> simpler = new ArrayList<>();
        if (column.defaultValue() != null) {
            simpler.add(PropertyTable.Column.of(column.name(), column.kind(), column.notNull()));
            if (column.expression()) {
                simpler.add(new PropertyTable.Column(
                        column.name(), column.kind(), column.notNull(), column.defaultValue(), false));
            }
        }
        if (column.notNull() && !column.name().equals(PropertyTable.NUMBER)) {
            simpler.add(new PropertyTable.Column(
                    column.name(), column.kind(), false, column.defaultValue(), column.expression()));
        }
        return simpler.stream();
    }

    private static PropertyTable with(PropertyTable table, PropertyTable.Column column, PropertyTable.Column other) {
        return new PropertyTable(
                table.name(),
                table.columns().stream().map(each -> each.equals(column) ? other : each).toList(),
                table.primaryKey(),
                table.uniques(),
                table.rows(),
                table.withoutRowid());
    }

    /** Tables and columns called t0 and c0, keys as they are. */
    private static Stream<PropertyCase> plainlyNamed(PropertyCase current) {
        String predicate = current.deletes().get(0).predicate();
        if (predicate != null && !predicate.equals("{n} = ?")) {
            return Stream.empty();
        }
        Map<String, String> tables = new LinkedHashMap<>();
        current.tables().forEach(table -> tables.put(table.name(), "t" + tables.size()));
        Map<String, Map<String, String>> columns = new LinkedHashMap<>();
        for (PropertyTable table : current.tables()) {
            Map<String, String> names = new LinkedHashMap<>();
            table.columns().forEach(column -> names.put(
                    column.name(), column.name().equals(PropertyTable.NUMBER) ? PropertyTable.NUMBER : "c" + names.size()));
            columns.put(table.name(), names);
        }
        List<PropertyTable> named = current.tables().stream()
                .map(table -> {
                    Map<String, String> names = columns.get(table.name());
                    return new PropertyTable(
                            tables.get(table.name()),
                            table.columns().stream()
                                    .map(column -> new PropertyTable.Column(names.get(column.name()), column.kind(),
                                            column.notNull(), column.defaultValue(), column.expression()))
                                    .toList(),
                            mapped(table.primaryKey(), names),
                            table.uniques().stream().map(unique -> mapped(unique, names)).toList(),
                            table.rows(),
                            table.withoutRowid());
                })
                .toList();
        List<PropertyKey> keys = current.keys().stream()
                .map(key -> new PropertyKey(key.name(), tables.get(key.child()),
                        mapped(key.columns(), columns.get(key.child())), key.rule(),
                        mapped(key.setColumns(), columns.get(key.child())), tables.get(key.parent()),
                        mapped(key.parentColumns(), columns.get(key.parent())), key.dice()))
                .toList();
        PropertyDelete delete = current.deletes().get(0);
        return Stream.of(current.with(named, keys)
                .only(new PropertyDelete(tables.get(delete.table()), predicate, delete.parameters(), delete.way(),
                        delete.inTransaction())));
    }

    private static List<String> mapped(List<String> names, Map<String, String> to) {
        return names.stream().map(to::get).toList();
    }

    /** Each value of the columns that keys use becomes a number, equal values the same one. */
    private static Stream<PropertyCase> ofIntegers(PropertyCase current) {
        PropertyKind integer = PropertyKind.of(current.database()).get(0);
        Map<String, String> numbers = new LinkedHashMap<>();
        List<PropertyTable> tables = current.tables().stream()
                .map(table -> new PropertyTable(
                        table.name(),
                        table.columns().stream()
                                .map(column -> new PropertyTable.Column(column.name(), integer, column.notNull(),
                                        number(column.defaultValue(), numbers), column.expression()))
                                .toList(),
                        table.primaryKey(),
                        table.uniques(),
                        table.rows().stream()
                                .map(row -> {
                                    List<String> values = new ArrayList<>();
                                    for (int i = 0; i < row.size(); i++) {
                                        values.add(i == 0 ? row.get(0) : number(row.get(i), numbers));
                                    }
                                    return values;
                                })
                                .<List<String>>map(values -> values)
                                .toList(),
                        table.withoutRowid()))
                .toList();
        return Stream.of(current.with(tables, current.keys()));
    }

    private static String number(String value, Map<String, String> numbers) {
        boolean small = value == null || value.matches("[1-9][0-9]?");
        return small ? value : numbers.computeIfAbsent(
                value.strip().toLowerCase(Locale.ROOT), v -> String.valueOf(100 + numbers.size()));
    }
}
