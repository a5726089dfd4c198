package org.cascadejdbc.engine.mysql;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cascadejdbc.engine.CheckQueries;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.ForeignKey.Enforcement;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;

/** The check's questions to MySQL. */
final class MysqlCheckQueries extends CheckQueries {
    private final MysqlSyntax syntax;

    MysqlCheckQueries(MysqlSyntax syntax) {
        super(Quotes.BACKTICK);
        this.syntax = syntax;
    }

    @Override
    public String howOrphansCome() {
        return "they were written with foreign_key_checks = 0, or left by a cascade of a server with"
                + " innodb_native_foreign_keys = OFF";
    }

    @Override
    public String references(KeyGraph graph, ForeignKey key, String q, String r) {
        return IntStream.range(0, key.columns().size())
                .mapToObj(i -> MysqlType.equal(
                        MysqlType.of(column(graph, key.referenced(), key.referencedColumns().get(i))),
                        q + "." + quotes.id(key.referencedColumns().get(i)),
                        MysqlType.of(column(graph, key.referencing(), key.columns().get(i))),
                        r + "." + quotes.id(key.columns().get(i))))
                .collect(Collectors.joining(" AND "));
    }

    private static Column column(KeyGraph graph, TableName table, String name) {
        return graph.table(table).column(name).orElseThrow();
    }

    /** A subquery on the table itself is an error (1093), unless its result is put down first, as DISTINCT makes it. */
    @Override
    public String delete(Table table, String condition) {
        return readsItself(table, condition)
                ? "DELETE FROM " + quotes.table(table.name()) + " WHERE " + putDown(table, condition)
                : syntax.deleteFrom(quotes.table(table.name()), "r") + " WHERE " + condition;
    }

    /** InnoDB looks row by row, and follows a chain of rows only so far (error 1451; manual: "FOREIGN KEY Constraints"). */
    @Override
    public List<String> deleteReferencingEachOther(Table table, String condition) {
        return List.of("SET @cascade_checks = @@SESSION.foreign_key_checks, SESSION foreign_key_checks = 0",
                delete(table, condition), "SET SESSION foreign_key_checks = @cascade_checks");
    }

    /** Columns that set themselves are not to: nobody has written the row. */
    @Override
    public String setNull(Table table, List<String> columns, String condition) {
        List<String> kept = table.columns().stream()
                .filter(column -> MysqlType.setsItself(column) && !columns.contains(column.name()))
                .map(column -> quotes.id(column.name()) + " = r." + quotes.id(column.name()))
                .toList();
        return "UPDATE " + rows(table, "r") + " SET "
                + Stream.concat(columns.stream().map(column -> quotes.id(column) + " = NULL"), kept.stream())
                        .collect(Collectors.joining(", "))
                + " WHERE " + (readsItself(table, condition) ? putDown(table, condition) : condition);
    }

    @Override
    protected String rowsNow(Table table, String alias) {
        return rows(table, alias) + MysqlRows.noView(table);
    }

    private boolean readsItself(Table table, String condition) {
        return condition.contains(quotes.table(table.name()) + " AS ") && !table.rowKey().isEmpty();
    }

    private String putDown(Table table, String condition) {
        List<String> key = table.rowKey();
        return (key.size() == 1 ? quotes.ids(key) : "(" + quotes.ids(key) + ")") + " IN (SELECT * FROM (SELECT DISTINCT "
                + quotes.columns("r", key) + " FROM " + rows(table, "r") + " WHERE " + condition + ") AS found)";
    }

    /** A table may be dropped, or never made, with foreign_key_checks = 0; and one without rights is not shown. */
    @Override
    public List<BrokenKey> broken(Connection connection, KeyGraph graph) throws SQLException {
        record Id(TableName table, String name, TableName referenced) {}
        Map<Id, List<String>> found = new LinkedHashMap<>();
        Set<TableName> known = names(graph);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + Stream.of("TABLE_SCHEMA", "TABLE_NAME",
                                        "CONSTRAINT_NAME", "REFERENCED_TABLE_SCHEMA", "REFERENCED_TABLE_NAME", "COLUMN_NAME")
                                .map(MysqlTexts::bytes)
                                .collect(Collectors.joining(", "))
                        + " FROM information_schema.KEY_COLUMN_USAGE WHERE REFERENCED_TABLE_NAME IS NOT NULL"
                        + " AND TABLE_SCHEMA" + MysqlCatalog.OWN + " ORDER BY 1, 2, 3, ORDINAL_POSITION"
                        + MysqlSyntax.EVERY_ROW)) {
            while (row.next()) {
                Id id = new Id(new TableName(MysqlTexts.text(row, 1), MysqlTexts.text(row, 2)), MysqlTexts.text(row, 3),
                        new TableName(MysqlTexts.text(row, 4), MysqlTexts.text(row, 5)));
                if (known.contains(id.table()) && !known.contains(id.referenced())) {
                    found.computeIfAbsent(id, i -> new ArrayList<>()).add(MysqlTexts.text(row, 6));
                }
            }
        }
        List<BrokenKey> broken = new ArrayList<>();
        found.forEach((id, columns) -> broken.add(new BrokenKey(id.table(), id.name(), columns, "it references "
                + id.referenced() + ", which does not exist, or on which this user has no rights",
                "SELECT COUNT(*) FROM " + quotes.table(id.table()) + " AS r WHERE " + columns.stream()
                        .map(column -> "r." + quotes.id(column) + " IS NOT NULL")
                        .collect(Collectors.joining(" AND ")))));
        return broken;
    }

    private static Set<TableName> names(KeyGraph graph) {
        return graph.tables().stream().map(Table::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Engines other than InnoDB parse a key and forget it: then it is a virtual one, if it is known at all. */
    @Override
    public List<Flaw> flaws(Connection connection, KeyGraph graph) throws SQLException {
        Map<TableName, String> engines = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + MysqlTexts.bytes("TABLE_SCHEMA") + ", "
                        + MysqlTexts.bytes("TABLE_NAME") + ", ENGINE"
                        + " FROM information_schema.TABLES WHERE TABLE_TYPE = 'BASE TABLE' AND ENGINE IS NOT NULL"
                        + " AND ENGINE NOT IN ('InnoDB', 'ndbcluster') AND TABLE_SCHEMA" + MysqlCatalog.OWN
                        + MysqlSyntax.EVERY_ROW)) {
            while (row.next()) {
                engines.put(new TableName(MysqlTexts.text(row, 1), MysqlTexts.text(row, 2)), row.getString(3));
            }
        }
        List<Flaw> flaws = new ArrayList<>();
        for (ForeignKey key : graph.keys()) {
            for (TableName table : new LinkedHashSet<>(List.of(key.referencing(), key.referenced()))) {
                if (engines.containsKey(table)) {
                    flaws.add(new Flaw(key.referencing(), key.name(), table + " is stored by " + engines.get(table)
                            + ", which forgets foreign keys and has no transactions to undo half a DELETE",
                            List.of("ALTER TABLE " + quotes.table(table) + " ENGINE = InnoDB")));
                }
            }
            if (key.enforcement() == Enforcement.CHECKED) {
                flaws.add(new Flaw(key.referencing(), key.name(), key.declared() == ReferentialAction.SET_DEFAULT
                        ? "InnoDB accepts SET DEFAULT and does NO ACTION"
                        : "innodb_native_foreign_keys is OFF: such a server's cascade of more than one level leaves rows"
                                + " behind without an error, unless cascade-jdbc carries it out", List.of()));
            }
        }
        return flaws;
    }

    @Override
    public Flaw sessionFlaw() {
        return new Flaw(null, null, "foreign_key_checks is 0, so MySQL carries out no key in such a session",
                List.of("SET foreign_key_checks = 1"));
    }

    @Override
    protected String columnTypes() {
        return "SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, COLUMN_TYPE FROM information_schema.COLUMNS WHERE TABLE_SCHEMA"
                + MysqlCatalog.OWN + MysqlSyntax.EVERY_ROW;
    }

    @Override
    protected String indexNames(TableName table) {
        return "SELECT DISTINCT INDEX_NAME FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = "
                + text(table.schema()) + " AND TABLE_NAME = " + text(table.name());
    }

    /** Without a backslash or a quote in it, whatever the session's rules are. */
    private static String text(String text) {
        return "CONVERT(X'" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))
                + "' USING utf8mb3)";
    }
}
