package org.cascadejdbc.inspect.suggest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;

/**
 * The keys that a schema's names speak for and that nobody declares. Each column is looked up by its words, so that the work
 * grows with the columns, not with the pairs of tables.
 */
public final class Candidates {
    private final KeyGraph graph;
    private final Map<TableName, Map<String, String>> types;
    private final List<Table> tables;

    /**
     * Over that catalog, with its declared keys and relations.
     *
     * @param types of all columns, as the database calls them
     */
    public Candidates(KeyGraph graph, Map<TableName, Map<String, String>> types) {
        this.graph = graph;
        this.types = types;
        this.tables = graph.tables().stream()
                .filter(table -> table.kind() != Table.Kind.VIEW && table.kind() != Table.Kind.FOREIGN && table.parent() == null)
                .toList();
    }

    /**
     * Those of the wanted schemas' tables, in the catalog's order. Candidates in one list are alternatives: the names do not
     * tell which of them is meant.
     */
    public List<List<Candidate>> find(Predicate<String> wanted) {
        TableNames names = new TableNames(tables);
        ColumnReader reader = new ColumnReader(names, tables);
        CompositeReader composites = new CompositeReader(names, reader);
        List<List<Candidate>> found = new ArrayList<>();
        for (Table table : tables) {
            if (wanted.test(table.name().schema())) {
                List<Candidate> together = composites.read(table).stream().filter(this::isNew).toList();
                for (Column column : table.columns()) {
                    add(reader.read(table, column.name()).stream()
                            .map(said -> Candidate.of(table, List.of(column.name()), said.table(), List.of(said.column()),
                                    said.most(), said.sentence()))
                            .filter(one -> isNew(one) && together.stream().noneMatch(other -> isPartOf(one, other)))
                            .toList(), found);
                }
                Map<List<String>, List<Candidate>> byColumns = new LinkedHashMap<>();
                together.forEach(one -> byColumns.computeIfAbsent(one.key().columns(), c -> new ArrayList<>()).add(one));
                byColumns.values().forEach(alternatives -> add(alternatives, found));
            }
        }
        return found;
    }

    private void add(List<Candidate> alternatives, List<List<Candidate>> found) {
        List<Candidate> compared = alternatives.stream().map(this::withTypes).toList();
        List<Candidate> fitting = compared.stream().filter(one -> one.most() != Confidence.NONE).toList();
        if (!fitting.isEmpty()) {
            found.add(fitting.stream().map(this::withIndexes).toList());
        } else if (compared.size() == 1 && alternatives.get(0).most() == Confidence.HIGH) {
            found.add(compared); // worth to be told: the name is plain, the type is not
        }
    }

    /** Whether no key and no relation has these columns already, whatever it references by them. */
    private boolean isNew(Candidate candidate) {
        ForeignKey key = candidate.key();
        Set<String> columns = new HashSet<>(key.columns());
        return graph.keysOf(key.referencing()).stream().noneMatch(known -> columns.equals(new HashSet<>(known.columns()))
                || (known.columns().containsAll(columns) && known.referenced().equals(key.referenced())));
    }

    private static boolean isPartOf(Candidate one, Candidate other) {
        return one.key().referenced().equals(other.key().referenced())
                && other.key().columns().containsAll(one.key().columns());
    }

    private Candidate withTypes(Candidate candidate) {
        ForeignKey key = candidate.key();
        Set<String> sentences = new LinkedHashSet<>();
        for (int i = 0; i < key.columns().size(); i++) {
            String one = type(key.referencing(), key.columns().get(i));
            String other = type(key.referenced(), key.referencedColumns().get(i));
            String pair = key.columns().get(i) + " is " + shown(one) + ", " + key.referenced().name() + "."
                    + key.referencedColumns().get(i) + " is " + shown(other);
            if (!Types.fit(one, other)) {
                return candidate.with(Confidence.NONE, "the types do not fit: " + pair);
            }
            sentences.add(one.equals(other) ? "same type, " + shown(one) : "types that compare: " + pair);
        }
        return candidate.with(candidate.most(), sentences.toArray(String[]::new));
    }

    private String type(TableName table, String column) {
        return types.getOrDefault(table, Map.of()).getOrDefault(column, "");
    }

    private static String shown(String type) {
        return type.isBlank() ? "of no type" : type;
    }

    private Candidate withIndexes(Candidate candidate) {
        ForeignKey key = candidate.key();
        Table referenced = graph.table(key.referenced());
        String columns = String.join(", ", key.columns());
        return candidate.with(candidate.most(),
                key.referenced().name() + " (" + String.join(", ", key.referencedColumns()) + ") is "
                        + (key.referencedColumns().equals(referenced.primaryKey()) ? "the primary key" : "unique"),
                graph.isIndexed(key)
                        ? "an index finds rows by " + columns
                        : "no index finds rows by " + columns + ": a DELETE from " + key.referenced().name() + " would read all of "
                                + key.referencing().name());
    }
}
