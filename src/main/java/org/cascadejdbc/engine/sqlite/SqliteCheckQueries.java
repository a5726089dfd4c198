package org.cascadejdbc.engine.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cascadejdbc.engine.CheckQueries;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;

/** The check's questions to SQLite. */
final class SqliteCheckQueries extends CheckQueries {
    SqliteCheckQueries() {
        super(Quotes.DOUBLE);
    }

    @Override
    public String howOrphansCome() {
        return "they were written by a connection whose PRAGMA foreign_keys was off, as it is by default";
    }

    /**
     * A join rather than NOT EXISTS: where the referenced columns have no index, SQLite makes one for a join, once, and for
     * a subquery it would read the whole table for each row.
     */
    @Override
    protected String orphans(KeyGraph graph, ForeignKey key) {
        return " FROM " + rows(graph.table(key.referencing()), "r") + " LEFT JOIN "
                + rows(graph.table(key.referenced()), "q") + " ON " + references(graph, key, "q", "r") + " WHERE q."
                + quotes.id(key.referencedColumns().get(0)) + " IS NULL AND " + present(key, "r");
    }

    /**
     * The referenced column's collation and affinity are a native key's (documentation: "Foreign Key Support", 2). The
     * plus takes the referencing column's affinity away, which would have its say in a comparison: with it, 1 and '01' are
     * equal where one column is a number's; and no index of the other one would do.
     */
    @Override
    public String references(KeyGraph graph, ForeignKey key, String q, String r) {
        return IntStream.range(0, key.columns().size())
                .mapToObj(i -> q + "." + quotes.id(key.referencedColumns().get(i)) + " = +" + r + "."
                        + quotes.id(key.columns().get(i)))
                .collect(Collectors.joining(" AND "));
    }

    /** What is equal without the plus is more, and found by an index. */
    @Override
    public String followed(KeyGraph graph, ForeignKey key, String q, String r) {
        String references = references(graph, key, q, r);
        return references.replace(" = +" + r + ".", " = " + r + ".") + " AND " + references;
    }

    @Override
    public List<BrokenKey> broken(Connection connection, KeyGraph graph) throws SQLException {
        record Id(TableName table, int number, String referenced) {}
        Map<Id, List<String>> columns = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT l.schema, l.name, f.id, f.\"table\", f.\"from\""
                        + " FROM " + SqliteText.pragma("table_list") + " AS l JOIN "
                        + SqliteText.pragma("foreign_key_list") + "(l.name, l.schema) AS f"
                        + " WHERE l.type IN ('table', 'shadow') ORDER BY l.schema, l.name, f.id, f.seq")) {
            while (row.next()) {
                columns.computeIfAbsent(new Id(new TableName(row.getString(1), row.getString(2)), row.getInt(3),
                                row.getString(4)), id -> new ArrayList<>())
                        .add(row.getString(5));
            }
        }
        Map<String, Table> tables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        graph.tables().forEach(table -> tables.put(table.name().toString(), table));
        List<BrokenKey> broken = new ArrayList<>();
        columns.forEach((id, names) -> why(graph, tables, id.table(), id.referenced(), names).ifPresent(why -> broken.add(
                new BrokenKey(id.table(), id.table().name() + "(" + String.join(", ", names) + ")", names, why,
                        "SELECT COUNT(*) FROM " + quotes.table(id.table()) + " AS r WHERE " + names.stream()
                                .map(name -> "r." + quotes.id(name) + " IS NOT NULL")
                                .collect(Collectors.joining(" AND "))))));
        return broken;
    }

    private static Optional<String> why(
            KeyGraph graph, Map<String, Table> tables, TableName table, String referenced, List<String> columns) {
        Table parent = tables.get(new TableName(table.schema(), referenced).toString());
        if (parent == null) {
            return Optional.of("it references " + referenced + ", which does not exist");
        }
        List<ForeignKey> known = graph.keysOf(table).stream()
                .filter(key -> !key.virtual() && !key.mismatched() && key.referenced().equals(parent.name())
                        && Set.copyOf(lower(key.columns())).equals(Set.copyOf(lower(columns))))
                .toList();
        return known.isEmpty() || known.stream().noneMatch(graph::referencesUnique)
                ? Optional.of("the columns that it references in " + parent + " do not exist or are not unique, so that"
                        + " SQLite refuses DELETEs and INSERTs with \"foreign key mismatch\"; make them UNIQUE")
                : Optional.empty();
    }

    private static List<String> lower(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    /** All or none: SQLite enforces every key of a connection whose pragma is on. */
    @Override
    public List<Flaw> flaws(Connection connection, KeyGraph graph) {
        return List.of();
    }

    @Override
    public Flaw sessionFlaw() {
        return new Flaw(null, null, "PRAGMA foreign_keys is off (cascade.sqliteForeignKeys=keep, or a transaction was"
                + " open), so SQLite carries out no key on such a connection", List.of("PRAGMA foreign_keys = ON"));
    }

    /** SQLite's ALTER TABLE cannot (documentation: "Making Other Kinds Of Table Schema Changes"). */
    @Override
    public Optional<String> addKey(ForeignKey key) {
        return Optional.empty();
    }

    @Override
    public String insteadOfAddingKeys() {
        return "SQLite cannot add a key to a table that exists. If the schema may be changed, make a new table with the key, copy"
                + " the rows, drop the old table and rename the new one, all in one transaction with PRAGMA foreign_keys = OFF"
                + " before it (sqlite.org/lang_altertable.html, 7)";
    }

    @Override
    protected String createIndex(TableName table, String name, List<String> columns) {
        return "CREATE INDEX " + quotes.table(new TableName(table.schema(), name)) + " ON " + quotes.id(table.name())
                + " (" + quotes.ids(columns) + ")";
    }

    @Override
    protected String columnTypes() {
        return "SELECT l.schema, l.name, x.name, x.type FROM " + SqliteText.pragma("table_list") + " AS l JOIN "
                + SqliteText.pragma("table_xinfo") + "(l.name, l.schema) AS x WHERE l.type = 'table'";
    }

    @Override
    protected String indexNames(TableName table) {
        return "SELECT name FROM " + quotes.id(table.schema()) + ".sqlite_master";
    }
}
