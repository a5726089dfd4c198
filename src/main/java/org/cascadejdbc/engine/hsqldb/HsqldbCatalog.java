package org.cascadejdbc.engine.hsqldb;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cascadejdbc.engine.CatalogBuilder;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.ForeignKey.Enforcement;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.CaseRule;

/**
 * Reads HSQLDB's catalog in a fixed number of queries of one table of {@code INFORMATION_SCHEMA} each, which are computed when
 * asked for. Everybody sees those tables that they may use.
 *
 * <p><b>What HSQLDB does by a key</b> (2.7.4, measured, and {@code StatementDML.delete}): RESTRICT is kept as NO ACTION. Of one
 * DELETE all rows that go by CASCADE are gathered first, one level deeper on the Java stack for each row of a chain, which ends at
 * some thousand rows; then the other keys of all those are looked at, and it counts as gone what goes. <b>SET DEFAULT leaves a row
 * that references nothing</b> where the default is the value that it has, since only changed values are looked up; and SET NULL does
 * not look at a row that references what it changes, where that row is changed by the same DELETE. So neither is relied on.
 */
final class HsqldbCatalog {
    static final String PRIMARY_KEYS = "SELECT TABLE_SCHEM, TABLE_NAME, COLUMN_NAME FROM INFORMATION_SCHEMA.SYSTEM_PRIMARYKEYS"
            + others("TABLE_SCHEM") + " ORDER BY 1, 2, KEY_SEQ";
    static final String TRIGGERS = "SELECT EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE FROM INFORMATION_SCHEMA.TRIGGERS ORDER BY 1, 2";
    static final String VIEWS = "SELECT VIEW_SCHEMA, VIEW_NAME, TABLE_SCHEMA, TABLE_NAME FROM INFORMATION_SCHEMA.VIEW_TABLE_USAGE"
            + others("VIEW_SCHEMA") + " ORDER BY 1, 2, 3, 4";
    static final String SYNONYMS = "SELECT SYNONYM_SCHEMA, SYNONYM_NAME, OBJECT_SCHEMA, OBJECT_NAME FROM"
            + " INFORMATION_SCHEMA.SYSTEM_SYNONYMS WHERE OBJECT_TYPE IN ('TABLE', 'VIEW') ORDER BY 1, 2";

    private static final String TABLES = "SELECT TABLE_SCHEM, TABLE_NAME, TABLE_TYPE FROM INFORMATION_SCHEMA.SYSTEM_TABLES"
            + others("TABLE_SCHEM") + " ORDER BY 1, 2";
    /** The type is all that tells one from another: VARCHAR_IGNORECASE is a VARCHAR with a collation. */
    private static final String COLUMNS = "SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, IS_NULLABLE, COLUMN_DEFAULT,"
            + " DTD_IDENTIFIER || COALESCE(' ' || COLLATION_NAME, '') || COALESCE(' ' || DOMAIN_SCHEMA || '.' || DOMAIN_NAME, '')"
            + " || COALESCE(' ' || UDT_SCHEMA || '.' || UDT_NAME, ''), GENERATION_EXPRESSION"
            + " FROM INFORMATION_SCHEMA.COLUMNS"
            + others("TABLE_SCHEMA") + " ORDER BY 1, 2, ORDINAL_POSITION";
    private static final String KEYS = "SELECT FKTABLE_SCHEM, FKTABLE_NAME, FK_NAME, FKCOLUMN_NAME, PKTABLE_SCHEM, PKTABLE_NAME,"
            + " PKCOLUMN_NAME, DELETE_RULE FROM INFORMATION_SCHEMA.SYSTEM_CROSSREFERENCE ORDER BY 1, 2, 3, KEY_SEQ";
    private static final String INDEXES = "SELECT TABLE_SCHEM, TABLE_NAME, INDEX_NAME, COLUMN_NAME, NON_UNIQUE FROM"
            + " INFORMATION_SCHEMA.SYSTEM_INDEXINFO" + others("TABLE_SCHEM") + " ORDER BY 1, 2, 3, ORDINAL_POSITION";

    private record KeyId(TableName table, String name) {}

    private record Key(TableName referenced, int rule, List<String> columns, List<String> referencedColumns) {}

    private record IndexId(TableName table, String name) {}

    private record Index(boolean unique, List<String> columns) {}

    private final CatalogBuilder tables = new CatalogBuilder();
    private final Map<TableName, List<String>> primaryKeys = new HashMap<>();
    private final Map<KeyId, Key> keys = new LinkedHashMap<>();
    private final Map<IndexId, Index> indexes = new LinkedHashMap<>();

    /** A condition by which a catalog's rows about HSQLDB's own tables are left out. */
    static String others(String schema) {
        return " WHERE " + schema + " NOT IN ('INFORMATION_SCHEMA', 'SYSTEM_LOBS')";
    }

    KeyGraph read(Connection connection) throws SQLException {
        each(connection, TABLES, row -> tables.draft(name(row, 1), 0,
                row.getString(3).equals("VIEW") ? Table.Kind.VIEW : Table.Kind.ORDINARY));
        each(connection, PRIMARY_KEYS,
                row -> primaryKeys.computeIfAbsent(name(row, 1), table -> new ArrayList<>()).add(row.getString(3)));
        each(connection, COLUMNS, this::readColumn);
        each(connection, INDEXES, row -> {
            boolean unique = !row.getBoolean(5);
            indexes.computeIfAbsent(new IndexId(name(row, 1), row.getString(3)), id -> new Index(unique, new ArrayList<>()))
                    .columns().add(row.getString(4));
        });
        addIndexes();
        each(connection, KEYS, this::readKey);
        each(connection, TRIGGERS, row -> {
            CatalogBuilder.Draft table = tables.find(name(row, 1));
            if (table != null) {
                table.triggers = true;
            }
        });
        each(connection, VIEWS, row -> {
            CatalogBuilder.Draft view = tables.find(name(row, 1));
            if (view != null && tables.find(name(row, 3)) != null) {
                view.under.add(name(row, 3));
            }
        });
        each(connection, SYNONYMS, row -> tables.draft(name(row, 1), 0, Table.Kind.VIEW).under.add(name(row, 3)));
        KeyGraph graph = new KeyGraph(
                tables.tables(), foreignKeys(), CaseRule.UPPER_UNLESS_QUOTED, CaseRule.UPPER_UNLESS_QUOTED);
        return graph.withKeys(reliable(graph));
    }

    /** What to do with a row. */
    @FunctionalInterface
    private interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    private static void each(Connection connection, String query, Reader reader) throws SQLException {
        try (PreparedStatement statement = HsqldbSession.query(connection, query); ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }

    private static TableName name(ResultSet row, int first) throws SQLException {
        return new TableName(row.getString(first), row.getString(first + 1));
    }

    /** A column of a primary key counts as nullable there. */
    private void readColumn(ResultSet row) throws SQLException {
        CatalogBuilder.Draft table = tables.find(name(row, 1));
        if (table != null) {
            String column = row.getString(3);
            boolean nullable = row.getString(4).equals("YES")
                    && !primaryKeys.getOrDefault(table.name, List.of()).contains(column);
            table.columns.add(new Column(column, nullable, row.getString(5), null, row.getString(6))
                    .generatedAs(row.getString(7)));
        }
    }

    private void readKey(ResultSet row) throws SQLException {
        KeyId id = new KeyId(name(row, 1), row.getString(3));
        TableName referenced = name(row, 5);
        int rule = row.getInt(8);
        Key key = keys.computeIfAbsent(id, k -> new Key(referenced, rule, new ArrayList<>(), new ArrayList<>()));
        key.columns().add(row.getString(4));
        key.referencedColumns().add(row.getString(7));
    }

    private List<ForeignKey> foreignKeys() {
        List<ForeignKey> all = new ArrayList<>();
        keys.forEach((id, key) -> {
            ReferentialAction rule = rule(key.rule());
            all.add(ForeignKey.pairing(id.name(), id.table(), key.columns(), key.referenced(), key.referencedColumns())
                    .declared(rule)
                    .enforcement(enforcement(rule))
                    .build());
        });
        return all;
    }

    private static Enforcement enforcement(ReferentialAction rule) {
        if (rule == ReferentialAction.SET_DEFAULT) {
            return Enforcement.UNCHECKED;
        }
        return rule.acts() ? Enforcement.FULL : Enforcement.EACH_STATEMENT;
    }

    private static ReferentialAction rule(int code) {
        return switch (code) {
            case DatabaseMetaData.importedKeyCascade -> ReferentialAction.CASCADE;
            case DatabaseMetaData.importedKeySetNull -> ReferentialAction.SET_NULL;
            case DatabaseMetaData.importedKeySetDefault -> ReferentialAction.SET_DEFAULT;
            default -> ReferentialAction.NO_ACTION;
        };
    }

    /** A row is known by its primary key, else by the shortest unique key of columns that are never NULL. */
    private void addIndexes() {
        indexes.forEach((id, index) -> {
            CatalogBuilder.Draft table = tables.find(id.table());
            if (table != null) {
                CatalogBuilder.addIndex(table, index.columns(), index.unique());
            }
        });
        for (CatalogBuilder.Draft table : tables.drafts()) {
            table.primaryKey = primaryKeys.getOrDefault(table.name, List.of());
            table.rowKey = !table.primaryKey.isEmpty() ? table.primaryKey : indexes.entrySet().stream()
                    .filter(entry -> entry.getKey().table().equals(table.name) && entry.getValue().unique())
                    .map(entry -> entry.getValue().columns())
                    .filter(columns -> columns.stream().allMatch(column -> isNeverNull(table, column)))
                    .min(Comparator.comparing(List::size))
                    .orElse(List.of());
        }
    }

    private static boolean isNeverNull(CatalogBuilder.Draft table, String column) {
        return table.columns.stream().anyMatch(each -> each.name().equals(column) && !each.nullable());
    }

    /**
     * By CASCADE keys that go round a row may be any number of rows away, which HSQLDB has no room for on its stack. Where SET NULL
     * changes what other rows reference, itself or what is computed from it, they would stay.
     */
    private static List<ForeignKey> reliable(KeyGraph graph) {
        List<ForeignKey> keys = graph.keys();
        Map<TableName, Set<TableName>> reached = new HashMap<>();
        keys.stream()
                .filter(key -> key.action() == ReferentialAction.CASCADE)
                .forEach(key -> reached.computeIfAbsent(key.referenced(), name -> new HashSet<>()).add(key.referencing()));
        return keys.stream()
                .map(key -> {
                    boolean round = key.action() == ReferentialAction.CASCADE
                            && leads(key.referencing(), key.referenced(), reached);
                    Set<String> changed = new HashSet<>(graph.table(key.referencing()).computedFrom(key.columns()));
                    changed.addAll(key.columns());
                    boolean losing = key.action() == ReferentialAction.SET_NULL && graph.referencing(key.referencing()).stream()
                            .anyMatch(other -> !Collections.disjoint(other.referencedColumns(), changed));
                    return key.isNative() && (round || losing) ? key.withEnforcement(Enforcement.CHECKED) : key;
                })
                .toList();
    }

    private static boolean leads(TableName from, TableName to, Map<TableName, Set<TableName>> reached) {
        Set<TableName> seen = new HashSet<>(Set.of(from));
        Deque<TableName> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            TableName next = open.remove();
            if (next.equals(to)) {
                return true;
            }
            reached.getOrDefault(next, Set.of()).stream().filter(seen::add).forEach(open::add);
        }
        return false;
    }
}
