package org.cascadejdbc.engine.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cascadejdbc.schema.Table;

/** Rows of several tables in one: columns of its own for what identifies the rows of each, NULL for all others. */
public final class MysqlRowColumns {
    private final List<Table> tables;
    private final Function<Table, List<String>> identifying;
    private final MysqlIdentity identity;

    MysqlRowColumns(List<Table> tables, Function<Table, List<String>> identifying, MysqlIdentity identity) {
        this.tables = List.copyOf(tables);
        this.identifying = identifying;
        this.identity = identity;
    }

    /** A select list of rows that have one of a single table, by that alias. */
    public String of(Table table, String alias) {
        return of(Map.of(table, alias));
    }

    /** The same of rows that have one of several tables. */
    String of(Map<Table, String> aliases) {
        return of((table, i) -> Optional.ofNullable(aliases.get(table))
                .map(alias -> identity.written(table, identifying.apply(table).get(i), alias)));
    }

    /** The same with other names, or without any. */
    public String of(BiFunction<Table, Integer, Optional<String>> name) {
        return each((table, i) -> name.apply(table, i).orElse("NULL") + " AS " + column(table, i));
    }

    /** All of them. */
    public String names() {
        return each(this::column);
    }

    /** Those of one table. */
    public String names(Table table) {
        return IntStream.range(0, identifying.apply(table).size())
                .mapToObj(i -> column(table, i))
                .collect(Collectors.joining(", "));
    }

    /** Whether row {@code alias} of that table is the one in {@code written}. */
    String is(Table table, String written, String alias) {
        return is(table, alias, i -> written + "." + column(table, i));
    }

    /** The same where {@code written} gives each value. */
    String is(Table table, String alias, IntFunction<String> written) {
        List<String> columns = identifying.apply(table);
        return IntStream.range(0, columns.size())
                .mapToObj(i -> identity.is(table, columns.get(i), alias, written.apply(i)))
                .collect(Collectors.joining(" AND "));
    }

    private String each(BiFunction<Table, Integer, String> column) {
        List<String> columns = new ArrayList<>();
        for (Table table : tables) {
            for (int i = 0; i < identifying.apply(table).size(); i++) {
                columns.add(column.apply(table, i));
            }
        }
        return String.join(", ", columns);
    }

    /** The name of the column that has the one of that number of those by which rows of that table are known. */
    String column(Table table, int i) {
        return "t" + (tables.indexOf(table) + 1) + "k" + i;
    }
}
