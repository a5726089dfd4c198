package org.cascadejdbc.engine.hsqldb;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cascadejdbc.engine.freezing.FreezingTask;
import org.cascadejdbc.engine.freezing.RowIdentity;
import org.cascadejdbc.engine.freezing.Unidentified;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.Table;

/**
 * A row is known by its primary key, or another unique one: HSQLDB has no row id. What is written down has a column for each
 * type that occurs in such a key, as often as it occurs in one: they are made as copies of columns that have it, since only so
 * they compare as those, with collation and all.
 */
final class HsqldbRows implements RowIdentity {
    private static final Quotes Q = Quotes.DOUBLE;

    /** A type, and how many columns of that type there are before it in a key. */
    private record Slot(String type, int before) {}

    private record Source(Table table, String column) {}

    /** In the order of the columns {@code k0}, {@code k1} …, with one that has the type. */
    private final Map<Slot, Source> slots = new LinkedHashMap<>();

    HsqldbRows(FreezingTask task) {
        for (Table table : tables(task)) {
            List<Slot> own = slots(table);
            for (int i = 0; i < own.size(); i++) {
                slots.putIfAbsent(own.get(i), new Source(table, table.rowKey().get(i)));
            }
        }
    }

    /** Those whose rows are written down. */
    private static Set<Table> tables(FreezingTask task) {
        Set<Table> tables = new LinkedHashSet<>(task.plan().deletionOrder());
        task.plan().updates().forEach(key -> tables.add(task.graph().table(key.referencing())));
        task.numbers().refusals().values().forEach(refusal -> tables.add(task.graph().table(refusal.update().referencing())));
        tables.removeIf(Table::anonymous);
        return tables;
    }

    private static List<Slot> slots(Table table) {
        if (table.anonymous()) {
            throw Unidentified.rows(table, "its rows must be found again");
        }
        List<Slot> own = new ArrayList<>();
        for (Column column : table.columns(table.rowKey())) {
            String type = String.valueOf(column.type());
            own.add(new Slot(type, (int) own.stream().filter(slot -> slot.type().equals(type)).count()));
        }
        return own;
    }

    private List<String> names() {
        return IntStream.range(0, slots.size()).mapToObj(i -> "k" + i).toList();
    }

    private String name(Slot slot) {
        return "k" + List.copyOf(slots.keySet()).indexOf(slot);
    }

    /** What tells the columns from those of other plans. */
    String signature() {
        String types = slots.keySet().stream().map(Slot::type).collect(Collectors.joining("\0"));
        return UUID.nameUUIDFromBytes(types.getBytes(StandardCharsets.UTF_8)).toString().replace("-", "");
    }

    /** A query whose columns are of the types of the columns in which rows are written down. */
    String model() {
        List<String> columns = new ArrayList<>(List.of("CAST(0 AS INTEGER) AS node", "CAST(0 AS INTEGER) AS depth"));
        List<Table> from = new ArrayList<>();
        slots.forEach((slot, source) -> {
            if (!from.contains(source.table())) {
                from.add(source.table());
            }
            columns.add("t" + from.indexOf(source.table()) + "." + Q.id(source.column()) + " AS " + name(slot));
        });
        return "SELECT " + String.join(", ", columns) + " FROM " + IntStream.range(0, from.size())
                .mapToObj(i -> Q.table(from.get(i).name()) + " AS t" + i)
                .collect(Collectors.joining(", "));
    }

    /** All columns in which a row is written down. */
    String written() {
        return "node, depth, " + columns();
    }

    /** Of the first ones, whose number and level are 0. */
    @Override
    public List<String> values(Table table, String alias) {
        return List.of("0, 0", own(table, alias));
    }

    @Override
    public String row(int number, Table table, String alias) {
        return row(number, "0", table, alias);
    }

    String row(int number, String depth, Table table, String alias) {
        return number + ", " + depth + ", " + own(table, alias);
    }

    private String own(Table table, String alias) {
        Map<Slot, String> values = new LinkedHashMap<>();
        List<Slot> own = slots(table);
        for (int i = 0; i < own.size(); i++) {
            values.put(own.get(i), alias + "." + Q.id(table.rowKey().get(i)));
        }
        return slots.keySet().stream().map(slot -> values.getOrDefault(slot, "NULL")).collect(Collectors.joining(", "));
    }

    @Override
    public String is(Table table, String written, String alias) {
        List<Slot> own = slots(table);
        return IntStream.range(0, own.size())
                .mapToObj(i -> alias + "." + Q.id(table.rowKey().get(i)) + " = " + written + "." + name(own.get(i)))
                .collect(Collectors.joining(" AND "));
    }

    /** Whether row {@code r} is one of the rows of that query's rows {@code w}, from FROM on. */
    String among(Table table, String from) {
        String columns = table.rowKey().stream().map(column -> "r." + Q.id(column)).collect(Collectors.joining(", "));
        String written = slots(table).stream().map(slot -> "w." + name(slot)).collect(Collectors.joining(", "));
        return (table.rowKey().size() == 1 ? columns : "(" + columns + ")") + " IN (SELECT " + written + from + ")";
    }

    @Override
    public String columns() {
        return String.join(", ", names());
    }

    @Override
    public boolean has(Table table, String column) {
        return table.rowKey().contains(column);
    }
}
