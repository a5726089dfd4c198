package org.cascadejdbc.engine.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cascadejdbc.engine.CatalogBuilder;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.ForeignKey.Deferrability;
import org.cascadejdbc.schema.ForeignKey.Enforcement;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.CaseRule;
import org.cascadejdbc.sql.ForeignKeyDeclaration;

/**
 * Reads the catalog of all databases attached to a SQLite connection in three queries and one for the DDL of each,
 * through the pragmas as table-valued functions. Not {@code getExportedKeys}: it gives nothing for a parent without primary key,
 * blanks for implicit references, and mixes up keys without a name. Names and deferrability, which no pragma tells, come
 * from the DDL that SQLite keeps. What is under a view does not matter: only its INSTEAD OF triggers delete, and what
 * triggers do is out of sight.
 */
final class SqliteCatalog {
    private static final String KEYS =
            "SELECT l.schema, l.name, f.id, f.\"table\", f.\"from\", f.\"to\", f.on_delete "
                    + "FROM " + SqliteText.pragma("table_list") + " AS l JOIN " + SqliteText.pragma("foreign_key_list")
                    + "(l.name, l.schema) AS f "
                    + "WHERE l.type IN ('table', 'shadow') ORDER BY l.schema, l.name, f.id, f.seq";

    /** A column of each row; an expression has no name. In any other order than this one, SQLite 3.40 finds nothing. */
    private static final String INDEXES =
            "SELECT l.schema, l.name, i.name, i.\"unique\", x.name, x.coll "
                    + "FROM " + SqliteText.pragma("table_list") + " AS l CROSS JOIN " + SqliteText.pragma("index_list")
                    + "(l.name, l.schema) AS i CROSS JOIN " + SqliteText.pragma("index_xinfo") + "(i.name, l.schema) AS x "
                    + "WHERE l.type IN ('table', 'shadow') AND NOT i.partial AND x.key ORDER BY l.schema, l.name, i.seq, x.seqno";

    static final CaseRule NAMES = CaseRule.ASCII_INSENSITIVE;

    private final CatalogBuilder tables = new CatalogBuilder();
    private final SqliteMismatches mismatches = new SqliteMismatches();
    private final Map<String, TableName> byLowerName = new HashMap<>();
    /** Of tables without any name of the row id: their columns that are never NULL. */
    private final Map<CatalogBuilder.Draft, Set<String>> nameless = new LinkedHashMap<>();
    /** Tables whose INTEGER PRIMARY KEY may be the row id by another name. */
    private final Set<CatalogBuilder.Draft> byRowId = new LinkedHashSet<>();

    KeyGraph read(Connection connection, List<String> schemas) throws SQLException {
        List<ForeignKey> keys;
        try (Statement statement = connection.createStatement()) {
            readTables(SqliteColumns.of(connection));
            readTriggers(statement, schemas);
            SqliteDeclarations declarations = SqliteDeclarations.read(statement, schemas, mismatches);
            try (ResultSet rows = statement.executeQuery(KEYS)) {
                keys = readKeys(rows, declarations);
            }
            try (ResultSet rows = statement.executeQuery(INDEXES)) {
                readIndexes(rows);
            }
            byRowId.forEach(this::markRowId);
            keys = mismatches.marked(keys, connection);
        }
        return new KeyGraph(tables.tables(), keys, NAMES, NAMES);
    }

    private void readTables(List<SqliteColumns.Read> columns) {
        Map<CatalogBuilder.Draft, Map<Integer, String>> primaryKeys = new LinkedHashMap<>();
        Map<CatalogBuilder.Draft, Boolean> withoutRowid = new LinkedHashMap<>();
        Map<CatalogBuilder.Draft, String> integers = new LinkedHashMap<>();
        Map<CatalogBuilder.Draft, Set<String>> neverNull = new LinkedHashMap<>();
        for (SqliteColumns.Read read : columns) {
            SqliteColumns.Owner owner = read.of();
            CatalogBuilder.Draft draft = tables.draft(owner.name(), 0, owner.view() ? Table.Kind.VIEW : Table.Kind.ORDINARY);
            if (draft.columns.isEmpty()) {
                byLowerName.put(SqliteDeclarations.key(owner.name()), owner.name());
                withoutRowid.put(draft, owner.withoutRowid());
                primaryKeys.put(draft, new TreeMap<>());
            }
            if (read.column() == null) {
                continue;
            }
            String column = read.column().name();
            draft.columns.add(read.column());
            if (read.notNull()) {
                neverNull.computeIfAbsent(draft, d -> new HashSet<>()).add(column);
            }
            if (read.inPrimaryKey() > 0) {
                primaryKeys.get(draft).put(read.inPrimaryKey(), column);
                if (read.integer()) {
                    integers.put(draft, column);
                }
            }
        }
        primaryKeys.forEach((draft, primaryKey) -> {
            draft.primaryKey = List.copyOf(primaryKey.values());
            boolean isRowid = !withoutRowid.get(draft) && draft.primaryKey.equals(Arrays.asList(integers.get(draft)));
            if (isRowid) {
                byRowId.add(draft);
                CatalogBuilder.addIndex(draft, draft.primaryKey, true); // the table itself is that index
            }
            draft.rowKey = withoutRowid.get(draft) ? draft.primaryKey : SqliteRowId.nameBeside(draft.columns);
            if (isRowid && draft.rowKey.isEmpty()) {
                draft.rowKey = draft.primaryKey; // INTEGER PRIMARY KEY is a fourth name of the row id
            }
            if (draft.rowKey.isEmpty()) {
                nameless.put(draft, neverNull.getOrDefault(draft, Set.of()));
            }
        });
    }

    /** A temporary one may be on a table of another schema, which it does not tell: any of that name. */
    private void readTriggers(Statement statement, List<String> schemas) throws SQLException {
        Set<String> names = new HashSet<>();
        for (String schema : schemas) {
            try (ResultSet rows = statement.executeQuery("SELECT tbl_name FROM " + Quotes.DOUBLE.id(schema)
                    + ".sqlite_master WHERE type = 'trigger'")) {
                while (rows.next()) {
                    names.add(NAMES.key(rows.getString(1)));
                }
            }
        }
        tables.drafts().forEach(draft -> draft.triggers = names.contains(NAMES.key(draft.name.name())));
    }

    private void readIndexes(ResultSet rows) throws SQLException {
        record Id(TableName table, String name) {}
        record Found(boolean unique, List<String> columns, Set<String> collations) {}
        Map<Id, Found> found = new LinkedHashMap<>();
        while (rows.next()) {
            boolean unique = rows.getBoolean(4);
            Id id = new Id(new TableName(rows.getString(1), rows.getString(2)), rows.getString(3));
            found.computeIfAbsent(id, i -> new Found(unique, new ArrayList<>(), new HashSet<>()));
            Found index = found.get(id);
            index.columns().add(rows.getString(5));
            index.collations().add(rows.getString(6));
        }
        found.forEach((id, index) -> {
            CatalogBuilder.Draft table = tables.find(id.table());
            if (table != null) {
                if (index.unique() && index.columns().equals(table.primaryKey)) {
                    byRowId.remove(table); // INTEGER PRIMARY KEY DESC has an index of its own, and is no row id
                }
                CatalogBuilder.addIndex(table, index.columns(), index.unique());
                if (index.unique() && !index.columns().contains(null) && index.collations().equals(Set.of("BINARY"))) {
                    mismatches.addUnique(id.table(), index.columns());
                    identify(table, index.columns());
                }
            }
        });
    }

    /**
     * By these columns, which are unique as {@code =} compares values, where the row id has no name: a column may compare
     * otherwise than its index if it has a collation.
     */
    private void identify(CatalogBuilder.Draft table, List<String> columns) {
        if (table.rowKey.isEmpty()
                && nameless.getOrDefault(table, Set.of()).containsAll(columns)
                && !mismatches.isCollated(table.name)) {
            table.rowKey = List.copyOf(columns);
        }
    }

    private void markRowId(CatalogBuilder.Draft draft) {
        String rowId = draft.primaryKey.get(0);
        mismatches.addUnique(draft.name, draft.primaryKey);
        draft.columns.replaceAll(column -> column.name().equals(rowId)
                ? new Column(rowId, column.nullable(), column.defaultExpression(), null, SqliteAffinity.ROW_ID.type)
                : column);
    }

    private List<ForeignKey> readKeys(ResultSet rows, SqliteDeclarations declarations) throws SQLException {
        record Id(TableName table, int number) {}
        record Pairs(TableName referenced, String rule, List<String> columns, List<String> referencedColumns) {}
        Map<Id, Pairs> found = new LinkedHashMap<>();
        while (rows.next()) {
            TableName table = new TableName(rows.getString(1), rows.getString(2));
            TableName referenced = byLowerName.get(SqliteDeclarations.key(new TableName(table.schema(), rows.getString(4))));
            if (referenced == null || tables.find(table) == null) {
                continue; // the referenced table does not exist (yet): no row can be deleted from it
            }
            String rule = rows.getString(7);
            Pairs pairs = found.computeIfAbsent(
                    new Id(table, rows.getInt(3)),
                    id -> new Pairs(referenced, rule, new ArrayList<>(), new ArrayList<>()));
            pairs.columns().add(actual(table, rows.getString(5)));
            if (rows.getString(6) != null) {
                pairs.referencedColumns().add(actual(referenced, rows.getString(6)));
            }
        }
        List<ForeignKey> keys = new ArrayList<>();
        found.forEach((id, pairs) -> {
            List<String> referencedColumns = pairs.referencedColumns().isEmpty()
                    ? tables.find(pairs.referenced()).primaryKey
                    : pairs.referencedColumns();
            boolean pairwise = referencedColumns.size() == pairs.columns().size()
                    && referencedColumns.stream().noneMatch(Objects::isNull);
            List<String> columns = pairwise ? pairs.columns() : pairs.columns().subList(0, 1);
            if (!pairwise) { // it is an error, whichever columns it is said to pair
                referencedColumns = List.of(tables.find(pairs.referenced()).columns.get(0).name());
            }
            ReferentialAction action = ReferentialAction.ofSql(pairs.rule()).orElse(ReferentialAction.NO_ACTION);
            Optional<ForeignKeyDeclaration> declaration =
                    declarations.of(id.table(), pairs.columns(), pairs.referenced());
            String name = declaration
                    .filter(d -> d.name() != null)
                    .map(d -> d.name().text())
                    .orElse(id.table().name() + "(" + String.join(", ", pairs.columns()) + ")");
            keys.add(ForeignKey.pairing(name, id.table(), columns, pairs.referenced(), referencedColumns)
                    .declared(action)
                    .enforcement(pairwise ? Enforcement.FULL : Enforcement.MISMATCHED)
                    .deferrability(declaration.map(SqliteDeclarations::deferrability).orElse(Deferrability.NOT_DEFERRABLE))
                    .build());
        });
        return keys;
    }

    private String actual(TableName table, String column) {
        return tables.find(table).columns.stream()
                .map(Column::name)
                .filter(name -> SqliteDeclarations.same(name, column))
                .findFirst()
                .orElse(null);
    }
}
