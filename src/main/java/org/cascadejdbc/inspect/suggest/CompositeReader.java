package org.cascadejdbc.inspect.suggest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.Table;

/**
 * What columns say together about a key of several columns: {@code (tenant_id, order_id)} of {@code orders (tenant_id, id)}.
 * One of them, or the table's own name, must name the other table: columns that are only called alike say nothing.
 */
final class CompositeReader {
    private final TableNames names;
    private final ColumnReader reader;

    CompositeReader(TableNames names, ColumnReader reader) {
        this.names = names;
        this.reader = reader;
    }

    List<Candidate> read(Table table) {
        Map<Table, Map<String, List<String>>> named = new LinkedHashMap<>();
        boolean tree = false;
        for (Column column : table.columns()) {
            reader.tables(table, column.name()).forEach((other, rest) ->
                    named.computeIfAbsent(other, o -> new LinkedHashMap<>()).put(column.name(), rest));
            tree |= ColumnReader.isTree(ColumnReader.referenceWords(column.name()));
        }
        List<Candidate> found = new ArrayList<>();
        named.forEach((other, columns) -> {
            if (!other.equals(table)) {
                pair(table, other, columns, true).ifPresent(found::add);
            }
        });
        List<String> words = Words.of(table.name().name());
        for (int end = words.size() - 1; end > 0; end--) {
            names.find(words.subList(0, end), table.name().schema()).stream()
                    .filter(other -> !other.equals(table) && !named.containsKey(other))
                    .forEach(other -> pair(table, other, Map.of(), false).ifPresent(found::add));
        }
        if (tree) {
            pair(table, table, Map.of(), true).ifPresent(found::add);
        }
        return found;
    }

    /**
     * The columns of a key of {@code other}, each with its like.
     *
     * @param named columns that name the other table, with the words behind its name
     * @param needed whether one such must be among them
     */
    private Optional<Candidate> pair(Table table, Table other, Map<String, List<String>> named, boolean needed) {
        for (List<String> key : ColumnReader.keys(other)) {
            List<String> columns = new ArrayList<>();
            boolean names = !needed;
            for (String part : key) {
                Optional<String> naming = table.equals(other)
                        ? upwards(table, part)
                        : named.entrySet().stream()
                                .filter(column -> !column.getValue().isEmpty() && reader.isCalled(other, part, column.getValue()))
                                .map(Map.Entry::getKey)
                                .findFirst();
                names |= naming.isPresent();
                naming.or(() -> alike(table, part)).filter(column -> !columns.contains(column)).ifPresent(columns::add);
            }
            if (key.size() > 1 && names && columns.size() == key.size() && !(table.equals(other) && columns.equals(key))) {
                return Optional.of(Candidate.of(table, columns, other, key, needed ? Confidence.HIGH : Confidence.MEDIUM,
                        "(" + String.join(", ", columns) + ") " + (needed
                                ? "names " + (table.equals(other) ? "another row of the same table" : other.name().name())
                                        + " and its key (" + String.join(", ", key) + ")"
                                : "is called like the key of " + other.name().name() + ", with which the table's name begins")));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> upwards(Table table, String part) {
        List<String> words = Words.of(part);
        return words.isEmpty() || !words.get(words.size() - 1).equals("id") || table.primaryKey().indexOf(part) == 0
                ? Optional.empty()
                : table.columns().stream()
                        .map(Column::name)
                        .filter(column -> ColumnReader.isTree(ColumnReader.referenceWords(column)))
                        .findFirst();
    }

    /** The column of the same name, unless it is the table's own id. */
    private static Optional<String> alike(Table table, String part) {
        String wanted = Words.joined(Words.of(part));
        return wanted.equals("id")
                ? Optional.empty()
                : table.columns().stream()
                        .map(Column::name)
                        .filter(column -> Words.joined(Words.of(column)).equals(wanted))
                        .findFirst();
    }
}
