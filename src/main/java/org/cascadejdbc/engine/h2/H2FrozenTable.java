package org.cascadejdbc.engine.h2;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cascadejdbc.engine.freezing.FreezingQueries;
import org.cascadejdbc.engine.freezing.FreezingTask;
import org.cascadejdbc.engine.freezing.FrozenTable;
import org.cascadejdbc.engine.freezing.QueryWords;
import org.cascadejdbc.physical.FrozenRows;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.physical.RowNumbers;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.Table;

/**
 * The temporary table is made once per connection, and emptied: to make a local temporary table TRANSACTIONAL ends no
 * transaction, to drop it does. It needs no right but to log in.
 *
 * <p><b>Level by level.</b> A recursive query of H2 never ends in a ring of rows, by UNION neither: it takes all memory, and then
 * H2 closes the database (measured: 2.4.240, error 90108). So there is none.
 *
 * <p>FOR UPDATE locks the rows that will go, and lets H2 look at them again when it had to wait for them. Such a query may give a
 * row twice: the indexes, which only a constraint can bring along, have a column that is always NULL, so that nothing is unique.
 */
final class H2FrozenTable implements FrozenTable {
    private static final String NAME = "cascade_jdbc_rows";
    private static final String COLUMNS = "node,depth,k0,u";
    private static final Quotes Q = Quotes.DOUBLE;

    private final FreezingTask task;
    private final FreezingQueries queries;
    private final H2Rows rows;
    private final QueryWords words;
    private final String table;

    H2FrozenTable(FreezingTask task, FreezingQueries queries, H2Rows rows, QueryWords words) {
        this.task = task;
        this.queries = queries;
        this.rows = rows;
        this.words = words;
        this.table = name(task);
    }

    static String name(FreezingTask task) {
        return task.unused(NAME);
    }

    @Override
    public String name() {
        return Q.id(table);
    }

    @Override
    public Optional<FrozenRows.Preparation> preparation() {
        String question = "SELECT t.TABLE_NAME, COALESCE((SELECT LISTAGG(LOWER(c.COLUMN_NAME), ',') WITHIN GROUP (ORDER BY c.ORDINAL_POSITION) FROM"
                + " INFORMATION_SCHEMA.COLUMNS c WHERE c.TABLE_NAME = t.TABLE_NAME AND c.TABLE_SCHEMA = t.TABLE_SCHEMA) = '" + COLUMNS
                + "', FALSE) FROM INFORMATION_SCHEMA.TABLES t WHERE t.TABLE_NAME = '" + table + "' AND t.TABLE_TYPE = 'LOCAL TEMPORARY'";
        return Optional.of(new FrozenRows.Preparation(question, "CREATE LOCAL TEMPORARY TABLE " + name() + " (node INT DEFAULT 0,"
                + " depth INT DEFAULT 0, k0 BIGINT, u INT, CONSTRAINT " + Q.id(table + "_row") + " UNIQUE (k0, node, u), CONSTRAINT "
                + Q.id(table + "_level") + " UNIQUE (depth, u)) NOT PERSISTENT TRANSACTIONAL"));
    }

    /** A DELETE of nothing keeps others from changing the table's definition until the transaction ends; it fires triggers, though. */
    @Override
    public FrozenRows.SetUp setUp() {
        List<String> statements = new ArrayList<>(cleanUp());
        Set<Table> written = new LinkedHashSet<>(task.plan().deletionOrder());
        task.plan().updates().forEach(key -> written.add(task.graph().table(key.referencing())));
        written.stream()
                .filter(each -> !each.triggers())
                .forEach(each -> statements.add("DELETE FROM " + Q.table(each.name()) + " WHERE FALSE"));
        return new FrozenRows.SetUp(statements, false);
    }

    @Override
    public List<String> cleanUp() {
        return List.of("DELETE FROM " + name());
    }

    @Override
    public List<String> freezing() {
        List<String> all = new ArrayList<>(List.of(
                "INSERT INTO " + name() + " (k0) " + queries.matchedRows() + words.lockedToWrite()));
        queries.rowsWrittenDown().forEach(query -> all.add("INSERT INTO " + name() + " (node, k0) " + query));
        return all;
    }

    /** The rows that reference by a key what was found last, and were not found before. */
    @Override
    public List<String> levels() {
        return task.plan().cascades().stream().map(this::nextLevel).toList();
    }

    private String nextLevel(ForeignKey key) {
        Table referencing = task.graph().table(key.referencing());
        return "INSERT INTO " + name() + " (node, depth, k0) SELECT " + task.plan().node(referencing) + ", ?, "
                + H2Rows.value(referencing, "r") + " FROM " + queries.reach(key) + " AND d.depth = ? AND NOT EXISTS (SELECT 1 FROM "
                + name() + " AS s WHERE " + among("s", task.numbers().doomed(referencing)) + " AND " + rows.is(referencing, "s", "r") + ")"
                + words.lockedToWrite();
    }

    private static String among(String alias, List<Integer> numbers) {
        return RowNumbers.among(alias, numbers);
    }

    /**
     * Whether row {@code r} of that table is written down under one of these numbers: each row is looked for by an index. By IN
     * H2 would ask the query again for each row; and to narrow the rows to a range is wrong, since in a SERIALIZABLE
     * transaction its MAX of an indexed column leaves out what the transaction has written itself (2.4.240, measured).
     */
    String has(Table of, List<Integer> numbers) {
        return "EXISTS (SELECT 1 FROM " + name() + " AS w WHERE w.k0 = " + H2Rows.value(of, "r") + " AND " + among("w", numbers) + ")";
    }
}
