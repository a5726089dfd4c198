package org.cascadejdbc.engine.h2;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cascadejdbc.engine.CheckQueries;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;

/** The check's questions to H2. */
final class H2CheckQueries extends CheckQueries {
    H2CheckQueries() {
        super(Quotes.DOUBLE);
    }

    @Override
    public String howOrphansCome() {
        return "they were written while referential integrity was switched off, or left by ON DELETE SET DEFAULT, whose default H2"
                + " does not look for, or by a row that another transaction inserted while the row it references was being deleted";
    }

    @Override
    public String references(KeyGraph graph, ForeignKey key, String q, String r) {
        return IntStream.range(0, key.columns().size())
                .mapToObj(i -> q + "." + quotes.id(key.referencedColumns().get(i)) + " = " + r + "." + quotes.id(key.columns().get(i)))
                .collect(Collectors.joining(" AND "));
    }

    /** Some modes have no LIMIT. */
    @Override
    public String samples(KeyGraph graph, ForeignKey key, int limit) {
        return "SELECT " + list("r", sampled(graph, key)) + orphans(graph, key) + " FETCH FIRST " + limit + " ROWS ONLY";
    }

    /** It goes round until there is no memory left, and the database is closed (2.4.240, measured). */
    @Override
    public boolean recursionEnds() {
        return false;
    }

    /** The row id is a word of H2's, not a name. */
    @Override
    public String list(String alias, List<String> names) {
        return names.stream()
                .map(name -> name.equals(H2Catalog.ROW_ID) ? alias + "." + name : alias + "." + quotes.id(name))
                .collect(Collectors.joining(", "));
    }

    @Override
    public String columns(String alias, List<String> names) {
        String columns = list(alias, names);
        return names.size() == 1 ? columns : "(" + columns + ")";
    }

    @Override
    public List<BrokenKey> broken(Connection connection, KeyGraph graph) {
        return List.of();
    }

    @Override
    public List<Flaw> flaws(Connection connection, KeyGraph graph) {
        List<Flaw> flaws = new ArrayList<>();
        for (Table table : graph.tables()) {
            for (ForeignKey key : graph.keysOf(table.name())) {
                if (key.resting()) {
                    flaws.add(new Flaw(table.name(), key.name(), "referential integrity is switched off, of its table or of the whole"
                            + " database, so that H2 neither looks at the key nor does what it says", List.of(
                                    "SET REFERENTIAL_INTEGRITY TRUE", "ALTER TABLE " + quotes.table(table.name())
                                            + " SET REFERENTIAL_INTEGRITY TRUE CHECK")));
                }
            }
        }
        return flaws;
    }

    @Override
    public Flaw sessionFlaw() {
        return new Flaw(null, null, "referential integrity is switched off, so that H2 carries out no key",
                List.of("SET REFERENTIAL_INTEGRITY TRUE"));
    }

    @Override
    protected String columnTypes() {
        return "SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, DATA_TYPE FROM INFORMATION_SCHEMA.COLUMNS"
                + " WHERE UPPER(TABLE_SCHEMA) <> 'INFORMATION_SCHEMA'";
    }

    @Override
    protected String indexNames(TableName table) {
        return "SELECT INDEX_NAME FROM INFORMATION_SCHEMA.INDEXES WHERE INDEX_SCHEMA = " + Quotes.literal(table.schema());
    }
}
