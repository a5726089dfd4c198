package org.cascadejdbc.engine;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Stranger;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.text.Shown;

/**
 * How a database is asked what is broken in it, and how it is told to repair that: the SQL of the check, none of which is
 * on a DELETE's way. Immutable and thread-safe; connections are handed in.
 *
 * <p>An orphan is a row without any NULL in a key's columns (MATCH SIMPLE) for which there is no referenced row. The
 * database compares, as a native key would.
 */
public abstract class CheckQueries {
    protected final Quotes quotes;

    protected CheckQueries(Quotes quotes) {
        this.quotes = quotes;
    }

    /**
     * A key that is declared, and cannot work at all: what it references does not exist, or is not to be seen.
     *
     * @param rows a query for the number of rows that have a value there, or {@code null}
     */
    public record BrokenKey(TableName table, String name, List<String> columns, String why, String rows) {
        public BrokenKey {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Why the database does not watch a key, or has not watched it always.
     *
     * @param key its name, or {@code null} for every key of the table
     * @param repair what makes it watch it, after the orphans are gone
     */
    public record Flaw(TableName table, String key, String why, List<String> repair) {
        public Flaw {
            repair = List.copyOf(repair);
        }
    }

    // ---- orphans --------------------------------------------------------------------------------------------------

    /** A query for the number of orphans; it brings no row here, however many there are. */
    public String count(KeyGraph graph, ForeignKey key) {
        return "SELECT COUNT(*)" + orphans(graph, key);
    }

    /** A query for a few orphans: what identifies the row, then what it references. */
    public String samples(KeyGraph graph, ForeignKey key, int limit) {
        return "SELECT " + quotes.columns("r", sampled(graph, key)) + orphans(graph, key) + " LIMIT " + limit;
    }

    /** A query for how much a key's rows say: the number of orphans, of distinct values, of rows that have one. */
    public String evidence(KeyGraph graph, ForeignKey key) {
        return evidence(count(graph, key), " FROM " + rowsNow(graph.table(key.referencing()), "r") + " WHERE "
                + present(key, "r") + " GROUP BY " + quotes.columns("r", key.columns()));
    }

    /**
     * The same of these.
     *
     * @param count a query for the number of orphans
     * @param groups the groups of rows with the same value, from FROM on
     */
    protected String evidence(String count, String groups) {
        return "SELECT (" + count + "), d.v, d.n FROM (SELECT COUNT(*) AS v, COALESCE(SUM(g.n), 0) AS n"
                + " FROM (SELECT COUNT(*) AS n" + groups + ") AS g) AS d";
    }

    /** The columns of {@link #samples}. */
    public List<String> sampled(KeyGraph graph, ForeignKey key) {
        Table table = graph.table(key.referencing());
        List<String> columns = new ArrayList<>(table.primaryKey().isEmpty() ? table.rowKey() : table.primaryKey());
        key.columns().stream().filter(column -> !columns.contains(column)).forEach(columns::add);
        return columns;
    }

    /** From FROM on; the referencing row is {@code r}. */
    protected String orphans(KeyGraph graph, ForeignKey key) {
        return " FROM " + rowsNow(graph.table(key.referencing()), "r") + " WHERE " + present(key, "r")
                + " AND NOT EXISTS (SELECT 1 FROM " + rowsNow(graph.table(key.referenced()), "q") + " WHERE "
                + references(graph, key, "q", "r") + ")";
    }

    /** Why a key that the database does watch may have orphans all the same. */
    public abstract String howOrphansCome();

    /** Why rows of that table may be hidden from this connection, or not looked at: who looks at a stranger's lends it his rights. */
    public Optional<String> hidden(Connection connection, Table table) throws SQLException {
        return table.strangers().stream().filter(Stranger::byReads).findFirst().map(Stranger::toLook);
    }

    /** What the database says against a question; of what it says of values (class 22), which it may cite, only the SQLState. */
    public static String words(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("22") ? "a value does not fit (SQLState " + state + ")" : Shown.oneLine(e.getMessage());
    }

    // ---- the words of a repair -------------------------------------------------------------------------------------

    /** That row {@code r} references row {@code q}: the referenced column decides how values compare. */
    public abstract String references(KeyGraph graph, ForeignKey key, String q, String r);

    /** The same where {@code q} is given and {@code r} is looked for. */
    public String followed(KeyGraph graph, ForeignKey key, String q, String r) {
        return references(graph, key, q, r);
    }

    /** That two values of a column that identifies rows ({@link #identity}) are the same. */
    public String same(String one, String other) {
        return one + " = " + other;
    }

    /** That these columns are those of a row of the query. */
    public String isAmong(List<String> columns, String query) {
        return (columns.size() == 1 ? columns.get(0) : "(" + String.join(", ", columns) + ")") + " IN (" + query + ")";
    }

    /** That no column of the key is NULL in row {@code r}. */
    public String present(ForeignKey key, String r) {
        return key.columns().stream()
                .map(column -> r + "." + quotes.id(column) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
    }

    /** The rows that a key of that table, or to it, is about. */
    public String rows(Table table, String alias) {
        return quotes.table(table.name()) + " AS " + alias;
    }

    /** The same where they are looked at. */
    protected String rowsNow(Table table, String alias) {
        return rows(table, alias);
    }

    /** What identifies a row, never NULL; empty if nothing does. */
    public List<String> identity(Table table) {
        return table.rowKey();
    }

    /** Whether a recursive query ends where rows reference each other in a ring. */
    public boolean recursionEnds() {
        return true;
    }

    /** {@code (alias."a", alias."b")}, or the one column alone. */
    public String columns(String alias, List<String> names) {
        String columns = quotes.columns(alias, names);
        return names.size() == 1 ? columns : "(" + columns + ")";
    }

    /** {@code alias."a", alias."b"}. */
    public String list(String alias, List<String> names) {
        return quotes.columns(alias, names);
    }

    /** A DELETE of the rows {@code r} for which the condition holds. */
    public String delete(Table table, String condition) {
        return "DELETE FROM " + rows(table, "r") + " WHERE " + condition;
    }

    /** What puts {@link #delete} between other statements, where rows of the table may go that reference each other. */
    public List<String> deleteReferencingEachOther(Table table, String condition) {
        return List.of(delete(table, condition));
    }

    /** An UPDATE of the rows {@code r} for which the condition holds. */
    public String setNull(Table table, List<String> columns, String condition) {
        return "UPDATE " + rows(table, "r") + " SET "
                + columns.stream().map(column -> quotes.id(column) + " = NULL").collect(Collectors.joining(", "))
                + " WHERE " + condition;
    }

    // ---- what the catalog tells and a DELETE need not know ---------------------------------------------------------

    /** Declared keys that are not in the graph, because what they reference is not there. */
    public abstract List<BrokenKey> broken(Connection connection, KeyGraph graph) throws SQLException;

    /** Why keys that are in the graph are not watched, or have not always been. */
    public abstract List<Flaw> flaws(Connection connection, KeyGraph graph) throws SQLException;

    /** Why no key at all is watched in this session, and what to do about it. */
    public abstract Flaw sessionFlaw();

    /** The DDL that declares a virtual key to the database; empty where a key cannot be added to a table. */
    public Optional<String> addKey(ForeignKey key) {
        Set<String> set = new HashSet<>(key.setColumns());
        String onlySome = key.action().updates() && !set.equals(new HashSet<>(key.columns()))
                ? " (" + quotes.ids(key.setColumns()) + ")"
                : "";
        return Optional.of("ALTER TABLE " + quotes.table(key.referencing()) + " ADD CONSTRAINT "
                + quotes.id(constraintName(key)) + " FOREIGN KEY (" + quotes.ids(key.columns()) + ") REFERENCES "
                + quotes.table(key.referenced()) + " (" + quotes.ids(key.referencedColumns()) + ") ON DELETE "
                + key.action().sql() + onlySome);
    }

    /** What to do where {@link #addKey} is empty. */
    public String insteadOfAddingKeys() {
        throw new UnsupportedOperationException();
    }

    /** A relation without a name has got one that tells its columns, which is none for a constraint. */
    static String constraintName(ForeignKey key) {
        boolean made = key.name().equals(key.referencing().name() + "(" + String.join(", ", key.columns()) + ")");
        return made ? Engine.indexName(key.referencing(), key.columns()).replaceAll("_idx$", "_fkey") : key.name();
    }

    /** The DDL of an index by which referencing rows are found, with a name that no other one has. */
    public String createIndex(Connection connection, ForeignKey key) throws SQLException {
        Set<String> taken = new HashSet<>();
        strings(connection, indexNames(key.referencing())).forEach(name -> taken.add(name.toLowerCase(Locale.ROOT)));
        String wanted = Engine.indexName(key.referencing(), key.columns());
        String name = wanted;
        for (int i = 2; taken.contains(name.toLowerCase(Locale.ROOT)); i++) {
            name = wanted.replaceAll("_idx$", "") + "_" + i;
        }
        return createIndex(key.referencing(), name, key.columns());
    }

    protected String createIndex(TableName table, String name, List<String> columns) {
        return "CREATE INDEX " + quotes.id(name) + " ON " + quotes.table(table) + " (" + quotes.ids(columns) + ")";
    }

    /** The types of all columns, as the database calls them; a domain is what it is made of. */
    public Map<TableName, Map<String, String>> types(Connection connection) throws SQLException {
        Map<TableName, Map<String, String>> types = new HashMap<>();
        try (Statement statement = statement(connection);
                ResultSet row = statement.executeQuery(columnTypes())) {
            while (row.next()) {
                types.computeIfAbsent(new TableName(row.getString(1), row.getString(2)), table -> new HashMap<>())
                        .put(row.getString(3), row.getString(4));
            }
        }
        return types;
    }

    /** A query for schema, table, column, type. */
    protected abstract String columnTypes();

    /** A query for the names that an index of that table must not have. */
    protected abstract String indexNames(TableName table);

    /** What asks the database, and changes nothing. */
    @FunctionalInterface
    public interface Look<T> {
        T look() throws SQLException;
    }

    /** Asks rows a question, in autocommit, while nothing can be changed as far as the database can see to that. */
    public <T> T onlyLooking(Connection connection, Look<T> look) throws SQLException {
        return look.look();
    }

    // ---- asking ---------------------------------------------------------------------------------------------------

    /** A statement for texts of ours alone: a driver takes no name in them for one of JDBC's escapes. */
    public static Statement statement(Connection connection) throws SQLException {
        Statement statement = connection.createStatement();
        statement.setEscapeProcessing(false);
        return statement;
    }

    public static List<String> strings(Connection connection, String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = statement(connection);
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    /** {@code 'a', 'b'}. */
    static String literals(Collection<String> texts) {
        return texts.stream().map(Quotes::literal).collect(Collectors.joining(", "));
    }
}
