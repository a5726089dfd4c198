package org.cascadejdbc.engine.hsqldb;

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

/** The check's questions to HSQLDB. */
final class HsqldbCheckQueries extends CheckQueries {
    private static final String SWITCH_ON = "SET DATABASE REFERENTIAL INTEGRITY TRUE";

    HsqldbCheckQueries() {
        super(Quotes.DOUBLE);
    }

    @Override
    public String howOrphansCome() {
        return "they were written while referential integrity was switched off, or left by TRUNCATE TABLE … AND COMMIT NO CHECK, or by"
                + " ON DELETE SET DEFAULT, whose default HSQLDB does not look for where a row has it already";
    }

    @Override
    public String references(KeyGraph graph, ForeignKey key, String q, String r) {
        return IntStream.range(0, key.columns().size())
                .mapToObj(i -> q + "." + quotes.id(key.referencedColumns().get(i)) + " = " + r + "." + quotes.id(key.columns().get(i)))
                .collect(Collectors.joining(" AND "));
    }

    /** It stops with an error after 256 levels. */
    @Override
    public boolean recursionEnds() {
        return false;
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
                    flaws.add(new Flaw(table.name(), key.name(), "referential integrity is switched off in the whole database, so that"
                            + " HSQLDB neither looks at the key nor does what it says", List.of(SWITCH_ON)));
                }
            }
        }
        return flaws;
    }

    @Override
    public Flaw sessionFlaw() {
        return new Flaw(null, null, "referential integrity is switched off, so that HSQLDB carries out no key", List.of(SWITCH_ON));
    }

    @Override
    protected String columnTypes() {
        return "SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, DTD_IDENTIFIER FROM INFORMATION_SCHEMA.COLUMNS"
                + HsqldbCatalog.others("TABLE_SCHEMA");
    }

    @Override
    protected String indexNames(TableName table) {
        return "SELECT DISTINCT INDEX_NAME FROM INFORMATION_SCHEMA.SYSTEM_INDEXINFO WHERE TABLE_SCHEM = "
                + Quotes.literal(table.schema());
    }
}
